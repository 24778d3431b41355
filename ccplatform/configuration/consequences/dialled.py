"""Numbers to which rules of queues lead, against the dial rules that would stop them."""

from __future__ import annotations

from ccplatform.configuration import dialling
from ccplatform.kernel.words import Words, said
from contracts.configuration import CenterConfiguration
from contracts.dialling import DialMeans
from telephony.core.dialling import judge
from telephony.core.numbers import international


def refused(configuration: CenterConfiguration, number: str) -> Words | None:
    """Why an overflow would not dial this number; None when it would."""
    home = configuration.default_region
    verdict = judge(international(number, home), DialMeans.OVERFLOW, configuration.dialling, home)
    return None if verdict.allowed else dialling.sentence(verdict)


def overflow_refused(queue: str, place: int, number: str, why: Words) -> Words:
    return said(
        en="{queue}, overflow {place} leads to {number}, which may not be dialled; callers go on waiting. {why}",
        de="{queue}, Überlauf {place} führt zu {number}, die nicht gewählt werden darf; Anrufer warten weiter. {why}",
        queue=queue,
        place=place,
        number=number,
        why=why,
    )
