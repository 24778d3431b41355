"""Agent metrics: exact clipping, time in hand counted once, handlings booked where they ended."""

import itertools
from dataclasses import fields
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import OfferOutcome, Presence, SegmentKind
from reporting.metrics import definitions
from reporting.metrics.agents import AgentMeasures, AgentRows, AgentTally, measure, tally
from reporting.metrics.intervals import Interval
from reporting.metrics.rows import Handling, Offer, PresenceInterval, Segment

M = 60_000_000
TEN = 600 * M
NINE_TO_TEN, TEN_TO_ELEVEN = Interval(540 * M, TEN), Interval(TEN, 660 * M)


def present(presence: Presence, start: int, end: int | None, reason: str = "") -> PresenceInterval:
    return PresenceInterval(agent=1, presence=presence, reason=reason, started_at=start, ended_at=end)


def worked(kind: SegmentKind, start: int, end: int | None, interaction: str = "a") -> Segment:
    return Segment(agent=1, queue=1, interaction=interaction, kind=kind, started_at=start, ended_at=end)


def rows(
    presences: list[PresenceInterval] | None = None,
    segments: list[Segment] | None = None,
    handlings: list[Handling] | None = None,
    offers: list[Offer] | None = None,
) -> AgentRows:
    return AgentRows(presences=presences or [], segments=segments or [], handlings=handlings or [], offers=offers or [])


def test_a_talk_over_the_hour_gives_five_minutes_to_each_side() -> None:
    talk = rows(segments=[worked(SegmentKind.TALKING, TEN - 5 * M, TEN + 5 * M)])
    assert [t.talking for t in tally(talk, [NINE_TO_TEN, TEN_TO_ELEVEN], (), 0)] == [5 * M, 5 * M]


def test_handle_time_is_booked_where_the_wrap_up_ended() -> None:
    handled = rows(handlings=[Handling(agent=1, queue=1, ended_at=TEN, talking=9 * M, on_hold=M, wrapping_up=5 * M)])
    before, after = (measure(t) for t in tally(handled, [NINE_TO_TEN, TEN_TO_ELEVEN], (), 0))
    assert (before.handled, before.aht) == (0, None)
    assert (after.handled, after.aht, after.att, after.hold, after.acw) == (1, 15 * M, 9 * M, M, 5 * M)


def test_occupancy_is_work_over_work_and_idle_ready_time() -> None:
    day = rows(
        [present(Presence.READY, TEN, TEN + 40 * M), present(Presence.NOT_READY, TEN + 40 * M, TEN + 60 * M, "lunch")],
        [worked(SegmentKind.ALERTING, TEN, TEN + M), worked(SegmentKind.TALKING, TEN + M, TEN + 10 * M)],
    )
    m = measure(tally(day, [TEN_TO_ELEVEN], (), 0)[0])
    assert (m.occupancy, m.idle, m.utilisation) == (10 / 40, 30 * M, 10 / 60)


def test_a_productive_reason_counts_as_used_time_once() -> None:
    day = rows(
        [present(Presence.READY, TEN, TEN + 30 * M), present(Presence.NOT_READY, TEN + 30 * M, TEN + 60 * M, "back_office")],
        [worked(SegmentKind.WRAPPING_UP, TEN + 20 * M, TEN + 40 * M)],
    )
    assert measure(tally(day, [TEN_TO_ELEVEN], {"back_office"}, 0)[0]).utilisation == 40 / 60


def test_two_interactions_at_once_are_one_hour_of_occupancy_and_a_concurrency_of_two() -> None:
    day = rows(
        [present(Presence.READY, TEN, TEN + 60 * M)],
        [worked(SegmentKind.TALKING, TEN, TEN + 60 * M, "a"), worked(SegmentKind.TALKING, TEN, TEN + 60 * M, "b")],
    )
    m = measure(tally(day, [TEN_TO_ELEVEN], (), 0)[0])
    assert (m.talking, m.occupancy, m.concurrency) == (120 * M, 1.0, 2.0)


def test_what_goes_on_still_lasts_until_now() -> None:
    day = rows([present(Presence.READY, TEN, None)], [worked(SegmentKind.TALKING, TEN + 2 * M, None)])
    m = measure(tally(day, [TEN_TO_ELEVEN], (), TEN + 5 * M)[0])
    assert (m.signed_in, m.talking, m.idle) == (5 * M, 3 * M, 2 * M)


