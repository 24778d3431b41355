"""The virtual environment with the locked dependencies, in the per-user cache; `.venv` in the checkout points to it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from launch.faults import LaunchFault, MissingTool, RegistryUnreachable
from launch.places import CHECKOUT, cache_dir, demand_space, locked
from launch.progress import Progress

LOCK: Final = CHECKOUT / "requirements" / "all.txt"
BOOTSTRAP_LOCK: Final = CHECKOUT / "requirements" / "bootstrap.txt"
MARK: Final = ".ccplatform-lock"
"""Written into an environment when everything is installed; holds the digest of the lock."""
SPACE_MB: Final = 1500
REGISTRY: Final = "The Python package index"


def lock_digest() -> str:
    """Changes when the lock does."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def is_current() -> bool:
    """Whether this very process runs in the environment of this lock."""
    return _is_complete(Path(sys.prefix))


def environment_dir() -> Path:
    """Where the environment of this lock and this Python is or will be."""
    python = f"{sys.implementation.cache_tag} {platform.machine()} {sys.base_prefix}"
    return cache_dir() / "venvs" / hashlib.sha256(f"{lock_digest()} {python}".encode()).hexdigest()[:12]


def existing_environment() -> Path | None:
    """The Python of a complete environment; None when it is still to be made."""
    home = environment_dir()
    return home / "bin" / "python" if _is_complete(home) else None


def ensure_environment(progress: Progress) -> Path:
    """Make the environment when it is missing and answer its Python. Raises LaunchFault."""
    home = environment_dir()
    with locked(home.with_name(f".{home.name}.lock")):
        if not _is_complete(home):
            demand_space(home.parent, SPACE_MB)
            _install(home, progress)
            (home / MARK).write_text(lock_digest())
    return home / "bin" / "python"


def lock(progress: Progress) -> None:
    """Choose the newest versions that pyproject.toml allows and write them with their hashes. Raises LaunchFault."""
    uv = _ensure_uv(progress)
    if uv is None:
        raise RegistryUnreachable(REGISTRY, "uv could not be installed")
    common = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
    common += ["--custom-compile-command", "make lock", "--upgrade"]
    for output, arguments in {"base.txt": [], "all.txt": ["--all-extras"]}.items():
        progress(output)
        target = ["--output-file", f"requirements/{output}", "pyproject.toml"]
        done = _run([str(uv), "pip", "compile", *common, *arguments, *target])
        if done.returncode != 0:
            raise explained(done.stderr, REGISTRY)
    target = ["--output-file", f"requirements/{BOOTSTRAP_LOCK.name}", "-"]
    done = subprocess.run(
        [str(uv), "pip", "compile", *common, *target],
        input="uv\n",
        env=child_environment(),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise explained(done.stderr, REGISTRY)


def _install(home: Path, progress: Progress) -> None:
    """uv when it can be had (seconds), else pip (minutes); both check the hashes of the lock."""
    arguments = ["install", "--require-hashes", "--requirement", str(LOCK)]
    uv = _ensure_uv(progress)
    if uv is not None:
        progress("installing the locked packages")
        made = _run([str(uv), "venv", "--quiet", "--allow-existing", "--python", _base_python(), str(home)])
        target = ["--python", str(home / "bin" / "python")]
        if made.returncode == 0 and _run([str(uv), "pip", *arguments, *target]).returncode == 0:
            return
    progress("installing the locked packages with pip")
    _make_venv(home)
    done = _run([str(home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", *arguments])
    if done.returncode != 0:
        raise explained(done.stderr, REGISTRY)


def _ensure_uv(progress: Progress) -> Path | None:
    """uv in a small environment of its own; None when it cannot be had here."""
    digest = hashlib.sha256(BOOTSTRAP_LOCK.read_bytes() + environment_dir().name.encode()).hexdigest()[:12]
    home = cache_dir() / "bootstrap" / digest
    uv = home / "bin" / "uv"
    if not (home / MARK).exists():
        progress("fetching the package installer")
        _make_venv(home)
        pip = [str(home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        if _run([*pip, "install", "--require-hashes", "--requirement", str(BOOTSTRAP_LOCK)]).returncode != 0:
            return None
        (home / MARK).touch()
    return uv if os.access(uv, os.X_OK) else None


def _make_venv(home: Path) -> None:
    if (home / "bin" / "pip").exists():
        return
    shutil.rmtree(home, ignore_errors=True)
    try:
        venv.EnvBuilder(with_pip=True, symlinks=True).create(home)
    except (ImportError, subprocess.CalledProcessError) as error:
        # Debian ships ensurepip in a package of its own.
        raise MissingTool("python3-venv", "it makes the virtual environment", "python3-venv") from error


def explained(output: str, registry: str) -> LaunchFault:
    """The fault behind a package installer's words (pip, uv or npm)."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(ERROR|error|npm error|npm ERR!|×|╰─▶|Caused by)", line)]
    reason = re.sub(r"\S+://\S+", "", (errors or lines or ["it said nothing"])[0])
    text = output.lower()
    if "no space left" in text or "enospc" in text:
        return LaunchFault("The disk is full", "Free some space and run the same command again; it continues")
    if "do not match the hashes" in text or "hash mismatch" in text or "eintegrity" in text:
        return LaunchFault(
            f"A downloaded package is not the one that the lock names ({reason})",
            "Do not install it; check the package index or mirror that this machine uses",
        )
    return RegistryUnreachable(registry, reason[:200])


def link_environment() -> None:
    """Point .venv at the environment; a real directory of that name is somebody's own and stays."""
    home = environment_dir()
    link = CHECKOUT / ".venv"
    if link.is_symlink() and link.readlink() == home:
        return
    if link.exists() and not link.is_symlink():
        return
    fresh = link.with_name(f".venv.{os.getpid()}")
    fresh.symlink_to(home)
    fresh.replace(link)


def _is_complete(home: Path) -> bool:
    mark = home / MARK
    return mark.exists() and mark.read_text() == lock_digest() and os.access(home / "bin" / "python", os.X_OK)


def _base_python() -> str:
    """The Python that environments are made from, also when asked from inside one."""
    named = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return str(named if named.exists() else sys.executable)


def child_environment() -> dict[str, str]:
    """Our environment for package installers, whose caches then lie beside ours and nowhere else."""
    cache = cache_dir()
    drop = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    if "PIP_INDEX_URL" in kept:  # uv has a name of its own for the same wish
        kept.setdefault("UV_DEFAULT_INDEX", kept["PIP_INDEX_URL"])
    kept |= {"UV_PYTHON_DOWNLOADS": "never", "npm_config_update_notifier": "false"}
    return {**kept, "XDG_CACHE_HOME": str(cache.parent), "npm_config_cache": str(cache / "npm")}


def _run(argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, env=child_environment(), capture_output=True, text=True, check=False, cwd=CHECKOUT)
