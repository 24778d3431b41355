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


def sip_server(text: str) -> str:
    """A provider's registrar: `sip:host:port`, or only `host`. Raises Invalid."""
    text = text.strip()
    return sip_contact(text if text.lower().startswith("sip:") else f"sip:{text}")


def network(text: str) -> str:
    """An address or network in its shortest form; a single address carries no mask. Raises Invalid."""
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError as error:
        message = said(
            en="{text} is no IP address or network. Write it like 192.0.2.10 or 192.0.2.0/24.",
            de="{text} ist keine IP-Adresse und kein Netz. Bitte wie 192.0.2.10 oder 192.0.2.0/24 schreiben.",
            text=text,
        )
        raise Invalid.field("source_addresses", "source_address", message) from error
    if found.prefixlen == 0:
        message = said(en="The whole internet is no trunk.", de="Das ganze Internet ist kein Trunk.")
        raise Invalid.field("source_addresses", "source_address", message)
    return str(found.network_address) if found.num_addresses == 1 else str(found)


def overlap(one: str, other: str) -> bool:
    first, second = ipaddress.ip_network(one), ipaddress.ip_network(other)
    return first.version == second.version and first.overlaps(second)
