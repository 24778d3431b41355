from benchmarks.figures import Figures
from benchmarks.ring_path import RingPath, out_of_order

PLACED = [("ann", 0.1), ("bob", 0.2), ("cid", 0.3)]


def test_first_come_first_served_is_in_order() -> None:
    assert out_of_order(PLACED, [("ann", 1.0), ("bob", 2.0), ("cid", 3.0)]) == 0


def test_everybody_who_was_overtaken_counts_once() -> None:
    assert out_of_order(PLACED, [("cid", 1.0), ("ann", 2.0), ("bob", 3.0)]) == 2


def test_two_phones_rung_in_the_same_instant_have_no_order() -> None:
    assert out_of_order(PLACED, [("bob", 1.0), ("ann", 1.004)]) == 0


def test_two_who_called_in_the_same_instant_have_no_order() -> None:
    assert out_of_order([("ann", 0.1), ("bob", 0.104)], [("bob", 1.0), ("ann", 2.0)]) == 0


def test_a_second_ring_for_the_same_caller_is_no_overtaking() -> None:
    assert out_of_order(PLACED, [("ann", 1.0), ("bob", 2.0), ("ann", 3.0)]) == 0


def test_turns_are_added_up() -> None:
    whole = RingPath()
    whole.extend(RingPath(Figures([1]), Figures([2]), out_of_order=1, served=10))
    whole.extend(RingPath(Figures([3]), Figures([4]), out_of_order=2, served=20))
    assert (whole.arrival.values, whole.release.values, whole.out_of_order, whole.served) == ([1, 3], [2, 4], 3, 30)
