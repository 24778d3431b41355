"""The command line as a person meets it when the world is not as it should be: one sentence, exit code 1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from launch.places import CHECKOUT
from launch.ports import LOOPBACK, free_port

DEAD = f"http://{LOOPBACK}:9"
"""The port of the discard service (RFC 863), where nobody listens."""


def launch(*arguments: str, python: str = sys.executable, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "CC_"))}
    return subprocess.run(
        [python, "-m", "launch", *arguments],
        cwd=CHECKOUT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    free = {name: str(free_port()) for name in ("CC_SIP_PORT", "CC_WS_PORT", "CC_WSS_PORT")}
    with closing(socket.create_server((LOOPBACK, 0))) as somebody:
        port = str(somebody.getsockname()[1])
        done = launch("up", CC_STATE_DIR=str(tmp_path / "var"), CC_WEB_PORT=port, **free)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"TCP port {port}" in done.stderr
    assert "CC_WEB_PORT" in done.stderr


def test_a_debian_archive_that_does_not_answer(tmp_path: Path) -> None:
    done = launch("ensure", "sipp", XDG_CACHE_HOME=str(tmp_path), PATH=path_without("sipp", tmp_path), CC_DEBIAN_MIRROR=f"{DEAD}/debian")
    assert done.returncode == 1
    assert done.stderr.startswith("Debian's package archive could not be reached (")
    assert done.stderr.rstrip().endswith("run the same command again; it continues where it stopped.")


def test_a_system_that_is_not_debian(tmp_path: Path) -> None:
    done = launch("ensure", "sipp", XDG_CACHE_HOME=str(tmp_path), PATH="/nonexistent")
    assert done.returncode == 1
    assert "docker/README.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_index_that_does_not_answer(tmp_path: Path) -> None:
    python = str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")
    dead = {"PIP_INDEX_URL": f"{DEAD}/simple", "PIP_RETRIES": "0", "UV_DEFAULT_INDEX": f"{DEAD}/simple", "UV_HTTP_RETRIES": "0"}
    done = launch("status", python=python, XDG_CACHE_HOME=str(tmp_path), CC_STATE_DIR=str(tmp_path / "var"), **dead)
    assert done.returncode == 1
    assert done.stderr.startswith("The Python package index could not be reached (")
    assert "✗ Python environment" in done.stdout


def path_without(program: str, folder: Path) -> str:
    """PATH with every program of this machine except one."""
    narrowed = folder / "bin"
    narrowed.mkdir()
    for directory in os.environ["PATH"].split(os.pathsep):
        for found in Path(directory).glob("*") if Path(directory).is_dir() else []:
            if found.name != program and not (narrowed / found.name).exists():
                (narrowed / found.name).symlink_to(found)
    return str(narrowed)
