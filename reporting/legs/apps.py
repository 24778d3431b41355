from __future__ import annotations

from django.apps import AppConfig


class LegsConfig(AppConfig):
    name = "reporting.legs"
    label = "legs"
