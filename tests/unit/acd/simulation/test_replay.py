"""What if? The same callers through the same core, and only what was changed is different."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from acd.simulation import replay as program
from acd.simulation.replay import Replay, replay
from acd.simulation.replay_chance import SECOND, Survival, people
from acd.simulation.replay_changes import BadChange, overlaid, staffed
from acd.simulation.replay_demo import synthetic_day
from contracts.replays import RecordedDay, ReplayedCaller, ReplayedSide, ReplayOrder
from contracts.vocabulary import Presence, Strategy

DAY = synthetic_day(agents=12, callers=900, queues=3)


def whole(side: ReplayedSide) -> Any:
    return side.queues[-1]


def caller(**known: Any) -> ReplayedCaller:
    return ReplayedCaller(at=0, queue=1, **known)


def test_nobody_is_lost() -> None:
    all_queues = whole(replay(ReplayOrder(day=DAY)).recorded)
    assert all_queues.offered == 900
    assert all_queues.answered + all_queues.abandoned == 900
    assert 0 < all_queues.service_level < 1


def test_the_same_day_is_the_same_again() -> None:
    first, second = (Replay(DAY, people(DAY.callers, 1)).run() for _ in range(2))
    assert msgspec.structs.replace(first, seconds=0.0) == msgspec.structs.replace(second, seconds=0.0)


def test_an_overlay_that_changes_nothing_changes_nothing() -> None:
    both = replay(ReplayOrder(day=DAY, changed={"queues": [{"id": 1, "name": "Renamed"}]}))
    assert both.changed is not None
    assert whole(both.changed) == whole(both.recorded)
    assert both.changed.queues[0].name == "Renamed"


def test_more_agents_answer_sooner_and_fewer_later() -> None:
    more, fewer = (replay(ReplayOrder(day=DAY, staffing={1: change})).changed for change in (6, -2))
    now = whole(replay(ReplayOrder(day=DAY)).recorded)
    assert more is not None
    assert fewer is not None
    assert whole(more).service_level > now.service_level > whole(fewer).service_level
    assert more.occupancy is not None
    assert fewer.occupancy is not None
    assert more.occupancy < fewer.occupancy


def test_a_relaxed_skill_lets_more_agents_answer() -> None:
    both = replay(ReplayOrder(day=DAY, changed={"queues": [{"id": 1, "required_skills": []}]}))
    assert both.changed is not None
    assert both.changed.queues[0].asa is not None
    assert both.recorded.queues[0].asa is not None
    assert both.changed.queues[0].asa < both.recorded.queues[0].asa


def test_lists_are_merged_by_id_and_what_is_none_is_refused() -> None:
    changed = overlaid(DAY.configuration, {"queues": [{"id": 2, "strategy": "round_robin"}, {"id": 77, "name": "New"}]})
    assert [queue.strategy for queue in changed.queues] == [
        Strategy.LONGEST_IDLE, Strategy.ROUND_ROBIN, Strategy.LONGEST_IDLE, Strategy.LONGEST_IDLE,
    ]  # fmt: skip
    assert changed.queues[1].name == "Queue 2"
    with pytest.raises(BadChange, match="no wishes"):
        overlaid(DAY.configuration, {"wishes": []})
    with pytest.raises(BadChange, match="strategy"):
        overlaid(DAY.configuration, {"queues": [{"id": 2, "strategy": "by_shoe_size"}]})


def test_copies_work_the_same_hours() -> None:
    more = staffed(DAY, {1: 1})
    copy = more.configuration.agents[-1]
    like = next(agent for agent in DAY.configuration.agents if 1 in agent.queues)
    times = [[one.at for one in more.presences if one.agent == agent] for agent in (copy.id, like.id)]
    assert times[0] == times[1] != []
    assert copy.queues == like.queues
    with pytest.raises(BadChange, match="cannot be"):
        staffed(DAY, {1: -1_000})
    with pytest.raises(BadChange, match="has 0 agents"):
        staffed(DAY, {99: 1})


def test_the_patience_of_who_was_answered_is_drawn_from_who_waited_longer() -> None:
    known = Survival([caller(patience=10 * SECOND), caller(waited=20 * SECOND), caller(patience=30 * SECOND), caller(waited=40 * SECOND)])
    # Of four one gave up after 10 s, of the two that were there at 30 s one: 0.75, then 0.375 are left.
    assert known.after(0, 0.1) == 10 * SECOND
    assert known.after(0, 0.5) == 30 * SECOND
    assert known.after(0, 0.9) is None
    assert known.after(20 * SECOND, 0.4) == 30 * SECOND
    assert known.after(20 * SECOND, 0.6) is None
    assert Survival([]).after(0, 0.5) is None


def test_what_was_never_seen_of_a_caller_is_somebody_elses() -> None:
    seen = caller(talk=60 * SECOND, wrap_up=10 * SECOND, rings=2 * SECOND, waited=5 * SECOND)
    gone = caller(patience=30 * SECOND, waited=30 * SECOND)
    found = people([seen, gone], seed=1)
    assert (found[1].talk, found[1].wrap_up, found[1].patience) == (60 * SECOND, 10 * SECOND, 30 * SECOND)
    assert found == people([seen, gone], seed=1)


def test_the_program_answers_in_json_and_says_what_is_wrong(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "synthetic_day", lambda: RecordedDay(
        start=0, end=1, configuration=DAY.configuration, callers=[], presences=[],
    ))  # fmt: skip
    assert program.main(["--demo"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] is None
    assert program.main(["--demo", "--staffing", '{"99": 1}']) == 2
    assert "queue 99 has 0 agents" in capsys.readouterr().err


def test_presence_is_as_recorded() -> None:
    assert {one.presence for one in DAY.presences} == {Presence.READY, Presence.NOT_READY, Presence.OFFLINE}
