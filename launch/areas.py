"""The file that tells from where a number calls (telephony/areas): made once for each lock and kept in the per-user cache."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from launch.environment import lock_digest
from launch.places import CHECKOUT, cache_dir, locked
from launch.progress import Progress

MAKER: Final = "telephony.areas.making"
SETTING: Final = "CC_AREAS_FILE"


def areas_file() -> Path:
    """Where the file of this lock is or will be; another version of phonenumbers, or of the maker, means another file."""
    maker = CHECKOUT.joinpath(*MAKER.split(".")).with_suffix(".py")
    digest = hashlib.sha256(lock_digest().encode() + maker.read_bytes()).hexdigest()[:12]
    return cache_dir() / "areas" / f"{digest}.sqlite"


def ensure_areas(progress: Progress, say: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> Path:
    """Make the file when it is missing and answer where it is. One that cannot be made costs towns, never the start: `say` tells why."""
    if given := environ.get(SETTING):
        return Path(given)
    target = areas_file()
    with locked(target.with_name(f".{target.name}.lock")):
        if not target.exists():
            progress("towns and areas of the world's telephone numbers")
            # A process of its own: its memory (some 200 MB) is free again when it ends.
            argv = [sys.executable, "-m", MAKER, str(target)]
            made = subprocess.run(argv, cwd=CHECKOUT, capture_output=True, text=True, check=False)
            if made.returncode != 0:
                reason = (made.stderr.strip().splitlines() or ["it said nothing"])[-1]
                say(f"Callers are shown with their country only: the file of areas could not be made ({reason}).")
    return target
