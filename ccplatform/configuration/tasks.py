"""Jobs of the worker."""

from __future__ import annotations

from celery import shared_task

from ccplatform.configuration import services

DELIVERY_INTERVAL_SECONDS = 5


@shared_task(name="configuration.deliver", expires=DELIVERY_INTERVAL_SECONDS)
def deliver() -> None:
    """After Redis was away or lost its memory, or the engine missed an intent: within DELIVERY_INTERVAL_SECONDS all is right again."""
    services.deliver_if_needed()
