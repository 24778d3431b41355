from benchmarks.floor import AGENTS, rows
from benchmarks.painting import PAINT_MS_MAX, Paint, Span, by_kind


def test_the_table_says_how_many_agents_and_how_much_was_done() -> None:
    goal, median, worst = rows(by_kind([Span("typing", 0, 100, 2)], [Paint(10, PAINT_MS_MAX)]))
    assert goal.name == f"floor of {AGENTS} agents, interaction to next paint, p98"
    assert (median.said, worst.name.strip()) == ("(2 keys and clicks)", "typing, worst")
