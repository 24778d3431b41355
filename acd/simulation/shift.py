"""One shift: a floor, a PBX, timers, and the way of commands between them. A killed engine is replaced from its facts."""

from __future__ import annotations

import hashlib
from random import Random
from typing import Final

import msgspec

from acd.core.commands import AdoptTelephony, AnswerIntent, CancelTimer, Command, LegId, Publish, SetTimer, Timer
from acd.core.events import (
    ConfigurationPublished,
    DeviceReachabilityChanged,
    Event,
    IntentReceived,
    LegArrived,
    PbxLost,
    PbxRecovered,
    TimerFired,
)
from acd.core.floor import Floor
from acd.simulation.agents_node import AgentsNode
from acd.simulation.centers import configuration
from acd.simulation.control import hears_wrongly, is_in_use, who_should_hear
from acd.simulation.invariants import Chronicle, check_floor
from contracts.facts import FactEnvelope, encode
from contracts.ids import DeviceId, Instant, InteractionId
from contracts.intents import Intent, IntentEnvelope
from contracts.live import LiveState
from telephony.fake.pbx import FakePbx, Manners
from telephony.fake.schedule import Schedule

#: 2026-10-24 22:30 UTC: the night in which Berlin's clocks go back
START: Final[Instant] = 1_792_881_000_000_000
NODE: Final = "local"
#: microseconds until a killed engine is replaced
RESTART: Final = 800_000
#: a leg may outlive its use by a lost order, its time-out and the order given again
GHOST_MAX: Final = 8_000_000
#: when something is not (yet) as it should be it is looked at again so soon
LOOK_AGAIN: Final = 1_000_000


