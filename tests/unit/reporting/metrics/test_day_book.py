"""A bank's own day book (January 1999, docs/is-the-engine-right.md) through the metrics: they count what its columns say.

The visits are built from the clock times of the log; what is expected is counted from its columns of seconds, which no
metric sees. In the log the two agree but for midnight, which the clock times pass and the seconds do not.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from contracts.ids import Instant
from contracts.vocabulary import VisitOutcome
from reporting.metrics.intervals import Step, instant_of, intervals, local_day, midnight, place
from reporting.metrics.queues import QueueTally, measure, tally
from reporting.metrics.rows import MICROSECONDS, Handling, Visit
from tests.support.shared_data import demand

LOG = "anonymous_bank_1999_january.txt"
ZONE = ZoneInfo("Asia/Jerusalem")
T, S = 20, 5
NEVER = "0:00:00"
BEGAN, ENDED = (midnight(date(1999, month, 1), ZONE) for month in (1, 2))


@dataclass(frozen=True)
class Line:
    """A line of the log whose caller asked for an agent: was served, or hung up in the queue."""

    row: dict[str, str]

    @property
    def day(self) -> date:
        return date.fromisoformat(f"19{self.row['date']}")

    @property
    def answered(self) -> bool:
        return self.row["outcome"] == "AGENT"

    @property
    def queued(self) -> bool:
        return self.row["q_start"] != NEVER or self.row["q_exit"] != NEVER

    @property
    def wait_s(self) -> int:
        return int(self.row["q_time"])

    @property
    def talk_s(self) -> int:
        return int(self.row["ser_time"])

    def at(self, column: str, *, behind: Instant = 0) -> Instant:
        """The clock time of a column; past midnight when it would else lie before `behind`."""
        hour, minute, second = map(int, self.row[column].split(":"))
        moment = datetime.combine(self.day, time(hour, minute, second), ZONE)
        found = instant_of(moment)
        return found if found >= behind else instant_of(moment + timedelta(days=1))

    def visit(self) -> Visit:
        """Served without a queue: a visit without a wait, from the end of the IVR on."""
        entered = self.at("q_start" if self.queued else "vru_exit")
        return Visit(
            queue=1,
            interaction=self.row["call_id"],
            entered_at=entered,
            left_at=self.at("q_exit", behind=entered) if self.queued else entered,
            outcome=VisitOutcome.ANSWERED if self.answered else VisitOutcome.ABANDONED,
            service_level_seconds=T,
            short_abandon_seconds=S,
        )

    def handling(self) -> Handling:
        return Handling(
            agent=1,
            queue=1,
            ended_at=self.at("ser_exit", behind=self.at("ser_start")),
            talking=self.talk_s * MICROSECONDS,
            on_hold=0,
            wrapping_up=0,
        )


@pytest.fixture(scope="module")
def everybody() -> list[dict[str, str]]:
    with demand(LOG).open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def lines(everybody: list[dict[str, str]]) -> list[Line]:
    """Without PHANTOM (no caller was there) and without those who hung up in the IVR and never came to a queue."""
    every = [Line(row) for row in everybody]
    return [line for line in every if line.answered or (line.row["outcome"] == "HANG" and line.queued)]


@pytest.fixture(scope="module")
def month(lines: list[Line]) -> QueueTally:
    handled = [line.handling() for line in lines if line.answered and line.talk_s]
    return tally((line.visit() for line in lines), handled)


def test_every_caller_is_counted_once_and_has_one_fate(lines: list[Line], month: QueueTally) -> None:
    answered = sum(line.answered for line in lines)
    assert (month.offered, month.answered, month.abandoned) == (len(lines), answered, len(lines) - answered)
    assert month.balanced
    assert (month.flowed_out, month.callbacks, month.still_waiting) == (0, 0, 0)


def test_the_counts_are_those_of_the_file(everybody: list[dict[str, str]], month: QueueTally) -> None:
    outcomes = [row["outcome"] for row in everybody]
    assert month.answered == outcomes.count("AGENT")
    in_the_ivr = sum(row["outcome"] == "HANG" and row["q_start"] == row["q_exit"] == NEVER for row in everybody)
    assert month.abandoned == outcomes.count("HANG") - in_the_ivr
    assert month.offered + in_the_ivr + outcomes.count("PHANTOM") == len(everybody)


def test_waits_and_thresholds_are_those_of_the_column_of_seconds(lines: list[Line], month: QueueTally) -> None:
    answered = [line.wait_s for line in lines if line.answered]
    abandoned = [line.wait_s for line in lines if not line.answered]
    assert month.answered_wait == sum(answered) * MICROSECONDS
    assert sorted(month.waits) == [wait * MICROSECONDS for wait in sorted(answered + abandoned)]
    assert month.answered_in_time == sum(wait <= T for wait in answered)
    assert month.abandoned_in_time == sum(wait <= T for wait in abandoned)
    assert month.short_abandons == sum(wait <= S for wait in abandoned)


def test_the_ratios_are_those_of_the_definitions(lines: list[Line], month: QueueTally) -> None:
    found = measure(month, now=0)
    answered = [line.wait_s for line in lines if line.answered]
    abandoned = [line.wait_s for line in lines if not line.answered]
    late = sum(wait > T for wait in abandoned)
    short = sum(wait <= S for wait in abandoned)
    assert found.service_level == sum(wait <= T for wait in answered) / (len(answered) + late)
    assert found.abandonment_rate == (len(abandoned) - short) / (len(lines) - short)
    assert found.asa == pytest.approx(sum(answered) / len(answered) * MICROSECONDS)
    assert found.longest_wait == max(answered + abandoned) * MICROSECONDS
    talks = [line.talk_s for line in lines if line.answered and line.talk_s]
    assert found.aht == pytest.approx(sum(talks) / len(talks) * MICROSECONDS)
    in_order = sorted(answered + abandoned)
    assert found.wait_p90 == in_order[-(-len(in_order) * 90 // 100) - 1] * MICROSECONDS


def test_the_log_is_the_one_that_was_written_about(everybody: list[dict[str, str]], month: QueueTally) -> None:
    """What others say of this month, from their own counts: 13.7 % hung up anywhere, talks of 185 s."""
    hung_up, served = (sum(row["outcome"] == outcome for row in everybody) for outcome in ("HANG", "AGENT"))
    assert round(hung_up / (hung_up + served), 3) == 0.137
    aht = measure(month, now=0).aht
    assert aht is not None
    assert round(aht / MICROSECONDS) == 185


@pytest.mark.parametrize("step", list(Step))
def test_intervals_partition_the_month(lines: list[Line], month: QueueTally, step: Step) -> None:
    cut = list(intervals(BEGAN, ENDED, step, ZONE))
    cells: defaultdict[int | None, list[Visit]] = defaultdict(list)
    for line in lines:
        visit = line.visit()
        cells[place(cut, visit.entered_at)].append(visit)
    assert None not in cells
    total = QueueTally()
    for visits in cells.values():
        total += tally(visits)
    assert (total.offered, total.answered, total.abandoned) == (month.offered, month.answered, month.abandoned)
    assert (total.answered_wait, total.answered_in_time) == (month.answered_wait, month.answered_in_time)


def test_every_day_has_the_callers_that_the_log_dates_on_it(lines: list[Line]) -> None:
    by_column: defaultdict[date, int] = defaultdict(int)
    by_instant: defaultdict[date, int] = defaultdict(int)
    for line in lines:
        by_column[line.day] += 1
        by_instant[local_day(line.visit().entered_at, ZONE)] += 1
    assert by_instant == by_column
