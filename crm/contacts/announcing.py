"""Tells every web process that caller cards may be others now."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from redis.exceptions import RedisError

from ccplatform.kernel.redis import redis
from contracts.wire import CARDS_CHANNEL

EVERY_INTERACTION = ""


def announce_cards_on_commit(interaction: str = EVERY_INTERACTION) -> None:
    """Redis away: the cards of open interactions stay as they are, which nobody should fail for."""

    def announce() -> None:
        with suppress(RedisError):
            redis().publish(CARDS_CHANNEL, interaction)

    transaction.on_commit(announce)
