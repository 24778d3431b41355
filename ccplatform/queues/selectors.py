"""Reading queues, skills and dispositions."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ccplatform.queues.models import Disposition, Hours, Label, OutcomeField, Queue, Skill


def queues() -> QuerySet[Queue]:
    return Queue.objects.prefetch_related("required_skills", "dispositions")


def skills() -> QuerySet[Skill]:
    return Skill.objects.all()


def hours() -> QuerySet[Hours]:
    return Hours.objects.all()


def labels() -> QuerySet[Label]:
    return Label.objects.all()


def dispositions() -> QuerySet[Disposition]:
    return Disposition.objects.prefetch_related("queues")


def outcome_fields() -> QuerySet[OutcomeField]:
    return OutcomeField.objects.prefetch_related("queues")


def dispositions_for(queue: int | None) -> QuerySet[Disposition]:
    """Those an agent may choose after an interaction of this queue, in the administrator's order."""
    return dispositions().filter(Q(queues=None) | Q(queues=queue), active=True).distinct().order_by("position", "id")
