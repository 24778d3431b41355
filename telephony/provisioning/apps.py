from __future__ import annotations

from django.apps import AppConfig


class ProvisioningConfig(AppConfig):
    name = "telephony.provisioning"
    label = "provisioning"

    def ready(self) -> None:
        from ccplatform.kernel.references import register_references
        from telephony.provisioning import selectors

        register_references("provisioning", selectors.held)
