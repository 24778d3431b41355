"""Why nobody takes those who wait, in one sentence with numbers, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from ccplatform.kernel.words import language, said
from contracts.ids import AgentId
from contracts.outlook import FREE, Outlook, Prospect
from contracts.vocabulary import Phase

SECOND: Final = 1_000_000
SHORT_SECONDS: Final = 90
"""Up to here seconds are told as seconds."""

#: what keeps those who may take it from it: one, several (en, de); the nearest to be free first
_DOES: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "ringing": (("is being rung", "are being rung"), ("wird gerade angerufen", "werden gerade angerufen")),
    "wrapping_up": (("wraps up", "wrap up"), ("arbeitet nach", "arbeiten nach")),
    "talking": (("talks", "talk"), ("spricht", "sprechen")),
    "consulting": (("asks a colleague", "ask colleagues"), ("hält Rückfrage", "halten Rückfrage")),
    "on_hold": (("has somebody on hold", "have somebody on hold"), ("hat jemanden in der Leitung", "haben jemanden in der Leitung")),
    "dialling": (("dials", "dial"), ("wählt gerade", "wählen gerade")),
    "monitoring": (("listens to a call", "listen to calls"), ("hört mit", "hören mit")),
    "no_capacity": (("has no room for more", "have no room for more"), ("ist ausgelastet", "sind ausgelastet")),
    "tried": (("did not answer just now", "did not answer just now"), ("hat eben nicht angenommen", "haben eben nicht angenommen")),
    "reconnecting": (("has lost the phone", "have lost their phones"), ("hat das Telefon verloren", "haben das Telefon verloren")),
    "unreachable": (("cannot be reached by phone", "cannot be reached by phone"), ("ist nicht erreichbar", "sind nicht erreichbar")),
    "offline": (("is signed off", "are signed off"), ("ist abgemeldet", "sind abgemeldet")),
}
_NUMBERS: Final = {
    "en": ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "de": ("niemand", "eine Person", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
}

AgentName = Callable[[AgentId], str]


def explained(outlook: Outlook, name: AgentName, reasons: Mapping[str, str]) -> str:
    """`reasons`: code of a reason for not being ready -> its name in the reader's language."""
    told = _special(outlook, name)
    if told:
        return told
    able = [one for one in outlook.people if one.stage == outlook.stage]
    free = [one for one in able if one.why == FREE]
    if outlook.interaction is None and free:
        return _first_free(name(free[0].agent), outlook.counts.get(FREE, len(free)))
    first = _nobody_yet(outlook) + (_able(outlook, able, reasons) or _none_able(outlook))
    ring = _ring(outlook)
    return f"{first[:1].upper()}{first[1:]}{_ring_after(ring)}."


def _special(outlook: Outlook, name: AgentName) -> str:
    if outlook.phase is Phase.OFFERED and outlook.offered_to is not None:
        return str(
            said(
                en="{name} is being asked, for {seconds} now.",
                de="{name} wird gerade gefragt, seit {seconds}.",
                name=name(outlook.offered_to),
                seconds=length(outlook.at - outlook.offered_at),
            )
        )
    if outlook.kept_for is not None:
        return str(
            said(
                en="It is kept for {name} for another {seconds}; then everybody may have it.",
                de="Für {name} reserviert, noch {seconds}; danach dürfen es alle haben.",
                name=name(outlook.kept_for),
                seconds=length(outlook.kept_until - outlook.at),
            )
        )
    return ""


def _first_free(name: str, free: int) -> str:
    if free == 1:
        return str(said(en="Nobody waits; {name} is free and gets the next one.", de="Niemand wartet; {name} ist frei.", name=name))
    return str(
        said(
            en="Nobody waits; of {count} who are free {name} is asked first.",
            de="Niemand wartet; von {count} Freien wird {name} zuerst gefragt.",
            count=free,
            name=name,
        )
    )


def _nobody_yet(outlook: Outlook) -> str:
    if outlook.interaction is not None:
        return ""
    return str(said(en="nobody waits now: ", de="gerade wartet niemand: "))


def _able(outlook: Outlook, able: list[Prospect], reasons: Mapping[str, str]) -> str:
    """ "three candidates talk, two are at lunch"; "" when nobody has the skills, or only people who are signed off."""
    if all(one.why == "offline" for one in able):
        return ""
    does = Counter((one.why, one.reason if one.why == "not_ready" else "") for one in able if one.why != "offline")
    order = list(_DOES)
    words = sorted(does.items(), key=lambda one: (order.index(one[0][0]) if one[0][0] in order else len(order), -one[1], one[0][1]))
    told = [_clause(count, why, reasons.get(reason, reason), first=place == 0) for place, ((why, reason), count) in enumerate(words)]
    return ", ".join(told)


def _clause(count: int, why: str, reason: str, *, first: bool) -> str:
    german = language() == "de"
    many = count != 1
    who = number(count)
    if first and not german:
        who = f"{who} candidate{'s' if many else ''}"
    if first and german and many:
        who = f"{who} Geeignete"
    if why == "not_ready":
        if reason:
            return (
                f"{who} {'sind' if many else 'ist'} nicht bereit ({reason})"
                if german
                else f"{who} {'are' if many else 'is'} not ready ({reason})"
            )
        return f"{who} {'sind' if many else 'ist'} nicht bereit" if german else f"{who} {'are' if many else 'is'} not ready"
    if why == FREE:
        return f"{who} {'sind' if many else 'ist'} frei" if german else f"{who} {'are' if many else 'is'} free"
    does = _DOES.get(why, ((why, why), (why, why)))[1 if german else 0]
    return f"{who} {does[many]}"


def _none_able(outlook: Outlook) -> str:
    lacking = sum(one.stage != outlook.stage for one in outlook.people if one.why != "offline")
    if not lacking:
        return str(said(en="nobody who may take it is signed in", de="niemand, der es übernehmen darf, ist angemeldet"))
    if lacking == 1:
        return str(said(en="the only one signed in lacks a skill", de="der einzigen angemeldeten Person fehlt eine Kenntnis"))
    return str(
        said(en="the {count} who are signed in lack a skill", de="den {count} Angemeldeten fehlt eine Kenntnis", count=number(lacking))
    )


def _ring(outlook: Outlook) -> str:
    ring = outlook.next_ring
    if ring is None:
        return ""
    left = ring.at - outlook.at
    gains = (
        said(en="and brings {count} more", de="und bringt {count} dazu", count=number(ring.gains))
        if ring.gains
        else said(en="but brings nobody", de="bringt aber niemanden dazu")
    )
    if left <= 0:
        return str(said(en="ring {stage} starts now {gains}", de="Ring {stage} beginnt jetzt {gains}", stage=ring.stage + 1, gains=gains))
    return str(
        said(
            en="ring {stage} starts in {seconds} {gains}",
            de="Ring {stage} beginnt in {seconds} {gains}",
            stage=ring.stage + 1,
            seconds=length(left),
            gains=gains,
        )
    )


def _ring_after(ring: str) -> str:
    return f"; {ring}" if ring else ""


def number(count: int) -> str:
    """In words as far as one reads them faster than digits."""
    words = _NUMBERS[language()]
    return words[count] if count < len(words) else str(count)


def length(microseconds: int) -> str:
    """ "12 s", or "2:30 min"."""
    seconds = max(0, round(microseconds / SECOND))
    return f"{seconds} s" if seconds <= SHORT_SECONDS else f"{seconds // 60}:{seconds % 60:02d} min"
