from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from launch import chromium
from launch.packages import cache_key
from launch.sipp import PACKAGES as SIPP_PACKAGES
from launch.sipp import sipp


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ccplatform"


def test_a_browser_on_the_path_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chromium").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.chromium_executable() == str(tmp_path / "chromium")


def test_an_unpacked_browser_finds_its_own_libraries_and_fonts(cache: Path) -> None:
    root = cache / "packages" / cache_key(chromium.KEY, None, chromium.PACKAGES)
    browser = root / "usr/lib/chromium/chromium"
    browser.parent.mkdir(parents=True)
    browser.write_text('#!/bin/sh\necho "$LD_LIBRARY_PATH" "$FONTCONFIG_FILE" "$@"\n')
    browser.chmod(0o755)
    (root / ".complete").touch()
    done = subprocess.run([chromium.chromium_executable(), "--headless"], capture_output=True, text=True, check=True)
    libraries, fonts, argument = done.stdout.split()
    assert libraries.startswith(f"{root}/usr/lib/")
    assert f"{root}/usr/share/fonts" in Path(fonts).read_text()
    assert argument == "--headless"


def test_tools_that_are_not_there_say_how_to_get_them(cache: Path) -> None:
    with pytest.raises(FileNotFoundError, match="python3 -m launch ensure chromium"):
        chromium.chromium_executable()
    with pytest.raises(FileNotFoundError, match="python3 -m launch ensure sipp"):
        sipp()


def test_an_unpacked_sipp_runs_with_its_own_libraries(cache: Path) -> None:
    root = cache / "packages" / cache_key("sipp", None, SIPP_PACKAGES)
    root.mkdir(parents=True)
    (root / ".complete").touch()
    assert sipp()[-1] == f"{root}/usr/bin/sipp"
    assert "--library-path" in sipp()
