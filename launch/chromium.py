"""Chromium for the browser tests: the one on PATH, else Debian's, unpacked into the cache without installing it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from launch.packages import cache_key, library_path, unpack, unpacked
from launch.places import cache_dir
from launch.progress import Progress

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PACKAGES: Final = ("chromium", "fonts-dejavu-core", "fontconfig-config")
KEY: Final = "chromium"
WRAPPER: Final = "ccplatform-chromium"
FONTS: Final = "ccplatform-fonts.conf"


def ensure_chromium(progress: Progress) -> str:
    """Find or unpack it; the path to run. Raises LaunchFault."""
    if _on_path() is None:
        unpack(None, PACKAGES, cache_key(KEY, None, PACKAGES), progress)
    return chromium_executable()


def chromium_executable() -> str:
    """The browser that `ensure_chromium` has made ready, for Playwright's `executable_path`.

    Raises FileNotFoundError when it has not.
    """
    program = _on_path()
    if program is not None:
        return program
    root = unpacked(cache_key(KEY, None, PACKAGES))
    if root is None:
        raise FileNotFoundError("Chromium is not there yet: python3 -m launch ensure chromium")
    return str(_wrapper(root))


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _wrapper(root: Path) -> Path:
    """A script beside the unpacked tree that lets the browser find its libraries and fonts there."""
    wrapper = root / WRAPPER
    if not wrapper.exists():
        _replace(root / FONTS, _fonts(root), mode=0o644)
        variables = {
            "LD_LIBRARY_PATH": library_path(root),
            "FONTCONFIG_FILE": str(root / FONTS),
            "XDG_CONFIG_HOME": str(cache_dir() / "chromium"),
        }
        exports = "".join(f"export {name}='{value}'\n" for name, value in variables.items())
        _replace(wrapper, f"#!/bin/sh\n{exports}exec '{root}/usr/lib/chromium/chromium' \"$@\"\n", mode=0o755)
    return wrapper


def _fonts(root: Path) -> str:
    """A configuration of fontconfig for the unpacked fonts (fonts.conf(5)); the packages' own names /usr/share."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{root}/usr/share/fonts</dir>\n  <cachedir>{cache_dir()}/fontconfig</cachedir>\n"
        f'  <include ignore_missing="yes">{root}/usr/share/fontconfig/conf.avail</include>\n</fontconfig>\n'
    )


def _replace(path: Path, text: str, mode: int) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text)
    partial.chmod(mode)
    partial.replace(path)
