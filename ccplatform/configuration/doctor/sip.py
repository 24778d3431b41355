"""Asking a SIP server over UDP: does it answer (OPTIONS), and does it take our credentials (REGISTER without a contact).

A REGISTER without Contact changes nothing: it fetches the bindings that the server has (RFC 3261, section 10.2.3).
"""

from __future__ import annotations

import errno
import hashlib
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from ccplatform.kernel.words import said

ANSWER_SECONDS: Final = 2.0
RETRIES: Final = 2
"""UDP loses: asked so many times more."""
ANSWER_BYTES_MAX: Final = 65_535
SIP_PORT: Final = 5060
UNREACHABLE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH})
CHALLENGED: Final = frozenset({401, 407})
PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))')


class NoAnswer(Exception):
    """The name is unknown, or nobody answered in time; the text says which."""


@dataclass(frozen=True)
class Answer:
    """`seen_as`: the address from which we came, as the server saw it ("" when it does not say; RFC 3581). `bindings`: its Contacts."""

    status: int
    reason: str
    seen_as: str
    bindings: list[str]
    challenge: str


def split(address: str) -> tuple[str, int]:
    """ "host", "host:port", "[::1]:5060" -> host and port."""
    found = re.fullmatch(r"\[([^\]]+)\](?::(\d+))?|([^:]+)(?::(\d+))?", address.strip())
    if found is None:
        raise NoAnswer(said(en="{address} is no address", de="{address} ist keine Adresse", address=address))
    return found[1] or found[3], int(found[2] or found[4] or SIP_PORT)


def options(address: str) -> Answer:
    """Raises NoAnswer."""
    host, port = split(address)
    return _ask("OPTIONS", f"sip:{host}:{port}", host, port, f"sip:doctor@{host}", 1)


def bindings(address: str, username: str, secret: str) -> Answer:
    """What the server knows of this user; 401 or 403 when it does not take the secret. Raises NoAnswer."""
    host, port = split(address)
    uri, user = f"sip:{host}", f"sip:{username}@{host}"
    first = _ask("REGISTER", uri, host, port, user, 1)
    if first.status not in CHALLENGED:
        return first
    header = "Authorization" if first.status == 401 else "Proxy-Authorization"
    return _ask("REGISTER", uri, host, port, user, 2, f"{header}: {credentials(first.challenge, username, secret, 'REGISTER', uri)}")


def credentials(challenge: str, username: str, secret: str, method: str, uri: str, cnonce: str | None = None) -> str:
    """The Digest answer to a challenge (RFC 7616 and RFC 2617; MD5, or SHA-256 where that is asked for)."""
    asked = {name.lower(): quoted or plain for name, quoted, plain in PARAMETER.findall(challenge)}
    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
    algorithm = asked.get("algorithm", "MD5")

    def digest(text: str) -> str:
        # What the protocol asks for, not a choice of ours.
        return hashlib.new("sha256" if algorithm.upper() == "SHA-256" else "md5", text.encode(), usedforsecurity=False).hexdigest()

    ha1, ha2 = digest(f"{username}:{realm}:{secret}"), digest(f"{method}:{uri}")
    parts = {"username": username, "realm": realm, "nonce": nonce, "uri": uri}
    tail = ""
    if "auth" in [one.strip() for one in asked.get("qop", "").split(",")]:
        cnonce = cnonce or secrets.token_hex(8)
        parts["response"] = digest(f"{ha1}:{nonce}:00000001:{cnonce}:auth:{ha2}")
        tail = f', qop=auth, nc=00000001, cnonce="{cnonce}"'
    else:
        parts["response"] = digest(f"{ha1}:{nonce}:{ha2}")
    if "opaque" in asked:
        parts["opaque"] = asked["opaque"]
    return "Digest " + ", ".join(f'{name}="{value}"' for name, value in parts.items()) + f", algorithm={algorithm}" + tail


def _ask(method: str, uri: str, host: str, port: int, user: str, number: int, extra: str = "") -> Answer:
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    except OSError as error:
        raise NoAnswer(_failed(host, error)) from error
    with socket.socket(family, kind, protocol) as line:
        line.settimeout(ANSWER_SECONDS)
        try:
            line.connect(target)
            own, own_port = line.getsockname()[:2]
            here = f"[{own}]:{own_port}" if ":" in own else f"{own}:{own_port}"
            asked = [
                f"{method} {uri} SIP/2.0",
                f"Via: SIP/2.0/UDP {here};rport;branch=z9hG4bK{secrets.token_hex(8)}",
                "Max-Forwards: 70",
                f"From: <{user}>;tag={secrets.token_hex(6)}",
                f"To: <{user}>" if method == "REGISTER" else f"To: <{uri}>",
                f"Call-ID: {secrets.token_hex(12)}",
                f"CSeq: {number} {method}",
                *([extra] if extra else []),
                "User-Agent: ccplatform doctor",
                "Content-Length: 0",
            ]
            return _answered(line, ("\r\n".join(asked) + "\r\n\r\n").encode())
        except OSError as error:
            raise NoAnswer(_failed(f"{host}:{port}", error)) from error


def _answered(line: socket.socket, message: bytes) -> Answer:
    for _ in range(1 + RETRIES):
        line.send(message)
        try:
            while True:
                answer = read(line.recv(ANSWER_BYTES_MAX).decode(errors="replace"))
                if answer.status >= 200:
                    return answer
        except TimeoutError:
            continue
    peer = line.getpeername()
    told = said(
        en="{host}:{port}: no answer in {seconds} s",
        de="{host}:{port}: keine Antwort in {seconds} s",
        host=peer[0],
        port=peer[1],
        seconds=int(ANSWER_SECONDS * (1 + RETRIES)),
    )
    raise NoAnswer(told)


def _failed(where: str, error: OSError) -> Promise:
    """What the network said, in the reader's words where it is one of the usual three."""
    if isinstance(error, socket.gaierror):
        return said(en="{where}: nobody has this name", de="{where}: Diesen Namen hat niemand", where=where)
    if isinstance(error, ConnectionRefusedError):
        return said(en="{where}: nothing listens there", de="{where}: Dort nimmt nichts an", where=where)
    if error.errno in UNREACHABLE:
        return said(en="{where}: there is no way there from here", de="{where}: Von hier führt kein Weg dorthin", where=where)
    return said(en="{where}: {why}", de="{where}: {why}", where=where, why=error.strerror or error)


def read(text: str) -> Answer:
    """An answer's first line and the few headers that matter. What is none at all counts as status 0."""
    head, *lines = text.split("\r\n\r\n", 1)[0].split("\r\n")
    first = re.fullmatch(r"SIP/2\.0 (\d{3}) ?(.*)", head)
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), []).append(value.strip())
    via = (headers.get("via") or headers.get("v") or [""])[0]
    seen = re.search(r";\s*received=([^;,\s]+)", via)
    return Answer(
        status=int(first[1]) if first else 0,
        reason=first[2] if first else "",
        seen_as=seen[1] if seen else "",
        bindings=_contacts(headers),
        challenge=(headers.get("www-authenticate") or headers.get("proxy-authenticate") or [""])[0],
    )


def _contacts(headers: Mapping[str, list[str]]) -> list[str]:
    return [found for value in (*headers.get("contact", []), *headers.get("m", [])) for found in re.findall(r"<([^>]+)>", value)]
