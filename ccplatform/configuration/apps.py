from __future__ import annotations

from django.apps import AppConfig


class ConfigurationConfig(AppConfig):
    name = "ccplatform.configuration"
    label = "configuration"

    def ready(self) -> None:
        from ccplatform.configuration import services
        from ccplatform.kernel.announcements import configuration_changed

        configuration_changed.connect(services.on_change, dispatch_uid="publish")
