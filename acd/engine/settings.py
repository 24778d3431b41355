"""The engine's settings, read from CC_* variables; any secret X may be given as X_FILE."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from telephony.ari.config import AriConfig

CHECKOUT = Path(__file__).resolve().parents[2]
#: Asterisk nodes, and the port of the second one's ARI; as telephony/asterisk/settings.py has them
NODES_MAX = 2
AGENTS_WS_PORT = 8098


class BadSettingError(ValueError):
    """A setting is missing or cannot be used; the text names it and says what is expected."""


class EngineSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Paths are absolute. `repr` shows no secret."""

    redis_url: str
    ari: AriConfig
    #: of the node that has agents' phones; None where one node has everything
    agents_ari: AriConfig | None = None
    journal_dir: Path
    log_level: str = "INFO"
    #: the one address of the node's on which audio is taken; "" for all of them
    media_address: str = ""

    def __repr__(self) -> str:
        return f"EngineSettings(ari={self.ari!r}, journal_dir={str(self.journal_dir)!r})"


def from_environment(environ: Mapping[str, str]) -> EngineSettings:
    """Raises BadSettingError with one clear sentence."""
    state = Path(environ.get("CC_STATE_DIR") or CHECKOUT / "var").absolute()
    ari = AriConfig(
        url=environ.get("CC_ARI_URL") or "http://127.0.0.1:8088",
        user=environ.get("CC_ARI_USER") or "ccplatform",
        password=_secret(environ, "CC_ARI_PASSWORD", state / "secrets" / "ari_password"),
    )
    agents_ari = None
    if _nodes(environ) == NODES_MAX:
        usual = f"http://127.0.0.1:{environ.get('CC_AGENTS_WS_PORT') or AGENTS_WS_PORT}"
        # Nothing is sent there that could wait behind something else: one socket beside the two that hear.
        agents_ari = msgspec.structs.replace(ari, url=environ.get("CC_AGENTS_ARI_URL") or usual, senders=1)
    _check("CC_ARI_URL", ari)
    _check("CC_AGENTS_ARI_URL", agents_ari)
    return EngineSettings(
        redis_url=_secret(environ, "REDIS_URL"),
        ari=ari,
        agents_ari=agents_ari,
        journal_dir=Path(environ.get("CC_JOURNAL_DIR") or state / "journal").absolute(),
        log_level=(environ.get("CC_LOG_LEVEL") or "INFO").upper(),
        media_address="" if environ.get("CC_LISTEN", "") in {"", "0.0.0.0"} else environ["CC_LISTEN"],  # noqa: S104  # compared only
    )


def _nodes(environ: Mapping[str, str]) -> int:
    given = environ.get("CC_NODES") or "1"
    if given not in {"1", str(NODES_MAX)}:
        raise BadSettingError(f"CC_NODES must be 1 or {NODES_MAX}, not {given!r}")
    return int(given)


def _check(name: str, ari: AriConfig | None) -> None:
    try:
        _ = ari.address if ari is not None else None
    except ValueError as error:
        raise BadSettingError(f"{name}: {error}") from error


def _secret(environ: Mapping[str, str], name: str, usual: Path | None = None) -> str:
    if value := environ.get(name):
        return value
    named = environ.get(f"{name}_FILE")
    path = Path(named) if named else usual
    if path is None:
        raise BadSettingError(f"Neither {name} nor {name}_FILE is set")
    try:
        value = path.read_text().strip()
    except OSError as error:
        raise BadSettingError(f"{name} cannot be read from {path}: {error.strerror}") from error
    if not value:
        raise BadSettingError(f"{path} is empty; it should hold {name}")
    return value
