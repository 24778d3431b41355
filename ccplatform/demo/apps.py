from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ccplatform.demo"
    label = "demo"
