"""A whole shift from a seed: traffic, faults, the way home, and the last checks."""

from __future__ import annotations

from typing import Final

import msgspec

from acd.core.commands import TimerKind
from acd.core.events import PbxGone, TimerFired
from acd.core.lifecycles import Work
from acd.simulation.invariants import check_floor
from acd.simulation.people import SECOND, People
from acd.simulation.shift import NODE, Shift
from contracts.intents import CancelCallback, CloseInteraction, SetPresence
from contracts.vocabulary import Medium, Presence
from telephony.fake.pbx import Manners

MINUTES: Final = 12
#: enough for every timer, prompt and ring to end after the last caller
WAY_HOME_SECONDS: Final = 600


class Result(msgspec.Struct, frozen=True):
    """`digest` is over all facts as they would stand in the journal."""

    seed: int
    digest: str
    events: int
    facts: int
    offered: int
    answered: int
    restarts: int
    deaths: int
    """Of the node that has the agents' phones."""
    refusals: dict[str, int]
    told: dict[str, int]
    """How often each kind of fact was said."""


class Faults:
    """What goes wrong, now and then."""

    def __init__(self, shift: Shift, ends_at: int) -> None:
        self.shift = shift
        self.ends_at = ends_at
        self.restarts = 0
        self._next()

    def _next(self) -> None:
        delay = round(self.shift.chance.expovariate(1 / 60) * SECOND)
        self.shift.schedule.after(delay, self._strike)

    def _strike(self) -> None:
        shift, chance = self.shift, self.shift.chance
        if shift.schedule.now >= self.ends_at:
            return
        self._next()
        node = shift.agents_node
        fate = chance.randrange(6 if node is None else 9)
        if node is not None and fate >= 7:
            node.die()
        elif fate == 6:
            shift.pbx.crash()
            shift.schedule.after(round(chance.uniform(1, 5) * SECOND), self._gone)
            shift.schedule.after(round(chance.uniform(6, 20) * SECOND), self._reconnect)
        elif fate == 0:
            shift.publish()
        elif fate == 1:
            shift.pbx.disconnect()
            # Some are over before anybody gives up on the node, some are not.
            shift.schedule.after(round(chance.uniform(0.1, 45) * SECOND), self._reconnect)
        elif fate == 2:
            shift.pbx.crash()
            shift.schedule.after(round(chance.uniform(1, 10) * SECOND), self._reconnect)
        elif fate == 3:
            self.restarts += 1
            shift.kill(torn=False)
        elif fate == 4:
            self.restarts += 1
            shift.tear_next = True
        else:
            # An event out of nowhere: a timer that nobody set.
            timers = sorted(shift.floor.center.timers)
            if timers:
                shift.deliver(TimerFired(shift.schedule.now, chance.choice(timers)))

    def _gone(self) -> None:
        """The agents' node has seen that the callers' node is dead, if it lives itself."""
        shift = self.shift
        if shift.agents_node is not None and shift.agents_node.up and not shift.pbx.connected:
            shift.deliver(PbxGone(shift.schedule.now, NODE))

    def _reconnect(self) -> None:
        if self.shift.alive:
            self.shift.reconnect()


def run(seed: int, *, faults: bool = True, minutes: int = MINUTES, nodes: int = 1) -> Result:
    """Raises AssertionError as soon as an invariant is broken. `nodes`: 2 for agents' phones at a node of their own."""
    manners = Manners(refuses=0.01, times_out=0.005, doubles=0.01) if faults else Manners()
    shift = Shift(seed, manners, nodes)
    people = People(shift, minutes * 60, callers_per_minute=shift.chance.choice((4.0, 10.0, 20.0)))
    strikes = Faults(shift, people.ends_at) if faults else None
    shift.schedule.run(people.ends_at)
    go_home(shift)
    return Result(
        seed=seed,
        digest=shift.digest.hexdigest(),
        events=shift.events,
        facts=shift.facts,
        offered=sum(shift.chronicle.offered.values()),
        answered=sum(n for (_, outcome), n in shift.chronicle.outcomes.items() if outcome.value == "answered"),
        restarts=strikes.restarts if strikes is not None else 0,
        deaths=shift.agents_node.deaths if shift.agents_node is not None else 0,
        refusals=dict(sorted(shift.refusals.items())),
        told=dict(sorted(shift.chronicle.queues.told.items())),
    )


def go_home(shift: Shift) -> None:
    """The last caller hangs up, everybody signs out: nothing may be left."""
    shift.tear_next = False
    shift.schedule.run(shift.schedule.now + 60 * SECOND)
    if shift.agents_node is not None:
        shift.agents_node.come_back()
    shift.reconnect()
    for callback in list(shift.floor.snapshot().callbacks):
        shift.ask(CancelCallback(callback=callback))
    for leg in [leg.id for leg in shift.pbx.legs.values() if leg.arrival is not None]:
        shift.pbx.hang_up(leg)
    for interaction in [one for one in shift.floor.center.interactions.values() if one.medium is not Medium.VOICE]:
        shift.ask(CloseInteraction(interaction=interaction.id))
    shift.schedule.run(shift.schedule.now + WAY_HOME_SECONDS * SECOND)
    for agent in list(shift.floor.center.agents):
        shift.ask(SetPresence(agent=agent, presence=Presence.OFFLINE))
    shift.schedule.run(shift.schedule.now + 60 * SECOND)
    center = shift.floor.center
    check_floor(center)
    shift.check_contract()
    shift.chronicle.check_over()
    assert not shift.pbx.legs, f"phones that ring for nobody: {shift.pbx.legs}"
    left_running = {timer for timer in center.timers if timer.kind is not TimerKind.GROUPS}
    assert not left_running, f"timers that never ended: {left_running}"
    assert not center.phones and not center.recordings and not center.draining
    left = {agent.id: (agent.presence, agent.work) for agent in center.agents.values()}
    assert set(left.values()) <= {(Presence.OFFLINE, Work.FREE)}, f"still at work: {left}"
