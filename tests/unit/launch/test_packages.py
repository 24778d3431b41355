"""What needs no download; tests/integration/test_launch_packages.py unpacks real packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch import packages
from launch.faults import LaunchFault, MissingTool, RegistryUnreachable, UnsupportedSystem
from launch.packages import Source, cache_key, command, explained, sources, unpack, unpacked


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ccplatform" / "packages"


def test_a_key_changes_with_the_suite_and_the_list_but_not_with_its_order() -> None:
    assert cache_key("x", "testing", ["a", "b"]) == cache_key("x", "testing", ["b", "a"])
    assert cache_key("x", "testing", ["a"]) != cache_key("x", "testing", ["b"])
    assert cache_key("x", "testing", ["a"]) != cache_key("x", "unstable", ["a"])


def test_what_is_unpacked_already_is_not_asked_for_again(cache: Path) -> None:
    (cache / "tree").mkdir(parents=True)
    assert unpacked("tree") is None
    (cache / "tree" / ".complete").touch()
    assert unpacked("tree") == cache / "tree"
    assert unpack("testing", ["asterisk"], "tree", lambda _: pytest.fail("nothing is to be done")) == cache / "tree"


def test_a_named_mirror_is_the_only_source() -> None:
    assert sources("testing", {"CC_DEBIAN_MIRROR": "http://mirror.example/debian"}) == [Source("http://mirror.example/debian", "testing")]


def test_another_suite_is_taken_from_the_systems_own_main_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [Source("http://security.example", "bookworm-security"), Source("http://main.example", "bookworm")]
    monkeypatch.setattr(packages, "_own_sources", lambda: own)
    monkeypatch.setattr(packages, "_own_release", lambda: "bookworm")
    assert sources("testing", {}) == [Source("http://main.example", "testing")]
    assert sources(None, {}) == own


def test_a_system_without_debians_sources_is_pointed_to_the_containers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_own_sources", list)
    with pytest.raises(UnsupportedSystem, match=r"CC_DEBIAN_MIRROR.*containers"):
        sources("testing", {})


def test_only_debians_archives_of_this_release_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(site: str, release: str, origin: str = "Debian", component: str = "main") -> dict[str, str]:
        return {"Repo-URI": site, "Release": release, "Origin": origin, "Component": component}

    listed = [
        entry("http://a.example/debian", "trixie-updates"),
        entry("http://a.example/debian", "trixie"),
        entry("http://a.example/debian", "trixie", component="contrib"),
        entry("http://vendor.example", "trixie", origin="Vendor"),
        entry("http://a.example/debian", "sid"),
    ]
    monkeypatch.setattr(packages, "_index_targets", lambda *_: listed)
    monkeypatch.setattr(packages, "_own_release", lambda: "trixie")
    assert sources(None, {}) == [Source("http://a.example/debian", "trixie"), Source("http://a.example/debian", "trixie-updates")]


def test_before_the_first_update_archives_are_known_by_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        {"Repo-URI": "http://a.example/debian/", "Release": "trixie", "Component": "main"},
        {"Repo-URI": "http://vendor.example/", "Release": "trixie", "Component": "main"},
    ]
    monkeypatch.setattr(packages, "_index_targets", lambda *options: listed if options else [])
    monkeypatch.setattr(packages, "_own_release", lambda: "trixie")
    assert sources(None, {}) == [Source("http://a.example/debian/", "trixie")]


def test_a_processor_without_packages_is_pointed_to_the_containers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(UnsupportedSystem, match="riscv64"):
        packages.architecture()


def test_a_system_without_apt_is_pointed_to_the_containers(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC_DEBIAN_MIRROR", "http://mirror.example/debian")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedSystem, match="apt-get is missing"):
        unpack("testing", ["asterisk"], "tree", lambda _: None)


def test_missing_keys_are_asked_for(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC_DEBIAN_MIRROR", "http://mirror.example/debian")
    monkeypatch.setattr(packages, "KEYRINGS", ())
    with pytest.raises(MissingTool, match="apt install debian-archive-keyring"):
        unpack("testing", ["asterisk"], "tree", lambda _: None)


@pytest.mark.parametrize(
    ("output", "fault", "words"),
    [
        ("E: Failed to fetch http://a.example/x  Connection refused", RegistryUnreachable, "Connection refused"),
        ("E: The repository 'http://a.example s InRelease' is not signed.", LaunchFault, "debian-archive-keyring"),
        ("W: x\nE: Unable to locate package nothing", LaunchFault, "Unable to locate package nothing"),
        ("E: Write error - write (28: No space left on device)", LaunchFault, "The disk is full"),
        ("", RegistryUnreachable, "apt said nothing"),
    ],
)
def test_apts_words_become_one_sentence_without_addresses(output: str, fault: type[LaunchFault], words: str) -> None:
    said = explained(output, "Debian's package archive")
    assert isinstance(said, fault)
    assert words in str(said)
    assert "a.example" not in str(said)


def test_a_program_runs_with_the_loader_of_its_own_tree_when_it_has_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert command(tmp_path, "usr/bin/sipp", "-v")[0] == "/lib/ld-linux-aarch64.so.1"
    (tmp_path / "usr/lib").mkdir(parents=True)
    (tmp_path / "usr/lib/ld-linux-aarch64.so.1").touch()
    assert command(tmp_path, "usr/bin/sipp", "-v") == [
        f"{tmp_path}/usr/lib/ld-linux-aarch64.so.1",
        "--library-path",
        f"{tmp_path}/usr/lib/aarch64-linux-gnu:{tmp_path}/usr/lib",
        f"{tmp_path}/usr/bin/sipp",
        "-v",
    ]
