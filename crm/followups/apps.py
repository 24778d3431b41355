from __future__ import annotations

from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "crm.followups"
    label = "followups"
