"""What the surroundings say, read once and typed. `X_FILE` names a file that holds X; nothing secret has a default.

Reading never fails on what is missing: a program that only imports the code (mypy, `--help`, a unit test) needs no server. What
is missing is said by `complain` when a process that needs it starts, and by Django itself at first use.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[2]
WORD_TRUE = frozenset({"1", "true", "yes", "on"})
#: where agents' phones are: what the names of the node's ports begin with, and its ports when nothing is said (SIP, ws, wss)
AT_ONLY_NODE = ("CC_", 5060, 8088, 8089)
AT_AGENTS_NODE = ("CC_AGENTS_", 5070, 8098, 8099)


class BadSetting(ValueError):
    """A setting was given and cannot be understood; the message names it and says what would do."""


@dataclass(frozen=True, kw_only=True)
class Database:
    """A PostgreSQL server: parts of `postgresql://user:password@host:port/name?option=value` (libpq, section 34.1.1.2)."""

    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, url: str) -> Database:
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise BadSetting("DATABASE_URL must begin with postgresql://, the only database that is supported")
        options = dict(parse_qsl(parts.query))
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise BadSetting("DATABASE_URL must end with the name of a database: postgresql://user@host:5432/ccplatform")
        # A Unix socket's directory cannot stand in the host part of an address; libpq takes it as an option.
        host = options.pop("host", "") or unquote(parts.hostname or "")
        port = options.pop("port", "") or str(parts.port or "")
        return cls(
            name=name,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=host,
            port=port,
            options=options,
        )


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The server that sends e-mail: parts of `smtp://user:password@host:port`. `host` "" = there is none.

    smtps:// is TLS from the start (RFC 8314, port 465), smtp+starttls:// begins in clear text and changes (port 587), smtp:// stays clear.
    """

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = ""
    sender: str = "ccplatform@localhost"

    @classmethod
    def parse(cls, url: str, sender: str) -> Mail:
        sender = sender or cls.sender
        if not url:
            return cls(sender=sender)
        parts = urlsplit(url)
        ways = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}
        if parts.scheme not in ways or not parts.hostname:
            raise BadSetting("CC_SMTP_URL must be like smtps://user:password@mail.example.org (or smtp+starttls://, smtp://)")
        security, port = ways[parts.scheme]
        return cls(
            host=parts.hostname,
            port=parts.port or port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            security=security,
            sender=sender,
        )


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Every setting of the web, worker and recorder processes; docs/settings.md explains each."""

    state_dir: Path
    secret_key: str = field(repr=False)
    database: Database | None
    redis_url: str = field(repr=False)
    listen: str
    web_port: int
    public_hosts: list[str]
    sip_port: int
    """Of the node where agents' phones are, as the two that follow."""
    ws_port: int
    wss_port: int
    ice_servers: list[str]
    external_address: str
    """What the telephone system tells others to send sound to; "" = its own address."""
    rtp_ports: str
    default_region: str
    """ISO 3166: by it national telephone numbers are read."""
    mail: Mail
    webhook_hosts: list[str]
    """Hosts (`name` or `name:port`) of the own network to which webhooks may go, and without TLS."""
    areas_file: Path | None
    """Tells the town of a number (telephony/areas); None = countries only."""
    recordings_dir: Path
    sounds_dir: Path
    tls: bool
    debug: bool

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Environment:
        """Raises BadSetting for a value that cannot be understood or a secret's file that cannot be read."""
        state_dir = Path(environ.get("CC_STATE_DIR") or CHECKOUT / "var").absolute()
        url = _secret(environ, "DATABASE_URL")
        phones, sip, ws, wss = AT_AGENTS_NODE if environ.get("CC_NODES") == "2" else AT_ONLY_NODE
        return cls(
            state_dir=state_dir,
            secret_key=_secret(environ, "CC_SECRET_KEY"),
            database=Database.parse(url) if url else None,
            redis_url=_secret(environ, "REDIS_URL"),
            listen=environ.get("CC_LISTEN") or "127.0.0.1",
            web_port=_port(environ, "CC_WEB_PORT", 8000),
            public_hosts=_words(environ.get("CC_PUBLIC_HOST") or "localhost"),
            sip_port=_port(environ, f"{phones}SIP_PORT", sip),
            ws_port=_port(environ, f"{phones}WS_PORT", ws),
            wss_port=_port(environ, f"{phones}WSS_PORT", wss),
            ice_servers=_words(environ.get("CC_ICE_SERVERS", "")),
            external_address=environ.get("CC_EXTERNAL_ADDRESS", ""),
            rtp_ports=environ.get("CC_RTP_PORTS") or "10000-10999",
            default_region=(environ.get("CC_DEFAULT_REGION") or "DE").upper(),
            mail=Mail.parse(_secret(environ, "CC_SMTP_URL"), environ.get("CC_MAIL_FROM", "")),
            webhook_hosts=_words(environ.get("CC_WEBHOOK_HOSTS", "")),
            areas_file=Path(areas) if (areas := environ.get("CC_AREAS_FILE", "")) else None,
            recordings_dir=Path(environ.get("CC_RECORDINGS_DIR") or state_dir / "recordings"),
            sounds_dir=Path(environ.get("CC_SOUNDS_DIR") or state_dir / "sounds"),
            tls=bool(environ.get("CC_TLS_CERT")),
            debug=environ.get("CC_DEBUG", "").lower() in WORD_TRUE,
        )

    def complain(self) -> None:
        """Raises BadSetting naming everything that a serving process needs and does not have."""
        wanted = {"DATABASE_URL": self.database, "REDIS_URL": self.redis_url, "CC_SECRET_KEY": self.secret_key}
        missing = [name for name, value in wanted.items() if not value]
        if missing:
            raise BadSetting(f"not set: {', '.join(missing)} (each may be given as NAME_FILE; `make up` writes var/center.env)")


def _secret(environ: Mapping[str, str], name: str) -> str:
    if value := environ.get(name, ""):
        return value
    if not (path := environ.get(f"{name}_FILE", "")):
        return ""
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise BadSetting(f"{name}_FILE names {path}, which cannot be read ({error.strerror})") from error


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"{name} must be a port number from 1 to 65535, not {json.dumps(text)}")
    return int(text)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
