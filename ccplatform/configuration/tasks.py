"""Jobs of the worker."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from ccplatform.configuration import drafts, services

DELIVERY_INTERVAL_SECONDS = 5
DUE_INTERVAL_SECONDS = 10
CATCH_UP_INTERVAL_SECONDS = 60
ROTATIONS_KEPT_DAYS = 7


@shared_task(name="configuration.deliver", expires=DELIVERY_INTERVAL_SECONDS)
def deliver() -> None:
    """After Redis was away or lost its memory, or the engine missed an intent: within DELIVERY_INTERVAL_SECONDS all is right again."""
    services.deliver_if_needed()


@shared_task(name="configuration.catch_up", expires=CATCH_UP_INTERVAL_SECONDS)
def catch_up() -> None:
    """A change that was committed is published within CATCH_UP_INTERVAL_SECONDS, whatever happened to the process that made it."""
    services.catch_up()


@shared_task(name="configuration.forget_rotations")
def forget_rotations() -> None:
    """A night's tidying: see the service."""
    services.forget_rotations(before=timezone.now() - timedelta(days=ROTATIONS_KEPT_DAYS))


@shared_task(name="configuration.publish_due", expires=DUE_INTERVAL_SECONDS)
def publish_due() -> None:
    """Drafts whose time has come, DUE_INTERVAL_SECONDS late at most."""
    drafts.publish_due(timezone.now())
