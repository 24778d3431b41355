"""Reading flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import F, QuerySet

from ccplatform.kernel.references import Held, Kind, Reference
from ccplatform.kernel.words import said
from ccplatform.queues.models import Label, Queue, Skill
from contracts.flows import Enqueue
from contracts.flows import Flow as FlowContent
from ivr.core import validation
from ivr.core.validation import Problem
from ivr.flows.models import Flow, FlowVersion
from telephony.prompts.render import VOICES


def flows() -> QuerySet[Flow]:
    return Flow.objects.all()


def versions(flow: int) -> QuerySet[FlowVersion]:
    return FlowVersion.objects.filter(flow=flow).select_related("published_by")


def published() -> list[FlowContent]:
    """The version in force of every flow that has one, in order of their ids."""
    return [version.flow_content for version in in_force()]


def in_force() -> QuerySet[FlowVersion]:
    return FlowVersion.objects.filter(version=F("flow__published_version")).select_related("flow").order_by("flow_id")


def published_names() -> Mapping[int, str]:
    return dict(Flow.objects.exclude(published_version=None).values_list("pk", "name"))


def is_published(flow: int) -> bool:
    return Flow.objects.filter(pk=flow).exclude(published_version=None).exists()


def held() -> Iterator[Held]:
    """What the published flows refer to."""
    for content in published():
        words = said(en="flow {name}", de="Ablauf {name}", name=content.name)
        for reference in references(content):
            yield Held(reference, Kind.FLOW, content.id, words)


def references(content: FlowContent) -> Iterator[Reference]:
    for node in content.nodes:
        if isinstance(node, Enqueue):
            yield Reference(Kind.QUEUE, node.queue, node.id)
            if node.label is not None:
                yield Reference(Kind.LABEL, node.label, node.id)
            for required in node.required_skills:
                yield Reference(Kind.SKILL, required.skill, node.id)


def problems(content: FlowContent) -> list[Problem]:
    """Everything that keeps this draft from being published."""
    queues = set(Queue.objects.filter(active=True).values_list("pk", flat=True))
    return [*validation.problems(content, queues=queues, languages=VOICES), *_unknown(content)]


def _unknown(content: FlowContent) -> Iterator[Problem]:
    """Labels and skills that the database lacks; queues are validation's."""
    known = {Kind.LABEL: set(Label.objects.values_list("pk", flat=True)), Kind.SKILL: set(Skill.objects.values_list("pk", flat=True))}
    for reference in references(content):
        if reference.kind in known and reference.key not in known[reference.kind]:
            yield Problem(reference.where, f"unknown_{reference.kind}", f"there is no {reference.kind} {reference.key}")
