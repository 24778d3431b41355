"""Outside numbers: whether they can be dialled, and through which trunk."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from acd.core.asking import refuse
from acd.core.center import Center
from acd.core.limits import DIALLED_LENGTH_MAX
from contracts.ids import TrunkId
from contracts.intents import Refusal
from contracts.vocabulary import RefusalCode
from telephony.core.numbers import international

#: E.164 with +, or digits as the trunk wants them
DIALLED: Final = re.compile(rf"\+?[0-9]{{1,{DIALLED_LENGTH_MAX}}}")


class Line(NamedTuple):
    """A number and the trunk that carries it out."""

    number: str
    trunk: TrunkId


def outside_line(center: Center, number: str) -> Line | Refusal:
    """How `number` is reached. Any trunk with an outbound address carries it; the first is taken."""
    found = international(number[: 2 * DIALLED_LENGTH_MAX], center.configuration.default_region)
    if DIALLED.fullmatch(found) is None:
        return refuse(RefusalCode.BAD_NUMBER, f"{number[:40]!r} cannot be dialled")
    trunk = next((trunk.id for trunk in center.configuration.trunks if trunk.outbound_address), None)
    if trunk is None:
        return refuse(RefusalCode.NO_TRUNK, "no trunk has an address for calls to the outside")
    return Line(found, trunk)
