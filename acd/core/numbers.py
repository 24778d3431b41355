"""Outside numbers: whether they can and may be dialled, and through which trunk."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from acd.core.asking import refuse
from acd.core.center import Center
from acd.core.limits import DIALLED_LENGTH_MAX
from contracts.dialling import DialMeans
from contracts.facts import DialRefused
from contracts.ids import AgentId, InteractionId, QueueId, TrunkId
from contracts.intents import Refusal
from contracts.vocabulary import RefusalCode
from telephony.core.dialling import Verdict, judge, shortened
from telephony.core.numbers import international

#: E.164 with +, or digits as the trunk wants them
DIALLED: Final = re.compile(rf"\+?[0-9]{{1,{DIALLED_LENGTH_MAX}}}")


class Line(NamedTuple):
    """A number and the trunk that carries it out."""

    number: str
    trunk: TrunkId


def outside_line(center: Center, number: str, means: DialMeans) -> Line | Refusal:
    """How `number` is reached. Any trunk with an outbound address carries it; the first is taken."""
    found = _dialled(center, number)
    if DIALLED.fullmatch(found) is None:
        return refuse(RefusalCode.BAD_NUMBER, f"{number[:40]!r} cannot be dialled")
    verdict = _judged(center, found, means)
    if not verdict.allowed:
        return refuse(RefusalCode.NUMBER_REFUSED, f"{shortened(found)} by {means.value}: {verdict.why.value} ({verdict.known.kind.value})")
    trunk = next((trunk.id for trunk in center.configuration.trunks if trunk.outbound_address), None)
    if trunk is None:
        return refuse(RefusalCode.NO_TRUNK, "no trunk has an address for calls to the outside")
    return Line(found, trunk)


def wanted_line(
    center: Center,
    number: str,
    means: DialMeans,
    *,
    by: int = 0,
    agent: AgentId | None = None,
    queue: QueueId | None = None,
    interaction: InteractionId | None = None,
) -> Line | Refusal:
    """The same where it is really to be dialled: that the rules refuse it is told as a fact, with who wanted it."""
    line = outside_line(center, number, means)
    if isinstance(line, Refusal) and line.code == RefusalCode.NUMBER_REFUSED.value:
        found = _dialled(center, number)
        verdict = _judged(center, found, means)
        center.say(
            DialRefused(
                means=means,
                number=shortened(found),
                region=verdict.known.region,
                number_kind=verdict.known.kind,
                why=verdict.why,
                by=by,
                agent=agent,
                queue=queue,
                interaction=interaction,
            )
        )
    return line


def is_refused(line: Line | Refusal) -> bool:
    """By the dial rules: it will not become better by waiting."""
    return isinstance(line, Refusal) and line.code == RefusalCode.NUMBER_REFUSED.value


def _dialled(center: Center, number: str) -> str:
    return international(number[: 2 * DIALLED_LENGTH_MAX], center.configuration.default_region)


def _judged(center: Center, number: str, means: DialMeans) -> Verdict:
    return judge(number, means, center.configuration.dialling, center.configuration.default_region)
