"""How long to wait before connecting again: exponential, bounded, and spread so that clients do not come in step."""

from collections.abc import Iterator
from random import Random
from typing import Final

FIRST_S: Final = 0.1
LONGEST_S: Final = 3.0


def delays(random: Random) -> Iterator[float]:
    """Seconds to wait before the first, second ... attempt; between half and the whole of a doubling bound."""
    bound = FIRST_S
    while True:
        yield bound * (0.5 + random.random() / 2)
        bound = min(bound * 2, LONGEST_S)
