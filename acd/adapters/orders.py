"""The floor's commands as ARI requests. Pure: nothing is sent here."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import msgspec

from acd.core import commands as c
from contracts.configuration import DeviceConfiguration, TrunkConfiguration
from contracts.ids import DeviceId, InteractionId, TrunkId
from contracts.vocabulary import DeviceKind, MonitorMode
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.config import APP

#: what a channel of ours says when it enters the application: who it is (`INBOUND` is the dialplan's)
INBOUND: Final = "inbound"
OFFER: Final = "offer"
OUTSIDE: Final = "outside"
LINE: Final = "line"
SNOOP: Final = "snoop"
SPY: Final = "spy"
BRIDGE_PREFIX: Final = "cc-"
#: the key of whatever makes a phone ring or stop: a socket of its own, where nothing waits for a channel's thread and
#: where phones ring in the order of their callers
RINGING: Final = ""
#: what a browser's phone is offered first; Asterisk would put PCMU in front
BROWSER_FORMATS: Final = "opus,ulaw"
#: a phone that knows this header answers at once (as desk phones of many makers do, and the desk's own)
AUTO_ANSWER: Final = {"PJSIP_HEADER(add,Call-Info)": "<sip:center>;answer-after=0"}
#: characters of a name or number on an agent's display
DISPLAYED_MAX: Final = 80
#: the request met what it wanted: the leg is gone, the sound has ended, the bridge exists already
GONE: Final = frozenset({404})
THERE: Final = frozenset({409})
#: what Asterisk answers when the listening leg is there already (another mode of the same supervisor)
LISTENS: Final = frozenset({409, 500})
#: music that does not play any more, a leg that has left: the order that follows tells when something is really wrong
ANY: Final = frozenset({404, 409, 412, 422})


class Order(msgspec.Struct, frozen=True):
    """`key`: orders of one key keep their sequence. `forgiven`: HTTP statuses that are no failure."""

    request: Request[Any]
    key: str
    forgiven: frozenset[int] = frozenset()


class UnknownDevice(msgspec.Struct, frozen=True):
    """RingDevice names a device that no configuration holds."""

    device: DeviceId


class UnknownTrunk(msgspec.Struct, frozen=True):
    """DialNumber names a trunk that no configuration holds, or one that carries nothing outwards."""

    trunk: TrunkId


Devices = Mapping[DeviceId, tuple[str, DeviceConfiguration]]
Trunks = Mapping[TrunkId, tuple[str, TrunkConfiguration]]
NO_TRUNKS: Final[Trunks] = {}


def bridge_of(interaction: InteractionId) -> str:
    """The id of the bridge in which an interaction's legs meet."""
    return f"{BRIDGE_PREFIX}{interaction}"


def spy_bridge_of(leg: c.LegId) -> str:
    """The id of the bridge in which a supervisor's leg meets the leg that spies for it."""
    return f"{BRIDGE_PREFIX}{leg}"


def spy_of(leg: c.LegId, target_leg: c.LegId) -> c.LegId:
    """The id of the leg that spies."""
    return f"{SPY}-{leg}-{target_leg}"


def joining(bridge: str, *legs: c.LegId) -> r.AddToBridge:
    """Legs join a bridge. Whom they meet there is no news for their phones, and need not be worked out: the engine shows it."""
    return r.AddToBridge(bridge_id=bridge, channel=legs, inhibit_connected_line_updates=True)


def orders_for(command: c.PbxCommand, endpoints: Devices, trunks: Trunks = NO_TRUNKS) -> list[Order] | UnknownDevice | UnknownTrunk:
    """What to send, in order; recordings are recordings.py's, lines lines.py's. `endpoints`, `trunks`: each with its SIP endpoint."""
    key = command.interaction
    match command:
        case c.Answer():
            return [Order(r.AnswerChannel(channel_id=command.leg), key)]
        case c.Reject() | c.HangUp():
            own = key if isinstance(command, c.Reject) else _key_of_leg(command.interaction, command.leg)
            return [Order(r.HangUpChannel(channel_id=command.leg, reason_code=str(int(command.cause))), own, GONE)]
        case c.PlayPrompts():
            play = r.PlayOnChannel(channel_id=command.leg, media=command.media, playback_id=command.play)
            return [Order(play, key)]
        case c.StopPrompts():
            return [Order(r.StopPlayback(playback_id=command.play), key, GONE)]
        case c.StartMusic():
            return [Order(r.StartChannelMoh(channel_id=command.leg, moh_class=command.music_class), key)]
        case c.RingDevice():
            return _ring(command, endpoints)
        case c.DialNumber():
            return _dial(command, trunks)
        case c.Connect():
            return [
                Order(r.StopChannelMoh(channel_id=command.caller_leg), key, ANY),
                Order(joining(bridge_of(key), command.caller_leg, command.agent_leg), key),
            ]
        case c.Hold():
            return [
                Order(r.RemoveFromBridge(bridge_id=bridge_of(key), channel=(command.caller_leg,)), key, ANY),
                Order(r.StartChannelMoh(channel_id=command.caller_leg, moh_class=command.music_class), key),
            ]
        case c.Resume():
            return [
                Order(r.StopChannelMoh(channel_id=command.caller_leg), key, ANY),
                Order(joining(bridge_of(key), command.caller_leg), key),
            ]
        case c.JoinBridge():
            return _join(key, command.leg)
        case c.LeaveBridge():
            return _leave(command)
        case c.Spy():
            return _spy(command)
        case c.StopSpying():
            return [
                Order(r.HangUpChannel(channel_id=spy_of(command.leg, command.target_leg)), key, GONE),
                Order(r.DestroyBridge(bridge_id=spy_bridge_of(command.leg)), key, GONE),
            ]
        case c.SendDigits():
            return [Order(r.SendDtmf(channel_id=command.leg, dtmf=command.digits), key)]
        case c.Release():
            return [Order(r.DestroyBridge(bridge_id=bridge_of(key)), key, GONE)]
        case c.StartRecording() | c.StopRecording() | c.PauseRecording() | c.KeepLine() | c.DropLine():
            return []


