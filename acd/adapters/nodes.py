"""Two Asterisk nodes behind acd.ports.Pbx: callers at one, agents' phones at the other (docs/adr/0031).

Every order goes to the callers' node, which owns the interactions; the agents' node only tells which phones are there. That it cannot
be asked means nothing for a call. Whether it lives, the callers' node knows, which looks at it all the time: when it sees it no
longer, no phone there can be rung, and the talks with them are over. The other way round the agents' node is the witness: who is
lost to the engine and unseen by the other node is gone, and nobody need wait for it.
"""

import asyncio
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final, Self

from acd.adapters.asterisk import AsteriskPbx
from acd.adapters.device_node import DeviceNode, Since, TrunkLegs
from acd.core import commands as c
from acd.core import events as e
from contracts.ids import DeviceId, Instant, InteractionId
from contracts.vocabulary import DeviceKind
from telephony.ari.connection import AriClient
from telephony.ari.signals import AriSignal
from telephony.asterisk.neighbours import AGENTS_TRUNK, Role

#: the nodes' names in facts, the heartbeat and the log
NODE: Final = "node1"
AGENTS_NODE: Final = "agents"

Client = Callable[[Callable[[AriSignal], None]], AriClient]


class Nodes:
    """As AsteriskPbx, which see; `callers` and `agents` make the connections."""

    def __init__(
        self,
        callers: Client,
        agents: Client,
        deliver: Callable[[e.Event], None],
        now: Callable[[], Instant],
        open_interactions: Callable[[], Mapping[c.LegId, InteractionId]],
        media_address: str = "",
        replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._deliver, self._now = deliver, now
        #: what the agents' node said last of each phone
        self._registered: dict[DeviceId, bool] = {}
        self._linked = self._seen = True
        self._callers_seen = True
        self._agents = DeviceNode(
            agents, AGENTS_NODE, self._of_agents, now, self._told, self._sees_callers, self._agents_restarted, media_address, replaced
        )
        self._callers = AsteriskPbx(
            callers, NODE, self._of_callers, now, open_interactions, media_address, replaced, Role.CALLERS, self._sees_agents
        )
        self._since = Since(self._callers.ari)
        self._agents_legs = TrunkLegs(self._callers.ari, AGENTS_TRUNK, lambda channel: self._callers.stands_by(channel.id))
        self._agents_lost = False

    async def __aenter__(self) -> Self:
        await self._agents.__aenter__()
        await self._callers.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._callers.__aexit__(kind, error, trace)
        await self._agents.__aexit__(kind, error, trace)

    @property
    def connected(self) -> bool:
        """Whether callers can be served."""
        return self._callers.connected

    @property
    def each(self) -> dict[str, bool]:
        """Every node by name, and whether it can be asked."""
        return {NODE: self._callers.connected, AGENTS_NODE: self._agents.connected}

    async def run(self) -> None:
        """Keep the SIP objects of both as they should be, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._callers.sip.run())
            tasks.create_task(self._agents.sip.run())

    def perform(self, command: c.PbxCommand | c.AdoptTelephony) -> None:
        """Take an order and return at once; see acd.ports.Pbx."""
        self._callers.perform(command)
        if isinstance(command, c.AdoptTelephony):
            self._agents.adopt(command.configuration)
            # A phone at a fixed address counts as reachable where it is new; the node that should ring it may not be there.
            asyncio.get_running_loop().call_soon(self._tell_all)
            self._agents.read()

    # -- the agents' node, by its own word and by what the callers' node sees of it

    def _told(self, device: DeviceId, there: bool) -> None:
        self._registered[device] = there
        self._tell(device)
        if there:
            self._callers.device_moved(device)

    def _sees_agents(self, there: bool) -> None:
        self._seen = there
        self._link()

    def _link(self) -> None:
        """A node that was gone answers OPTIONS before it has started whole; that it can ring phones is sure when it can be asked."""
        there = self._seen and (self._linked or self._agents.connected)
        if there == self._linked:
            return
        self._linked = there
        self._tell_all()
        if there:
            self._agents.read()
        else:
            self._agents_legs.end()

    def _of_agents(self, event: e.Event) -> None:
        self._deliver(event)
        lost = isinstance(event, e.PbxLost)
        if lost and not self._agents_lost:
            self._agents_legs.remember()
        self._agents_lost = lost
        if not lost:
            self._link()

    def _agents_restarted(self) -> None:
        """Maybe quicker than it was missed; its calls of before are over nevertheless."""
        self._agents_legs.end_remembered()

    def _tell_all(self) -> None:
        for device in self._agents.sip.endpoints:
            self._tell(device)

    def _tell(self, device: DeviceId) -> None:
        found = self._agents.sip.endpoints.get(device)
        if found is None:
            return
        fixed = found[1].kind is DeviceKind.SIP_FIXED
        there = True if fixed else self._registered.get(device)
        if not self._linked:
            self._deliver(e.DeviceReachabilityChanged(self._now(), device, False))
        elif there is not None:
            self._deliver(e.DeviceReachabilityChanged(self._now(), device, there))

    # -- the callers' node, by its own word and by what the agents' node sees of it

    def _of_callers(self, event: e.Event) -> None:
        self._deliver(event)
        if isinstance(event, e.PbxRecovered):
            self._since.ask(self._agents.callers_legs.end_remembered)
        elif isinstance(event, e.PbxLost):
            self._agents.callers_legs.remember()
            self._judge()

    def _sees_callers(self, there: bool) -> None:
        if there != self._callers_seen:
            self._callers_seen = there
            self._judge()

    def _judge(self) -> None:
        if not self._callers_seen and not self._callers.connected:
            self._agents.callers_legs.end()
            self._deliver(e.PbxGone(self._now(), NODE))
