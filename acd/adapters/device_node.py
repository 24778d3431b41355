"""The node that has agents' phones and no callers: which of them are registered, and what SIP objects they need.

It is asked for nothing in a call: the callers' node rings a phone through the trunk between the two (telephony/asterisk/neighbours.py), and
the dialplan there does the rest. So it may be out of our reach while people talk.
"""

import logging
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self

from acd.adapters.asterisk import REACHABLE
from acd.adapters.hearing import endpoint_of
from acd.adapters.sip import SipObjects
from acd.core import events as e
from contracts.configuration import CenterConfiguration
from contracts.ids import DeviceId, Instant
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.connection import AriClient
from telephony.ari.models import Channel, Endpoint
from telephony.ari.protocol import AriOutcome, AriResponse
from telephony.ari.signals import AriSignal, Connected, Disconnected, EventReceived
from telephony.asterisk.neighbours import CALLERS_TRUNK, Role
from telephony.core.causes import HangupCause

log = logging.getLogger(__name__)

#: what is listened to
EVENTS: Final = frozenset(kind.__name__ for kind in (ari.ContactStatusChange, ari.ApplicationReplaced))
ONLINE: Final = "online"


class DeviceNode:
    """`deliver` takes that the node is lost or found, `registered` what it says of a phone, `sees_callers` whether it reaches the
    callers' node; `restarted` is called when it was started anew since we last heard of it."""

    def __init__(
        self,
        client: Callable[[Callable[[AriSignal], None]], AriClient],
        node: str,
        deliver: Callable[[e.Event], None],
        now: Callable[[], Instant],
        registered: Callable[[DeviceId, bool], None],
        sees_callers: Callable[[bool], None],
        restarted: Callable[[], None],
        media_address: str = "",
        replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._node, self._deliver, self._now = node, deliver, now
        self._registered, self._sees_callers, self._restarted, self._replaced = registered, sees_callers, restarted, replaced
        self._ari = client(self._signalled)
        self.sip = SipObjects(self._ari, media_address, Role.AGENTS)
        #: whether it can be asked
        self.connected = False
        self._silent = False
        self._reading = 0
        self._held: list[ari.ContactStatusChange] = []
        self._since = Since(self._ari)
        #: calls of the callers' node to our phones: when that is gone it can say no BYE
        self.callers_legs = TrunkLegs(self._ari, CALLERS_TRUNK)

    async def __aenter__(self) -> Self:
        await self._ari.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._ari.__aexit__(kind, error, trace)

    def adopt(self, configuration: CenterConfiguration) -> None:
        """Have these devices from now on."""
        self.sip.want(configuration)

    def read(self) -> None:
        """Ask which phones are there."""
        if self.connected:
            self._list(self._endpoints_read)

    def _signalled(self, signal: AriSignal) -> None:
        if self._silent:
            return
        match signal:
            case Connected():
                self.connected = True
                log.info("The agents' Asterisk is there")
                self._since.ask(self._restarted)
                self._list(self._found)
            case Disconnected(reason):
                if self.connected:
                    log.warning("The agents' Asterisk is lost: %s", reason)
                self.connected = False
                self._reading, self._held = 0, []
                self.sip.lost()
                self._deliver(e.PbxLost(self._now(), self._node, devices_only=True))
            case EventReceived(ari.ContactStatusChange() as event):
                if self._reading:
                    self._held.append(event)
                else:
                    self._contact_changed(event)
            case EventReceived(ari.ApplicationReplaced() as event):
                log.error("Somebody else has taken over the agents' Asterisk as %s", event.application)
                self._silent = True
                self._replaced()

    def _list(self, report: Callable[[AriOutcome], None]) -> None:
        """Ask for all endpoints. Events come by another socket: what changes meanwhile is looked at after the answer, which may be old."""
        self._reading += 1

        def read(outcome: AriOutcome) -> None:
            report(outcome)
            self._reading = max(0, self._reading - 1)
            if not self._reading:
                held, self._held = self._held, []
                for event in held:
                    self._contact_changed(event)

        self._ari.send(r.ListEndpoints(), report=read)

    def _found(self, outcome: AriOutcome) -> None:
        if not isinstance(outcome, AriResponse):
            return  # lost again; the next connection asks anew
        self._endpoints_read(outcome)
        self._deliver(e.PbxRecovered(self._now(), self._node, [], devices_only=True))
        self.sip.found()

    def _contact_changed(self, event: ari.ContactStatusChange) -> None:
        endpoint = event.endpoint.resource
        if event.contact_info.contact_status in REACHABLE:
            self._tell(endpoint, there=True)
        else:
            # One of several may have gone.
            self._ari.send(r.GetEndpoint(tech="PJSIP", resource=endpoint), report=self._endpoint_read)

    def _endpoint_read(self, outcome: AriOutcome) -> None:
        if isinstance(outcome, AriResponse):
            endpoint: Endpoint = outcome.answer()
            self._tell(endpoint.resource, there=endpoint.state == ONLINE)

    def _endpoints_read(self, outcome: AriOutcome) -> None:
        if isinstance(outcome, AriResponse):
            endpoints: Sequence[Endpoint] = outcome.answer()
            for endpoint in endpoints:
                self._tell(endpoint.resource, there=endpoint.state == ONLINE)

    def _tell(self, endpoint: str, *, there: bool) -> None:
        if endpoint == CALLERS_TRUNK:
            self._sees_callers(there)
        elif (device := self.sip.registered_device_of(endpoint)) is not None:
            self._registered(device, there)


class Since:
    """When an Asterisk was started, as it says it: another answer than before means that its legs of before are over."""

    def __init__(self, client: AriClient) -> None:
        self._ari = client
        self._since = ""

    def ask(self, restarted: Callable[[], None]) -> None:
        """Call `restarted` if it was."""

        def answered(outcome: AriOutcome) -> None:
            if not isinstance(outcome, AriResponse):
                return
            status = outcome.answer().status
            before, self._since = self._since, status.startup_time if status is not None else self._since
            if before not in ("", self._since):
                restarted()

        self._ari.send(r.GetInfo(only=("status",)), report=answered)


class TrunkLegs:
    """A node's legs at the trunk to the other node, which may be gone; the cause of their end says that nobody wanted it."""

    def __init__(self, client: AriClient, trunk: str, spared: Callable[[Channel], bool] = lambda channel: False) -> None:
        self._ari, self._trunk, self._spared = client, trunk, spared
        self._remembered: list[str] = []

    def end(self) -> None:
        """All of them."""
        self._list(self._hang_up)

    def remember(self) -> None:
        """The other node is out of the engine's reach: if it is another one when it is back, these are over, and later ones are not."""
        self._remembered = []
        self._list(self._remembered.extend)

    def end_remembered(self) -> None:
        remembered, self._remembered = self._remembered, []
        self._hang_up(remembered)

    def _list(self, take: Callable[[list[str]], None]) -> None:
        def listed(outcome: AriOutcome) -> None:
            # No answer: this node is lost, too, and will be read anew.
            if isinstance(outcome, AriResponse):
                take([one.id for one in outcome.answer() if endpoint_of(one) == self._trunk and not self._spared(one)])

        self._ari.send(r.ListChannels(), report=listed)

    def _hang_up(self, legs: list[str]) -> None:
        for leg in legs:
            self._ari.send(r.HangUpChannel(channel_id=leg, reason_code=str(int(HangupCause.NETWORK_OUT_OF_ORDER))))
