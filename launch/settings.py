"""What a center is told from outside, typed, with every default; and the environment its processes get.

Secrets are generated once below var/secrets and have no default. `environment()` is written to var/center.env.
"""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import shlex
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch.faults import LaunchFault
from launch.places import state_dir
from launch.ports import LOOPBACK

SECRET_BYTES: Final = 32
PORT_MAX: Final = 65535
ENGINES_MAX: Final = 3
NODES_MAX: Final = 2
PASSED_ON: Final = ("CC_", "DATABASE_URL", "REDIS_URL")
OURS_ALONE: Final = frozenset({"CC_LAUNCH_STARTED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterSettings:
    """One center. `database_url` and `redis_url` are empty when the embedded servers are wanted."""

    state_dir: Path
    listen: str
    public_host: str
    web_port: int
    sip_port: int
    ws_port: int
    wss_port: int
    rtp_ports: tuple[int, int]
    ari_user: str
    #: engines that are started: one leads, the others stand by
    engines: int
    #: Asterisk nodes: with 2, agents' phones are at the second, which has the ports below
    nodes: int
    agents_sip_port: int
    agents_ws_port: int
    agents_wss_port: int
    agents_rtp_ports: tuple[int, int]
    database_url: str
    redis_url: str
    tls_cert: Path | None
    tls_key: Path | None
    given: Mapping[str, str]
    """The variables that were set outside and are passed on as they are."""

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> CenterSettings:
        """Raises LaunchFault naming the variable that cannot be understood."""
        state = state_dir(environ)
        listen = _address(environ, "CC_LISTEN", LOOPBACK)
        cert, key = environ.get("CC_TLS_CERT"), environ.get("CC_TLS_KEY")
        if bool(cert) != bool(key):
            raise LaunchFault("Only one of CC_TLS_CERT and CC_TLS_KEY is set", "Set both, or neither for a self-signed one")
        if not cert and not ipaddress.ip_address(listen).is_loopback:
            cert, key = str(state / "secrets" / "tls.crt"), str(state / "secrets" / "tls.key")
        return cls(
            state_dir=state,
            listen=listen,
            public_host=_name(environ, "CC_PUBLIC_HOST", "localhost"),
            web_port=_port(environ, "CC_WEB_PORT", 8000),
            sip_port=_port(environ, "CC_SIP_PORT", 5060),
            ws_port=_port(environ, "CC_WS_PORT", 8088),
            wss_port=_port(environ, "CC_WSS_PORT", 8089),
            rtp_ports=_range(environ, "CC_RTP_PORTS", (10000, 10999)),
            engines=_count(environ, "CC_ENGINES", 1, ENGINES_MAX),
            nodes=_count(environ, "CC_NODES", 1, NODES_MAX),
            agents_sip_port=_port(environ, "CC_AGENTS_SIP_PORT", 5070),
            agents_ws_port=_port(environ, "CC_AGENTS_WS_PORT", 8098),
            agents_wss_port=_port(environ, "CC_AGENTS_WSS_PORT", 8099),
            agents_rtp_ports=_range(environ, "CC_AGENTS_RTP_PORTS", (11000, 11999)),
            ari_user=environ.get("CC_ARI_USER") or "ccplatform",
            database_url=_secret(environ, "DATABASE_URL"),
            redis_url=_secret(environ, "REDIS_URL"),
            tls_cert=Path(cert) if cert else None,
            tls_key=Path(key) if key else None,
            given={name: value for name, value in environ.items() if name.startswith(PASSED_ON) and name not in OURS_ALONE},
        )

    @property
    def log_dir(self) -> Path:
        return self.state_dir / "log"

    @property
    def run_dir(self) -> Path:
        return self.state_dir / "run"

    @property
    def secrets_dir(self) -> Path:
        return self.state_dir / "secrets"

    @property
    def address(self) -> str:
        """What a person types into a browser."""
        scheme = "https" if self.tls_cert else "http"
        return f"{scheme}://{self.public_host}:{self.web_port}"

    @property
    def local_address(self) -> str:
        """The same for programs on this machine, whatever the public name."""
        host = LOOPBACK if ipaddress.ip_address(self.listen).is_unspecified else self.listen
        return f"{'https' if self.tls_cert else 'http'}://{host}:{self.web_port}"

    def certificate_hosts(self) -> tuple[str, ...]:
        """The names and addresses under which a self-signed certificate is to be believed."""
        own = [] if ipaddress.ip_address(self.listen).is_unspecified else [self.listen]
        return tuple(dict.fromkeys([self.public_host, *own, "localhost", LOOPBACK, socket.gethostname()]))

    def environment(self, database_url: str, redis_url: str) -> dict[str, str]:
        """All variables that the center's processes read; with the servers that really run."""
        state = self.state_dir
        mine = {
            "CC_STATE_DIR": str(state),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "CC_LISTEN": self.listen,
            "CC_PUBLIC_HOST": self.public_host,
            "CC_WEB_PORT": str(self.web_port),
            "CC_WEB_URL": self.local_address,
            "CC_SIP_PORT": str(self.sip_port),
            "CC_RTP_PORTS": f"{self.rtp_ports[0]}-{self.rtp_ports[1]}",
            "CC_WS_PORT": str(self.ws_port),
            "CC_WSS_PORT": str(self.wss_port),
            "CC_ARI_URL": f"http://{LOOPBACK}:{self.ws_port}",
            "CC_ARI_USER": self.ari_user,
            "CC_ENGINES": str(self.engines),
            "CC_ARI_PASSWORD_FILE": str(self.secrets_dir / "ari_password"),
            "CC_SECRET_KEY_FILE": str(self.secrets_dir / "secret_key"),
            "CC_RECORDINGS_DIR": str(state / "recordings"),
            "CC_SOUNDS_DIR": str(state / "sounds"),
            "CC_JOURNAL_DIR": str(state / "journal"),
        }
        if self.nodes == NODES_MAX:
            mine |= self._second_node()
        if self.tls_cert and self.tls_key:
            mine |= {"CC_TLS_CERT": str(self.tls_cert), "CC_TLS_KEY": str(self.tls_key)}
        given = {name: value for name, value in self.given.items() if value and not name.startswith(("DATABASE", "REDIS"))}
        if "CC_SECRET_KEY" in given:
            del mine["CC_SECRET_KEY_FILE"]
        return mine | given

    def _second_node(self) -> dict[str, str]:
        first, last = self.agents_rtp_ports
        return {
            "CC_NODES": str(self.nodes),
            "CC_AGENTS_SIP_PORT": str(self.agents_sip_port),
            "CC_AGENTS_WS_PORT": str(self.agents_ws_port),
            "CC_AGENTS_WSS_PORT": str(self.agents_wss_port),
            "CC_AGENTS_RTP_PORTS": f"{first}-{last}",
            "CC_AGENTS_ARI_URL": f"http://{LOOPBACK}:{self.agents_ws_port}",
            "CC_NODE_SECRET_FILE": str(self.secrets_dir / "node_secret"),
        }

    def make_folders(self) -> None:
        """The places a center writes to; its secrets and recordings are closed to other users."""
        self.state_dir.mkdir(parents=True, exist_ok=True)
        for name in ("log", "run", "asterisk", "sounds"):
            (self.state_dir / name).mkdir(exist_ok=True)
        for name in ("secrets", "recordings", "journal"):
            (self.state_dir / name).mkdir(mode=0o700, exist_ok=True)


def ensure_secret(path: Path) -> str:
    """The content of a secret's file, generated when there is none; letters, digits, - and _ only."""
    if not path.exists():
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(SECRET_BYTES) + "\n")
        partial.replace(path)
    return path.read_text().strip()


def write_environment(path: Path, variables: Mapping[str, str]) -> None:
    """As a file that a shell can read (`set -a; . var/center.env`), for its owner alone."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(variables.items())))
    partial.replace(path)


def read_environment(path: Path) -> dict[str, str]:
    """What `write_environment` wrote; empty when there is no such file."""
    if not path.exists():
        return {}
    return dict(_assignments(path.read_text().splitlines()))


def _assignments(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        for word in shlex.split(line, comments=True):
            name, found, value = word.partition("=")
            if found:
                yield name, value


def _secret(environ: Mapping[str, str], name: str) -> str:
    file = environ.get(f"{name}_FILE")
    if environ.get(name) or not file:
        return environ.get(name, "")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise LaunchFault(f"{name}_FILE names {file}, which cannot be read ({error.strerror})", "Correct it") from error


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and 0 < int(given) <= PORT_MAX):
        raise LaunchFault(f"{name} is {given!r} and must be a port from 1 to {PORT_MAX}", f"Correct {name}")
    return int(given)


def _count(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and 0 < int(given) <= most):
        raise LaunchFault(f"{name} is {given!r} and must be a number from 1 to {most}", f"Correct {name}")
    return int(given)


def _range(environ: Mapping[str, str], name: str, default: tuple[int, int]) -> tuple[int, int]:
    given = environ.get(name) or f"{default[0]}-{default[1]}"
    first, _, last = given.partition("-")
    numeric = first.isascii() and last.isascii() and first.isdecimal() and last.isdecimal()
    if not (numeric and 0 < int(first) < int(last) <= PORT_MAX):
        raise LaunchFault(f"{name} is {given!r} and must be a range such as 10000-10999", f"Correct {name}")
    return int(first), int(last)


def _name(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", given):
        raise LaunchFault(f"{name} is {given!r} and must be one name or IPv4 address such as desk.example.org", f"Correct {name}")
    return given


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    try:
        return str(ipaddress.IPv4Address(given))
    except ValueError as error:
        raise LaunchFault(f"{name} is {given!r} and must be an IPv4 address such as 127.0.0.1 or 0.0.0.0", f"Correct {name}") from error
