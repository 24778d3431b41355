"""How the engine logs: one line an event on standard error, which the supervisor keeps; telephone numbers only masked."""

import logging
import sys
import time
from typing import Final

#: digits of a number that a log line may show
SHOWN_DIGITS: Final = 3
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


def configure(level: str) -> None:
    """Send everything of `level` and above to standard error; an unknown level means INFO."""
    logging.basicConfig(
        level=level if level in LEVELS else "INFO",
        stream=sys.stderr,
        format="%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S",
    )
    logging.Formatter.converter = time.gmtime


def masked(number: str) -> str:
    """A caller's number as a log may show it: its last digits, and how long it is."""
    if len(number) <= SHOWN_DIGITS:
        return "*" * len(number)
    return f"{'*' * (len(number) - SHOWN_DIGITS)}{number[-SHOWN_DIGITS:]}"
