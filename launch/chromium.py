"""Chromium for the browser tests: the one on PATH, else Debian's, unpacked into the cache without installing it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch.packages import cache_key, library_path, unpack, unpacked
from launch.places import cache_dir
from launch.progress import Progress

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PACKAGES: Final = ("chromium", "chromium-sandbox", "fonts-dejavu-core", "fontconfig-config")
KEY: Final = "chromium"


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser for Playwright: `launch(executable_path=executable, env=environment)`."""

    executable: str
    environment: dict[str, str]


def ensure_chromium(progress: Progress) -> Chromium:
    """Find or unpack it. Raises LaunchFault."""
    if _on_path() is None:
        unpack(None, PACKAGES, cache_key(KEY, None, PACKAGES), progress)
    return chromium()


def chromium() -> Chromium:
    """The browser that `ensure_chromium` has made ready. Raises FileNotFoundError when it has not."""
    program = _on_path()
    if program is not None:
        return Chromium(program, dict(os.environ))
    root = unpacked(cache_key(KEY, None, PACKAGES))
    if root is None:
        raise FileNotFoundError("Chromium is not there yet: python3 -m launch ensure chromium")
    environment = {
        **os.environ,
        "LD_LIBRARY_PATH": library_path(root),
        "FONTCONFIG_FILE": str(_fonts(root)),
        "XDG_CONFIG_HOME": str(cache_dir() / "chromium"),
    }
    return Chromium(str(root / "usr/lib/chromium/chromium"), environment)


def chromium_executable() -> str:
    """Its path alone; only of use together with `chromium().environment`."""
    return chromium().executable


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _fonts(root: Path) -> Path:
    """A configuration of fontconfig for the unpacked fonts (fonts.conf(5)); the packages' own names /usr/share."""
    file = root / "ccplatform-fonts.conf"
    if not file.exists():
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_text(
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
            f"  <dir>{root}/usr/share/fonts</dir>\n  <cachedir>{cache_dir()}/fontconfig</cachedir>\n"
            f'  <include ignore_missing="yes">{root}/usr/share/fontconfig/conf.avail</include>\n</fontconfig>\n'
        )
        partial.replace(file)
    return file
