from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ccplatform.kernel.words import Words

Tone = Literal["good", "warn", "bad", "unknown"]
Group = Literal["center", "trunks", "network", "certificate", "storage"]
GROUPS: tuple[Group, ...] = ("center", "trunks", "network", "certificate", "storage")
TONES: tuple[Tone, ...] = ("good", "warn", "bad", "unknown")


@dataclass(frozen=True)
class Finding:
    """`code` is stable; `title` says what was looked at, `found` what it is like, `advice` what to do ("" when nothing)."""

    group: Group
    code: str
    tone: Tone
    title: Words
    found: Words
    advice: Words = ""
