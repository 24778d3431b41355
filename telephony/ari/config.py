"""How the ARI client finds and uses an Asterisk node."""

from typing import Final
from urllib.parse import urlsplit

import msgspec

#: the Stasis application of the engine; the dialplan of telephony/asterisk names it
APP: Final = "ccplatform"
#: the channel variable in which a leg keeps the engine's name of it; ari.conf of telephony/asterisk shows it in every channel
LEG_VARIABLE: Final = "CC_LEG"
#: sockets that only send: one socket runs its requests one after another, and some wait for a channel's thread
SENDERS: Final = 4
#: what the engine wants to hear of. RESTResponse must be there: the filter applies to answers too
EVENTS: Final = frozenset(
    {
        "ApplicationReplaced", "BridgeDestroyed", "CallBroadcast", "CallClaimed", "ChannelDestroyed",
        "ChannelDtmfReceived", "ChannelEnteredBridge", "ChannelHangupRequest", "ChannelHold", "ChannelLeftBridge", "ChannelStateChange",
        "ChannelUnhold", "ContactStatusChange", "Dial", "PlaybackFinished", "PlaybackStarted", "RecordingFailed",
        "RecordingFinished", "RecordingStarted", "RESTResponse", "StasisEnd", "StasisStart",
    }
)  # fmt: skip
#: what the observer (an application of its own) subscribes to, and the types it lets through. `endpoint:` without a name means
#: all of them and brings their contacts only; with a name, or a technology's, Asterisk would make each event of their legs
#: a second time, and throw nearly all of it away (forwards_create_endpoint in res/stasis/app.c)
SUBSCRIPTIONS: Final = ("endpoint:",)
OBSERVED: Final = frozenset({"ContactStatusChange", "EndpointStateChange", "PeerStatusChange"})


class AriConfig(msgspec.Struct, frozen=True, kw_only=True):
    """`url` is http(s)://host:port or ws(s)://host:port of the node's HTTP server; `repr` hides the password."""

    url: str
    user: str
    password: str
    app: str = APP
    senders: int = SENDERS
    events: frozenset[str] = EVENTS
    subscriptions: tuple[str, ...] = SUBSCRIPTIONS
    #: seconds until a request without an answer ends in AriTimedOut; Asterisk answers in milliseconds
    request_timeout_s: float = 10.0
    #: seconds between proofs of life on every socket
    ping_every_s: float = 5.0

    def __repr__(self) -> str:
        return f"AriConfig(url={self.url!r}, user={self.user!r}, app={self.app!r})"

    @property
    def address(self) -> tuple[str, int, bool]:
        """(host, port, whether TLS)."""
        parts = urlsplit(self.url)
        secure = parts.scheme in {"https", "wss"}
        if parts.scheme not in {"http", "https", "ws", "wss"} or not parts.hostname:
            raise ValueError(f"{self.url!r} is no address of an Asterisk node, such as http://127.0.0.1:8088")
        return parts.hostname, parts.port or (443 if secure else 80), secure

    @property
    def observer(self) -> int | None:
        """The socket that hears of endpoints, if anything is subscribed to.

        An application of its own, so that what it subscribes to adds nothing to what is heard of legs. Events of the two sockets
        have no order among each other.
        """
        return self.senders + 1 if self.subscriptions else None

    @property
    def sockets(self) -> int:
        """How many there are: 0 hears of channels and bridges, then come those that only send, then the observer."""
        return self.senders + (1 if self.observer is None else 2)

    def application(self, index: int) -> str:
        """The Stasis application of socket `index`."""
        if index == 0:
            return self.app
        return f"{self.app}-observer" if index == self.observer else f"{self.app}-sender-{index}"

    def allowed(self, index: int) -> frozenset[str]:
        """The event types that socket `index` lets through; `RESTResponse` always."""
        observed = OBSERVED if self.observer is not None else frozenset()
        if index == 0:
            return frozenset({"RESTResponse"}) | (self.events - observed)
        return frozenset({"RESTResponse"}) | (self.events & observed if index == self.observer else frozenset())