def _join(interaction: InteractionId, leg: c.LegId) -> list[Order]:
    return [
        Order(r.StopChannelMoh(channel_id=leg), interaction, ANY),
        Order(joining(bridge_of(interaction), leg), interaction),
    ]


def _leave(command: c.LeaveBridge) -> list[Order]:
    key = command.interaction
    orders = [Order(r.RemoveFromBridge(bridge_id=bridge_of(key), channel=(command.leg,)), key, ANY)]
    if command.music_class:
        orders.append(Order(r.StartChannelMoh(channel_id=command.leg, moh_class=command.music_class), key))
    return orders


def _spy(command: c.Spy) -> list[Order]:
    """A listening leg and the supervisor's meet in a bridge of their own; what may not be heard is muted at its source.

    The listening leg joins when it has entered the application (`spying`). It stays, unheard, while its supervisor barges in.
    """
    key = command.interaction
    if command.mode is MonitorMode.BARGE:
        return [Order(r.UnmuteChannel(channel_id=command.leg, direction="in"), key, ANY), *_join(key, command.leg)]
    mute = r.MuteChannel if command.mode is MonitorMode.LISTEN else r.UnmuteChannel
    bridge = spy_bridge_of(command.leg)
    snoop = r.SnoopChannel(
        channel_id=command.target_leg,
        app=APP,
        spy="both",
        whisper="out",
        app_args=f"{SPY},{key},{command.leg}",
        snoop_id=spy_of(command.leg, command.target_leg),
    )
    return [
        Order(r.CreateBridge(type_="mixing", bridge_id=bridge), key, THERE),
        Order(mute(channel_id=command.leg, direction="in"), key, ANY),
        Order(joining(bridge, command.leg), key),
        Order(snoop, key, LISTENS),
    ]


def spying(leg: c.LegId, arguments: Sequence[str]) -> list[Order]:
    """A leg has entered the application with these arguments: when it spies, it meets its supervisor's leg."""
    if len(arguments) != 3 or arguments[0] != SPY:
        return []
    return [Order(joining(spy_bridge_of(arguments[2]), leg), arguments[1], ANY)]


def _dial(command: c.DialNumber, trunks: Trunks) -> list[Order] | UnknownTrunk:
    """Through the trunk's endpoint (its codecs, its credentials) to the number at its outbound address."""
    found = trunks.get(command.trunk)
    if found is None or not found[1].outbound_address:
        return UnknownTrunk(command.trunk)
    endpoint, trunk = found
    originate = r.Originate(
        endpoint=f"PJSIP/{endpoint}/sip:{quote(command.number, safe='+')}@{trunk.outbound_address}",
        app=APP,
        app_args=OUTSIDE,
        channel_id=command.leg,
        caller_id=caller_id("", command.caller_id),
        timeout=command.seconds,
    )
    return [
        Order(originate, RINGING),
        Order(r.CreateBridge(type_="mixing", bridge_id=bridge_of(command.interaction)), command.interaction, THERE),
    ]


def _ring(command: c.RingDevice, endpoints: Devices) -> list[Order] | UnknownDevice:
    found = endpoints.get(command.device)
    if found is None:
        return UnknownDevice(command.device)
    endpoint, device = found
    originate = r.Originate(
        endpoint=f"PJSIP/{endpoint}",
        app=APP,
        app_args=OFFER,
        channel_id=command.leg,
        caller_id=caller_id(command.caller_name, command.caller),
        timeout=command.seconds,
        formats=BROWSER_FORMATS if device.kind is DeviceKind.BROWSER else None,
        # One header only: each costs a turn of the channel's SIP thread before the INVITE leaves.
        variables={"PJSIP_HEADER(add,X-Interaction)": command.interaction, **(AUTO_ANSWER if command.auto_answer else {})},
    )
    # The phone rings first; the bridge is made while it does, so that the answer needs one request.
    return [
        Order(originate, RINGING),
        Order(r.CreateBridge(type_="mixing", bridge_id=bridge_of(command.interaction)), command.interaction, THERE),
    ]


def _key_of_leg(interaction: InteractionId, leg: c.LegId) -> str:
    """An agent's leg, whose id is the offer's, is made and ended on the ringing socket; a caller's on its interaction's."""
    return RINGING if leg.startswith(f"{interaction}.") else interaction


def caller_id(name: str, number: str) -> str:
    """`"name" <number>`; what could end the quotes, the address or the header is left out."""
    return f'"{_display(name)}" <{_display(number)}>'


def _display(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and sign not in '"<>\\')[:DISPLAYED_MAX]
