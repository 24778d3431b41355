"""Where things are kept: the checkout, its state directory, and the per-user cache. Nothing is written elsewhere."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from launch.faults import DiskFull, LaunchFault

CHECKOUT = Path(__file__).resolve().parent.parent


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Everything that lasts between two starts of a center: CC_STATE_DIR, by default var/ in the checkout."""
    return Path(environ.get("CC_STATE_DIR") or CHECKOUT / "var").absolute()


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The per-user cache for what can be obtained again; made when missing.

    Follows the XDG Base Directory Specification. A user without a usable home (a service account, a container's
    random uid) gets a private folder below the temporary directory.
    """
    base = environ.get("XDG_CACHE_HOME", "")
    home = environ.get("HOME", "")
    if base.startswith("/"):
        root = Path(base) / "ccplatform"
    elif home.startswith("/") and os.access(home, os.W_OK):
        root = Path(home) / ".cache" / "ccplatform"
    else:
        root = private_temporary_dir(environ) / "ccplatform"
    return _made(root)


def private_temporary_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """A short temporary folder of this user alone, the same one each time (Unix socket paths end at 107 characters)."""
    root = Path(environ.get("TMPDIR") or tempfile.gettempdir()) / f"ccplatform-{os.getuid()}"
    _made(root, mode=0o700)
    found = root.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise LaunchFault(f"{root} belongs to another user", "Remove it or set TMPDIR to a directory of your own")
    return root


def demand_space(place: Path, needed_mb: int) -> None:
    """Refuse a step that would fill the disk before it begins."""
    free_mb = shutil.disk_usage(place).free // 1_000_000
    if free_mb < needed_mb:
        raise DiskFull(str(place), needed_mb, free_mb)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock between processes; the operating system drops it when its holder dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _made(path: Path, mode: int = 0o755) -> Path:
    try:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise LaunchFault(f"{path} cannot be created ({error.strerror})", "Set XDG_CACHE_HOME to a writable directory") from error
    return path
