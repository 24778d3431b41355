"""The examination: what this machine can honestly tell. What only a browser can (microphone, its way to us) the page looks at itself."""

from __future__ import annotations

import ipaddress
import shutil
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from cryptography import x509
from django.conf import settings
from redis.exceptions import RedisError

from ccplatform.configuration import selectors
from ccplatform.configuration.doctor import sip
from ccplatform.configuration.doctor.findings import Finding, Tone
from ccplatform.configuration.doctor.sip import NoAnswer
from ccplatform.kernel.health import PROCESSES, database_answers, heartbeats
from ccplatform.kernel.words import Words, said
from telephony.provisioning.models import Number, Trunk

TELEPHONE_CODECS: Final = frozenset({"alaw", "ulaw"})
CERTIFICATE_SOON: Final = timedelta(days=21)
DISK_LOW_MB: Final = 5_000
DISK_FULL_MB: Final = 500
CONNECT_SECONDS: Final = 2.0
WAITING_AT_ONCE: Final = 8
PROCESS_NAMES = {
    "engine": said(en="Routing engine", de="Vermittlung"),
    "recorder": said(en="Recorder of history", de="Aufzeichnung der Geschichte"),
    "worker": said(en="Background jobs", de="Hintergrundaufgaben"),
}


def examine() -> list[Finding]:
    """Everything, in the order in which a person reads it. Takes a few seconds when a provider does not answer."""
    trunks = list(Trunk.objects.order_by("name"))
    parts: list[Callable[[], Iterator[Finding]]] = [partial(of_trunk, trunk) for trunk in trunks]
    parts += [of_network, of_certificate, of_storage]
    with ThreadPoolExecutor(max_workers=WAITING_AT_ONCE) as pool:
        # What waits for others waits side by side; what asks the database stays in this thread.
        asked = [pool.submit(_all_of, part) for part in parts]
        return [*of_center(), *of_numbers(trunks), *(finding for one in asked for finding in one.result())]


def _all_of(part: Callable[[], Iterator[Finding]]) -> list[Finding]:
    return list(part())


def of_center() -> Iterator[Finding]:
    database = database_answers()
    yield _state("database", database, said(en="Database", de="Datenbank"))
    beats = heartbeats()
    yield _state("redis", beats is not None, said(en="Redis", de="Redis"))
    for process in PROCESSES:
        alive = None if beats is None else beats[process]
        yield _state(process, alive, PROCESS_NAMES[process])
    title = said(en="Configuration", de="Konfiguration")
    newest = selectors.newest()
    try:
        applied = selectors.applied_version()
    except RedisError:
        applied = None
    if newest is None:
        found = said(en="Nothing is set up yet.", de="Es ist noch nichts eingerichtet.")
        yield Finding(
            "center",
            "configuration",
            "warn",
            title,
            found,
            said(en="Begin with the guided set-up.", de="Beginnen Sie mit der geführten Einrichtung."),
        )
    elif applied != newest.version:
        found = said(
            en="Version {version} is published, the routing uses {applied}.",
            de="Version {version} ist veröffentlicht, die Vermittlung nutzt {applied}.",
            version=newest.version,
            applied=applied or "–",
        )
        yield Finding(
            "center",
            "configuration",
            "warn",
            title,
            found,
            said(
                en="It catches up by itself; if not, look at the engine.",
                de="Das holt sie von selbst auf; wenn nicht, sehen Sie nach der Vermittlung.",
            ),
        )
    else:
        found = said(en="Version {version} is in use.", de="Version {version} ist in Betrieb.", version=newest.version)
        yield Finding("center", "configuration", "good", title, found)


def _state(code: str, alive: bool | None, title: Words) -> Finding:
    if alive is None:
        found = said(en="Not known, because Redis does not answer.", de="Nicht bekannt, weil Redis nicht antwortet.")
        return Finding("center", code, "unknown", title, found)
    if alive:
        return Finding("center", code, "good", title, said(en="Answers.", de="Antwortet."))
    advice = said(
        en="Look at `make status` and at the log of {code} in var/log; the supervisor starts it again by itself.",
        de="Sehen Sie `make status` und das Log von {code} in var/log an; der Aufseher startet es von selbst neu.",
        code=code,
    )
    return Finding("center", code, "bad", title, said(en="Does not answer.", de="Antwortet nicht."), advice)


