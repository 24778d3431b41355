"""The file that tells who may sign in to the demo: random passwords, made here, readable by the operator alone."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

import msgspec

from ccplatform.accounts.models import User

FILE = "demo-sign-ins.json"
CONSONANTS, VOWELS = "bdfghjklmnprstvwz", "aeiou"
GROUPS = 5
"""Of four letters each: 5 x 12.8 bits, and a person can type it."""


class SignInDevice(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    kind: str
    username: str = ""
    secret: str = ""
    contact: str = ""


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """One row. `password` is "" when its owner has changed it."""

    role: str
    name: str
    username: str
    password: str
    headless: bool = False
    devices: list[SignInDevice] = []
    fingerprint: str = ""
    """Of the stored hash: tells whether the password still is this one, without the cost of checking it."""


def new_password() -> str:
    syllable = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2 * GROUPS)]
    return "-".join("".join(syllable[at : at + 2]) for at in range(0, len(syllable), 2))


def fingerprint(user: User) -> str:
    return hashlib.sha256(user.password.encode()).hexdigest()[:16]


def read(folder: Path) -> dict[str, SignIn]:
    """By user name; empty when there is no file that can be read."""
    try:
        rows = msgspec.json.decode((folder / FILE).read_bytes(), type=list[SignIn])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}
    return {row.username: row for row in rows}


def write(folder: Path, rows: list[SignIn]) -> None:
    """In one step, mode 600."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.new"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
    fresh.replace(folder / FILE)
