"""An Asterisk node behind acd.ports.Pbx: the floor's orders go out by ARI, what happens there comes in as its events.

After every connection the node is read before anything else is told: which legs exist, who called meanwhile, which
phones can be reached. Events that come while it is read are held back, so that the floor hears them afterwards.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

from acd.adapters.hearing import CHANNEL_PREFIX, UP, Hearing, endpoint_of, entered
from acd.adapters.late_comers import LateComers, turn
from acd.adapters.lines import Lines
from acd.adapters.orders import (
    BRIDGE_PREFIX,
    GONE,
    INBOUND,
    LINE,
    OFFER,
    OUTSIDE,
    SNOOP,
    Order,
    UnknownDevice,
    UnknownTrunk,
    orders_for,
    spying,
)
from acd.adapters.recordings import NAME_PREFIX, Recordings
from acd.adapters.ring_first import Held, RingFirst
from acd.adapters.sip import SipObjects
from acd.adapters.standby import STANDBY, Standby
from acd.core import commands as c
from acd.core import events as e
from contracts.ids import DeviceId, Instant, InteractionId
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.config import APP
from telephony.ari.connection import AriClient
from telephony.ari.models import Bridge, Channel, Endpoint
from telephony.ari.protocol import AriFailure, AriLost, AriOutcome, AriRefused, AriResponse, AriTimedOut
from telephony.ari.signals import AriSignal, Connected, Disconnected, EventReceived
from telephony.asterisk.neighbours import AGENTS_TRUNK, Role
from telephony.core.causes import HangupCause

log = logging.getLogger(__name__)

#: what Asterisk calls the application of a leg that rings because we originated it
RINGING_APP: Final = "AppDial2"
#: the state of a channel whose phone rings
RINGS: Final = "Ringing"
#: contact states under which a phone can be rung; the others are looked at again, since one of several may have gone
REACHABLE: Final = frozenset({"Reachable", "NonQualified", "Created"})


class AsteriskPbx:
    """`client` makes the connection, given who takes its signals; `deliver` is the engine's inbox.

    `open_interactions` tells which the floor holds open, by their callers' legs. `replaced`: another engine has taken over the
    node; nothing is said to it nor told of it from then on. `linked`: where agents' phones are at another node, whether this node
    can reach that one.
    """

    def __init__(
        self,
        client: Callable[[Callable[[AriSignal], None]], AriClient],
        node: str,
        deliver: Callable[[e.Event], None],
        now: Callable[[], Instant],
        open_interactions: Callable[[], Mapping[c.LegId, InteractionId]],
        media_address: str = "",
        replaced: Callable[[], None] = lambda: None,
        role: Role = Role.BOTH,
        linked: Callable[[bool], None] = lambda there: None,
    ) -> None:
        self._node = node
        self._deliver = deliver
        self._now = now
        self._open_interactions = open_interactions
        self._ari = self.ari = client(self._signalled)
        self.sip = SipObjects(self._ari, media_address, role)
        self._linked = linked
        self._hearing = Hearing(node, self.sip.trunk_of)
        self._recordings = Recordings(deliver)
        self._late_comers = LateComers(deliver)
        self._ring_first = RingFirst(self._send)
        self._standby = Standby(self._ring_first.pass_on, lambda: self.sip.endpoints)
        self._lines = Lines(self._ring_first.pass_on, lambda: self.sip.endpoints, deliver, now, secrets.token_hex(4))
        #: agents' legs that were neither answered nor are gone
        self._ringing: set[c.LegId] = set()
        #: by device: the address under which it was reachable last
        self._contacts: dict[DeviceId, str] = {}
        self._replaced = replaced
        #: somebody else has taken over this node: we say and hear nothing any more
        self._silent = False
        self._told = False
        self._held: list[ari.Event] | None = []
        self._read: list[Any] = []

    async def __aenter__(self) -> Self:
        await self._ari.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._ari.__aexit__(kind, error, trace)

    @property
    def connected(self) -> bool:
        """Whether the node was read and can be asked."""
        return self._told

    def perform(self, command: c.PbxCommand | c.AdoptTelephony) -> None:
        """Take an order and return at once; see acd.ports.Pbx."""
        if self._silent:
            return
        match command:
            case c.AdoptTelephony():
                self._hearing.region = command.configuration.default_region
                self.sip.want(command.configuration)
                self._standby.configured()
                return
            case c.KeepLine():
                self._lines.keep(command.device)
                return
            case c.DropLine():
                self._lines.drop(command.device)
                return
            case c.PlayPrompts(media=()):
                # Nothing to say: later, as every other end of a playing.
                self._later(e.PromptsEnded(self._now(), command.leg, command.play))
                return
            case c.RingDevice() if (lent := self._lines.ring(command)) is not None:
                self._pass_on(lent, command)
                return
            case c.HangUp() if (given_back := self._lines.hang_up(command)) is not None:
                self._pass_on(given_back, None)
                return
            case c.StartRecording():
                orders: list[Order] | UnknownDevice | UnknownTrunk = self._recordings.start(command, self._now())
            case c.StopRecording():
                orders = self._recordings.stop(command)
            case c.PauseRecording():
                orders = self._recordings.pause(command)
            case _:
                if isinstance(command, c.HangUp):
                    self._ringing.discard(command.leg)
                orders = orders_for(command, self.sip.endpoints, self.sip.trunks)
        if isinstance(orders, UnknownDevice | UnknownTrunk):
            missing = f"device {orders.device}" if isinstance(orders, UnknownDevice) else f"an outbound trunk {orders.trunk}"
            reason = f"{missing} is not configured"
            self._later(e.CommandFailed(self._now(), command, c.CommandFailure.REFUSED, reason))
            return
        if isinstance(command, c.RingDevice | c.DialNumber):
            orders = self._ring(command, orders)
        self._pass_on(self._standby.carried(command, orders), command)

    def _pass_on(self, orders: list[Order], command: c.PbxCommand | None) -> None:
        for order in orders:
            self._ring_first.pass_on(order, command)

    def _ring(self, command: c.RingDevice | c.DialNumber, orders: list[Order]) -> list[Order]:
        """Make the phone ring, by a prepared leg if there is one; what is left to be ordered."""
        originate, *rest = orders
        prepared = None
        if isinstance(command, c.RingDevice):
            self._ringing.add(command.leg)
            prepared = self._standby.ring(command)
        *before, ringing = prepared or [originate]
        for order in before:
            self._send(order)
        breath = self._ring_first.rings()
        self._ari.send(ringing.request, key=ringing.key, report=partial(self._rung, breath, ringing, command))
        return [*rest, *self._standby.beside_ringing(command)]

    # -- what Asterisk answers

    def _send(self, order: Order, command: c.PbxCommand | None = None) -> None:
        if self._silent:
            return
        self._ari.send(
            self._lines.renamed(self._standby.renamed(order.request)), key=order.key, report=partial(self._answered, order, command)
        )

    def _rung(self, breath: Held, order: Order, command: c.PbxCommand, outcome: AriOutcome) -> None:
        self._ring_first.rung(breath)
        if isinstance(outcome, AriRefused) and (again := self._standby.refused(order, command)) is not None:
            self._send(again, command)
        else:
            self._answered(order, command, outcome)

    def _answered(self, order: Order, command: c.PbxCommand | None, outcome: AriOutcome) -> None:
        if isinstance(outcome, AriResponse):
            return
        at = self._now()
        if isinstance(outcome, AriRefused) and outcome.status in order.forgiven:
            if isinstance(command, c.HangUp | c.Reject) and outcome.status in GONE:
                self._deliver(e.LegHungUp(at, command.leg, HangupCause.NORMAL))
            return
        if command is None and (self._standby.failed(order.request) or self._lines.failed(order.request)):
            return
        failure, detail = _failure(outcome)
        if not isinstance(outcome, AriLost):
            log.warning("%r failed: %s %s", order.request, failure, detail)
        if self._recordings.failed(order.request, detail or failure, at) or command is None:
            return
        self._deliver(e.CommandFailed(at, command, failure, detail))

    def _later(self, event: e.Event) -> None:
        asyncio.get_running_loop().call_soon(self._deliver, event)

    # -- what Asterisk tells

    def _signalled(self, signal: AriSignal) -> None:
        if self._silent:
            return
        match signal:
            case EventReceived(ari.ApplicationReplaced() as event):
                # Also while the node is read: what is held back comes too late.
                self._fall_silent(event.application)
            case EventReceived(event):
                if self._held is None:
                    self._heard(event)
                else:
                    self._held.append(event)
            case Connected():
                self._held = []
                self._read_node()
            case Disconnected(reason):
                self._held = []
                self._ringing.clear()
                self._late_comers.forget()
                self._standby.lost()
                self._lines.lost()
                self.sip.lost()
                if self._told:
                    log.warning("Asterisk is lost: %s", reason)
                    self._told = False
                    self._deliver(e.PbxLost(self._now(), self._node))

    def _heard(self, event: ari.Event) -> None:
        at = self._now()
        meant = self._standby.heard(event, self._hearing.heard(event, at), at)
        if (meant := self._lines.heard(event, meant, at)) is not None:
            if isinstance(meant, e.LegAnswered | e.LegHungUp) and meant.leg in self._ringing:
                self._ringing.remove(meant.leg)
                if isinstance(meant, e.LegHungUp) and meant.cause == HangupCause.NORMAL:
                    # Picked up and put down before the leg had entered the application: no refusal, which has another cause.
                    self._deliver(e.LegAnswered(at, meant.leg))
            if isinstance(meant, e.LegArrived):
                self._late_comers.arrived(meant)
            elif isinstance(meant, e.LegHungUp):
                self._late_comers.hung_up(meant)
            else:
                self._deliver(meant)
            if not isinstance(meant, e.LegHungUp):
                return
        if isinstance(event, ari.StasisStart):
            for order in (*self._recordings.entered(event), *spying(event.channel.id, event.args)):
                self._send(order)
        elif isinstance(event, ari.ContactStatusChange):
            self._contact_changed(event, at)
        elif isinstance(event, ari.ChannelStateChange) and self._is_given_up(event.channel):
            self._deliver(e.LegRang(at, event.channel.id))
        else:
            for order in self._recordings.heard(event, at):
                self._send(order)

    def _contact_changed(self, event: ari.ContactStatusChange, at: Instant) -> None:
        endpoint = event.endpoint.resource
        if endpoint == AGENTS_TRUNK:
            self._linked(event.contact_info.contact_status in REACHABLE)
        device = self.sip.registered_device_of(endpoint)
        if device is None:
            return
        self._standby.contact_changed(device)
        self._lines.contact_changed(device)
        if event.contact_info.contact_status in REACHABLE:
            there = event.contact_info.uri
            if self._contacts.setdefault(device, there) != there:
                # Registered anew over another connection (its network was gone): whatever was said over the former one leads nowhere.
                self._contacts[device] = there
                self._deliver(e.DeviceReachabilityChanged(at, device, False))
            self._deliver(e.DeviceReachabilityChanged(at, device, True))
        else:
            self._ari.send(r.GetEndpoint(tech="PJSIP", resource=endpoint), report=self._endpoint_read)

    def _endpoint_read(self, outcome: AriOutcome) -> None:
        if isinstance(outcome, AriResponse):
            self._tell_reachability([outcome.answer()])

    def _tell_reachability(self, endpoints: Sequence[Endpoint]) -> None:
        for endpoint in endpoints:
            if endpoint.resource == AGENTS_TRUNK:
                self._linked(endpoint.state == "online")
            if (device := self.sip.registered_device_of(endpoint.resource)) is not None:
                self._deliver(e.DeviceReachabilityChanged(self._now(), device, endpoint.state == "online"))

    def device_moved(self, device: DeviceId) -> None:
        """The agents' node says that a phone has registered, maybe from elsewhere. Prepared legs end there, not at the phone: they stay."""
        self._lines.contact_changed(device)

    def stands_by(self, channel: str) -> bool:
        """Whether that leg is prepared, and nobody is rung by it."""
        return self._standby.is_spare(channel)

    def _fall_silent(self, application: str) -> None:
        """An application belongs to one connection, the newest: Asterisk has decided against us."""
        log.error("Somebody else has taken over this Asterisk as %s", application)
        self._silent = True
        self._replaced()

    # -- reading the node after a connection

    def _read_node(self) -> None:
        """One socket answers in order: when the last answer is there, all are."""
        self._read = []
        for request in (r.ListChannels(), r.ListBridges(), r.ListEndpoints()):
            self._ari.send(request, report=self._part_read)

    def _part_read(self, outcome: AriOutcome) -> None:
        if isinstance(outcome, AriResponse):
            self._read.append(outcome.answer())
            if len(self._read) == 3:  # the three requests of _read_node
                self._node_read(*self._read)
        elif not isinstance(outcome, AriLost):
            log.error("The node cannot be read (%s); asking again", outcome)
            self._read_node()

    def _node_read(self, channels: list[Channel], bridges: list[Bridge], endpoints: list[Endpoint]) -> None:
        held, self._held = self._held or [], None
        started = {event.channel.id for event in held if isinstance(event, ari.StasisStart)}
        callers = [channel for channel in channels if entered(channel, INBOUND) and channel.id not in started]
        open_interactions = self._open_interactions()
        # A caller that was answered and is not on the floor is left over from an interaction that has ended.
        known = [caller for caller in callers if caller.id in open_interactions or caller.state == UP]
        ours = [*known, *(channel for channel in channels if self._is_offer(channel))]
        at = self._now()
        # An open interaction keeps its bridge: the phone that rings for it may be answered any moment.
        wanted = set(open_interactions.values())
        for bridge in bridges:
            interaction = bridge.id.removeprefix(BRIDGE_PREFIX)
            if bridge.id.startswith(BRIDGE_PREFIX) and interaction not in wanted and not bridge.channels:
                self._send(Order(r.DestroyBridge(bridge_id=bridge.id), interaction, GONE))
        log.info("Asterisk is there with %d legs of ours and %d new callers", len(ours), len(callers) - len(known))
        self._told = True
        # First who can be reached: what follows makes offers.
        self._tell_reachability(endpoints)
        bridged = {leg for bridge in bridges if bridge.id.startswith(BRIDGE_PREFIX) for leg in bridge.channels}
        callers_legs = {interaction: leg for leg, interaction in open_interactions.items()}
        prepared = self._standby.recovered((one for one in channels if entered(one, STANDBY)), bridged, callers_legs)
        prepared |= self._lines.recovered(one for one in channels if entered(one, LINE))
        ours += [channel for channel in channels if channel.id in prepared]
        found = [e.LegPresent(prepared.get(leg.id, leg.id), leg.state == UP, bridged=leg.id in bridged) for leg in ours]
        self._deliver(e.PbxRecovered(at, self._node, found))
        for order in self._recordings.recovered({leg.id: _snooping(leg) for leg in channels if leg.name.startswith(NAME_PREFIX)}, at):
            self._send(order)
        if expected := self._late_comers.expect(channels):
            # They are not in our application yet, and those before whom somebody hangs up would wait for nobody.
            self._ari.send(
                r.SubscribeApplication(application_name=APP, event_source=[f"{CHANNEL_PREFIX}{leg}" for leg in sorted(expected)])
            )
        for caller in sorted(callers, key=lambda caller: turn(caller.id)):
            if caller not in known:
                self._late_comers.arrived(self._hearing.arrived(caller, at))
        self.sip.found()
        for event in held:
            self._heard(event)

    def _is_given_up(self, leg: Channel) -> bool:
        """Whether it rings by an order of a connection before this one."""
        expected = leg.id in self._ringing or leg.id.startswith((STANDBY, LINE))
        return leg.state == RINGS and not expected and self._is_offer(leg)

    def _is_offer(self, channel: Channel) -> bool:
        endpoint = endpoint_of(channel)
        ours = self.sip.leads_to_device(endpoint) or self.sip.trunk_of(endpoint) is not None
        ringing = channel.dialplan.app_name == RINGING_APP and ours
        return ringing or entered(channel, OFFER) or entered(channel, OUTSIDE)


def _snooping(leg: Channel) -> str:
    """The interaction for which a listening leg was made."""
    return leg.dialplan.app_data.partition(f"{APP},{SNOOP},")[2]


def _failure(outcome: AriFailure) -> tuple[c.CommandFailure, str]:
    match outcome:
        case AriRefused():
            return c.CommandFailure.REFUSED, f"{outcome.status} {outcome.reason}"
        case AriTimedOut():
            return c.CommandFailure.TIMED_OUT, ""
        case AriLost():
            return c.CommandFailure.LOST, ""
        case _:
            return c.CommandFailure.REFUSED, f"{outcome.limit} requests are waiting for Asterisk"
