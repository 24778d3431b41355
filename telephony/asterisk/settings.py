"""What a node must know, read from the environment (docs/adr/0009 says what is reachable from where)."""

import ipaddress
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from launch.places import state_dir

#: characters of a generated ARI password (32 random bytes in URL-safe Base64)
PASSWORD_BYTES: Final = 32
LOOPBACK: Final = "127.0.0.1"


class BadSetting(ValueError):
    """A setting that cannot be used; the text names it and says what is expected."""


class NodeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One Asterisk node. Ports are numbers, paths are absolute, times are whole seconds."""

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
        return self.state_dir / "asterisk"

    @property
    def etc(self) -> Path:
        """The rendered configuration."""
        return self.home / "etc"

    @property
    def log_dir(self) -> Path:
        """Where asterisk.log is."""
        return self.state_dir / "log"

    @property
    def ari_url(self) -> str:
        """Where the engine finds ARI."""
        host = LOOPBACK if self.http_listen in {"0.0.0.0", LOOPBACK} else self.http_listen  # noqa: S104  # compared only
        return f"http://{host}:{self.ws_port}"

    def ari_password(self) -> str:
        """The password; raises BadSetting when there is none yet (`render` makes one)."""
        try:
            return self.ari_password_file.read_text().strip()
        except OSError as error:
            raise BadSetting(f"The ARI password cannot be read from {self.ari_password_file}: {error.strerror}") from error


def from_environment(environ: Mapping[str, str]) -> NodeSettings:
    """The settings that CC_* variables describe; raises BadSetting with one clear sentence."""
    state = state_dir(environ)
    secret = state / "secrets"
    first, last = _ports(environ.get("CC_RTP_PORTS") or "10000-10999")
    listen = _address(environ, "CC_LISTEN", LOOPBACK)
    return NodeSettings(
        state_dir=state,
        sounds_dir=_path(environ, "CC_SOUNDS_DIR", state / "sounds"),
        recordings_dir=_path(environ, "CC_RECORDINGS_DIR", state / "recordings"),
        ari_user=_word(environ, "CC_ARI_USER", "ccplatform"),
        ari_password_file=_path(environ, "CC_ARI_PASSWORD_FILE", secret / "ari_password"),
        tls_cert=_path(environ, "CC_TLS_CERT", secret / "tls.crt"),
        tls_key=_path(environ, "CC_TLS_KEY", secret / "tls.key"),
        listen=listen,
        public_hosts=_hosts(environ, "CC_PUBLIC_HOST") or ("localhost",),
        sip_port=_port(environ, "CC_SIP_PORT", 5060),
        rtp_first=first,
        rtp_last=last,
        http_listen=_address(environ, "CC_HTTP_LISTEN", LOOPBACK),
        ws_port=_port(environ, "CC_WS_PORT", 8088),
        wss_port=_port(environ, "CC_WSS_PORT", 8089),
        ari_permit=tuple(dict.fromkeys((f"{LOOPBACK}/32", *_networks(environ, "CC_ARI_PERMIT")))),
        external_address=_address(environ, "CC_EXTERNAL_ADDRESS", ""),
        local_nets=_networks(environ, "CC_LOCAL_NETS"),
        engine_wait_s=_seconds(environ, "CC_ENGINE_WAIT_SECONDS", 120),
    )


def ensure_password(path: Path) -> None:
    """Make a random ARI password, readable by us alone, unless there is one."""
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


def _ports(given: str) -> tuple[int, int]:
    first, _, last = given.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 0 < int(first) < int(last) < 65536):
        raise BadSetting(f"CC_RTP_PORTS must be a range such as 10000-10999, not {given!r}")
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
