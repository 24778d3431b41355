"""What a node must know, read from the environment (docs/adr/0009 says what is reachable from where)."""

import ipaddress
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from launch.places import state_dir
from telephony.asterisk.neighbours import Neighbour, Role

#: characters of a generated ARI password (32 random bytes in URL-safe Base64)
PASSWORD_BYTES: Final = 32
LOOPBACK: Final = "127.0.0.1"
ANYWHERE: Final = "0.0.0.0"  # noqa: S104  # compared only
#: the node that is always there, and the one for agents when there are two; also their folders below the state directory
FIRST: Final = "asterisk"
AGENTS: Final = "asterisk-agents"
NODES_MAX: Final = 2
#: what the name of a port's setting begins with, and the ports when nothing is said: SIP, ws, wss, RTP
OF_FIRST: Final = ("CC_", 5060, 8088, 8089, "10000-10999")
OF_AGENTS: Final = ("CC_AGENTS_", 5070, 8098, 8099, "11000-11999")


class BadSetting(ValueError):
    """A setting that cannot be used; the text names it and says what is expected."""


class NodeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One Asterisk node. Ports are numbers, paths are absolute, times are whole seconds."""

    #: of its folder, its log and its run folder
    name: str = FIRST
    role: Role = Role.BOTH
    #: the other node, when there are two
    neighbour: Neighbour | None = None
    state_dir: Path
    sounds_dir: Path
    recordings_dir: Path
    ari_user: str
    ari_password_file: Path
    tls_cert: Path
    tls_key: Path
    #: where SIP, RTP and the browsers' TLS are open; loopback unless set
    listen: str = LOOPBACK
    #: names under which browsers reach it; the first is the certificate's
    public_hosts: tuple[str, ...] = ("localhost",)
    sip_port: int = 5060
    rtp_first: int = 10000
    rtp_last: int = 10999
    #: plain HTTP: ARI and ws, for this machine only unless http_listen says otherwise (a container's private network)
    http_listen: str = LOOPBACK
    ws_port: int = 8088
    wss_port: int = 8089
    #: networks that may speak ARI, over plain HTTP as well as over TLS; this machine always may
    ari_permit: tuple[str, ...] = (f"{LOOPBACK}/32",)
    #: the address that the outside sees when this node is behind NAT, and the networks that are inside
    external_address: str = ""
    local_nets: tuple[str, ...] = ()
    #: how long a caller is kept with ringing or music while no engine is there
    engine_wait_s: int = 120

    @property
    def home(self) -> Path:
        """Everything of Asterisk's that lasts: etc/, data/, db/, spool/."""
        return self.state_dir / self.name

    @property
    def etc(self) -> Path:
        """The rendered configuration."""
        return self.home / "etc"

    @property
    def log_dir(self) -> Path:
        """Where <name>.log is."""
        return self.state_dir / "log"

    @property
    def ari_url(self) -> str:
        """Where the engine finds ARI."""
        host = LOOPBACK if self.http_listen in {ANYWHERE, LOOPBACK} else self.http_listen
        return f"http://{host}:{self.ws_port}"

    def setting(self, name: str) -> str:
        """The environment variable behind a port: CC_SIP_PORT, for the agents' node CC_AGENTS_SIP_PORT."""
        return name.replace("CC_", OF_AGENTS[0], 1) if self.role is Role.AGENTS else name

    def node_secret(self) -> str:
        """What the callers' node says to the agents' node; "" with one node. Raises BadSetting."""
        if self.neighbour is None:
            return ""
        path = self.neighbour.secret_file
        try:
            secret = path.read_text().strip()
        except OSError as error:
            raise BadSetting(f"The secret of the two nodes cannot be read from {path}: {error.strerror}") from error
        if len(secret) < PASSWORD_BYTES or not all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in secret):
            raise BadSetting(f"{path} must hold at least {PASSWORD_BYTES} letters, digits, hyphens and underscores, and nothing else")
        return secret

    def ari_password(self) -> str:
        """The password; raises BadSetting when there is none yet (`render` makes one)."""
        try:
            return self.ari_password_file.read_text().strip()
        except OSError as error:
            raise BadSetting(f"The ARI password cannot be read from {self.ari_password_file}: {error.strerror}") from error


def nodes(environ: Mapping[str, str]) -> int:
    """How many Asterisk nodes there are: 1, or 2 with agents on the second. Raises BadSetting."""
    given = environ.get("CC_NODES") or "1"
    if given not in {"1", str(NODES_MAX)}:
        raise BadSetting(f"CC_NODES must be 1 or {NODES_MAX}, not {given!r}")
    return int(given)


