"""The checks catch what they are there for."""

from collections.abc import Callable

import pytest

from acd.core.center import Center
from acd.core.commands import Timer, TimerKind
from acd.core.events import LegAnswered
from acd.core.lifecycles import Work
from acd.simulation.invariants import Chronicle, check_floor
from contracts import facts as f
from contracts.facts import Fact, FactEnvelope
from contracts.queue_facts import Candidate, Decision
from contracts.vocabulary import Direction, EndCause, Medium, OfferOutcome, Presence, SegmentKind, Strategy, VisitOutcome
from tests.support.centers import ANA, BEN, BILLING, CLEO, FIRST, SECOND_CALL, arrives, opened, t


def busy_center() -> Center:
    """Ana talks, the second caller rings at Ben, the third waits."""
    story = opened(ready=(ANA, BEN)) >> arrives("c1", at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")
    story >> arrives("c2", at=t(3)) >> arrives("c3", at=t(4))
    return story.floor.center


def test_a_sound_floor_passes() -> None:
    check_floor(busy_center())


def set_presence(center: Center) -> None:
    center.agents[ANA].presence = Presence.NOT_READY


def two_agents(center: Center) -> None:
    center.agents[BEN].interaction = center.agents[ANA].interaction


def forget_caller(center: Center) -> None:
    del center.interactions[FIRST]


def lose_timer(center: Center) -> None:
    del center.timers[Timer(TimerKind.OFFER, f"{SECOND_CALL}.1")]


def stale_timer(center: Center) -> None:
    center.timers[Timer(TimerKind.WRAP_UP, str(ANA))] = t(99)


def overdue_timer(center: Center) -> None:
    center.timers[Timer(TimerKind.RECORDING, "r")] = t(1)


def offer_to_the_absent(center: Center) -> None:
    center.agents[CLEO].free = True


def miscount(center: Center) -> None:
    center.matching.halls[BILLING].visits += 1


def change_work(center: Center) -> None:
    center.agents[ANA].work = Work.ON_HOLD


@pytest.mark.parametrize(
    "breaks",
    [set_presence, two_agents, forget_caller, lose_timer, stale_timer, overdue_timer, offer_to_the_absent, miscount, change_work],
)
def test_a_broken_floor_is_caught(breaks: Callable[[Center], None]) -> None:
    center = busy_center()
    breaks(center)
    with pytest.raises((AssertionError, KeyError)):
        check_floor(center)


def queued(interaction: str, priority: int = 0) -> Fact:
    return f.InteractionQueued(interaction=interaction, queue=1, day="2026-11-23", priority=priority, language="", required_skills={})


def arrived(interaction: str) -> Fact:
    return f.InteractionArrived(
        interaction=interaction,
        medium=Medium.VOICE,
        direction=Direction.INBOUND,
        dialled="",
        number=None,
        trunk=None,
        caller="",
        caller_name="",
    )


BOTH = (arrived("a"), arrived("b"))


def made(interaction: str, *, first: int = 1, tried: bool = False) -> Fact:
    """To agent 1; `first`: whom the decision names as the best."""
    rule = Strategy.LONGEST_IDLE
    candidates = [Candidate(agent=agent, level=1, score=0, idle=0) for agent in (first, 2)]
    decision = Decision(rule=rule, strategy=rule, stage=0, priority=0, waited=0, required_skills={}, candidates=candidates)
    number = 2 if tried else 1
    return f.OfferMade(
        interaction=interaction,
        offer=f"{interaction}.{number}",
        queue=1,
        agent=1,
        device=1,
        expires_at=9,
        rule=rule,
        idle=0,
        candidates=2,
        decision=decision,
    )


def missed(interaction: str) -> Fact:
    return f.OfferEnded(interaction=interaction, offer=f"{interaction}.1", queue=1, agent=1, outcome=OfferOutcome.MISSED, made_at=0)


def presence(previous_since: int) -> Fact:
    return f.PresenceChanged(
        agent=1, presence=Presence.READY, reason="", previous=Presence.OFFLINE, previous_reason="", previous_since=previous_since
    )


def segment(started_at: int) -> Fact:
    return f.SegmentEnded(interaction="a", queue=1, agent=1, segment=SegmentKind.TALKING, started_at=started_at)


HANDLED = f.HandlingEnded(interaction="a", queue=1, agent=1, talking=1, on_hold=0, wrapping_up=0)


@pytest.mark.parametrize(
    "told",
    [
        [*BOTH, queued("a"), queued("b"), made("b")],
        [*BOTH, queued("a"), queued("b", priority=1), made("a")],
        [*BOTH, queued("a"), made("a"), made("a")],
        [*BOTH, queued("a"), made("a", first=3)],
        [*BOTH, queued("a"), made("a"), missed("a"), made("a", tried=True)],
        [presence(previous_since=5)],
        [segment(0), segment(0)],
        [segment(0), HANDLED],
        [f.InteractionEnded(interaction="a", cause=EndCause.FAILED, arrived_at=0)],
        [
            f.QueueVisitEnded(
                interaction="a",
                queue=1,
                day="",
                entered_at=0,
                outcome=VisitOutcome.ANSWERED,
                service_level_seconds=20,
                short_abandon_seconds=5,
            )
        ],
    ],
)
def test_a_broken_chronicle_is_caught(told: list[Fact]) -> None:
    chronicle = Chronicle()
    with pytest.raises((AssertionError, KeyError)):
        for seq, fact in enumerate(told, start=1):
            chronicle.read(FactEnvelope(epoch=1, seq=seq, at=seq * 10, version=1, fact=fact))


def test_a_gap_in_the_numbers_and_time_that_runs_back_are_caught() -> None:
    for seq, at in ((3, 20), (2, 5)):
        chronicle = Chronicle()
        chronicle.read(FactEnvelope(epoch=1, seq=1, at=10, version=1, fact=queued("a")))
        with pytest.raises(AssertionError):
            chronicle.read(FactEnvelope(epoch=1, seq=seq, at=at, version=1, fact=queued("b")))


def test_what_is_left_open_is_caught() -> None:
    chronicle = Chronicle()
    chronicle.read(FactEnvelope(epoch=1, seq=1, at=10, version=1, fact=queued("a")))
    chronicle.check_conservation()
    chronicle.read(FactEnvelope(epoch=1, seq=2, at=10, version=1, fact=made("a")))
    with pytest.raises(AssertionError, match="open"):
        chronicle.check_over()
