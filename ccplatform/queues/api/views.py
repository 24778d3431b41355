from __future__ import annotations

from typing import Any

from ccplatform.accounts.api.people import who
from ccplatform.kernel.api.views import ConfigurationViewSet, edited_and_seen_by
from ccplatform.queues import outcomes, selectors, services
from ccplatform.queues.api.serializers import (
    DispositionSerializer,
    HoursSerializer,
    LabelSerializer,
    OutcomeFieldSerializer,
    QueueSerializer,
    SkillSerializer,
)
from ccplatform.queues.models import Disposition, Hours, Label, OutcomeField, Queue, Skill
from contracts.permissions import Permission


class SkillViewSet(ConfigurationViewSet[Skill]):
    """Skills that queues require and agents have."""

    queryset = selectors.skills()
    serializer_class = SkillSerializer
    ordering = ("name", "id")

    def store(self, thing: Skill, fields: dict[str, Any]) -> Skill:
        return services.save_skill(skill=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Skill) -> None:
        services.delete_skill(skill=thing, by=who(self.request))


class QueueViewSet(ConfigurationViewSet[Queue]):
    """Queues with their rules. `dispositions` lists those made for this queue alone. Lists and nested rules are replaced whole."""

    queryset = selectors.queues()
    serializer_class = QueueSerializer
    ordering = ("name", "id")

    def store(self, thing: Queue, fields: dict[str, Any]) -> Queue:
        saved = services.save_queue(queue=thing, fields=fields, by=who(self.request))
        # Read anew: what was prefetched before the change is stale.
        return selectors.queues().get(pk=saved.pk)

    def remove(self, thing: Queue) -> None:
        services.delete_queue(queue=thing, by=who(self.request))


class HoursViewSet(ConfigurationViewSet[Hours]):
    """Opening hours and closed days, kept by any number of queues."""

    queryset = selectors.hours()
    serializer_class = HoursSerializer
    ordering = ("name", "id")

    def store(self, thing: Hours, fields: dict[str, Any]) -> Hours:
        return services.save_hours(hours=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Hours) -> None:
        services.delete_hours(hours=thing, by=who(self.request))


class LabelViewSet(ConfigurationViewSet[Label]):
    """Labels that flows and programs give to interactions, and how much each weighs for an agent's capacity."""

    queryset = selectors.labels()
    serializer_class = LabelSerializer
    ordering = ("name", "id")

    def store(self, thing: Label, fields: dict[str, Any]) -> Label:
        return services.save_label(label=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Label) -> None:
        services.delete_label(label=thing, by=who(self.request))


class DispositionViewSet(ConfigurationViewSet[Disposition]):
    """Outcome codes for wrap-up, in both languages, as a tree of at most three levels. No queues = for every queue."""

    permission = edited_and_seen_by(Permission.INTERACTION_OWN)
    queryset = selectors.dispositions()
    serializer_class = DispositionSerializer
    ordering = ("position", "id")

    def store(self, thing: Disposition, fields: dict[str, Any]) -> Disposition:
        return outcomes.save_disposition(disposition=thing, fields=fields)

    def remove(self, thing: Disposition) -> None:
        outcomes.delete_disposition(disposition=thing)


class OutcomeFieldViewSet(ConfigurationViewSet[OutcomeField]):
    """Fields that agents fill in at wrap-up. What has answers is better retired (`active` = false) than deleted: the answers stay."""

    permission = edited_and_seen_by(Permission.INTERACTION_OWN)
    queryset = selectors.outcome_fields()
    serializer_class = OutcomeFieldSerializer
    ordering = ("position", "id")

    def store(self, thing: OutcomeField, fields: dict[str, Any]) -> OutcomeField:
        return outcomes.save_outcome_field(field=thing, fields=fields)

    def remove(self, thing: OutcomeField) -> None:
        outcomes.delete_outcome_field(field=thing)
