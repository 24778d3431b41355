"""Debian packages obtained from an archive of our own making, on this disk."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from launch.faults import LaunchFault
from launch.packages import Source, architecture, unpack, unpacked

CONTROL = "Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: x\n{more}"


def package(archive: Path, name: str, more: str = "") -> str:
    """Build a package with one file, usr/share/NAME; its entry for the archive's list."""
    tree = archive / "trees" / name
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "usr/share").mkdir(parents=True)
    (tree / "usr/share" / name).write_text(f"this is {name}")
    control = CONTROL.format(name=name, more=more)
    (tree / "DEBIAN" / "control").write_text(control)
    file = archive / "pool" / f"{name}_1.0_all.deb"
    file.parent.mkdir(exist_ok=True)
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", str(tree), str(file)], check=True, capture_output=True)
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return f"{control}Filename: pool/{file.name}\nSize: {len(content)}\nSHA256: {digest}\n"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive without a signature: `greeting`, which depends on `words`."""
    archive = tmp_path / "archive"
    entries = [package(archive, "greeting", "Depends: words\n"), package(archive, "words")]
    folder = archive / "dists/testing/main" / f"binary-{architecture()}"
    folder.mkdir(parents=True)
    listing = "\n".join(entries).encode()
    (folder / "Packages").write_bytes(listing)
    digest = hashlib.sha256(listing).hexdigest()
    name = f"main/binary-{architecture()}/Packages"
    (archive / "dists/testing/Release").write_text(
        f"Origin: Debian\nSuite: testing\nCodename: testing\nArchitectures: {architecture()}\nComponents: main\n"
        f"Date: Sun, 01 Nov 2026 00:00:00 UTC\nSHA256:\n {digest} {len(listing)} {name}\n"
    )
    monkeypatch.setenv("CC_DEBIAN_MIRROR", f"copy:{archive}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return archive


def quiet(_: str) -> None:
    pass


def trust(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for Debian's signature, which nobody else can make."""
    monkeypatch.setattr(Source, "line", lambda self, _: f"deb [trusted=yes] {self.site} {self.suite} main")


def test_an_archive_without_a_valid_signature_is_refused(archive: Path) -> None:
    with pytest.raises(LaunchFault, match="signature could not be verified"):
        unpack("testing", ["greeting"], "greeting", quiet)
    assert unpacked("greeting") is None


def test_a_package_is_unpacked_with_all_it_depends_on(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    root = unpack("testing", ["greeting"], "greeting", quiet)
    assert (root / "usr/share/greeting").read_text() == "this is greeting"
    assert (root / "usr/share/words").read_text() == "this is words"
    assert (root / ".complete").read_text() == "greeting_1.0_all\nwords_1.0_all\n"
    assert [path.name for path in root.parent.iterdir() if not path.name.startswith(".")] == ["greeting"]
    assert not list(root.parent.glob("*.apt")), "downloads are given back"


def test_a_download_that_was_broken_off_goes_on_where_it_stopped(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    hidden = (archive / "pool/words_1.0_all.deb").rename(archive / "words.deb")
    with pytest.raises(LaunchFault):
        unpack("testing", ["greeting"], "greeting", quiet)
    kept = archive.parent / "cache/ccplatform/packages/.greeting.apt/cache/archives/greeting_1.0_all.deb"
    assert kept.exists()
    hidden.rename(archive / "pool/words_1.0_all.deb")
    (archive / "pool/greeting_1.0_all.deb").unlink()
    root = unpack("testing", ["greeting"], "greeting", quiet)
    assert (root / "usr/share/greeting").exists(), "it was not fetched twice"


def test_a_package_that_was_changed_on_its_way_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    file = archive / "pool/words_1.0_all.deb"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(LaunchFault):
        unpack("testing", ["greeting"], "greeting", quiet)
    assert unpacked("greeting") is None


def test_a_half_unpacked_tree_is_replaced(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    half = archive.parent / "cache/ccplatform/packages/greeting"
    half.mkdir(parents=True)
    (half / "left over").touch()
    root = unpack("testing", ["greeting"], "greeting", quiet)
    assert root == half
    assert not (root / "left over").exists()
