"""Tells browsers something that is no live state: every web process hears it and passes it on (contracts.wire.News)."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import msgspec
from django.db import transaction
from redis.exceptions import RedisError

from ccplatform.kernel.redis import redis
from contracts.permissions import Permission
from contracts.wire import NEWS_CHANNEL, News

log = logging.getLogger(__name__)


def announce_news_on_commit(message: msgspec.Struct, *, users: Iterable[int] | None = None, permission: Permission | None = None) -> None:
    """Redis away: nobody hears of it now, and every page asks anew when it connects."""
    news = News(
        message=msgspec.Raw(msgspec.json.encode(message)),
        users=None if users is None else sorted(users),
        permission="" if permission is None else permission.value,
    )

    def announce() -> None:
        try:
            redis().publish(NEWS_CHANNEL, msgspec.json.encode(news))
        except RedisError as error:
            log.warning("news reach no browser, Redis is away: %s", error)

    transaction.on_commit(announce)
