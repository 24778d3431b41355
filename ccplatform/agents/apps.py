from __future__ import annotations

from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "ccplatform.agents"
    label = "agents"

    def ready(self) -> None:
        from ccplatform.agents.models import Team
        from ccplatform.kernel.references import Kind, register_names

        register_names(Kind.TEAM, lambda: dict(Team.objects.values_list("pk", "name")))
