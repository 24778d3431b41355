"""The shell, with a floor that says what the test wants."""

import asyncio
from pathlib import Path

import pytest

from acd.core import commands as c
from acd.core import events as e
from acd.engine import engine as module
from acd.engine.clock import EngineClock
from acd.engine.configuration import EMPTY
from acd.engine.engine import UNANSWERED, Engine, ReplacedError
from acd.engine.journal import Journal, OlderEpochError
from acd.ports import BEGINNING
from contracts.configuration import CenterConfiguration
from contracts.facts import EngineStarted, FactEnvelope, NodeVisited
from contracts.intents import FinishWrapUp, IntentEnvelope, IntentOutcome, Refusal
from contracts.live import LiveState

RING = c.RingDevice("i", "i.1", "i.1", 1, 1, "in", "", "", "q", 20)
ANSWER = c.Answer("i", "in")
LOST = e.PbxLost(1, "n")


def fact(seq: int) -> c.Publish:
    return c.Publish(FactEnvelope(epoch=1, seq=seq, at=seq, version=0, fact=NodeVisited(interaction="i", node="n")))


class FakeFloor:
    """Answers each event with the next list of commands; an exception in the list is raised."""

    script: list[list[c.Command] | Exception] = []
    heard: list[e.Event] = []

    def __init__(self, epoch: int, configuration: CenterConfiguration) -> None:
        self.live = LiveState()

    def start(self, at: int, before: LiveState | None = None) -> list[c.Command]:
        return [c.Publish(FactEnvelope(epoch=1, seq=1, at=at, version=0, fact=EngineStarted()))]

    def handle(self, event: e.Event) -> list[c.Command]:
        self.heard.append(event)
        commands = self.script.pop(0) if self.script else []
        if isinstance(commands, Exception):
            raise commands
        return commands

    def snapshot(self) -> LiveState:
        return self.live


class Desk:
    """An engine, and everything that left it in order: orders, and "journal" for each write."""

    def __init__(self, folder: Path) -> None:
        self.left: list[object] = []
        self.journal = Journal(folder)
        self.engine = Engine(EngineClock(), self.journal, EMPTY, lambda: self.left.append("journal"))
        self.engine.pbx = self

    def perform(self, command: c.PbxCommand | c.AdoptTelephony) -> None:
        self.left.append(command)


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    FakeFloor.script, FakeFloor.heard = [], []
    monkeypatch.setattr(module, "Floor", FakeFloor)
    return Desk(tmp_path)


def say(*script: list[c.Command] | Exception) -> None:
    FakeFloor.script += script


async def test_a_phone_rings_first_then_other_orders_then_the_facts_are_kept(desk: Desk) -> None:
    say([fact(1), ANSWER, RING])
    desk.engine.post(LOST)
    assert desk.left == [RING, ANSWER, "journal"]
    assert [envelope.seq for envelope in desk.journal.after(BEGINNING)] == [1]


async def test_the_first_fact_of_an_epoch_is_kept_before_anything_is_heard(desk: Desk) -> None:
    desk.engine.start(None)
    assert isinstance(next(desk.journal.after(BEGINNING)).fact, EngineStarted)


async def test_an_event_that_comes_while_one_is_handled_waits_its_turn(desk: Desk) -> None:
    later = e.PbxLost(2, "n")
    seen: list[int] = []

    class Echo:
        def perform(self, command: c.PbxCommand | c.AdoptTelephony) -> None:
            desk.engine.post(later)
            seen.append(len(FakeFloor.heard))

    desk.engine.pbx = Echo()
    say([ANSWER])
    desk.engine.post(LOST)
    assert seen == [1]
    assert FakeFloor.heard == [LOST, later]


async def test_a_timer_comes_back_as_an_event(desk: Desk) -> None:
    timer = c.Timer(c.TimerKind.OFFER, "i.1")
    say([c.SetTimer(timer, desk.engine.clock.now())])
    desk.engine.post(LOST)
    while len(FakeFloor.heard) < 2:  # noqa: ASYNC110  # one turn of the loop
        await asyncio.sleep(0)
    (_, fired) = FakeFloor.heard
    assert isinstance(fired, e.TimerFired)
    assert fired.timer == timer


async def test_a_cancelled_timer_does_not(desk: Desk) -> None:
    timer = c.Timer(c.TimerKind.OFFER, "i.1")
    say([c.SetTimer(timer, 0), c.CancelTimer(timer)])
    desk.engine.post(LOST)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert FakeFloor.heard == [LOST]


async def test_an_intent_is_answered_by_the_floor(desk: Desk) -> None:
    envelope = IntentEnvelope(id="a", sent_at=0, by=1, intent=FinishWrapUp(agent=1, interaction="i"))
    no = Refusal(code="no_wrap_up")
    say([c.AnswerIntent(IntentOutcome(id="a", refused=no), "")], [c.AnswerIntent(IntentOutcome(id="a"), "")], [])
    assert desk.engine.intend(envelope) == no
    assert desk.engine.intend(envelope) is None
    assert desk.engine.intend(envelope) == UNANSWERED


async def test_a_broken_floor_ends_the_engine_and_hears_nothing_more(desk: Desk) -> None:
    say(ZeroDivisionError("invariant"))
    desk.engine.post(LOST)
    desk.engine.post(LOST)
    assert len(FakeFloor.heard) == 1
    with pytest.raises(ZeroDivisionError):
        await desk.engine.run()


async def test_a_journal_that_cannot_go_on_ends_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    FakeFloor.script = [[fact(1)]]

    def refuse(facts: list[FactEnvelope]) -> None:
        raise OlderEpochError("followed")

    monkeypatch.setattr(desk.journal, "append", refuse)
    desk.engine.post(LOST)
    with pytest.raises(OlderEpochError):
        await desk.engine.run()


async def test_a_replaced_engine_ends_and_takes_nothing_in(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    FakeFloor.script, FakeFloor.heard = [], []
    desk.engine.replaced()
    desk.engine.replaced()
    desk.engine.post(LOST)
    assert FakeFloor.heard == []
    with pytest.raises(ReplacedError):
        await desk.engine.run()