def of_numbers(trunks: list[Trunk]) -> Iterator[Finding]:
    title = said(en="Way in", de="Weg hinein")
    if not trunks:
        found = said(en="There is no trunk: no call can come from outside.", de="Es gibt keinen Trunk: Von außen kann kein Anruf kommen.")
        advice = said(
            en="Enter your provider's line in the guided set-up.",
            de="Tragen Sie die Leitung Ihres Anbieters in der geführten Einrichtung ein.",
        )
        yield Finding("trunks", "no_trunk", "warn", title, found, advice)
    elif not Number.objects.exists():
        found = said(en="There is no number: every call is turned away.", de="Es gibt keine Rufnummer: Jeder Anruf wird abgewiesen.")
        yield Finding(
            "trunks",
            "no_number",
            "bad",
            title,
            found,
            said(en="Add the numbers that your provider gave you.", de="Tragen Sie die Nummern ein, die Ihr Anbieter Ihnen gab."),
        )


def of_trunk(trunk: Trunk) -> Iterator[Finding]:
    """Asks the provider itself, by the way that calls would take."""
    if not TELEPHONE_CODECS & set(trunk.codecs):
        found = said(en="Neither alaw nor ulaw is allowed.", de="Weder alaw noch ulaw ist erlaubt.")
        advice = said(
            en="Providers of telephone lines understand these two: add alaw (Europe) or ulaw.",
            de="Diese beiden verstehen Telefonanbieter: Nehmen Sie alaw (Europa) oder ulaw dazu.",
        )
        yield Finding("trunks", "codecs", "bad", said(en="{name}, sound", de="{name}, Klang", name=trunk.name), found, advice)
    if trunk.registration_server:
        yield _registration(trunk)
    elif trunk.outbound_address:
        yield _options(trunk)
    else:
        found = said(
            en="The provider comes to us: from here nobody can be asked.",
            de="Der Anbieter kommt zu uns: Von hier aus lässt sich niemand fragen.",
        )
        advice = said(
            en="Dial one of your numbers from a mobile phone to try it.",
            de="Rufen Sie zum Ausprobieren eine Ihrer Nummern mit einem Mobiltelefon an.",
        )
        yield Finding("trunks", "inbound_only", "unknown", trunk.name, found, advice)


def _registration(trunk: Trunk) -> Finding:
    title = said(en="{name}, registration", de="{name}, Registrierung", name=trunk.name)
    try:
        answer = sip.bindings(trunk.registration_server, trunk.registration_username, trunk.registration_secret)
    except NoAnswer as error:
        return _silent("registration_silent", title, error)
    if answer.status == 200 and answer.bindings:
        found = said(en="The provider knows us at {where}.", de="Der Anbieter kennt uns unter {where}.", where=", ".join(answer.bindings))
        return Finding("trunks", "registered", "good", title, found)
    if answer.status == 200:
        found = said(
            en="User name and secret are right, and the telephone system is not registered.",
            de="Anmeldename und Kennwort stimmen, aber die Telefonanlage ist nicht registriert.",
        )
        advice = said(
            en="Wait a minute; if it stays so, look at var/log/asterisk.log.",
            de="Warten Sie eine Minute; bleibt es so, sehen Sie in var/log/asterisk.log nach.",
        )
        return Finding("trunks", "not_registered", "warn", title, found, advice)
    found = said(
        en="The provider answers {status} {reason}.",
        de="Der Anbieter antwortet {status} {reason}.",
        status=answer.status,
        reason=answer.reason,
    )
    advice = said(
        en="User name or secret are not those of the provider's letter. Some want the number as user name.",
        de="Anmeldename oder Kennwort sind nicht die aus dem Brief des Anbieters. Manche wollen die Rufnummer als Namen.",
    )
    return Finding("trunks", "registration_refused", "bad", title, found, advice)


def _options(trunk: Trunk) -> Finding:
    title = said(en="{name}, line", de="{name}, Leitung", name=trunk.name)
    try:
        answer = sip.options(trunk.outbound_address)
    except NoAnswer as error:
        return _silent("trunk_silent", title, error)
    own = settings.CENTER.external_address
    found = said(en="The provider's server answers ({status}).", de="Der Server des Anbieters antwortet ({status}).", status=answer.status)
    if answer.seen_as and own and answer.seen_as != own:
        advice = said(
            en="It sees us as {seen}, and CC_EXTERNAL_ADDRESS says {own}: set it to {seen}.",
            de="Er sieht uns als {seen}, und CC_EXTERNAL_ADDRESS sagt {own}: Setzen Sie es auf {seen}.",
            seen=answer.seen_as,
            own=own,
        )
        return Finding("trunks", "seen_elsewhere", "bad", title, found, advice)
    return Finding("trunks", "trunk_answers", "good", title, found)


