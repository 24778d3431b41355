"""SIP secrets: random, shown once, kept as HA1."""

from __future__ import annotations

import hashlib
import secrets

from contracts.configuration import SIP_REALM

USERNAME_BYTES = 6
SECRET_BYTES = 24


def new_username() -> str:
    """Random, so that nobody who scans can guess which endpoints there are."""
    return f"d{secrets.token_hex(USERNAME_BYTES)}"


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def ha1(username: str, secret: str) -> str:
    """RFC 7616, section 3.4.2, with MD5, the one algorithm that every SIP phone knows."""
    return hashlib.md5(f"{username}:{SIP_REALM}:{secret}".encode(), usedforsecurity=False).hexdigest()
