from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "ivr.flows"
    label = "flows"
