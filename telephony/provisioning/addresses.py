"""Addresses of the telephone world, read once and strictly: numbers, SIP addresses, networks."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

import phonenumbers

from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import Words, said

BARE_NUMBER: Final = re.compile(r"[0-9A-Za-z*#._-]{1,40}")
HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])"
SIP_ADDRESS: Final = re.compile(
    rf"sip:(?:[A-Za-z0-9._~*#+-]{{1,64}}@)?{HOST}(?::(?P<port>[0-9]{{1,5}}))?(?:;transport=(?:udp|tcp))?", re.IGNORECASE
)
"""The part of RFC 3261, section 19.1.1, that a phone on a known address needs: no headers, no passwords, no other parameters."""

SERVER: Final = re.compile(rf"{HOST}(?::(?P<port>[0-9]{{1,5}}))?")
HOST_AND_PORT: Final = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<v4>[0-9.]+)):(?P<port>[0-9]{1,5})")


DEFAULT_PORT: Final = 5060


def dialled_number(text: str, region: str) -> str:
    """E.164 for what begins with + or 0; anything else is kept as the trunk delivers it ("100"). Raises Invalid."""
    text = text.strip()
    if not text.startswith(("+", "0")):
        if BARE_NUMBER.fullmatch(text):
            return text
        message = said(
            en="{text} is no number. Write it like +49 40 5550100, or just as the trunk delivers it.",
            de="{text} ist keine Rufnummer. Bitte wie +49 40 5550100 schreiben oder genau so, wie der Trunk sie liefert.",
            text=text,
        )
        raise Invalid.field("number", "number", message)
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise Invalid.field("number", "number", _no_number(text)) from error
    if not phonenumbers.is_possible_number(parsed):
        raise Invalid.field("number", "number", _no_number(text))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _no_number(text: str) -> Words:
    return said(
        en="{text} is no possible telephone number. Write it like +49 40 5550100.",
        de="{text} ist keine mögliche Rufnummer. Bitte wie +49 40 5550100 schreiben.",
        text=text,
    )


def sip_contact(text: str) -> str:
    """Where a phone without registration is called: `sip:user@host:port`. Raises Invalid."""
    text = text.strip()
    found = SIP_ADDRESS.fullmatch(text)
    if found is None or int(found["port"] or 5060) not in range(1, 65536):
        message = said(
            en="{text} is no SIP address. Write it like sip:desk12@192.0.2.12:5060.",
            de="{text} ist keine SIP-Adresse. Bitte wie sip:desk12@192.0.2.12:5060 schreiben.",
            text=text,
        )
        raise Invalid.field("contact", "contact", message)
    return text


def outbound_address(text: str) -> str:
    """Where a trunk takes calls to the outside, as `host:port`; "" stays "". Raises Invalid."""
    return with_port(sip_server(text, field="outbound_address")) if text.strip() else ""


def with_port(server: str) -> str:
    """`host` becomes `host:5060` (RFC 3261, section 19.1.2)."""
    found = SERVER.fullmatch(server)
    return server if found is not None and found["port"] else f"{server}:{DEFAULT_PORT}"


def sip_server(text: str, *, field: str = "registration.server") -> str:
    """A provider's server as `host` or `host:port`, with or without `sip:` before it. Raises Invalid, which blames `field`."""
    server = text.strip().removeprefix("sip:")
    found = SERVER.fullmatch(server)
    if found is None or int(found["port"] or 5060) not in range(1, 65536):
        message = said(
            en="{text} is no SIP server. Write it like sip.example.net or sip.example.net:5061.",
            de="{text} ist kein SIP-Server. Bitte wie sip.example.net oder sip.example.net:5061 schreiben.",
            text=text,
        )
        raise Invalid.field(field, "server", message)
    return server


def source_address(text: str) -> str:
    """Where a trunk's calls come from: an address, an address with its port, or a network, in its shortest form. Raises Invalid."""
    host, port = _split_port(text.strip())
    try:
        found = ipaddress.ip_network(host, strict=False)
    except ValueError as error:
        raise Invalid.field("source_addresses", "source_address", _no_address(text)) from error
    single = found.num_addresses == 1
    if port and not (single and 0 < int(port) < 65536):
        raise Invalid.field("source_addresses", "source_address", _no_address(text))
    if found.prefixlen == 0:
        message = said(en="The whole internet is no trunk.", de="Das ganze Internet ist kein Trunk.")
        raise Invalid.field("source_addresses", "source_address", message)
    if not single:
        return str(found)
    address = found.network_address
    if not port:
        return str(address)
    return f"[{address}]:{int(port)}" if address.version == 6 else f"{address}:{int(port)}"


def _split_port(text: str) -> tuple[str, str]:
    """(host or network, port or ""); an IPv6 address with a port stands in brackets (RFC 3986, section 3.2.2)."""
    if found := HOST_AND_PORT.fullmatch(text):
        return found["v6"] or found["v4"], found["port"]
    return text, ""


def _no_address(text: str) -> Words:
    return said(
        en="{text} is no IP address or network. Write it like 192.0.2.10, 192.0.2.10:5062 or 192.0.2.0/24.",
        de="{text} ist keine IP-Adresse und kein Netz. Bitte wie 192.0.2.10, 192.0.2.10:5062 oder 192.0.2.0/24 schreiben.",
        text=text,
    )


def overlap(one: str, other: str) -> bool:
    """Whether a call from some address and port could belong to both. Takes what `source_address` returned."""
    (first, first_port), (second, second_port) = _split_port(one), _split_port(other)
    if first_port and second_port and first_port != second_port:
        return False
    a, b = ipaddress.ip_network(first), ipaddress.ip_network(second)
    return a.version == b.version and a.overlaps(b)
