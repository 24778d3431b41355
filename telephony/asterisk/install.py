"""Where Asterisk is: the distribution's own when it is new enough, otherwise Debian testing's packages in the cache.

Unpacked packages are run through the dynamic loader of their own tree, so they need neither root rights nor a matching
C library of the system. 22.7 is the first release with StasisBroadcast and per-address rules for ARI.
"""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from launch.faults import LaunchFault, UnsupportedSystem
from launch.packages import available_version, cache_key, command, unpack, unpacked

Progress = Callable[[str], None]

VERSION_MIN: Final = (22, 7)
SUITE: Final = "testing"
PACKAGES: Final = (
    "asterisk",
    "asterisk-modules",
    "asterisk-core-sounds-en-wav",
    "asterisk-moh-opsound-wav",
    "asterisk-prompt-de",
)


class Installation(msgspec.Struct, frozen=True):
    """An Asterisk that can be run: `command` is completed by its arguments."""

    command: tuple[str, ...]
    modules: Path
    data: Path

    @property
    def resources(self) -> Path:
        """The folder of ARI's resource files."""
        return self.data / "rest-api"

    def version(self) -> str:
        """As it says itself, such as 22.10.1."""
        done = subprocess.run([*self.command, "-V"], capture_output=True, text=True, check=False)
        found = re.search(r"Asterisk (\S+)", done.stdout)
        if found is None:
            raise LaunchFault(
                f"Asterisk does not start: {(done.stderr or done.stdout).strip()[-300:]}",
                "Remove the folder packages/ from the cache (usually ~/.cache/ccplatform) and run the same command again",
            )
        return found[1].partition("+")[0].partition("~")[0]


def obtain(progress: Progress) -> Installation:
    """The system's Asterisk, an unpacked one, or one that is unpacked now. Raises LaunchFault."""
    return found() or _unpacked(unpack(_suite(), PACKAGES, _cache_key(), progress))


def found() -> Installation | None:
    """An Asterisk that is there already; never downloads."""
    if (system := _system()) is not None:
        return system
    root = unpacked(_cache_key())
    return None if root is None else _unpacked(root)


def _suite() -> str | None:
    """None = this system's own release, when it has packages that are new enough."""
    offered = available_version("asterisk")
    return None if offered is not None and _new_enough(offered) else SUITE


def _cache_key() -> str:
    return cache_key("asterisk", _suite(), PACKAGES)


def _system() -> Installation | None:
    program = shutil.which("asterisk", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        return None
    modules = next(iter(sorted(Path("/usr").glob(f"lib*/{platform.machine()}-*/asterisk/modules"))), None)
    modules = modules or Path("/usr/lib/asterisk/modules")
    installation = Installation((program,), modules, Path("/usr/share/asterisk"))
    usable = modules.is_dir() and installation.resources.is_dir() and _new_enough(installation.version())
    return installation if usable else None


def _unpacked(root: Path) -> Installation:
    modules = next(iter(root.glob("usr/lib/*/asterisk/modules")), None)
    if modules is None:
        raise UnsupportedSystem(f"The packages in {root} hold no Asterisk")
    return Installation(tuple(command(root, "usr/sbin/asterisk")), modules, root / "usr/share/asterisk")


def _new_enough(version: str) -> bool:
    """Whether `1:22.10.1~dfsg-2` or `22.10.1` is VERSION_MIN or later."""
    numbers = re.search(r"(?:^|:)(\d+)\.(\d+)", version)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) >= VERSION_MIN