def from_environment(environ: Mapping[str, str], name: str = FIRST) -> NodeSettings:
    """The settings that CC_* variables describe; raises BadSetting with one clear sentence."""
    state = state_dir(environ)
    secret = state / "secrets"
    role = Role.BOTH
    if nodes(environ) == NODES_MAX:
        role = Role.AGENTS if name == AGENTS else Role.CALLERS
    elif name == AGENTS:
        raise BadSetting("There is no node for agents: CC_NODES is 1")
    prefix, sip, ws, wss, rtp = OF_AGENTS if role is Role.AGENTS else OF_FIRST
    first, last = _ports(environ, f"{prefix}RTP_PORTS", rtp)
    listen = _address(environ, "CC_LISTEN", LOOPBACK)
    return NodeSettings(
        name=name,
        role=role,
        neighbour=_neighbour(environ, role, listen, secret),
        state_dir=state,
        sounds_dir=_path(environ, "CC_SOUNDS_DIR", state / "sounds"),
        recordings_dir=_path(environ, "CC_RECORDINGS_DIR", state / "recordings"),
        ari_user=_word(environ, "CC_ARI_USER", "ccplatform"),
        ari_password_file=_path(environ, "CC_ARI_PASSWORD_FILE", secret / "ari_password"),
        tls_cert=_path(environ, "CC_TLS_CERT", secret / "tls.crt"),
        tls_key=_path(environ, "CC_TLS_KEY", secret / "tls.key"),
        listen=listen,
        public_hosts=_hosts(environ, "CC_PUBLIC_HOST") or ("localhost",),
        sip_port=_port(environ, f"{prefix}SIP_PORT", sip),
        rtp_first=first,
        rtp_last=last,
        http_listen=_address(environ, "CC_HTTP_LISTEN", LOOPBACK),
        ws_port=_port(environ, f"{prefix}WS_PORT", ws),
        wss_port=_port(environ, f"{prefix}WSS_PORT", wss),
        ari_permit=tuple(dict.fromkeys((f"{LOOPBACK}/32", *_networks(environ, "CC_ARI_PERMIT")))),
        external_address=_address(environ, "CC_EXTERNAL_ADDRESS", ""),
        local_nets=_networks(environ, "CC_LOCAL_NETS"),
        engine_wait_s=_seconds(environ, "CC_ENGINE_WAIT_SECONDS", 120),
    )


def _neighbour(environ: Mapping[str, str], role: Role, listen: str, secrets_dir: Path) -> Neighbour | None:
    """The other of two nodes. Each has an address for the other: where it listens, this machine's own when that is anywhere."""
    if role is Role.BOTH:
        return None
    usual = LOOPBACK if listen == ANYWHERE else listen
    callers = (_address(environ, "CC_CALLERS_ADDRESS", usual), _port(environ, "CC_SIP_PORT", OF_FIRST[1]))
    agents = (_address(environ, "CC_AGENTS_ADDRESS", usual), _port(environ, "CC_AGENTS_SIP_PORT", OF_AGENTS[1]))
    own, other = (callers, agents) if role is Role.CALLERS else (agents, callers)
    if own == other:
        raise BadSetting("CC_SIP_PORT and CC_AGENTS_SIP_PORT must differ: both nodes listen on one address")
    return Neighbour(
        address=other[0],
        port=other[1],
        own_address=own[0],
        secret_file=_path(environ, "CC_NODE_SECRET_FILE", secrets_dir / "node_secret"),
    )


def ensure_password(path: Path) -> None:
    """Make a random password (of ARI, or between two nodes), readable by us alone, unless there is one."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(PASSWORD_BYTES) + "\n")


def _path(environ: Mapping[str, str], name: str, default: Path) -> Path:
    given = Path(environ.get(name) or default).absolute()
    if any(sign in str(given) for sign in ";\n\r"):
        raise BadSetting(f"{name} is a path that Asterisk's configuration files cannot spell")
    return given


def _word(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not all(sign.isalnum() or sign in "-_.:" for sign in given):
        raise BadSetting(f"{name} may hold letters, digits, dots, hyphens and underscores only, not {given!r}")
    return given


def _hosts(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    given = tuple(part.strip() for part in (environ.get(name) or "").split(",") if part.strip())
    for host in given:
        if not all(sign.isalnum() or sign in "-.:*" for sign in host):
            raise BadSetting(f"{name} must be host names separated by commas, not {host!r}")
    return given


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isdecimal() and 0 < int(given) < 65536):
        raise BadSetting(f"{name} must be a port between 1 and 65535, not {given!r}")
    return int(given)


def _seconds(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isdecimal() and int(given) <= 3600):
        raise BadSetting(f"{name} must be a whole number of seconds up to 3600, not {given!r}")
    return int(given)


def _ports(environ: Mapping[str, str], name: str, default: str) -> tuple[int, int]:
    given = environ.get(name) or default
    first, _, last = given.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 0 < int(first) < int(last) < 65536):
        raise BadSetting(f"{name} must be a range such as 10000-10999, not {given!r}")
    return int(first), int(last)


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    given = environ.get(name) or default
    if not given:
        return ""
    try:
        return str(ipaddress.IPv4Address(given))
    except ValueError as error:
        raise BadSetting(f"{name} must be an IPv4 address such as 127.0.0.1 or 0.0.0.0, not {given!r}") from error


def _networks(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    given = [part.strip() for part in (environ.get(name) or "").split(",") if part.strip()]
    try:
        return tuple(str(ipaddress.ip_network(part)) for part in given)
    except ValueError as error:
        raise BadSetting(f"{name} must be networks such as 10.0.0.0/8, separated by commas: {error}") from error
