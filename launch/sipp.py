"""SIPp, the SIP load generator, for tests and benches: the one on PATH, else Debian's, unpacked into the cache."""

from __future__ import annotations

import shutil
from typing import Final

from launch.packages import cache_key, command, unpack, unpacked
from launch.progress import Progress

PACKAGES: Final = ("sip-tester",)
KEY: Final = "sipp"


def ensure_sipp(progress: Progress) -> list[str]:
    """Find or unpack it; the command to which its arguments are added. Raises LaunchFault."""
    if shutil.which("sipp") is None:
        unpack(None, PACKAGES, cache_key(KEY, None, PACKAGES), progress)
    return sipp()


def sipp() -> list[str]:
    """The command that `ensure_sipp` has made ready. Raises FileNotFoundError when it has not."""
    program = shutil.which("sipp")
    if program is not None:
        return [program]
    root = unpacked(cache_key(KEY, None, PACKAGES))
    if root is None:
        raise FileNotFoundError("SIPp is not there yet: python3 -m launch ensure sipp")
    return command(root, "usr/bin/sipp")
