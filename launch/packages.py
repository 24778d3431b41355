"""Debian packages unpacked into the per-user cache without installing them.

apt does the resolving, downloading and verifying in a private tree, so neither root rights nor the system's package
database are needed. Signatures are checked against Debian's archive keyring (apt-secure(8)); the sites are the ones
this machine already uses, or the one CC_DEBIAN_MIRROR names.
"""

from __future__ import annotations

import hashlib
import os
import platform
import pwd
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch.faults import LaunchFault, MissingTool, RegistryUnreachable, UnsupportedSystem
from launch.places import cache_dir, demand_space, locked
from launch.progress import Progress

KEYRINGS: Final = (
    Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
    Path("/usr/share/keyrings/debian-archive-keyring.pgp"),
)
MULTIARCH: Final = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
LOADERS: Final = {"amd64": "lib64/ld-linux-x86-64.so.2", "arm64": "lib/ld-linux-aarch64.so.1"}
MACHINES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
OWN_C_LIBRARY: Final = frozenset({"libc6", "libc-bin", "base-files", "base-passwd"})
"""Left out when the packages are the system's own release: a C library must match the system's loader exactly."""
UNPACKED_PER_DOWNLOADED: Final = 4
TICK_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """One archive of a Debian site, as in a line of sources.list."""

    site: str
    suite: str

    def line(self, keyring: Path) -> str:
        return f"deb [signed-by={keyring}] {self.site} {self.suite} main"


def architecture() -> str:
    """Debian's name of this machine's processor: amd64 or arm64."""
    machine = platform.machine()
    if machine not in MACHINES:
        raise UnsupportedSystem(f"There are no tested packages for the processor {machine}")
    return MACHINES[machine]


def demand_supported_system() -> None:
    """Refuse at once where Asterisk could not be had later. Raises UnsupportedSystem."""
    if platform.system() != "Linux":
        raise UnsupportedSystem(f"This is {platform.system()}, and only Debian 12 and 13 are prepared by make up")
    architecture()
    if shutil.which("asterisk") is None:
        sources(None)


def cache_key(name: str, suite: str | None, packages: Iterable[str]) -> str:
    """A folder name that changes when the suite or the list of packages does."""
    text = "\n".join([architecture(), suite or _own_release(), *sorted(packages)])
    return f"{name}-{suite or _own_release()}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def unpack(suite: str | None, packages: Sequence[str], into_cache_key: str, progress: Progress) -> Path:
    """Unpack `packages` with all they depend on and answer the root of their tree (usr/bin, usr/lib ...).

    `suite` is a Debian suite such as "testing"; None takes the release of this system. A second call with the same
    key answers at once. An interrupted call continues with what is already downloaded. Raises LaunchFault.
    """
    home = cache_dir() / "packages"
    root = home / into_cache_key
    if (root / ".complete").exists():
        return root
    with locked(home / f".{into_cache_key}.lock"):
        if (root / ".complete").exists():
            return root
        tree = AptTree(home / f".{into_cache_key}.apt", sources(suite))
        tree.update(progress)
        archives = tree.download(packages, progress)
        if suite is None:
            archives = [path for path in archives if path.name.split("_")[0] not in OWN_C_LIBRARY]
        _unpack_all(archives, root, progress)
        tree.remove()
    return root


def unpacked(into_cache_key: str) -> Path | None:
    """The root of a tree that `unpack` has completed before, or None; never downloads."""
    root = cache_dir() / "packages" / into_cache_key
    return root if (root / ".complete").exists() else None


def available_version(package: str) -> str | None:
    """The version of `package` that this system's own sources offer, or None; as in `apt-cache policy`."""
    if shutil.which("apt-cache") is None:
        return None
    done = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False)
    found = re.search(r"^\s*Candidate: (\S+)$", done.stdout, re.MULTILINE)
    return None if found is None or found[1] == "(none)" else found[1]


def command(root: Path, program: str, *arguments: str) -> list[str]:
    """How to run `program` (such as usr/sbin/asterisk) with the libraries of its own tree and the loader they need."""
    own = root / "usr" / LOADERS[architecture()]
    loader = own if own.exists() else Path("/") / LOADERS[architecture()]
    return [str(loader), "--library-path", library_path(root), str(root / program), *arguments]


