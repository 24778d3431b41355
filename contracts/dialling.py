"""Which numbers the center dials: part of the configuration, judged by telephony.core.dialling, enforced by the engine's core.

Whoever can make a center dial can make it pay: through an agent's own hand, a transfer, a call-back to a number that calls itself
what it likes, a rule of a queue. Each of these is a *means*; each is asked about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

DIAL_RULES_MAX: Final = 200
"""Rules by prefix."""
PREFIX_LENGTH_MAX: Final = 16
"""Signs of a rule's prefix: + and fifteen digits (E.164)."""
RULE_NOTE_LENGTH_MAX: Final = 100


class DialMeans(StrEnum):
    """By what a number comes to be dialled."""

    AGENT = "agent"
    """Somebody dials it by hand."""
    TRANSFER = "transfer"
    """A transfer, a consultation, a conference."""
    CALLBACK = "callback"
    OVERFLOW = "overflow"
    """A rule of a queue, wherever the caller came from: number, IVR, transfer."""


AUTOMATIC: Final = frozenset({DialMeans.CALLBACK, DialMeans.OVERFLOW})
"""Nobody looks at the number before it is dialled."""


class NumberKind(StrEnum):
    """What the numbering plans say of a number (libphonenumber's types, and a few more)."""

    ORDINARY = "ordinary"
    """Fixed, mobile, or both."""
    FREE = "free"
    SHARED_COST = "shared_cost"
    PREMIUM = "premium"
    PERSONAL = "personal"
    PAGER = "pager"
    SATELLITE = "satellite"
    """Country codes that belong to no country: 870, 881, 882, 883."""
    SHORT_SERVICE = "short_service"
    """A country's short number that may cost anything: directory enquiries and the like."""
    INTERNAL = "internal"
    """A few digits of the trunk's own plan."""
    UNKNOWN = "unknown"
    """In no plan that we know of."""


class DialReach(StrEnum):
    """How far a means reaches where no rule says otherwise."""

    EVERYWHERE = "everywhere"
    HOME = "home"
    """Numbers of the center's own country (CenterConfiguration.default_region), and internal ones."""
    NOWHERE = "nowhere"


class DialWhy(StrEnum):
    """What decided."""

    EMERGENCY = "emergency"
    """Somebody dials for help: always allowed."""
    EMERGENCY_AUTOMATIC = "emergency_automatic"
    """Never dialled by a machine."""
    RULE = "rule"
    KIND = "kind"
    UNJUDGED = "unjudged"
    """Too long for an internal number, and no international one: nobody can say where it leads."""
    EVERYWHERE = "everywhere"
    HOME = "home"
    ABROAD = "abroad"
    NOWHERE = "nowhere"


class DialRule(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that begin so are allowed or refused. The longest prefix decides; of two alike the one that refuses.

    `prefix`: E.164 with +, or digits as the trunk wants them. A rule that names a whole number goes before its kind, too.
    """

    prefix: str
    allowed: bool
    means: list[DialMeans] = []
    """[] = all."""
    note: str = ""


REFUSED_KINDS: Final = (
    NumberKind.PREMIUM,
    NumberKind.SATELLITE,
    NumberKind.SHARED_COST,
    NumberKind.PERSONAL,
    NumberKind.PAGER,
    NumberKind.SHORT_SERVICE,
)
DEFAULT_REACH: Final = {
    DialMeans.AGENT: DialReach.EVERYWHERE,
    DialMeans.TRANSFER: DialReach.EVERYWHERE,
    DialMeans.CALLBACK: DialReach.HOME,
    DialMeans.OVERFLOW: DialReach.HOME,
}
"""A person sees the number; a machine calls back whoever says that this is the number."""


class DialRules(msgspec.Struct, frozen=True, kw_only=True):
    rules: list[DialRule] = []
    refused_kinds: list[NumberKind] = msgspec.field(default_factory=lambda: list(REFUSED_KINDS))
    reach: dict[DialMeans, DialReach] = {}
    """DEFAULT_REACH for what is not named."""
