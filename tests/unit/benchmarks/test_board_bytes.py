from benchmarks.board_bytes import Sent, rows
from benchmarks.goals import Goal


def goal(small: int, large: int) -> Goal:
    told = rows(Sent(changes=[small]), Sent(hello=400_000, changes=[large], pulses=[100, 102]), Sent(), marks=1, seconds=5)
    assert isinstance(told[0], Goal)
    assert told[3].measured == 101
    return told[0]


def test_what_one_change_costs_must_not_grow_with_the_center() -> None:
    assert goal(1_000, 1_100).met
    assert not goal(1_000, 1_200).met
