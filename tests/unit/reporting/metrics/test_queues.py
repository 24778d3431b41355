"""The queue metrics: the worked example of the metric contract, conservation, and that halves add up to the whole."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from contracts.live import QueueDay
from contracts.vocabulary import VisitOutcome
from reporting.metrics import definitions, queues
from reporting.metrics.queues import QueueMeasures, QueueTally, measure, tally
from reporting.metrics.rows import MICROSECONDS, Handling, Visit

M = MICROSECONDS

T, S = 20, 5
NOW = 10_000 * MICROSECONDS


def visit(outcome: VisitOutcome | None, wait_seconds: float, entered_at: int = 0, holds: int = 0) -> Visit:
    left_at = None if outcome is None else entered_at + round(wait_seconds * MICROSECONDS)
    return Visit(queue=1, interaction="a", entered_at=entered_at, left_at=left_at, outcome=outcome, holds=holds)


ANSWERED, ABANDONED = VisitOutcome.ANSWERED, VisitOutcome.ABANDONED
WORKED_EXAMPLE = (
    [visit(ANSWERED, 20)] * 860
    + [visit(ANSWERED, 20.000001)] * 140
    + [visit(ABANDONED, 5)] * 10
    + [visit(ABANDONED, 5.000001)] * 10
    + [visit(ABANDONED, 60)] * 40
)


def percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 2)


def test_the_worked_example_of_the_metric_contract() -> None:
    m = measure(tally(WORKED_EXAMPLE), NOW)
    assert (m.answered, m.answered_in_time, m.abandoned, m.abandoned_in_time, m.short_abandons) == (1000, 860, 60, 20, 10)
    assert percent(m.service_level) == 82.69
    assert percent(m.service_level_strict) == 81.13
    assert percent(m.service_level_icmi) == 82.08
    assert percent(m.service_level_no_short) == 81.90
    assert percent(m.service_level_answered) == 86.00
    assert percent(m.service_level_generous) == 83.02
    assert percent(m.abandonment_rate) == round(50 / 1050 * 100, 2)


def test_an_empty_interval_has_no_values_rather_than_zero_or_all() -> None:
    m = measure(QueueTally(), NOW)
    shares = [name for name, d in definitions.QUEUE.items() if d.unit is not definitions.Unit.COUNT]
    assert {getattr(m, name) for name in shares} == {None}


def test_only_short_abandons_leave_the_abandonment_rate_without_a_value() -> None:
    assert measure(tally([visit(ABANDONED, 1)]), NOW).abandonment_rate is None


def test_the_wallboard_counts_by_the_same_functions() -> None:
    day = QueueDay(offered=1060, answered=1000, answered_in_time=860, abandoned=60, abandoned_in_time=20, short_abandons=10)
    assert queues.service_level(day) == measure(tally(WORKED_EXAMPLE), NOW).service_level
    assert queues.abandonment_rate(day) == measure(tally(WORKED_EXAMPLE), NOW).abandonment_rate


def test_whoever_still_waits_counts_as_offered_and_as_waiting() -> None:
    m = measure(tally([visit(None, 0, entered_at=NOW - 7), visit(None, 0, entered_at=NOW - 3), visit(ANSWERED, 4)]), NOW)
    assert (m.offered, m.still_waiting, m.longest_waiting_now, m.longest_wait) == (3, 2, 7, 4 * MICROSECONDS)


def test_percentiles_are_waits_that_happened() -> None:
    m = measure(tally([visit(ANSWERED, n) for n in range(1, 11)]), NOW)
    assert (m.wait_p50, m.wait_p90, m.wait_p95) == (5 * MICROSECONDS, 9 * MICROSECONDS, 10 * MICROSECONDS)
    assert m.asa == m.average_wait == 5.5 * MICROSECONDS


def test_an_interaction_held_three_times_is_one_held_interaction() -> None:
    m = measure(tally([visit(ANSWERED, 1, holds=3), visit(ANSWERED, 1)]), NOW)
    assert (m.holds, m.holds_share, m.transfers_share) == (1, 0.5, 0.0)


def test_handle_time_is_divided_by_what_was_handled() -> None:
    handlings = [Handling(agent=1, queue=1, ended_at=5, talking=60, on_hold=10, wrapping_up=30)] * 2
    m = measure(tally([], handlings), NOW)
    assert (m.handled, m.aht, m.att, m.hold, m.acw) == (2, 100, 60, 10, 30)


def test_every_number_of_a_row_has_a_definition_and_every_definition_a_number() -> None:
    assert {f.name for f in fields(QueueMeasures)} == set(definitions.QUEUE)


visits = st.builds(
    visit,
    st.one_of(st.none(), st.sampled_from(VisitOutcome)),
    st.integers(0, 90).map(float),
    st.integers(0, NOW),
    st.integers(0, 2),
)


@given(st.lists(visits))
def test_every_offered_visit_has_exactly_one_fate(rows: list[Visit]) -> None:
    assert tally(rows).balanced


@given(st.lists(visits), st.integers(0, NOW))
def test_an_interval_split_anywhere_adds_up_to_the_whole(rows: list[Visit], at: int) -> None:
    before = tally(v for v in rows if v.entered_at < at)
    after = tally(v for v in rows if v.entered_at >= at)
    assert measure(before + after, NOW) == measure(tally(rows), NOW)


@given(st.lists(visits))
def test_every_share_lies_between_none_and_all(rows: list[Visit]) -> None:
    m = measure(tally(rows), NOW)
    for name, definition in definitions.QUEUE.items():
        if definition.unit is definitions.Unit.SHARE:
            share = getattr(m, name)
            assert share is None or 0 <= share <= 1, name


def test_rescued_visits_and_the_error_of_estimates() -> None:
    visits = [
        Visit(queue=1, interaction="a", entered_at=0, left_at=30 * M, outcome=VisitOutcome.ANSWERED, rescued=2, estimated_wait=40),
        Visit(queue=1, interaction="b", entered_at=0, left_at=50 * M, outcome=VisitOutcome.ANSWERED, estimated_wait=20),
        Visit(queue=1, interaction="c", entered_at=0, left_at=50 * M, outcome=VisitOutcome.ABANDONED, estimated_wait=99),
    ]
    m = measure(tally(visits[:1]) + tally(visits[1:]), 0)
    assert (m.rescued, m.estimate_bias, m.estimate_error, m.estimate_error_p90) == (1, -10 * M, 20 * M, 30 * M)


def test_outbound_handle_time_includes_dialling() -> None:
    handling = Handling(agent=1, queue=1, ended_at=0, talking=60 * M, on_hold=0, wrapping_up=10 * M, dialling=20 * M)
    m = measure(tally([], [handling]), 0)
    assert (m.aht, m.dialling_time) == (90 * M, 20 * M)
