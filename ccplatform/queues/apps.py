from __future__ import annotations

from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "ccplatform.queues"
    label = "queues"

    def ready(self) -> None:
        from ccplatform.queues import references

        references.register()
