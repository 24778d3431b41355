"""The floor is total and deterministic: whatever event comes whenever, it never raises and never breaks a promise."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from acd.core import commands as c
from acd.core import events as e
from acd.core.floor import Floor
from acd.simulation.invariants import Chronicle, check_floor
from contracts import intents as i
from contracts.facts import encode
from contracts.live import LiveState
from contracts.targets import ToAgent, ToNumber, ToQueue
from contracts.vocabulary import Presence
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BEN,
    BILLING,
    BILLING_NUMBER,
    CLEO,
    EPOCH,
    MENU_NUMBER,
    NODE,
    OUTAGE_NUMBER,
    START,
    configuration,
    with_queue,
)
from tests.support.wishes import KINDS, PLAIN

MOMENT = 5_000_000
LEGS = ["c1", "c2", "zzz-1.1", "zzz-1.2", "zzz-2.1", "zzz-3.1"]
legs = st.sampled_from(LEGS)
interactions = st.sampled_from(["zzz-1", "zzz-2", "zzz-3", ""])
agents = st.sampled_from([ANA, BEN, CLEO, 99])
at = st.just(0)

NAMED: dict[str, st.SearchStrategy[Any]] = {
    "agent": agents,
    "interaction": interactions,
    "offer": legs,
    "party": legs,
    "callback": st.sampled_from(["cbzzz-1", "zzz-c1", ""]),
    "queue": st.sampled_from([BILLING, 2, 77]),
    "target": st.one_of(st.builds(ToAgent, agent=agents), st.just(ToQueue(queue=BILLING)), st.just(ToNumber(number="+4930111111"))),
    "at": st.just(START),
}


KNOWN = PLAIN | NAMED


def _wish(kind: type) -> st.SearchStrategy[Any]:
    given = {field.name: KNOWN[field.name] for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **given)


wishes = st.one_of(
    st.builds(i.SetPresence, agent=agents, presence=st.sampled_from(Presence), reason=st.sampled_from(["", "lunch"])),
    *map(_wish, KINDS),
)
orders = st.one_of(
    st.builds(c.Answer, interactions, legs),
    st.builds(c.HangUp, interactions, legs, st.just(HangupCause.NORMAL)),
    st.builds(c.Connect, interactions, legs, legs),
    st.builds(c.Hold, interactions, legs, legs, st.just("")),
    st.builds(c.Resume, interactions, legs, legs),
    st.builds(c.PlayPrompts, interactions, legs, st.sampled_from(["zzz-1.p1", "zzz-1.p2"]), st.just(())),
    st.builds(c.StartRecording, interactions, st.just("zzz-1-1"), legs),
    st.builds(
        lambda leg: c.RingDevice(leg.rpartition(".")[0], leg, leg, ANA, 11, "c1", "", "", "", 20), st.sampled_from(["zzz-1.1", "zzz-2.1"])
    ),
)
present = st.lists(st.builds(e.LegPresent, legs, st.booleans(), bridged=st.booleans()), max_size=6)
configurations = st.sampled_from(
    [configuration(), configuration(version=2, queues=[], agents=[], devices=[], numbers=[]), with_queue(BILLING, wrap_up_seconds=0)]
)
numbers = st.sampled_from([BILLING_NUMBER, MENU_NUMBER, OUTAGE_NUMBER, ""])
ids = st.sampled_from([*LEGS, "zzz-1", "zzz-2", str(ANA), NODE, "zzz-1-1"])
events = st.one_of(
    st.builds(e.LegArrived, at, st.sampled_from(["c1", "c2"]), st.just(NODE), dialled=numbers, caller_name=st.text(max_size=5)),
    st.builds(e.LegAnswered, at, legs),
    st.builds(e.LegRang, at, legs),
    st.builds(e.LegHungUp, at, legs, st.sampled_from([16, 17, 19, 20, 0])),
    st.builds(e.DigitReceived, at, legs, st.sampled_from("129#")),
    st.builds(e.PromptsEnded, at, legs, st.sampled_from(["zzz-1.p1", "zzz-1.p2", "zzz-1.p3"])),
    st.builds(e.TimerFired, at, st.builds(c.Timer, st.sampled_from(c.TimerKind), ids)),
    st.builds(lambda wish: e.IntentReceived(0, i.IntentEnvelope(id="i", sent_at=0, by=1, intent=wish)), wishes),
    st.builds(e.ConfigurationPublished, at, configurations),
    st.builds(e.CommandFailed, at, orders, st.sampled_from(c.CommandFailure)),
    st.builds(e.DeviceReachabilityChanged, at, st.sampled_from([11, 12, 13, 99]), st.booleans()),
    st.builds(e.PbxLost, at, st.just(NODE)),
    st.builds(e.PbxGone, at, st.just(NODE)),
    st.builds(e.PbxLost, at, st.just("agents"), devices_only=st.just(True)),
    st.builds(e.PbxRecovered, at, st.just("agents"), st.just([]), devices_only=st.just(True)),
    st.builds(e.PbxRecovered, at, st.just(NODE), present),
    st.builds(e.RecordingBegun, at, interactions, st.just("zzz-1-1")),
    st.builds(e.RecordingFinished, at, interactions, st.just("zzz-1-1")),
    st.builds(e.RecordingFailed, at, interactions, st.just("zzz-1-1"), st.just("no")),
)
#: the beginnings of most calls, so that chance begins where it is interesting
PROLOGUE: list[e.Event] = [
    e.PbxRecovered(START, NODE, []),
    e.DeviceReachabilityChanged(START, 13, True),
    *(
        e.IntentReceived(START, i.IntentEnvelope(id="i", sent_at=0, by=1, intent=i.SetPresence(agent=agent, presence=Presence.READY)))
        for agent in (ANA, BEN, CLEO)
    ),
]


def told(story: list[e.Event], restart_at: int) -> bytes:
    """All facts of a floor that hears the story, a moment between any two events; a new engine takes over on the way."""
    floor, chronicle, raw = Floor(EPOCH, configuration()), Chronicle(), bytearray()

    def take(commands: list[c.Command]) -> None:
        for command in commands:
            if isinstance(command, c.Publish):
                raw.extend(encode(command.envelope))
                chronicle.read(command.envelope)

    take(floor.start(START))
    now = START
    for place, event in enumerate([*PROLOGUE, *story]):
        now += MOMENT
        if place == restart_at:
            before = msgspec.json.decode(msgspec.json.encode(floor.snapshot()), type=LiveState)
            floor = Floor(EPOCH + 1, configuration())
            take(floor.start(now, before))
        # Timers ring in time, as the shell's do.
        for timer, due in sorted(floor.center.timers.items()):
            if due < now and timer in floor.center.timers:
                take(floor.handle(e.TimerFired(now, timer)))
        take(floor.handle(msgspec.structs.replace(event, at=now)))
        check_floor(floor.center)
        chronicle.check_conservation()
    assert floor.snapshot() == chronicle.replica
    return bytes(raw)


@settings(max_examples=150, deadline=None)
@given(st.lists(events, max_size=40), st.integers(5, 100))
def test_any_events_in_any_order_break_nothing_and_say_the_same_again(story: list[e.Event], restart_at: int) -> None:
    assert told(story, restart_at) == told(story, restart_at)


def test_every_kind_of_event_and_timer_is_handled() -> None:
    from acd.core.floor import _HANDLERS, _TIMERS

    assert set(_HANDLERS) == set(e.Event.__args__)
    assert set(_TIMERS) == set(c.TimerKind)
