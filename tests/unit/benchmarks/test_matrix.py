from benchmarks.goals import Goal
from benchmarks.matrix import rows
from benchmarks.painting import PAINT_MS_MAX, Paint, Span, by_kind


def test_a_slow_paste_among_few_keys_misses_the_goal_and_is_named() -> None:
    spans = [Span("arrow keys", 0, 100, 20), Span("pasting", 100, 200, 1)]
    slow = rows(by_kind(spans, [Paint(110, PAINT_MS_MAX + 1)]))
    quick = rows(by_kind(spans, [Paint(110, PAINT_MS_MAX)]))
    assert [isinstance(told[0], Goal) and told[0].met for told in (slow, quick)] == [False, True]
    assert [row.name.strip() for row in slow[2:]] == ["arrow keys, worst", "pasting, worst"]