def _silent(code: str, title: Words, error: NoAnswer) -> Finding:
    advice = said(
        en="Check the name of the server. If it is right, a firewall keeps UDP to port 5060 back.",
        de="Prüfen Sie den Namen des Servers. Stimmt er, hält eine Firewall UDP zu Port 5060 zurück.",
    )
    return Finding("trunks", code, "bad", title, said(en="No answer: {why}", de="Keine Antwort: {why}", why=error), advice)


def of_network() -> Iterator[Finding]:
    center = settings.CENTER
    title = said(en="Telephone system", de="Telefonanlage")
    here = "127.0.0.1" if center.listen in {"0.0.0.0", "::"} else center.listen  # noqa: S104 - compared, not bound
    try:
        sip.options(f"[{here}]:{center.sip_port}" if ":" in here else f"{here}:{center.sip_port}")
        yield Finding(
            "network", "pbx", "good", title, said(en="Answers on port {port}.", de="Antwortet auf Port {port}.", port=center.sip_port)
        )
    except NoAnswer as error:
        advice = said(en="Look at `make status` and var/log/asterisk.log.", de="Sehen Sie `make status` und var/log/asterisk.log an.")
        yield Finding("network", "pbx", "bad", title, said(en="No answer: {why}", de="Keine Antwort: {why}", why=error), advice)
    yield _reachable(center.listen, center.external_address, center.rtp_ports)


def _reachable(listen: str, external: str, rtp_ports: str) -> Finding:
    title = said(en="Reachable from outside", de="Von außen erreichbar")
    firewall = said(
        en="The firewall must let UDP {ports} (sound) and the SIP port through; that can only be seen from outside.",
        de="Die Firewall muss UDP {ports} (Ton) und den SIP-Port durchlassen; sehen lässt sich das nur von außen.",
        ports=rtp_ports,
    )
    address = _own_address() if listen in {"0.0.0.0", "::"} else listen  # noqa: S104 - compared, not bound
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return Finding(
            "network",
            "address",
            "unknown",
            title,
            said(en="It listens on {address}.", de="Sie hört auf {address}.", address=address),
            firewall,
        )
    if ip.is_loopback:
        found = said(en="Only this machine can reach the telephone system.", de="Nur dieser Rechner erreicht die Telefonanlage.")
        advice = said(
            en="For trunks and desk phones set CC_LISTEN to an address of this machine, or 0.0.0.0.",
            de="Für Trunks und Tischtelefone setzen Sie CC_LISTEN auf eine Adresse dieses Rechners oder 0.0.0.0.",
        )
        return Finding("network", "loopback", "warn", title, found, advice)
    if external:
        known = external == address or not ip.is_global
        found = said(en="It tells others to send sound to {address}.", de="Sie sagt anderen, Ton an {address} zu senden.", address=external)
        return Finding("network", "external", "good" if known else "warn", title, found, firewall)
    if ip.is_private:
        found = said(
            en="Its address {address} is known in the local network only.",
            de="Ihre Adresse {address} gilt nur im lokalen Netz.",
            address=address,
        )
        advice = said(
            en="Behind a router, set CC_EXTERNAL_ADDRESS to the public address; without it callers from outside hear nothing.",
            de="Hinter einem Router setzen Sie CC_EXTERNAL_ADDRESS auf die öffentliche Adresse; sonst hören Anrufer von außen nichts.",
        )
        return Finding("network", "nat", "warn", title, found, advice)
    return Finding(
        "network",
        "public",
        "good",
        title,
        said(en="Its address {address} is public.", de="Ihre Adresse {address} ist öffentlich.", address=address),
        firewall,
    )


