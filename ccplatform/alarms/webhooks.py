"""Sending a signed message to somebody else's server, and to no other.

Only https, only to addresses that are public (or that the operator has allowed by name), and to exactly the address that was
checked: a name that means another address a moment later, or a redirection, leads nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
import ssl
from collections.abc import Callable, Collection
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from ccplatform.kernel.words import Words, said

SECONDS_MAX = 8.0
HOST_LENGTH_MAX = 253
HTTPS_PORT, HTTP_PORT = 443, 80
SIGNATURE_HEADER = "X-Center-Signature"
ANSWER_BYTES_MAX = 1_000

Resolve = Callable[[str, int], list[str]]


class NotSent(Exception):
    """With the reason, in English, for the history of deliveries."""


def address_problem(url: str, allowed: Collection[str]) -> Words | None:
    """What is wrong with an address as far as its text says; None when nothing is."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return said(en="This is no address.", de="Das ist keine Adresse.")
    if not host or len(host) > HOST_LENGTH_MAX or parts.username or parts.password or any(ord(one) <= 32 for one in url):
        return said(en="Write it like https://example.org/alarms.", de="Bitte wie https://example.org/alarme schreiben.")
    named = _is_allowed(host, port, allowed)
    if parts.scheme != "https" and not (parts.scheme == "http" and named):
        return said(en="The address must begin with https://.", de="Die Adresse muss mit https:// beginnen.")
    if not named and _is_address(host) and not _is_public(host):
        return said(en="This address is inside a private network.", de="Diese Adresse liegt in einem privaten Netz.")
    return None


def _is_allowed(host: str, port: int | None, allowed: Collection[str]) -> bool:
    return host in allowed or f"{host}:{port}" in allowed


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    """IPv4 inside IPv6 (::ffff:10.0.0.1, 64:ff9b::, 2002::) counts as what it leads to."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        if one in _NAT64:
            return _is_public(str(ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)))
        inner = one.ipv4_mapped or one.sixtofour
        if inner is not None:
            return _is_public(str(inner))
    return one.is_global and not one.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def signature(secret: str, body: bytes, at: int) -> str:
    """`t=<seconds since 1970>,v1=<hex of HMAC-SHA256 over "<t>." and the body>`: who knows the secret can check both."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def post(url: str, body: bytes, *, secret: str, at: int, allowed: Collection[str] = (), resolving: Resolve = resolve) -> None:
    """Raises NotSent unless the server answers 2xx."""
    if problem := address_problem(url, allowed):
        raise NotSent(str(problem))
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (HTTPS_PORT if parts.scheme == "https" else HTTP_PORT)
    try:
        addresses = resolving(host, port)
    except OSError as error:
        raise NotSent(f"{host} has no address: {error.strerror or error}") from error
    if not _is_allowed(host, parts.port, allowed) and not (addresses and all(map(_is_public, addresses))):
        raise NotSent(f"{host} leads into a private network")
    headers = {"Content-Type": "application/json", "User-Agent": "ccplatform", SIGNATURE_HEADER: signature(secret, body, at)}
    _post_to(addresses[0], port, parts, body, headers)


def _post_to(address: str, port: int, parts: SplitResult, body: bytes, headers: dict[str, str]) -> None:
    connection = _connection(address, port, parts)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        answer.read(ANSWER_BYTES_MAX)
    except (OSError, HTTPException) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotSent(f"the server answered {answer.status}")


def _connection(address: str, port: int, parts: SplitResult) -> HTTPConnection:
    """To the address that was checked, under the name that was asked for."""
    host = parts.hostname or ""
    if parts.scheme == "http":
        plain = HTTPConnection(host, port, timeout=SECONDS_MAX)
        plain._create_connection = _to(address)  # type: ignore[attr-defined]  # http.client's own seam, set in its __init__
        return plain
    safe = HTTPSConnection(host, port, timeout=SECONDS_MAX, context=ssl.create_default_context())
    safe._create_connection = _to(address)  # type: ignore[attr-defined]  # the same
    return safe


def _to(address: str) -> Callable[..., socket.socket]:
    def connect(target: tuple[str, int], timeout: float, source: tuple[str, int] | None = None) -> socket.socket:
        return socket.create_connection((address, target[1]), timeout, source)

    return connect
