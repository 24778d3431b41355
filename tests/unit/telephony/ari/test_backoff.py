from itertools import islice
from random import Random

from telephony.ari.backoff import FIRST_S, LONGEST_S, delays


def test_waits_double_stay_bounded_and_differ_between_clients() -> None:
    waits = list(islice(delays(Random(1)), 12))
    for number, wait in enumerate(waits):
        bound = min(FIRST_S * 2**number, LONGEST_S)
        assert bound / 2 <= wait <= bound
    assert waits != list(islice(delays(Random(2)), 12))
