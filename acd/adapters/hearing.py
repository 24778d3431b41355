"""ARI's events as the floor's. Pure; what is no business of the floor's becomes nothing."""

from collections.abc import Callable
from typing import Final

from acd.adapters.orders import INBOUND, OFFER, OUTSIDE
from acd.core import events as e
from contracts.ids import Instant, TrunkId
from telephony.ari import events as ari
from telephony.ari.config import APP
from telephony.ari.models import Channel
from telephony.core.causes import HangupCause
from telephony.core.numbers import international

#: characters of what a caller or a trunk says that are taken at all
TEXT_MAX: Final = 300
#: what is listened to, here and in recordings.py and asterisk.py. Asterisk makes some ten other events a call, each of
#: which would wake this process in the middle of the next one
EVENTS: Final = frozenset(
    kind.__name__
    for kind in (
        ari.StasisStart,
        ari.StasisEnd,
        ari.ChannelStateChange,
        ari.ChannelHangupRequest,
        ari.ChannelDestroyed,
        ari.ChannelDtmfReceived,
        ari.PlaybackFinished,
        ari.RecordingStarted,
        ari.RecordingFinished,
        ari.RecordingFailed,
        ari.ContactStatusChange,
        ari.ApplicationReplaced,
    )
)
CHANNEL_PREFIX: Final = "channel:"
UP: Final = "Up"
STASIS: Final = "Stasis"


class Hearing:
    """`trunk_of` tells the trunk of a SIP endpoint's name; `region` is the configuration's default_region."""

    def __init__(self, node: str, trunk_of: Callable[[str], TrunkId | None]) -> None:
        self._node = node
        self._trunk_of = trunk_of
        self.region = "DE"

    def heard(self, event: ari.Event, at: Instant) -> e.Event | None:
        """What an event means to the floor."""
        match event:
            case ari.StasisStart(args=[kind, *_], channel=channel) if kind == INBOUND:
                return self.arrived(channel, at)
            case ari.StasisStart(args=[kind, *_], channel=channel) if kind in (OFFER, OUTSIDE):
                return e.LegAnswered(at, channel.id)
            case ari.ChannelHangupRequest(soft=True, cause=1):
                # AST_SOFTHANGUP_DEV, no cause of Q.850: Asterisk ends it for want of audio. ChannelDestroyed tells the cause.
                return None
            case ari.ChannelHangupRequest(channel=channel, soft=soft):
                # A soft one is ours; what stands for its cause is a flag as well.
                return e.LegHungUp(at, channel.id, event.cause or HangupCause.NORMAL if not soft else HangupCause.NORMAL)
            case ari.ChannelDestroyed(channel=channel):
                return e.LegHungUp(at, channel.id, event.cause, _words(event))
            case ari.StasisEnd(channel=channel) if entered(channel, INBOUND):
                # The last that is told of a leg which came by the dialplan; those that we made are told of to their very end.
                return e.LegHungUp(at, channel.id, HangupCause.NORMAL)
            case ari.ChannelDtmfReceived(channel=channel):
                return e.DigitReceived(at, channel.id, event.digit)
            case ari.PlaybackFinished(playback=playback) if playback.target_uri.startswith(CHANNEL_PREFIX):
                return e.PromptsEnded(at, playback.target_uri.removeprefix(CHANNEL_PREFIX), playback.id)
        return None

    def arrived(self, channel: Channel, at: Instant) -> e.LegArrived:
        """A caller, as far as the channel says who and for whom."""
        dialled = channel.dialplan.exten[:TEXT_MAX]
        return e.LegArrived(
            at=at,
            leg=channel.id,
            node=self._node,
            dialled=international(dialled, self.region),
            dialled_as_sent="" if dialled == "s" else dialled,
            caller=international(channel.caller.number[:TEXT_MAX], self.region),
            caller_name=channel.caller.name[:TEXT_MAX],
            trunk=self._trunk_of(endpoint_of(channel)),
        )


def entered(channel: Channel, who: str) -> bool:
    """Whether the channel is in our application and said `who` when it came."""
    return channel.dialplan.app_name == STASIS and channel.dialplan.app_data.split(",")[:2] == [APP, who]


def endpoint_of(channel: Channel) -> str:
    """The SIP endpoint of a channel named `PJSIP/<endpoint>-<number>`, "" for other kinds."""
    technology, _, rest = channel.name.partition("/")
    return rest.rpartition("-")[0] if technology == "PJSIP" else ""


def _words(event: ari.ChannelDestroyed) -> str:
    return f"SIP {event.tech_cause} {event.cause_txt}" if event.tech_cause else event.cause_txt
