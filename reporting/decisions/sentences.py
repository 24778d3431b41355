"""One sentence per decision, in the reader's language: who was asked, by which rule, out of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ccplatform.kernel.words import Words, language, said
from contracts.ids import Microseconds

SECOND: Final = 1_000_000
MINUTE_SECONDS: Final = 60
HOUR_SECONDS: Final = 3_600

#: rule -> what the agent was among those who could have had it (en, de)
_SUPERLATIVES: Final[Mapping[str, tuple[str, str]]] = {
    "longest_idle": ("idle longest ({idle})", "am längsten frei ({idle})"),
    "fewest_interactions": ("fewest interactions since signing in", "seit der Anmeldung am wenigsten Interaktionen"),
    "least_occupied": ("least occupied since signing in", "seit der Anmeldung am wenigsten ausgelastet"),
    "most_proficient": ("most proficient", "beste Kenntnisse"),
    "round_robin": ("longest without an offer of this queue", "am längsten ohne Angebot dieser Warteschlange"),
    "weighted_random": ("drawn by chance, weighted by level,", "per Zufall gezogen, gewichtet nach Stufe,"),
}
#: rules by which somebody is asked whatever the others are like (en, de)
_PERSONAL: Final[Mapping[str, tuple[str, str]]] = {
    "preferred": (
        "was asked first because the interaction was meant for this agent",
        "wurde zuerst gefragt, weil es für diese Person bestimmt war",
    ),
    "sticky": (
        "was asked first as the last one to have talked with this customer",
        "wurde zuerst gefragt, weil das letzte Gespräch mit diesem Kunden dort war",
    ),
    "picked": ("picked it by hand", "hat die Interaktion selbst gewählt"),
    "transferred": ("was asked because it was transferred to this agent", "wurde gefragt, weil dorthin verbunden wurde"),
}


def duration(length: Microseconds) -> str:
    """`3:12`, or `1:03:12` from an hour on."""
    seconds = max(0, length) // SECOND
    minutes, rest = divmod(seconds, MINUTE_SECONDS)
    if seconds < HOUR_SECONDS:
        return f"{minutes}:{rest:02}"
    return f"{minutes // MINUTE_SECONDS}:{minutes % MINUTE_SECONDS:02}:{rest:02}"


def demands(skills: Sequence[tuple[str, int]]) -> str:
    """`German >= 2, billing >= 1`; "" when nothing was asked for."""
    return ", ".join(f"{name} >= {level}" for name, level in skills)


def why_asked(*, agent: str, rule: str, idle: Microseconds, candidates: int, skills: Sequence[tuple[str, int]]) -> Words:
    """`candidates`: how many could have had it, this agent included; `skills`: names and levels that were asked for in the end."""
    if rule in _PERSONAL:
        en, de = _PERSONAL[rule]
        return said(en="{agent} " + en + ".", de="{agent} " + de + ".", agent=agent)
    wanted = demands(skills)
    if candidates <= 1:
        return said(
            en="{agent} was asked as the only agent who could take it now{wanted}.",
            de="{agent} wurde gefragt, weil sonst niemand gerade übernehmen konnte{wanted}.",
            agent=agent,
            wanted=_with(wanted),
        )
    en, de = _SUPERLATIVES.get(rule, ("first by the rule {rule}", "nach der Regel {rule} an erster Stelle"))
    return said(
        en="{agent} was asked: " + en + " of {count} agents{wanted}.",
        de="{agent} wurde gefragt: " + de + " von {count} Agenten{wanted}.",
        agent=agent,
        idle=duration(idle),
        rule=rule,
        count=candidates,
        wanted=_with(wanted),
    )


def _with(wanted: str) -> Words:
    return said(en=" with {wanted}", de=" mit {wanted}", wanted=wanted) if wanted else ""


def relaxed(stage: int, waited: Microseconds) -> Words:
    """Said beside it where the queue had become content with less."""
    return said(
        en="After {waited} of waiting, stage {stage} of the queue's relaxation was in force.",
        de="Nach {waited} Wartezeit galt Stufe {stage} der Lockerung dieser Warteschlange.",
        waited=duration(waited),
        stage=stage,
    )


def lent(teams: Sequence[str]) -> Words:
    return said(en="{teams} lent agents to the queue.", de="{teams} lieh der Warteschlange Agenten.", teams=", ".join(teams))


_WHY_NOT: Final[Mapping[str, tuple[str, str]]] = {
    "offline": ("not signed in", "nicht angemeldet"),
    "not_ready": ("not ready", "nicht bereit"),
    "ringing": ("being rung", "klingelt gerade"),
    "talking": ("talking", "im Gespräch"),
    "on_hold": ("with a customer on hold", "Kunde gehalten"),
    "wrapping_up": ("wrapping up", "in Nacharbeit"),
    "dialling": ("dialling", "wählt gerade"),
    "consulting": ("in a consultation", "in Rückfrage"),
    "monitoring": ("monitoring", "hört mit"),
    "reconnecting": ("lost the phone", "Telefon verloren"),
    "unreachable": ("phone unreachable", "Telefon nicht erreichbar"),
    "no_capacity": ("no capacity left", "ausgelastet"),
    "tried": ("was asked before", "wurde schon gefragt"),
    "skill": ("lacks a skill", "Kenntnis fehlt"),
    "ready": ("ready", "bereit"),
    "free": ("free", "frei"),
}


def why_not(why: str, lacks: Sequence[tuple[str, int]]) -> str:
    """Why somebody could not have it, in a few words. A word of a newer engine is shown as it is."""
    en, de = _WHY_NOT.get(why, (why, why))
    told = de if language() == "de" else en
    return f"{told}: {demands(lacks)}" if lacks else told
