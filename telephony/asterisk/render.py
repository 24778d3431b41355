"""Writes a node's configuration and prepares its folders, so that Asterisk can start as an ordinary user."""

import hashlib
import os
from pathlib import Path
from typing import Final

import psutil

from launch.places import private_temporary_dir
from telephony.asterisk.certificate import ensure_certificate
from telephony.asterisk.files import CUSTOM, Places, configuration
from telephony.asterisk.install import Installation
from telephony.asterisk.neighbours import Role
from telephony.asterisk.settings import LOOPBACK, BadSetting, NodeSettings, ensure_password
from telephony.core.sounds import STANDING, file_of
from telephony.prompts.render import render

#: Unix socket paths end at 107 characters (unix(7)); Asterisk puts asterisk.ctl into its run folder
SOCKET_PATH_MAX: Final = 100
APOLOGIES: Final = {
    "en": "We are sorry. Nobody can take your call at the moment. Please call again later.",
    "de": "Es tut uns leid. Im Moment kann niemand Ihren Anruf annehmen. Bitte rufen Sie später noch einmal an.",
}


def render_node(settings: NodeSettings, installation: Installation) -> Path:
    """Write everything below var/asterisk; the path of asterisk.conf. Raises BadSetting."""
    home, run = settings.home, run_dir(settings)
    for folder in (settings.etc, home / "lib" / "keys", home / "db", home / "spool", run, settings.log_dir):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (settings.sounds_dir, settings.recordings_dir):
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    _link(home / "spool" / "recording", settings.recordings_dir)
    ensure_password(settings.ari_password_file)
    if settings.neighbour is not None:
        ensure_password(settings.neighbour.secret_file)
    if settings.role is not Role.CALLERS:
        _certify(settings)
    places = Places(run, _data(settings, installation), addresses=_addresses())
    for language, text in APOLOGIES.items():
        render(text, language, settings.sounds_dir, name=f"apology-{language}")
    for name, texts in STANDING.items():
        for language, text in texts.items():
            render(text, language, settings.sounds_dir, name=file_of(name, language))
    for name, text in configuration(settings, installation, places, settings.ari_password(), settings.node_secret()).items():
        _write(settings.etc / name, text)
    return settings.etc / "asterisk.conf"


def run_dir(settings: NodeSettings) -> Path:
    """Where Asterisk's control socket is: var/run, or a short private folder when that path would be too long."""
    own = settings.state_dir / "run" / settings.name
    if len(str(own / "asterisk.ctl")) <= SOCKET_PATH_MAX:
        return own
    digest = hashlib.sha256(str(settings.state_dir).encode()).hexdigest()[:12]
    return private_temporary_dir() / f"{settings.name}-{digest}"


def _data(settings: NodeSettings, installation: Installation) -> Path:
    """A data folder of links: the packages' documentation, music and prompts, and our own prompts among them."""
    data = settings.home / "data"
    (data / "sounds").mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("documentation", "moh", "rest-api"):
        _link(data / name, installation.data / name)
    for language in ("en", "de"):
        if (real := _language(installation, language)) is not None:
            _link(data / "sounds" / language, real)
    _link(data / "sounds" / CUSTOM, settings.sounds_dir)
    return data


def _language(installation: Installation, language: str) -> Path | None:
    """The folder of a language's prompts; Debian's `en` is a link that leads out of an unpacked tree."""
    sounds = installation.data / "sounds"
    found = [sounds / language, *sorted(sounds.glob(f"{language}_*"))]
    return next((folder for folder in found if folder.is_dir()), None)


def _certify(settings: NodeSettings) -> None:
    if settings.tls_cert.parent == settings.tls_key.parent == settings.state_dir / "secrets":
        ensure_certificate(settings.tls_cert, settings.tls_key, (*settings.public_hosts, "localhost", LOOPBACK))
    for name, path in (("CC_TLS_CERT", settings.tls_cert), ("CC_TLS_KEY", settings.tls_key)):
        if not os.access(path, os.R_OK):
            raise BadSetting(f"{name} names {path}, which cannot be read")


def _addresses() -> tuple[str, ...]:
    """This machine's IPv4 addresses except loopback, in a fixed order."""
    found = {
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family.name == "AF_INET" and not address.address.startswith("127.")
    }
    return tuple(sorted(found))


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _write(path: Path, text: str) -> None:
    """Readable by us alone, and whole at any moment."""
    partial = path.with_name(f".{path.name}.partial")
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.replace(path)
