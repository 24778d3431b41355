"""Who calls in the demo, and how they behave: seeded, so that two runs with one seed tell the same story."""

from __future__ import annotations

import random
from dataclasses import dataclass

MENU_KEYS = (("1", "1"), ("1", "2"), ("2", "1"), ("2", "2"), ("2", "3"), ("1",), ("9", "1", "2"), ())
"""What callers press at the two menus; some press a wrong key first, stop half-way or press nothing."""
KEY_SECONDS = (1.5, 5.0)
TALK_SECONDS_MEDIAN = 45.0
TALK_SPREAD = 0.6
"""Sigma of the log-normal talk time (Brown et al. 2005 find log-normal service times in a bank's call center)."""
PATIENCE_SECONDS_MEAN = 90.0
DIRECT_SHARE = 0.3
"""Of the callers that dial the number without a menu."""
NAMES = ("", "", "Katharina Brandt", "Ole Petersen", "Weber, Jan", "ANONYMOUS", "O'Neill & Söhne", "Müller GmbH")


@dataclass(frozen=True, slots=True)
class CallerPlan:
    """Times in seconds from the answer of the center's line (keys), from the start (patience), from the connect (talk)."""

    number: str
    name: str
    keys: tuple[tuple[float, str], ...]
    direct: bool
    patience: float
    talk: float


def plan_caller(chance: random.Random, known_numbers: list[str]) -> CallerPlan:
    """One caller. Half of them call from numbers of the demo's contacts, so that the caller card has something to show."""
    known = bool(known_numbers) and chance.random() < 0.5
    number = chance.choice(known_numbers) if known else f"+49{chance.choice((30, 40, 69, 89))}{chance.randrange(10**6, 10**7)}"
    at, keys = 0.0, []
    for key in chance.choice(MENU_KEYS):
        at += chance.uniform(*KEY_SECONDS)
        keys.append((at, key))
    return CallerPlan(
        number=number,
        name=chance.choice(NAMES),
        keys=tuple(keys),
        direct=chance.random() < DIRECT_SHARE,
        patience=chance.expovariate(1 / PATIENCE_SECONDS_MEAN),
        talk=TALK_SECONDS_MEDIAN * chance.lognormvariate(0, TALK_SPREAD),
    )