class Shift:
    """Everything of one run. `observe` is called after every event."""

    def __init__(self, seed: int, manners: Manners, nodes: int = 1) -> None:
        self.chance: Final = Random(seed)
        self.manners: Final = manners
        self.schedule: Final = Schedule(START)
        self.pbx: Final = FakePbx(NODE, self.schedule, self.deliver, chance=Random(f"pbx {seed}"), manners=manners)
        self.chronicle: Final = Chronicle()
        self.digest: Final = hashlib.sha256()
        self.refusals: Final[dict[str, int]] = {}
        self.events = 0
        self.facts = 0
        self.version = 1
        self.configuration = configuration(1, START, self.chance)
        self.chronicle.work.configurations[1] = self.configuration
        self.reachable: Final[dict[DeviceId, bool]] = {}
        #: where the phones are when there are two nodes
        self.agents_node = AgentsNode(self) if nodes > 1 else None
        self.alive = True
        self.tear_next = False
        """The engine dies in the middle of the next event."""
        self._timers: dict[Timer, int] = {}
        self._timer_count = 0
        self._intents = 0
        self._ghosts: dict[LegId, Instant] = {}
        self._deaf: dict[tuple[InteractionId, frozenset[LegId]], Instant] = {}
        self._looks_again = False
        self._epoch = 1
        self.floor = Floor(self._epoch, self.configuration)
        self._carry_out(self.floor.start(START))
        if self.agents_node is not None:
            self.agents_node.introduce()
        self.pbx.introduce()

    def deliver(self, event: Event) -> None:
        """An event reaches the engine's inbox; of a dead engine it reaches nobody."""
        if not self.alive:
            return
        if self.manners.doubles and not isinstance(event, IntentReceived) and self.chance.random() < self.manners.doubles:
            # The same news once more, later: nothing may happen twice.
            self.schedule.after(self.chance.randint(0, 2_000_000), lambda: self._again(event))
        self._take(event)

    def _again(self, event: Event) -> None:
        if self.alive and not isinstance(event, LegArrived | PbxRecovered | PbxLost | ConfigurationPublished | DeviceReachabilityChanged):
            self._take(event)

    def _take(self, event: Event) -> None:
        self.events += 1
        if self.tear_next:
            self.tear_next = False
            self._tear(event)
            return
        self._carry_out(self.floor.handle(event))
        check_floor(self.floor.center)
        self._check_ghosts()

    def ask(self, intent: Intent) -> None:
        self._intents += 1
        now = self.schedule.now
        self.deliver(IntentReceived(now, IntentEnvelope(id=f"i{self._intents}", sent_at=now, by=1, intent=intent)))

    def publish(self) -> None:
        """A new configuration."""
        self.version += 1
        self.configuration = configuration(self.version, self.schedule.now, self.chance)
        self.chronicle.work.configurations[self.version] = self.configuration
        self.deliver(ConfigurationPublished(self.schedule.now, self.configuration))

    def reach(self, device: DeviceId, reachable: bool) -> None:
        """A softphone registers or goes."""
        self.reachable[device] = reachable
        if self.agents_node is not None and not self.agents_node.up:
            return  # nobody hears of it now; where it registers, it is dead
        if self.pbx.connected:
            self.deliver(DeviceReachabilityChanged(self.schedule.now, device, reachable))

    def kill(self, *, torn: bool) -> None:
        """`kill -9` between two events, or (`torn`) with the facts of the last one cut off in the journal."""
        if not self.alive:
            return
        self.alive = False
        self._timers.clear()
        self.pbx.forsake()
        self.schedule.after(RESTART, self._restart)
        if torn:
            self.chronicle.torn = True

    def reconnect(self) -> None:
        """The engine's connection to the callers' node is there again."""
        if not self.pbx.connected:
            self.pbx.connected = True
            if self.agents_node is not None:
                self.agents_node.introduce()
            self.pbx.introduce()

    def _tear(self, event: Event) -> None:
        """Some of the event's facts are written, some of its orders given."""
        commands = self.floor.handle(event)
        facts = [command.envelope for command in commands if isinstance(command, Publish)]
        for envelope in facts[: self.chance.randint(0, len(facts))]:
            self._record(envelope)
        orders = [command for command in commands if not isinstance(command, Publish | AnswerIntent | SetTimer | CancelTimer)]
        for order in orders[: self.chance.randint(0, len(orders))]:
            self.pbx.perform(order)
        self.kill(torn=True)

    def _check_ghosts(self) -> None:
        """No phone rings for a caller who is gone, no caller hangs on a line that nobody knows, nobody talks to a dead line."""
        center, now = self.floor.center, self.schedule.now
        if not self.pbx.connected:
            self._ghosts.clear()
            self._deaf.clear()
            return
        legs = self.pbx.legs.values()
        owned = {leg.id for leg in legs if is_in_use(center, leg.id)}
        self._ghosts = {leg.id: self._ghosts.get(leg.id, now) for leg in legs if leg.id not in owned}
        old = {leg: since for leg, since in self._ghosts.items() if now - since > GHOST_MAX}
        assert not old, f"legs that belong to nobody: {old}"
        bridges = self.pbx.bridges
        should = {one.id: who_should_hear(one) for one in center.interactions.values()}
        wrong = [(one, legs) for one, legs in should.items() if hears_wrongly(legs, bridges.get(one, set()))]
        self._deaf = {one: self._deaf.get(one, now) for one in wrong}
        deaf = {interaction: since for interaction, since in self._deaf.items() if now - since > GHOST_MAX}
        assert not deaf, f"talks in which somebody hears too much or nothing: {deaf}"
        if (self._ghosts or self._deaf) and not self._looks_again:
            # On a quiet floor the next event may be far, and wrong for a reason of its own.
            self._looks_again = True
            self.schedule.after(LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        self._looks_again = False
        if self.alive:
            self._check_ghosts()

    def _restart(self) -> None:
        self._epoch += 1
        self.alive = True
        self.floor = Floor(self._epoch, self.configuration)
        before = _copy(self.chronicle.replica)
        self._carry_out(self.floor.start(self.schedule.now, before))
        check_floor(self.floor.center)
        if self.agents_node is None or self.agents_node.up:
            for device, reachable in self.reachable.items():
                self.deliver(DeviceReachabilityChanged(self.schedule.now, device, reachable))
        self.pbx.connected = False
        self.reconnect()

    def _carry_out(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Publish():
                    self._record(command.envelope)
                case SetTimer():
                    self._set_timer(command.timer, command.at)
                case CancelTimer():
                    self._timers.pop(command.timer, None)
                case AnswerIntent():
                    if command.outcome.refused is not None:
                        code = command.outcome.refused.code
                        self.refusals[code] = self.refusals.get(code, 0) + 1
                case AdoptTelephony():
                    pass
                case _:
                    if self.agents_node is not None:
                        self.agents_node.check(command)
                    self.pbx.perform(command)

    def _set_timer(self, timer: Timer, at: Instant) -> None:
        self._timer_count += 1
        mark = self._timers[timer] = self._timer_count

        def fire() -> None:
            if self._timers.get(timer) == mark:
                del self._timers[timer]
                self.deliver(TimerFired(self.schedule.now, timer))

        self.schedule.at(at, fire)

    def _record(self, envelope: FactEnvelope) -> None:
        self.facts += 1
        self.digest.update(encode(envelope))
        self.chronicle.read(envelope)

    def check_contract(self) -> None:
        """Old snapshot + facts = new snapshot."""
        assert self.floor.snapshot() == self.chronicle.replica, "snapshot and facts disagree"


def _copy(state: LiveState) -> LiveState:
    return msgspec.json.decode(msgspec.json.encode(state), type=LiveState)
