"""Why the server closes a WebSocket (RFC 6455, 7.4.2: 4000-4999 are ours), and the named limits behind some of them."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

CONNECTIONS_MAX: Final = 2_000
CONNECTIONS_PER_USER_MAX: Final = 50
OUTBOX_LENGTH_MAX: Final = 250
"""Messages that may wait for one browser: ten seconds of a busy center."""
MESSAGE_LENGTH_MAX: Final = 16_384


class Close(IntEnum):
    NOT_SIGNED_IN = 4401
    NOT_ALLOWED = 4403
    TOO_SLOW = 4408
    TOO_LONG = 4413
    TOO_MANY = 4429
    NOT_READY = 4503
    """The database does not answer, so that nobody can be recognised, or the server ends: come back."""
