from benchmarks.goals import Goal
from benchmarks.painting import PAINT_MS_MAX, SHORT_MS, Paint, Span, by_kind, rows_of


def test_each_key_counts_for_what_was_done_then_and_untold_ones_as_short() -> None:
    spans = [Span("typing", 0, 1_000, 3), Span("arrows", 1_000, 2_000, 1), Span("typing", 2_000, 3_000, 1)]
    found = by_kind(spans, [Paint(100, 48), Paint(1_500, 64), Paint(2_100, 24)])
    assert {kind: figures.values for kind, figures in found.items()} == {"typing": [48, SHORT_MS, SHORT_MS, 24], "arrows": [64]}


def test_the_goal_is_about_all_kinds_together() -> None:
    quick = by_kind([Span("typing", 0, 1, 99)], [])
    slow = by_kind([Span("arrows", 0, 1, 3)], [Paint(0, PAINT_MS_MAX + 8)] * 3)
    goals = [rows_of("a page", "keys", found)[0] for found in (quick, quick | slow)]
    assert [isinstance(goal, Goal) and goal.met for goal in goals] == [True, False]
