"""How the ARI client finds and uses an Asterisk node."""

from typing import Final
from urllib.parse import urlsplit

import msgspec

#: the Stasis application of the engine; the dialplan of telephony/asterisk names it
APP: Final = "ccplatform"
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
#: endpoints whose ContactStatusChange is wanted
SUBSCRIPTIONS: Final = ("endpoint:PJSIP",)


class AriConfig(msgspec.Struct, frozen=True, kw_only=True):
    """`url` is http(s)://host:port or ws(s)://host:port of the node's HTTP server; `repr` hides the password."""

    url: str
    user: str
    password: str
    app: str = APP
    senders: int = SENDERS
    events: frozenset[str] = EVENTS
    subscriptions: tuple[str, ...] = SUBSCRIPTIONS

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

    def application(self, index: int) -> str:
        """The Stasis application of socket `index`; 0 is the one that receives events."""
        return self.app if index == 0 else f"{self.app}-sender-{index}"

    def allowed(self, index: int) -> frozenset[str]:
        """The event types that socket `index` lets through; `RESTResponse` always."""
        return frozenset({"RESTResponse"}) | (self.events if index == 0 else frozenset())
