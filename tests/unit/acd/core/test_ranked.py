"""The collection behind every lane, against a sorted list."""

from hypothesis import given
from hypothesis import strategies as st

from acd.core.ranked import DEAD_MAX, Ranked

moves = st.lists(st.tuples(st.sampled_from(["add", "remove", "first"]), st.integers(0, 12), st.integers(0, 3)), max_size=300)


@given(moves)
def test_it_knows_its_first_like_a_sorted_list(moves: list[tuple[str, int, int]]) -> None:
    ranked: Ranked[tuple[int, int], str] = Ranked()
    model: dict[tuple[int, int], str] = {}
    for move, a, b in moves:
        if move == "add" and (a, b) not in model:
            ranked.add((a, b), f"{a}{b}")
            model[a, b] = f"{a}{b}"
        elif move == "remove" and (a, b) in model:
            ranked.remove((a, b))
            del model[a, b]
        assert ranked.first_key() == min(model, default=None)
        assert ranked.first() == (model[min(model)] if model else None)
        assert len(ranked) == len(model)
        assert ranked.in_order() == [model[key] for key in sorted(model)]
        assert ((a, b) in ranked) == ((a, b) in model)


def test_dead_entries_do_not_pile_up() -> None:
    ranked: Ranked[tuple[int], None] = Ranked()
    ranked.add((0,), None)
    for n in range(1, 10_000):
        ranked.add((n,), None)
        ranked.remove((n,))
    assert len(ranked._heap) <= 2 * len(ranked) + DEAD_MAX + 1
