from __future__ import annotations

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    name = "ccplatform.alarms"
    label = "alarms"
