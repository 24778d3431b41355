from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from launch import areas
from launch.areas import areas_file, ensure_areas


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ccplatform"


def quiet(_: str) -> None: ...


def unwanted(*_: Any, **__: Any) -> Any:
    pytest.fail("nothing was to be made")


def test_another_lock_means_another_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = areas_file()
    assert before.parent == cache / "areas"
    monkeypatch.setattr(areas, "lock_digest", lambda: "another")
    assert areas_file() != before


def test_the_file_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(argv: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        Path(argv[-1]).write_text(argv[-2])
        return subprocess.CompletedProcess(argv, 0, "", "")

    monkeypatch.setattr(subprocess, "run", make)
    made = ensure_areas(quiet, quiet, {})
    assert made.read_text() == areas.MAKER
    monkeypatch.setattr(subprocess, "run", unwanted)
    assert ensure_areas(quiet, quiet, {}) == made


def test_a_file_that_cannot_be_made_is_said_and_the_center_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        subprocess, "run", lambda argv, **_: subprocess.CompletedProcess(argv, 1, "", "Traceback\nOSError: No space left\n")
    )
    assert not ensure_areas(quiet, said.append, {}).exists()
    assert said == ["Callers are shown with their country only: the file of areas could not be made (OSError: No space left)."]


def test_a_file_of_one_s_own_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", unwanted)
    assert ensure_areas(quiet, quiet, {"CC_AREAS_FILE": str(tmp_path / "own.sqlite")}) == tmp_path / "own.sqlite"
