"""A test session that is asked to end, by a person or by continuous integration that ran out of time, takes its servers along."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """SIGTERM is read as Ctrl-C, which pytest answers by leaving every fixture; without that, whole centers would go on alone."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