def library_path(root: Path) -> str:
    """The value of LD_LIBRARY_PATH for programs of this tree that must run without `command`."""
    triplet = MULTIARCH[architecture()]
    folders = [root / "usr/lib" / triplet, root / "usr/lib", *sorted((root / "usr/lib" / triplet).glob("pulseaudio"))]
    return ":".join(str(folder) for folder in folders)


def sources(suite: str | None, environ: Mapping[str, str] = os.environ) -> list[Source]:
    """The archives to ask: this system's own, or the given suite on the same site."""
    mirror = environ.get("CC_DEBIAN_MIRROR", "").strip()
    if mirror:
        return [Source(mirror, suite or _own_release())]
    own = _own_sources()
    if not own:
        raise UnsupportedSystem(
            "This system's package sources are not Debian's, and CC_DEBIAN_MIRROR names no mirror to take packages from"
        )
    if suite is None:
        return own
    main = [source.site for source in own if source.suite == _own_release()]
    return [Source((main or [own[0].site])[0], suite)]


class AptTree:
    """A private apt: own sources, own lists, own cache, an empty package database; only network settings are shared."""

    def __init__(self, home: Path, sources: Sequence[Source]) -> None:
        for tool in ("apt-get", "dpkg-deb"):
            if shutil.which(tool) is None:
                raise UnsupportedSystem(f"The program {tool} is missing, so this is not a Debian system")
        self.home = home
        self.archives = home / "cache" / "archives"
        for folder in ("etc/preferences.d", "state/lists/partial", "cache/archives/partial"):
            (home / folder).mkdir(parents=True, exist_ok=True)
        (home / "state" / "status").touch()
        (home / "etc" / "sources.list").write_text("".join(f"{source.line(_keyring())}\n" for source in sources))
        (home / "etc" / "apt.conf").write_text(self._configuration())

    def _configuration(self) -> str:
        """Ours first, then the system's Acquire settings (proxies, certificates); hooks of the system stay away."""
        lines = [
            f'Dir::State "{self.home}/state"; Dir::State::status "{self.home}/state/status";',
            f'Dir::Cache "{self.home}/cache"; Dir::Etc::sourcelist "{self.home}/etc/sources.list";',
            'Dir::Etc::sourceparts "-"; Dir::Etc::parts "-"; Dir::Etc::main "-";',
            f'Dir::Etc::preferences "-"; Dir::Etc::preferencesparts "{self.home}/etc/preferences.d";',
            'Debug::NoLocking "1"; APT::Install-Recommends "false"; APT::Get::List-Cleanup "false";',
            f'APT::Architecture "{architecture()}"; APT::Architectures "{architecture()}";',
            # The sandbox user could not write below a home directory, and needs root to be switched to.
            f'APT::Sandbox::User "{_user_name()}"; APT::Update::Error-Mode "any";',
            'Acquire::Languages "none"; Acquire::Retries "3";',
        ]
        shared = re.compile(r"Acquire::(http|https|ftp|Check-Valid-Until|Max-ValidTime|ForceIPv[46])\b", re.IGNORECASE)
        dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
        return "\n".join(lines + [line for line in dump.splitlines() if shared.match(line)]) + "\n"

    def update(self, progress: Progress) -> None:
        """Fetch and verify the package lists."""
        progress("reading the package lists")
        demand_space(self.home, 300)
        self._apt(["update"], "Debian's package archive")

    def download(self, packages: Sequence[str], progress: Progress) -> list[Path]:
        """Download `packages` with their dependencies; the verified files, each in full."""
        listing = self._apt(["install", "--print-uris", *packages], "Debian's package archive")
        wanted = re.findall(r"^'[^']+' (\S+\.deb) (\d+) ", listing, re.MULTILINE)
        total = sum(int(size) for _, size in wanted)
        demand_space(self.home, (1 + UNPACKED_PER_DOWNLOADED) * total // 1_000_000)
        finished = threading.Event()
        watcher = threading.Thread(target=self._tick, args=(len(wanted), total, finished, progress))
        watcher.start()
        try:
            self._apt(["--download-only", "install", *packages], "Debian's package archive")
        finally:
            finished.set()
            watcher.join()
        return sorted(self.archives.glob("*.deb"))

    def remove(self) -> None:
        """Give back the room of lists and downloads."""
        shutil.rmtree(self.home, ignore_errors=True)

    def _tick(self, count: int, total: int, finished: threading.Event, progress: Progress) -> None:
        while not finished.wait(TICK_SECONDS):
            have = sum(_sizes(self.archives))
            progress(f"downloading {count} packages, {have // 1_000_000} of {total // 1_000_000} MB")

    def _apt(self, arguments: Sequence[str], registry: str) -> str:
        environment = {**os.environ, "APT_CONFIG": str(self.home / "etc" / "apt.conf"), "LC_ALL": "C"}
        environment["DEBIAN_FRONTEND"] = "noninteractive"
        done = subprocess.run(["apt-get", "-qq", "-y", *arguments], env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout
        raise explained(done.stderr or done.stdout, registry)


def explained(output: str, registry: str) -> LaunchFault:
    errors = [line[3:] for line in output.splitlines() if line.startswith("E: ")] or output.splitlines()[-1:]
    # apt names the address it failed at; the reason is what a person needs.
    first = " ".join(re.sub(r"\S+://\S+", "", errors[0] if errors else "apt said nothing").split())
    if "No space left" in output:
        return LaunchFault("The disk is full", "Free some space and run the same command again; it continues")
    if "NO_PUBKEY" in output or "not signed" in output or "signatures were invalid" in output.lower():
        return LaunchFault(
            f"A package list's signature could not be verified ({first})",
            "Install the current Debian keyring with: apt install debian-archive-keyring",
        )
    if "Unable to locate package" in output or "has no installation candidate" in output:
        return LaunchFault(f"A Debian package is not available ({first})", "Run in containers, see docker/README.md")
    return RegistryUnreachable(registry, first)


def _unpack_all(archives: Sequence[Path], root: Path, progress: Progress) -> None:
    partial = root.with_name(f".{root.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    for name in ("bin", "sbin", "lib", "lib64"):
        (partial / "usr" / name).mkdir(parents=True, exist_ok=True)
        # The merged /usr of every supported Debian; older packages still ship files in /lib.
        (partial / name).symlink_to(f"usr/{name}")
    progress(f"unpacking {len(archives)} packages")
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for failed in pool.map(lambda archive: _unpack_one(archive, partial), archives):
            if failed:
                raise LaunchFault(f"A package could not be unpacked ({failed})", "Run the same command again")
    versions = "".join(f"{path.stem}\n" for path in archives)
    (partial / ".complete").write_text(versions)
    shutil.rmtree(root, ignore_errors=True)
    partial.rename(root)


def _unpack_one(archive: Path, into: Path) -> str:
    """Empty when all went well, else dpkg-deb's words."""
    done = subprocess.run(["dpkg-deb", "-x", str(archive), str(into)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def _own_sources() -> list[Source]:
    """Debian's archives among this system's sources, the main archive first."""
    if shutil.which("apt-get") is None:
        return []
    known = [entry for entry in _index_targets() if entry.get("Origin") == "Debian"]
    if not known:  # no list was ever fetched here (a fresh image): judge by the address alone
        path = re.compile(r"^\w[\w+]*://.*/debian(-security)?/?$")
        known = [entry for entry in _index_targets("--no-release-info") if path.match(entry.get("Repo-URI", ""))]
    release = _own_release()
    suites = [release, f"{release}-updates", f"{release}-security"]
    found = {
        Source(entry["Repo-URI"], entry["Release"])
        for entry in known
        if entry.get("Component") == "main" and entry.get("Release") in suites
    }
    return sorted(found, key=lambda source: (suites.index(source.suite), source.site))


def _index_targets(*options: str) -> list[dict[str, str]]:
    done = subprocess.run(["apt-get", "indextargets", *options, "Created-By: Packages"], capture_output=True, text=True, check=False)
    return [
        dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in done.stdout.split("\n\n") if block.strip()
    ]


def _own_release() -> str:
    """The code name of this Debian, such as bookworm; empty on a system that has none."""
    try:
        return platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    except OSError:
        return ""


def _keyring() -> Path:
    for keyring in KEYRINGS:
        if keyring.exists():
            return keyring
    raise MissingTool("debian-archive-keyring", "the keys that verify Debian's packages", "debian-archive-keyring")


def _user_name() -> str:
    """Our own name; a uid without one (as in some containers) is spelt as apt accepts it."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"#{os.getuid()}"


def _sizes(folder: Path) -> Iterator[int]:
    """Sizes in bytes of the downloads below `folder`, which apt moves about meanwhile."""
    for path in folder.rglob("*.deb"):
        with suppress(FileNotFoundError):
            yield path.stat().st_size
