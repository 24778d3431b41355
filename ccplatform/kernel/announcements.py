"""One service, one transaction, one announcement after commit.

A service that changed what the engine routes by says `announce_on_commit(ConfigurationChanged(...))`. After the commit the signal
`configuration_changed` is sent once per transaction, however many changes it held, with the last announcement.
Who listens is none of the lower apps' business.
"""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass

from django.db import transaction
from django.dispatch import Signal


@dataclass(frozen=True, kw_only=True)
class ConfigurationChanged:
    """`what` is a word for the log ("queue", "device"); `by` the user id, None = the center itself."""

    what: str
    by: int | None


configuration_changed = Signal()
"""Sent after commit with `announcement: ConfigurationChanged`; receivers run in the thread of the request."""

_numbers = itertools.count(1)


class _Delivered(threading.local):
    """The highest announcement of this thread that is covered by a delivery. Django's connections are per thread, too."""

    number = 0
    made = 0


_delivered = _Delivered()


def announce_on_commit(announcement: ConfigurationChanged) -> None:
    """Forgotten with the transaction when that is rolled back."""
    number = next(_numbers)
    _delivered.made = number

    def deliver() -> None:
        # The first delivery after a commit sees everything that was committed: those behind it have nothing to add.
        if number <= _delivered.number:
            return
        _delivered.number = _delivered.made
        configuration_changed.send(sender=ConfigurationChanged, announcement=announcement)

    # Robust: what is committed is done, and its answer must not be a fault because telling others failed (Django logs that).
    transaction.on_commit(deliver, robust=True)
