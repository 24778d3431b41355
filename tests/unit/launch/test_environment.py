from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from launch import environment
from launch.environment import child_environment, environment_dir, existing_environment, explained, link_environment
from launch.faults import LaunchFault, MissingTool, RegistryUnreachable


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ccplatform"


def test_another_lock_means_another_environment(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = environment_dir()
    assert before.parent == cache / "venvs"
    other = tmp_path / "all.txt"
    other.write_text("nothing==1")
    monkeypatch.setattr(environment, "LOCK", other)
    assert environment_dir() != before


def test_an_environment_counts_only_when_its_installation_was_finished(cache: Path) -> None:
    python = environment_dir() / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    assert existing_environment() is None
    (environment_dir() / environment.MARK).write_text("another lock")
    assert existing_environment() is None
    (environment_dir() / environment.MARK).write_text(environment.lock_digest())
    assert existing_environment() == python


def test_a_link_in_the_checkout_points_to_it(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    (tmp_path / ".venv").symlink_to(tmp_path / "older")
    link_environment()
    assert (tmp_path / ".venv").readlink() == environment_dir()


def test_an_environment_of_somebodys_own_is_left_alone(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    (tmp_path / ".venv").mkdir()
    link_environment()
    assert not (tmp_path / ".venv").is_symlink()


def test_the_caches_of_installers_lie_beside_ours(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    ours = child_environment()
    assert (ours["XDG_CACHE_HOME"], ours["npm_config_cache"]) == (str(cache.parent), str(cache / "npm"))
    assert ours["UV_DEFAULT_INDEX"] == "https://index.example/simple"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: No matching distribution found for x==1", "No matching distribution found for x==1"),
        ("error: Failed to fetch: `https://index.example/simple/x/`\n  Caused by: Connection refused", "could not be reached"),
        ("npm error code ECONNREFUSED\nnpm error network", "ECONNREFUSED"),
        ("", "it said nothing"),
    ],
)
def test_an_installers_words_become_one_sentence(output: str, words: str) -> None:
    fault = explained(output, "The registry")
    assert isinstance(fault, RegistryUnreachable)
    assert words in str(fault)
    assert "index.example" not in str(fault)


def test_a_full_disk_and_a_wrong_hash_are_told_apart_from_a_dead_registry() -> None:
    assert "The disk is full" in str(explained("OSError: [Errno 28] No space left on device", "The registry"))
    wrong = explained("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "The registry")
    assert type(wrong) is LaunchFault
    assert "Do not install it" in str(wrong)


def test_a_python_without_venv_names_debians_package(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_ensurepip(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr("venv.EnvBuilder.create", without_ensurepip)
    with pytest.raises(MissingTool, match="apt install python3-venv"):
        environment.ensure_environment(lambda _: None)
