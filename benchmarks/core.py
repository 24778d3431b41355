"""How many events a second the routing core takes, and how that changes with the size of the center.

    python -m benchmarks.core [--json FILE]

One core, facts and live state included, no I/O; counted in processor time, so that neighbours do not matter. Every round is a
whole call: a caller arrives (and waits, the queues are never empty), a phone that rings is picked up, its agent hangs up and
is rung again at once.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from collections import deque
from pathlib import Path

import msgspec

from acd.core.commands import Command, RingDevice
from acd.core.events import IntentReceived, LegAnswered, LegArrived, LegHungUp, PbxRecovered
from acd.core.floor import Floor
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.intents import IntentEnvelope, SetPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind, Presence

NODE = "local"
EVENTS = 60_000
QUEUES_PER_AGENT = 5
#: agents, queues, waiting callers
SIZES = ((10, 2, 20), (100, 10, 200), (1_000, 50, 2_000), (5_000, 200, 10_000))


class Measure(msgspec.Struct, frozen=True):
    """`worst_us`: the slowest single event; `p99_us`: of all of them."""

    agents: int
    queues: int
    waiting: int
    events_per_second: float
    mean_us: float
    p99_us: float
    worst_us: float
    memory_mb: float


def center(agents: int, queues: int) -> CenterConfiguration:
    """Every agent serves a few queues; every second queue asks for a skill that all its agents have."""
    return CenterConfiguration(
        version=1,
        published_at=0,
        queues=[
            QueueConfiguration(
                id=queue,
                name=f"Queue {queue}",
                wrap_up_seconds=0,
                waiting_max=1_000_000,
                record=False,
                required_skills=[RequiredSkill(skill=1, level_min=2)] if queue % 2 else [],
            )
            for queue in range(1, queues + 1)
        ],
        agents=[
            AgentConfiguration(
                id=agent,
                name=f"Agent {agent}",
                skills={1: 3},
                queues=sorted({(agent + step * 7) % queues + 1 for step in range(QUEUES_PER_AGENT)}),
                devices=[agent],
            )
            for agent in range(1, agents + 1)
        ],
        devices=[DeviceConfiguration(id=agent, kind=DeviceKind.SIP_FIXED, agent=agent, contact="sip:a") for agent in range(1, agents + 1)],
        numbers=[NumberConfiguration(id=queue, number=f"+{queue}", queue=queue) for queue in range(1, queues + 1)],
    )


class Traffic:
    """Drives one floor."""

    def __init__(self, agents: int, queues: int, waiting: int) -> None:
        self.queues = queues
        self.floor = Floor(1, center(agents, queues))
        self.now = 0
        self.callers = 0
        self.ringing: deque[str] = deque()
        self.talking: deque[str] = deque()
        self.events = 0
        self.watched = False
        """Whether each event is timed; two looks at the clock cost the twentieth part of one."""
        self.times: list[int] = []
        self.floor.start(0)
        self.floor.handle(PbxRecovered(0, NODE, []))
        for agent in range(1, agents + 1):
            intent = SetPresence(agent=agent, presence=Presence.READY)
            self.take(self.floor.handle(IntentReceived(self.now, IntentEnvelope(id=str(agent), sent_at=0, by=1, intent=intent))))
        for _ in range(waiting + agents):
            self.arrive()

    def take(self, commands: list[Command]) -> None:
        for command in commands:
            if type(command) is RingDevice:
                self.ringing.append(command.leg)

    def tell(self, event: LegArrived | LegAnswered | LegHungUp) -> None:
        self.events += 1
        if self.watched:
            begun = time.thread_time_ns()
            commands = self.floor.handle(event)
            self.times.append(time.thread_time_ns() - begun)
        else:
            commands = self.floor.handle(event)
        self.take(commands)

    def arrive(self) -> None:
        self.callers += 1
        self.now += 1_000
        # A large step visits all queues evenly and in no simple order.
        queue = self.callers * 7919 % self.queues + 1
        self.tell(LegArrived(self.now, f"c{self.callers}", NODE, dialled=f"+{queue}", caller="+49401234567", caller_name="Ida Berg"))

    def round(self) -> None:
        """One call ends, the next rings and is answered, another caller arrives."""
        while self.ringing:
            leg = self.ringing.popleft()
            self.tell(LegAnswered(self.now, leg))
            self.talking.append(leg)
        self.now += 1_000
        self.tell(LegHungUp(self.now, self.talking.popleft(), 16))
        self.arrive()


def measure(agents: int, queues: int, waiting: int, events: int = EVENTS) -> Measure:
    traffic = Traffic(agents, queues, waiting)
    while len(traffic.talking) + len(traffic.ringing) < min(agents, 5):
        traffic.arrive()
    traffic.round()
    gc.collect()
    # As the engine does: what lives from call to call is not looked through again and again.
    gc.freeze()
    before, begun = traffic.events, time.process_time()
    while traffic.events < before + events:
        traffic.round()
    seconds, events = time.process_time() - begun, traffic.events - before
    traffic.watched = True
    while len(traffic.times) < events // 2:
        traffic.round()
    gc.unfreeze()
    times = sorted(traffic.times)
    return Measure(
        agents=agents,
        queues=queues,
        waiting=waiting,
        events_per_second=events / seconds,
        mean_us=sum(times) / len(times) / 1_000,
        p99_us=times[len(times) * 99 // 100] / 1_000,
        worst_us=times[-1] / 1_000,
        memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.core", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--events", type=int, default=EVENTS)
    options = parser.parse_args(arguments)
    sys.stdout.write(f"{'agents':>7} {'queues':>7} {'waiting':>8} {'events/s':>9} {'mean us':>8} {'p99 us':>7} {'worst us':>9} {'MB':>6}\n")
    measures = []
    for agents, queues, waiting in SIZES:
        one = measure(agents, queues, waiting, options.events)
        measures.append(one)
        sys.stdout.write(
            f"{one.agents:>7} {one.queues:>7} {one.waiting:>8} {one.events_per_second:>9.0f} {one.mean_us:>8.1f} {one.p99_us:>7.1f} "
            f"{one.worst_us:>9.0f} {one.memory_mb:>6.0f}\n"
        )
    if options.json is not None:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(measures)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
