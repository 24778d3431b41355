"""Prepared legs: a phone that has rung once rings sooner the next time, and is heard sooner when it is picked up.

A prepared leg is a channel to an agent's phone that was created and not dialled; nothing of it is on the wire. It stands in a
holding bridge, where Asterisk dials it without starting a thread first. To ring is then one request instead of a new
channel. Since such a leg is controlled before it is answered, it meets its caller in their bridge while it still rings: the
caller's music goes on, and the answer itself, which Asterisk passes from leg to leg, ends it. No request of ours lies
between the agent's "hello" and the caller.

The floor names an agent's leg after its offer, a prepared leg is older than that: here one name becomes the other
(docs/adr/0019). A device without a prepared leg is called by originate, as before.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final, Protocol

import msgspec

from acd.adapters.orders import AUTO_ANSWER, BROWSER_FORMATS, GONE, RINGING, Order, bridge_of, caller_id, joining, orders_for
from acd.core import commands as c
from acd.core import events as e
from contracts.configuration import DeviceConfiguration
from contracts.ids import DeviceId, Instant, InteractionId
from contracts.vocabulary import DeviceKind
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.base import Request
from telephony.ari.config import APP, LEG_VARIABLE
from telephony.ari.models import Channel

#: what a prepared leg says when it enters the application
STANDBY: Final = "standby"
#: prepared legs stand in so many bridges: each that comes or goes costs Asterisk the more the more legs its bridge holds
BRIDGES: Final = 64
#: prepared legs at one time; each is a channel with two threads in Asterisk. Devices beyond are called by originate
STANDBY_MAX: Final = 500
#: seconds after a phone was rung until its next leg is prepared: not in the same instant as the call itself
PREPARE_AFTER_S: Final = 0.5
#: legs that may be prepared at once, and seconds until each of these places is free again: ten a second in the long run. A ring by
#: a prepared leg costs some 2 ms more of processor time than an originate, well spent while calls are few and not when they are many
PREPARED_AT_ONCE: Final = 20
PREPARED_AGAIN_S: Final = 2.0
#: seconds that a prepared leg stands unused: its agent has gone home
IDLE_S: Final = 900.0
#: it has left by itself, or its bridge has gone before
LEFT: Final = frozenset({400, 404, 409, 412, 422})

Endpoints = Mapping[DeviceId, tuple[str, DeviceConfiguration]]


class Alarm(Protocol):
    """What is due later and may be called off."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Alarm]


class _Spare(msgspec.Struct):
    """A leg in preparation (`ready` is False until it has entered the application) or prepared."""

    device: DeviceId
    end: Alarm
    ready: bool = False


class _Dialled(msgspec.Struct):
    """A prepared leg that was dialled. `joined`: it was ordered into its caller's bridge before the answer."""

    channel: str
    leg: c.LegId
    interaction: InteractionId
    caller_leg: c.LegId
    answered: bool = False
    joined: bool = False
    connect: c.Connect | None = None
    #: we have hung up; what is ordered for its bridge waits in `afterwards` until the leg is over, which it is sooner so
    ending: bool = False
    afterwards: list[Order] = []


