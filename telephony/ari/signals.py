"""What the ARI client tells its owner."""

import msgspec

from telephony.ari.events import Event


class Connected(msgspec.Struct, frozen=True):
    """Every socket is up, Asterisk has booted, events flow. What happened before must be read (`ListChannels` ...)."""

    asterisk_id: str


class Disconnected(msgspec.Struct, frozen=True):
    """A socket was lost, and with it all: every unanswered request has ended in AriLost; the client tries again."""

    reason: str


class EventReceived(msgspec.Struct, frozen=True):
    """Asterisk says that something happened."""

    event: Event


AriSignal = Connected | Disconnected | EventReceived
