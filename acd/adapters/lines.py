"""Lines that are always on: a phone whose leg stays up between calls, in silence; a call is a bridge, not an INVITE.

The floor says which devices keep a line and otherwise orders what it orders of every phone. Here, to ring such a phone is to lend its
leg to the interaction, answered at once; to hang it up is to take it out of the bridge again. As for prepared legs (standby.py), the
floor's name of the leg is translated, and kept in the channel for an engine that was restarted. A phone whose line is down is rung
like any other.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from acd.adapters.orders import ANY, AUTO_ANSWER, BROWSER_FORMATS, GONE, LINE, THERE, Order, bridge_of
from acd.adapters.standby import Endpoints, Later
from acd.core import commands as c
from acd.core import events as e
from contracts.ids import DeviceId, Instant, InteractionId
from contracts.vocabulary import DeviceKind
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.config import APP, LEG_VARIABLE
from telephony.ari.models import Channel
from telephony.core.causes import HangupCause

#: seconds until a line that broke is raised again, when its phone did not come back by itself before
RAISE_AGAIN_S: Final = 2.0
#: seconds that a phone may take to answer by itself
ANSWER_S: Final = 10


class _Line(msgspec.Struct):
    """`leg`: under which name the floor has it now, "" = it stands by itself."""

    device: DeviceId
    channel: str
    up: bool = False
    leg: c.LegId = ""
    interaction: InteractionId = ""


class Lines:
    """`send` takes an order without a command, `deliver` the floor's events, `later(seconds, callback)` is the loop's call_later."""

    def __init__(
        self,
        send: Callable[[Order, c.PbxCommand | None], None],
        endpoints: Callable[[], Endpoints],
        deliver: Callable[[e.Event], None],
        now: Callable[[], Instant],
        name: str,
        later: Later | None = None,
    ) -> None:
        self._send, self._endpoints, self._deliver, self._now = send, endpoints, deliver, now
        self._later: Later = later or (lambda seconds, callback: asyncio.get_running_loop().call_later(seconds, callback))
        self._name = name
        self._count = 0
        self._there = False
        self._wanted: set[DeviceId] = set()
        self._of_device: dict[DeviceId, _Line] = {}
        self._of_channel: dict[str, _Line] = {}
        self._of_leg: dict[c.LegId, _Line] = {}

    # -- what the floor wants

    def keep(self, device: DeviceId) -> None:
        self._wanted.add(device)
        self._raise(device)

    def drop(self, device: DeviceId) -> None:
        """A line that is lent ends with its call."""
        self._wanted.discard(device)
        line = self._of_device.get(device)
        if line is not None and not line.leg:
            self._end(line)

    def ring(self, command: c.RingDevice) -> list[Order] | None:
        """Lend the phone's line, which counts as answered; None when it has none to lend."""
        line = self._of_device.get(command.device)
        if line is None or not line.up or line.leg:
            return None
        line.leg, line.interaction = command.leg, command.interaction
        self._of_leg[line.leg] = line
        self._later(0, lambda: self._deliver(e.LegAnswered(self._now(), command.leg)))
        return [
            Order(r.CreateBridge(type_="mixing", bridge_id=bridge_of(command.interaction)), command.interaction, THERE),
            self._marked(line, command.leg),
        ]

    def hang_up(self, command: c.HangUp) -> list[Order] | None:
        """The call is over, its leg stays; None when that leg is no line."""
        line = self._of_leg.pop(command.leg, None)
        if line is None:
            return None
        self._later(0, lambda: self._deliver(e.LegHungUp(self._now(), command.leg, HangupCause.NORMAL)))
        interaction, line.leg, line.interaction = line.interaction, "", ""
        if line.device not in self._wanted:
            self._end(line)
            return []
        return [
            Order(r.RemoveFromBridge(bridge_id=bridge_of(interaction), channel=(line.channel,)), interaction, ANY),
            Order(r.StopChannelMoh(channel_id=line.channel), interaction, ANY),
            Order(r.UnmuteChannel(channel_id=line.channel, direction="in"), interaction, ANY),
            self._marked(line, ""),
        ]

    def renamed(self, request: Request[Any]) -> Request[Any]:
        """The same with Asterisk's names of lent legs."""
        if not self._of_leg:
            return request
        changed: dict[str, object] = {}
        channel = getattr(request, "channel_id", None)
        if channel in self._of_leg:
            changed["channel_id"] = self._of_leg[channel].channel
        if isinstance(request, r.AddToBridge | r.RemoveFromBridge) and not self._of_leg.keys().isdisjoint(request.channel):
            changed["channel"] = tuple(self._of_leg[one].channel if one in self._of_leg else one for one in request.channel)
        return msgspec.structs.replace(request, **changed) if changed else request

    def failed(self, request: Request[Any]) -> bool:
        """An order without a command was refused; whether it was one of a line's making."""
        if not isinstance(request, r.Originate) or (line := self._of_channel.get(request.channel_id or "")) is None:
            return False
        self._forget(line)
        self._again(line.device)
        return True

    # -- what Asterisk tells

    def heard(self, event: ari.Event, meant: e.Event | None, at: Instant) -> e.Event | None:
        """What an event means to the floor when it is of a line; `meant`: without one."""
        match event, meant:
            case ari.StasisStart(args=[kind, *_], channel=channel), _ if kind == LINE:
                line = self._of_channel.get(channel.id)
                if line is None or line.device not in self._wanted:
                    self._send(Order(r.HangUpChannel(channel_id=channel.id), channel.id, GONE), None)
                else:
                    line.up = True
                return None
            case _, e.LegHungUp() if (line := self._of_channel.get(meant.leg)) is not None:
                self._forget(line)
                self._again(line.device)
                return msgspec.structs.replace(meant, leg=line.leg) if line.leg else None
            case _, e.DigitReceived() if (line := self._of_channel.get(meant.leg)) is not None and line.leg:
                return msgspec.structs.replace(meant, leg=line.leg)
        return meant

    def contact_changed(self, device: DeviceId) -> None:
        """The phone has registered, maybe from elsewhere."""
        self._raise(device)

    def lost(self) -> None:
        """The node is out of reach; what it keeps is read when it is back."""
        self._there = False
        self._of_device.clear()
        self._of_channel.clear()
        self._of_leg.clear()

    def recovered(self, channels: Iterable[Channel]) -> dict[str, c.LegId]:
        """The node is there with these lines: lent ones keep the floor's name, the others are raised anew."""
        self._there = True
        lent: dict[str, c.LegId] = {}
        for channel in channels:
            leg, device = str((channel.channelvars or {}).get(LEG_VARIABLE) or ""), _device_of(channel)
            if not leg or device is None:
                self._send(Order(r.HangUpChannel(channel_id=channel.id), channel.id, GONE), None)
                continue
            line = _Line(device, channel.id, True, leg, leg.rpartition(".")[0])
            self._of_device[device] = self._of_channel[channel.id] = self._of_leg[leg] = line
            self._wanted.add(device)
            lent[channel.id] = leg
        for device in sorted(self._wanted):
            self._raise(device)
        return lent

    # -- lines

    def _raise(self, device: DeviceId) -> None:
        found = self._endpoints().get(device)
        if not self._there or device not in self._wanted or device in self._of_device or found is None:
            return
        endpoint, configuration = found
        self._count += 1
        # The device is in the name: of a leg that leads through another node nothing else tells it to an engine that was restarted.
        line = _Line(device, f"{LINE}.{self._name}.{self._count}.{device}")
        self._of_device[device] = self._of_channel[line.channel] = line
        originate = r.Originate(
            endpoint=f"PJSIP/{endpoint}",
            app=APP,
            app_args=LINE,
            channel_id=line.channel,
            timeout=ANSWER_S,
            formats=BROWSER_FORMATS if configuration.kind is DeviceKind.BROWSER else None,
            variables=dict(AUTO_ANSWER),
        )
        self._send(Order(originate, line.channel), None)

    def _again(self, device: DeviceId) -> None:
        if device in self._wanted:
            self._later(RAISE_AGAIN_S, lambda: self._raise(device))

    def _end(self, line: _Line) -> None:
        self._forget(line)
        self._send(Order(r.HangUpChannel(channel_id=line.channel), line.channel, GONE), None)

    def _forget(self, line: _Line) -> None:
        self._of_channel.pop(line.channel, None)
        self._of_leg.pop(line.leg, None)
        if self._of_device.get(line.device) is line:
            del self._of_device[line.device]

    def _marked(self, line: _Line, leg: c.LegId) -> Order:
        return Order(r.SetChannelVariable(channel_id=line.channel, variable=LEG_VARIABLE, value=leg), line.channel, GONE)


def _device_of(channel: Channel) -> DeviceId | None:
    number = channel.id.rpartition(".")[2]
    return int(number) if number.isdecimal() else None
