import math

import msgspec

from benchmarks.desk_score import SCORE_MIN, SHOWN, Report, rows
from benchmarks.goals import Goal, table


def report(score: float | None) -> Report:
    audits = {name: {"numericValue": 400.0, "score": 1} for name in SHOWN}
    written = {"categories": {"performance": {"score": score}}, "audits": audits | {"is-on-https": {"score": 0}}}
    return msgspec.json.decode(msgspec.json.encode(written), type=Report)


def goal(*scores: float | None) -> Goal:
    first = rows([report(score) for score in scores])[0]
    assert isinstance(first, Goal)
    return first


def test_the_middle_of_all_looks_is_held_against_the_least() -> None:
    assert (goal(0.5, 0.97, 0.95).measured, goal(0.5, 0.97, 0.95).met) == (95, True)
    assert not goal(SCORE_MIN / 100 - 0.01).met


def test_a_page_that_could_not_be_judged_meets_nothing() -> None:
    assert math.isnan(goal(None).measured)
    assert not goal(None).met


def test_the_table_says_what_is_behind_the_score() -> None:
    assert "blocking time" in table(rows([report(1.0)]))