class Standby:
    """`send` takes an order, which failed orders without a command give back to `failed`; `endpoints` are those of now.

    `later(seconds, callback)` is the loop's call_later.
    """

    def __init__(
        self, send: Callable[[Order, c.PbxCommand | None], None], endpoints: Callable[[], Endpoints], later: Later | None = None
    ) -> None:
        self._send = send
        self._endpoints = endpoints
        self._later: Later = later or (lambda seconds, callback: asyncio.get_running_loop().call_later(seconds, callback))
        self._name = f"{STANDBY}.{secrets.token_hex(4)}"
        self._count = 0
        self._preparing = 0
        self._bridges: set[str] = set()
        self._spares: dict[str, _Spare] = {}
        self._of_device: dict[DeviceId, str] = {}
        self._dialled: dict[c.LegId, _Dialled] = {}
        self._legs: dict[str, c.LegId] = {}
        #: leg of a caller who waits -> class of the music it was given
        self._waiting: dict[c.LegId, str] = {}
        #: caller's leg -> number and name by which Asterisk itself knows it
        self._known_as: dict[c.LegId, tuple[str, str]] = {}
        self._playing: set[c.LegId] = set()

    # -- orders

    def ring(self, command: c.RingDevice) -> list[Order] | None:
        """How to ring by a prepared leg, the last order being the one that rings; None when there is none."""
        self._later(PREPARE_AFTER_S, partial(self._prepare, command.device))
        channel = self._of_device.get(command.device)
        found = self._endpoints().get(command.device)
        if channel is None or found is None or not self._spares[channel].ready:
            return None
        self._forget_spare(channel)
        self._dialled[command.leg] = _Dialled(channel, command.leg, command.interaction, command.caller_leg)
        self._legs[channel] = command.leg
        said = []
        if self._known_as.get(command.caller_leg) != (command.caller, command.caller_name):
            said.append(("CONNECTEDLINE(all)", caller_id(command.caller_name, command.caller)))
        if found[1].kind is DeviceKind.BROWSER:
            said.append(("PJSIP_HEADER(add,X-Interaction)", command.interaction))
        if command.auto_answer:
            said.extend(AUTO_ANSWER.items())
        dial = r.DialChannel(channel_id=channel, caller=command.caller_leg or None, timeout=command.seconds)
        return [
            *(Order(r.SetChannelVariable(channel_id=channel, variable=name, value=value), RINGING) for name, value in said),
            Order(dial, RINGING),
        ]

    def refused(self, order: Order, command: c.PbxCommand) -> Order | None:
        """A prepared leg had gone unnoticed: how to ring without it. None when the order was no such."""
        if not isinstance(order.request, r.DialChannel) or not isinstance(command, c.RingDevice):
            return None
        dialled = self._dialled.pop(command.leg)
        del self._legs[dialled.channel]
        orders = orders_for(command, self._endpoints())
        return orders[0] if isinstance(orders, list) else None

    def beside_ringing(self, command: c.RingDevice | c.DialNumber) -> list[Order]:
        """What can wait until the phone rings."""
        if (dialled := self._dialled.get(command.leg)) is None:
            return []
        variable = r.SetChannelVariable(channel_id=dialled.channel, variable=LEG_VARIABLE, value=dialled.leg)
        return [Order(variable, command.interaction, GONE)]

    def carried(self, command: c.PbxCommand, orders: list[Order]) -> list[Order]:
        """The orders for a command, less what is done already and more what must be undone."""
        match command:
            case c.StartMusic():
                self._waiting[command.leg] = command.music_class
            case c.Hold() | c.Resume():
                self._waiting.pop(command.caller_leg, None)
            case c.JoinBridge() | c.LeaveBridge():
                self._waiting.pop(command.leg, None)
            case c.PlayPrompts():
                self._playing.add(command.leg)
            case c.StopPrompts():
                self._playing.discard(command.leg)
            case c.Connect():
                self._waiting.pop(command.caller_leg, None)
                dialled = self._dialled.get(command.agent_leg)
                if dialled is not None:
                    dialled.connect = command
                    if dialled.joined:
                        return [order for order in orders if not isinstance(order.request, r.AddToBridge)]
            case c.HangUp() if (dialled := self._dialled.get(command.leg)) is not None:
                dialled.ending = True
                return [*orders, *self._parted(dialled)]
            case c.Release():
                for dialled in self._dialled.values():
                    if dialled.ending and dialled.interaction == command.interaction:
                        dialled.afterwards.extend(orders)
                        return []
        return orders

    def renamed(self, request: Request[Any]) -> Request[Any]:
        """The same with Asterisk's names of our legs."""
        if not self._dialled:
            return request
        changed: dict[str, object] = {}
        channel = getattr(request, "channel_id", None)
        if channel in self._dialled:
            changed["channel_id"] = self._dialled[channel].channel
        if isinstance(request, r.AddToBridge | r.RemoveFromBridge) and not self._dialled.keys().isdisjoint(request.channel):
            changed["channel"] = tuple(self._dialled[one].channel if one in self._dialled else one for one in request.channel)
        return msgspec.structs.replace(request, **changed) if changed else request

    def failed(self, request: Request[Any]) -> bool:
        """An order of ours was refused; whether it was one."""
        match request:
            case r.CreateChannel(channel_id=str(channel)):
                self._forget_spare(channel)
            case r.AddToBridge(bridge_id=bridge, channel=[channel]) if bridge in self._bridges:
                self._discard(channel)
            case r.AddToBridge(channel=[_, leg]) if (dialled := self._dialled.get(leg)) is not None and dialled.joined:
                dialled.joined = False
                if dialled.connect is not None:
                    self._send(Order(request, dialled.interaction), dialled.connect)
            case _:
                return False
        return True

    # -- events

    def heard(self, event: ari.Event, meant: e.Event | None, at: Instant) -> e.Event | None:
        """What an event means to the floor when a prepared leg may be in it; `meant`: without one."""
        match event, meant:
            case ari.StasisStart(args=[kind, *_], channel=channel), _ if kind == STANDBY:
                self._entered(channel.id)
                return None
            case ari.StasisStart(channel=channel), e.LegArrived():
                self._known_as[channel.id] = (channel.caller.number, channel.caller.name)
                return meant
            case ari.ChannelStateChange(channel=channel), _:
                return self._changed(channel, at)
            case _, e.PromptsEnded():
                self._playing.discard(meant.leg)
                return meant
            case _, e.LegHungUp():
                return self._hung_up(meant, over=isinstance(event, ari.ChannelDestroyed))
            case _, e.DigitReceived() if meant.leg in self._legs:
                return msgspec.structs.replace(meant, leg=self._legs[meant.leg])
        return meant

    def is_spare(self, channel: str) -> bool:
        """Whether nobody is rung by that leg."""
        return channel in self._spares

    def contact_changed(self, device: DeviceId) -> None:
        """Where the phone is may have changed: what was prepared for it may lead nowhere."""
        if (channel := self._of_device.get(device)) is not None:
            self._discard(channel)
            self._later(PREPARE_AFTER_S, partial(self._prepare, device))

    def configured(self) -> None:
        """Any phone may be another from now on."""
        for device in list(self._of_device):
            self.contact_changed(device)

    def lost(self) -> None:
        """The node is out of reach; what it keeps is read when it is back."""
        for channel in list(self._spares):
            self._forget_spare(channel)
        for kept in (self._dialled, self._legs, self._waiting, self._known_as):
            kept.clear()
        self._playing.clear()
        self._bridges.clear()

    def recovered(self, channels: Iterable[Channel], bridged: set[str], callers: Mapping[InteractionId, c.LegId]) -> dict[str, c.LegId]:
        """The node is there with these channels: prepared ones are not trusted, dialled ones keep the floor's name."""
        for channel in channels:
            leg = str((channel.channelvars or {}).get(LEG_VARIABLE) or "")
            interaction = leg.rpartition(".")[0]
            if not leg:
                self._send(Order(r.HangUpChannel(channel_id=channel.id), channel.id, LEFT), None)
                continue
            up = channel.state == "Up"
            self._legs[channel.id] = leg
            self._dialled[leg] = _Dialled(channel.id, leg, interaction, callers.get(interaction, ""), up, not up and channel.id in bridged)
        return dict(self._legs)

    # -- prepared legs

    def _prepare(self, device: DeviceId) -> None:
        found = self._endpoints().get(device)
        if found is None or device in self._of_device or len(self._spares) >= STANDBY_MAX or self._preparing >= PREPARED_AT_ONCE:
            return
        self._preparing += 1
        self._later(PREPARED_AGAIN_S, self._may_prepare)
        endpoint, configuration = found
        self._count += 1
        channel = f"{self._name}.{self._count}"
        self._of_device[device] = channel
        end = self._later(IDLE_S, partial(self._discard, channel))
        self._spares[channel] = _Spare(device, end)
        formats = BROWSER_FORMATS if configuration.kind is DeviceKind.BROWSER else None
        create = r.CreateChannel(endpoint=f"PJSIP/{endpoint}", app=APP, app_args=STANDBY, channel_id=channel, formats=formats)
        self._send(Order(create, channel), None)

    def _may_prepare(self) -> None:
        self._preparing -= 1

    def _entered(self, channel: str) -> None:
        if (spare := self._spares.get(channel)) is None:
            self._send(Order(r.HangUpChannel(channel_id=channel), channel, LEFT), None)
            return
        # Ready from here on: Asterisk carries out the orders for one leg in turn, so a dialling comes after this.
        spare.ready = True
        bridge = f"{STANDBY}.{int(channel.rpartition('.')[2]) % BRIDGES}"
        if bridge not in self._bridges:
            self._bridges.add(bridge)
            self._send(Order(r.CreateBridge(type_="holding", bridge_id=bridge), channel, LEFT), None)
        self._send(Order(joining(bridge, channel), channel), None)

    def _discard(self, channel: str) -> None:
        self._forget_spare(channel)
        self._send(Order(r.HangUpChannel(channel_id=channel), channel, LEFT), None)

    def _forget_spare(self, channel: str) -> None:
        if (spare := self._spares.pop(channel, None)) is not None:
            spare.end.cancel()
            del self._of_device[spare.device]

    # -- calls of prepared legs

    def _changed(self, channel: Channel, at: Instant) -> e.Event | None:
        dialled = self._dialled.get(self._legs.get(channel.id, ""))
        if dialled is None:
            return None
        if (
            channel.state == "Ringing"
            and not dialled.joined
            and dialled.caller_leg in self._waiting
            and dialled.caller_leg not in self._playing
        ):
            # Only who waits: a leg on hold is not meant to hear the phone that rings now. And while sounds are played the
            # caller's leg takes no order, and everything behind this one would wait.
            dialled.joined = True
            join = joining(bridge_of(dialled.interaction), dialled.caller_leg, dialled.leg)
            self._send(Order(join, dialled.interaction), None)
        if channel.state == "Up" and not dialled.answered:
            dialled.answered = True
            return e.LegAnswered(at, dialled.leg)
        return None

    def _hung_up(self, meant: e.LegHungUp, *, over: bool) -> e.Event | None:
        if meant.leg in self._spares:
            self._forget_spare(meant.leg)
            return None
        leg = self._legs.get(meant.leg)
        dialled = self._dialled.get(leg or "")
        if leg is None or dialled is None:
            self._waiting.pop(meant.leg, None)
            self._known_as.pop(meant.leg, None)
            self._playing.discard(meant.leg)
            return None if over and meant.leg.startswith(STANDBY) else meant
        for order in self._parted(dialled):
            self._send(order, None)
        if over:
            del self._dialled[leg], self._legs[meant.leg]
            for order in dialled.afterwards:
                self._send(order, None)
        return msgspec.structs.replace(meant, leg=leg)

    def _parted(self, dialled: _Dialled) -> list[Order]:
        """The leg goes without a talk: its caller is alone again, with the music that an answer would have ended."""
        if not dialled.joined or dialled.caller_leg not in self._waiting:
            return []  # it has talked, or the caller has gone
        dialled.joined = False
        parted = [
            Order(r.RemoveFromBridge(bridge_id=bridge_of(dialled.interaction), channel=(dialled.caller_leg,)), dialled.interaction, LEFT)
        ]
        if dialled.answered:
            music = r.StartChannelMoh(channel_id=dialled.caller_leg, moh_class=self._waiting[dialled.caller_leg])
            parted.append(Order(music, dialled.interaction, LEFT))
        return parted
