"""The floor's commands as ARI requests. Pure: nothing is sent here."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from acd.core import commands as c
from contracts.configuration import DeviceConfiguration
from contracts.ids import DeviceId, InteractionId
from contracts.vocabulary import DeviceKind
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.config import APP

#: what a channel of ours says when it enters the application: who it is (`INBOUND` is the dialplan's)
INBOUND: Final = "inbound"
OFFER: Final = "offer"
SNOOP: Final = "snoop"
BRIDGE_PREFIX: Final = "cc-"
#: the key of whatever makes a phone ring or stop: a socket of its own, where nothing waits for a channel's thread and
#: where phones ring in the order of their callers
RINGING: Final = ""
#: what a browser's phone is offered first; Asterisk would put PCMU in front
BROWSER_FORMATS: Final = "opus,ulaw"
#: characters of a name or number on an agent's display
DISPLAYED_MAX: Final = 80
#: the request met what it wanted: the leg is gone, the sound has ended, the bridge exists already
GONE: Final = frozenset({404})
THERE: Final = frozenset({409})
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


def bridge_of(interaction: InteractionId) -> str:
    """The id of the bridge in which an interaction's legs meet."""
    return f"{BRIDGE_PREFIX}{interaction}"


def orders_for(command: c.PbxCommand, endpoints: Mapping[DeviceId, tuple[str, DeviceConfiguration]]) -> list[Order] | UnknownDevice:
    """What to send, in order; recordings are recordings.py's. `endpoints`: each device with its SIP endpoint's name."""
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
        case c.Connect():
            both = (command.caller_leg, command.agent_leg)
            return [
                Order(r.StopChannelMoh(channel_id=command.caller_leg), key, ANY),
                Order(r.AddToBridge(bridge_id=bridge_of(key), channel=both), key),
            ]
        case c.Hold():
            return [
                Order(r.RemoveFromBridge(bridge_id=bridge_of(key), channel=(command.caller_leg,)), key, ANY),
                Order(r.StartChannelMoh(channel_id=command.caller_leg, moh_class=command.music_class), key),
            ]
        case c.Resume():
            return [
                Order(r.StopChannelMoh(channel_id=command.caller_leg), key, ANY),
                Order(r.AddToBridge(bridge_id=bridge_of(key), channel=(command.caller_leg,)), key),
            ]
        case c.Release():
            return [Order(r.DestroyBridge(bridge_id=bridge_of(key)), key, GONE)]
        case c.StartRecording() | c.StopRecording():
            return []


def _ring(command: c.RingDevice, endpoints: Mapping[DeviceId, tuple[str, DeviceConfiguration]]) -> list[Order] | UnknownDevice:
    found = endpoints.get(command.device)
    if found is None:
        return UnknownDevice(command.device)
    endpoint, device = found
    originate = r.Originate(
        endpoint=f"PJSIP/{endpoint}",
        app=APP,
        app_args=OFFER,
        channel_id=command.leg,
        caller_id=_caller_id(command.caller_name, command.caller),
        timeout=command.seconds,
        formats=BROWSER_FORMATS if device.kind is DeviceKind.BROWSER else None,
        # One header only: each costs a turn of the channel's SIP thread before the INVITE leaves.
        variables={"PJSIP_HEADER(add,X-Interaction)": command.interaction},
    )
    # The phone rings first; the bridge is made while it does, so that the answer needs one request.
    return [
        Order(originate, RINGING),
        Order(r.CreateBridge(type_="mixing", bridge_id=bridge_of(command.interaction)), command.interaction, THERE),
    ]


def _key_of_leg(interaction: InteractionId, leg: c.LegId) -> str:
    """An agent's leg, whose id is the offer's, is made and ended on the ringing socket; a caller's on its interaction's."""
    return RINGING if leg.startswith(f"{interaction}.") else interaction


def _caller_id(name: str, number: str) -> str:
    """`"name" <number>`; what could end the quotes, the address or the header is left out."""
    return f'"{_display(name)}" <{_display(number)}>'


def _display(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and sign not in '"<>\\')[:DISPLAYED_MAX]