def test_a_withdrawn_offer_is_not_the_agents_loss() -> None:
    offers = [Offer(agent=1, queue=1, made_at=TEN, outcome=outcome) for outcome in OfferOutcome]
    m = measure(tally(rows(offers=offers), [TEN_TO_ELEVEN], (), 0)[0])
    assert (m.answer_rate, m.offers_withdrawn) == (1 / 4, 1)


def test_an_agent_who_was_not_there_has_no_values() -> None:
    m = measure(tally(rows(), [TEN_TO_ELEVEN], (), 0)[0])
    assert (m.aht, m.occupancy, m.utilisation, m.answer_rate, m.concurrency) == (None,) * 5


def test_every_number_of_a_row_has_a_definition_and_every_definition_a_number() -> None:
    assert {f.name for f in fields(AgentMeasures)} == set(definitions.AGENT)


instants = st.integers(0, 1000)
spans = st.tuples(instants, instants).map(sorted)
segments = st.builds(lambda kind, span: worked(kind, span[0], span[1]), st.sampled_from(SegmentKind), spans)
presences = st.lists(instants, unique=True, max_size=8).flatmap(
    lambda at: st.lists(st.sampled_from(Presence), min_size=len(at), max_size=len(at)).map(
        lambda states: [
            present(p, a, b, "x") for p, (a, b) in zip(states, zip(sorted(at), [*sorted(at)[1:], None], strict=False), strict=False)
        ]
    )
)
handlings = st.builds(lambda at, n: Handling(agent=1, queue=1, ended_at=at, talking=n, on_hold=n, wrapping_up=n), instants, instants)
offers = st.builds(lambda at, outcome: Offer(agent=1, queue=1, made_at=at, outcome=outcome), instants, st.sampled_from(OfferOutcome))
days = st.builds(rows, presences, st.lists(segments, max_size=8), st.lists(handlings, max_size=5), st.lists(offers, max_size=5))


@given(days, st.lists(st.integers(1, 999), unique=True, max_size=6))
def test_a_period_cut_anywhere_adds_up_to_the_whole(day: AgentRows, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 1001]
    parts = tally(day, [Interval(a, b) for a, b in itertools.pairwise(edges)], {"x"}, 1000)
    assert reduce(AgentTally.__add__, parts) == tally(day, [Interval(0, 1001)], {"x"}, 1000)[0]


@given(days, instants, instants)
def test_no_time_is_longer_than_the_interval_it_is_clipped_to(day: AgentRows, a: int, b: int) -> None:
    interval = Interval(min(a, b), max(a, b))
    t = tally(day, [interval], {"x"}, 1000)[0]
    for name in ("signed_in", "ready", "not_ready", "idle", "in_hand", "productive_not_ready"):
        assert 0 <= getattr(t, name) <= interval.length
    assert t.ready + t.not_ready == t.signed_in
    assert t.idle <= t.ready
    occupancy = measure(t).occupancy
    assert occupancy is None or 0 <= occupancy <= 1


def test_consulting_and_dialling_are_work_and_monitoring_is_neither_work_nor_idle() -> None:
    presence = PresenceInterval(agent=1, presence=Presence.READY, reason="", started_at=0, ended_at=60 * M)
    segments = [
        Segment(agent=1, queue=1, interaction="a", kind=SegmentKind.CONSULTING, started_at=0, ended_at=10 * M),
        Segment(agent=1, queue=1, interaction="b", kind=SegmentKind.DIALLING, started_at=10 * M, ended_at=15 * M),
        Segment(agent=1, queue=1, interaction="c", kind=SegmentKind.MONITORING, started_at=20 * M, ended_at=30 * M),
    ]
    rows = AgentRows(presences=[presence], segments=segments, handlings=[], offers=[])
    m = measure(tally(rows, [Interval(0, 60 * M)], [], 60 * M)[0])
    assert (m.consulting, m.dialling, m.monitoring, m.idle) == (10 * M, 5 * M, 10 * M, 35 * M)
    assert (m.occupancy, m.concurrency) == (15 / 50, 1.0)
