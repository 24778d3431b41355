from __future__ import annotations

from typing import Any

from ccplatform.accounts.api.people import who
from ccplatform.kernel.api.views import ConfigurationViewSet, edited_and_seen_by
from ccplatform.queues import selectors, services
from ccplatform.queues.api.serializers import DispositionSerializer, QueueSerializer, SkillSerializer
from ccplatform.queues.models import Disposition, Queue, Skill
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
    """Queues with their limits and the skills they require. `dispositions` lists those made for this queue alone."""

    queryset = selectors.queues()
    serializer_class = QueueSerializer
    ordering = ("name", "id")

    def store(self, thing: Queue, fields: dict[str, Any]) -> Queue:
        return services.save_queue(queue=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Queue) -> None:
        services.delete_queue(queue=thing, by=who(self.request))


class DispositionViewSet(ConfigurationViewSet[Disposition]):
    """Outcome codes for wrap-up, in both languages. No queues = for every queue."""

    permission = edited_and_seen_by(Permission.INTERACTION_OWN)
    queryset = selectors.dispositions()
    serializer_class = DispositionSerializer
    ordering = ("position", "id")

    def store(self, thing: Disposition, fields: dict[str, Any]) -> Disposition:
        return services.save_disposition(disposition=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Disposition) -> None:
        services.delete_disposition(disposition=thing, by=who(self.request))
