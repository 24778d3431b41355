"""Jobs of the worker."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone
from redis.exceptions import RedisError

from ccplatform.alarms import selectors, services
from ccplatform.alarms.delivering import deliver_due

log = logging.getLogger(__name__)

WATCH_SECONDS = 2
DELIVERY_SECONDS = 3


@shared_task(name="alarms.watch", expires=WATCH_SECONDS)
def watch() -> None:
    """Redis away: every alarm stays as it is."""
    try:
        look = selectors.look()
    except RedisError as error:
        log.warning("alarms stand still, Redis is away: %s", error)
        return
    services.evaluate(look)


@shared_task(name="alarms.deliver", expires=DELIVERY_SECONDS)
def deliver() -> None:
    deliver_due(timezone.now())


@shared_task(name="alarms.forget_old")
def forget_old() -> None:
    services.forget_old(now=timezone.now())
