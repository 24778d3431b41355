"""How the engine logs: one line an event on standard error, which the supervisor keeps; never a caller's number or name."""

import logging
import sys
import time
from typing import Final

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
