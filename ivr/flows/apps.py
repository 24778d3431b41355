from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "ivr.flows"
    label = "flows"

    def ready(self) -> None:
        from ccplatform.kernel.references import Kind, register_names, register_references
        from ivr.flows import selectors

        register_names(Kind.FLOW, selectors.published_names)
        register_references("flows", selectors.held)