def _own_address() -> str:
    """The one from which packets leave; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        name: str = line.getsockname()[0]
        return name


def of_certificate() -> Iterator[Finding]:
    """As the telephone system shows it to browsers."""
    center = settings.CENTER
    title = said(en="Certificate for phones in the browser", de="Zertifikat für Telefone im Browser")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    here = "127.0.0.1" if center.listen in {"0.0.0.0", "::"} else center.listen  # noqa: S104 - compared, not bound
    try:
        with socket.create_connection((here, center.wss_port), CONNECT_SECONDS) as line, context.wrap_socket(line) as secure:
            shown = secure.getpeercert(binary_form=True)
    except OSError as error:
        found = said(en="Port {port} shows none: {why}", de="Port {port} zeigt keines: {why}", port=center.wss_port, why=error)
        yield Finding(
            "certificate", "none", "bad", title, found, said(en="Look at var/log/asterisk.log.", de="Sehen Sie var/log/asterisk.log an.")
        )
        return
    if shown is not None:
        yield judged(x509.load_der_x509_certificate(shown), center.public_hosts, datetime.now(UTC), title)


def judged(certificate: x509.Certificate, hosts: list[str], now: datetime, title: Words) -> Finding:
    ends = certificate.not_valid_after_utc
    names = _names(certificate)
    missing = [host for host in hosts if host not in names and not any(_covers(name, host) for name in names)]
    until = said(en="Good until {day:%Y-%m-%d}.", de="Gültig bis {day:%d.%m.%Y}.", day=ends)
    renew = said(en="Renew it and set CC_TLS_CERT and CC_TLS_KEY.", de="Erneuern Sie es und setzen Sie CC_TLS_CERT und CC_TLS_KEY.")
    if ends <= now:
        return Finding(
            "certificate",
            "expired",
            "bad",
            title,
            said(en="Expired on {day:%Y-%m-%d}.", de="Abgelaufen am {day:%d.%m.%Y}.", day=ends),
            renew,
        )
    if missing:
        found = said(en="It is not made out to {hosts}.", de="Es ist nicht auf {hosts} ausgestellt.", hosts=", ".join(missing))
        return Finding("certificate", "name", "bad", title, found, renew)
    if certificate.issuer == certificate.subject:
        tone: Tone = "good" if set(hosts) <= {"localhost", "127.0.0.1"} else "warn"
        found = said(en="Self-signed. {until}", de="Selbst ausgestellt. {until}", until=until)
        advice = said(
            en="Enough on this machine; others refuse it: get one from a certificate authority, set CC_TLS_CERT and CC_TLS_KEY.",
            de="Auf diesem Rechner reicht das; andere lehnen es ab: Setzen Sie CC_TLS_CERT und CC_TLS_KEY auf ein amtliches.",
        )
        return Finding("certificate", "self_signed", tone, title, found, advice)
    if ends - now < CERTIFICATE_SOON:
        return Finding("certificate", "soon", "warn", title, until, renew)
    return Finding("certificate", "fits", "good", title, until)


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [*names.get_values_for_type(x509.DNSName), *(str(ip) for ip in names.get_values_for_type(x509.IPAddress))]


def _covers(pattern: str, host: str) -> bool:
    return pattern.startswith("*.") and host.partition(".")[2] == pattern[2:]


def _there(place: Path) -> Path:
    """The folder, or the nearest one above it as long as nobody has made it: it will lie on the same disk."""
    return next(folder for folder in (place, *place.parents) if folder.exists())


def of_storage() -> Iterator[Finding]:
    state, recordings = _there(settings.CENTER.state_dir), _there(settings.CENTER.recordings_dir)
    places: dict[Path, Words] = {state: said(en="Disk of the center", de="Platte des Centers")}
    if recordings.stat().st_dev != state.stat().st_dev:
        places[recordings] = said(en="Disk of the recordings", de="Platte der Aufnahmen")
    for place, title in places.items():
        free_mb = shutil.disk_usage(place).free // 1_000_000
        tone: Tone = "bad" if free_mb < DISK_FULL_MB else "warn" if free_mb < DISK_LOW_MB else "good"
        found = said(en="{free} GB are free.", de="{free} GB sind frei.", free=round(free_mb / 1000, 1))
        advice = (
            ""
            if tone == "good"
            else said(
                en="An hour of talk takes about 60 MB: make room, or recordings stop.",
                de="Eine Stunde Gespräch braucht etwa 60 MB: Schaffen Sie Platz, sonst enden die Aufnahmen.",
            )
        )
        yield Finding("storage", "disk", tone, title, found, advice)
