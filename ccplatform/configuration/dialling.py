"""A number tried against dial rules, in words: what would be dialled, what kind it is, and what decides for each means."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
import phonenumbers
from django.conf import settings

from ccplatform.configuration import selectors
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import Words, said
from contracts.dialling import DialMeans, DialRules, DialWhy, NumberKind
from telephony.core.dialling import Verdict, judge, known_of
from telephony.core.numbers import international

DIALLED: Final = re.compile(r"\+?[0-9]{1,20}")
"""As acd.core.numbers has it."""

KINDS: Final[dict[NumberKind, Words]] = {
    NumberKind.ORDINARY: said(en="an ordinary number", de="eine gewöhnliche Rufnummer"),
    NumberKind.FREE: said(en="a free number", de="eine kostenlose Rufnummer"),
    NumberKind.SHARED_COST: said(en="a shared-cost number", de="eine Rufnummer mit geteilten Kosten"),
    NumberKind.PREMIUM: said(en="a premium number", de="eine Mehrwertnummer"),
    NumberKind.PERSONAL: said(en="a personal number", de="eine persönliche Rufnummer"),
    NumberKind.PAGER: said(en="a pager", de="ein Funkrufdienst"),
    NumberKind.SATELLITE: said(en="a satellite or international network", de="ein Satelliten- oder internationales Netz"),
    NumberKind.SHORT_SERVICE: said(en="a short service number that may cost anything", de="eine Kurzwahl, die beliebig viel kosten kann"),
    NumberKind.INTERNAL: said(en="an internal number of the trunk", de="eine interne Nummer des Trunks"),
    NumberKind.UNKNOWN: said(en="in no numbering plan", de="in keinem Rufnummernplan"),
}

WHY: Final[dict[DialWhy, Words]] = {
    DialWhy.EMERGENCY: said(en="Always allowed: somebody calls for help.", de="Immer erlaubt: Jemand ruft um Hilfe."),
    DialWhy.EMERGENCY_AUTOMATIC: said(
        en="Refused: an emergency number is never dialled by itself.", de="Gesperrt: Ein Notruf wird nie von selbst gewählt."
    ),
    DialWhy.UNJUDGED: said(
        en="Refused: too long for an internal number and not an international one; nobody can say where it leads.",
        de="Gesperrt: zu lang für eine interne Nummer und keine internationale; niemand weiß, wohin sie führt.",
    ),
    DialWhy.EVERYWHERE: said(
        en="Allowed: no rule refuses it, and all countries are open.", de="Erlaubt: keine Regel sperrt sie, alle Länder sind offen."
    ),
    DialWhy.HOME: said(
        en="Allowed: no rule refuses it, and it is in the own country.",
        de="Erlaubt: keine Regel sperrt sie, und sie liegt im eigenen Land.",
    ),
    DialWhy.ABROAD: said(en="Refused: only the own country is open here.", de="Gesperrt: Hier ist nur das eigene Land offen."),
    DialWhy.NOWHERE: said(en="Refused: nothing is open here without a rule.", de="Gesperrt: Ohne Regel ist hier nichts offen."),
}


def tried(number: str, dialling: dict[str, Any] | None) -> dict[str, Any]:
    """What the engine would do with `number` under these rules (None = those of now). Raises Invalid for what is no number."""
    home: str = settings.CENTER.default_region
    rules = msgspec.convert(selectors.center().dialling if dialling is None else dialling, DialRules)
    dialled = international(number, home)
    if DIALLED.fullmatch(dialled) is None:
        raise Invalid.field("number", "bad_number", said(en="This is no number that can be dialled.", de="Das ist keine wählbare Nummer."))
    known = known_of(dialled, home)
    return {
        "number": dialled,
        "region": known.region if known.region.isalpha() else "",
        "kind": known.kind.value,
        "kind_in_words": str(KINDS[known.kind]),
        "emergency": known.emergency,
        "written": _written(dialled),
        "verdicts": [_told(means, judge(dialled, means, rules, home)) for means in DialMeans],
    }


def _told(means: DialMeans, verdict: Verdict) -> dict[str, Any]:
    return {
        "means": means.value,
        "allowed": verdict.allowed,
        "why": verdict.why.value,
        "prefix": verdict.rule.prefix if verdict.rule is not None else "",
        "sentence": str(sentence(verdict)),
    }


def sentence(verdict: Verdict) -> Words:
    if verdict.why is DialWhy.RULE and verdict.rule is not None:
        if verdict.allowed:
            return said(
                en="Allowed: the rule for {prefix} says so.", de="Erlaubt: Das sagt die Regel für {prefix}.", prefix=verdict.rule.prefix
            )
        return said(
            en="Refused: the rule for {prefix} says so.", de="Gesperrt: Das sagt die Regel für {prefix}.", prefix=verdict.rule.prefix
        )
    if verdict.why is DialWhy.KIND:
        return said(en="Refused: it is {kind}.", de="Gesperrt: Es ist {kind}.", kind=KINDS[verdict.known.kind])
    return WHY[verdict.why]


def _written(number: str) -> str:
    """Grouped as its country does it."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number, None), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
