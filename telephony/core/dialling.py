"""Whether a number may be dialled, and why: contracts.dialling's rules and what the numbering plans say (libphonenumber). Pure.

In this order: emergency numbers; a rule that names the whole number; the number's kind; the rule with the longest prefix; whether it can
be judged at all; how far the means reaches.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType, ShortNumberCost

from contracts.dialling import AUTOMATIC, DEFAULT_REACH, DialMeans, DialReach, DialRule, DialRules, DialWhy, NumberKind

#: digits of the longest number that is taken for one of the trunk's own plan
INTERNAL_DIGITS_MAX: Final = 6
#: country codes of satellites and networks without a country (ITU-T E.164, list of assigned country codes)
SATELLITE_CODES: Final = frozenset({870, 881, 882, 883})
#: how many digits too long or too short a number of an expensive range may be and still be taken for one of it
RANGE_TOLERANCE: Final = 5
#: signs of a refused number that are kept: enough for country and range, too few for somebody's number
SHOWN_SIGNS: Final = 6

_KINDS: Final = {
    PhoneNumberType.FIXED_LINE: NumberKind.ORDINARY,
    PhoneNumberType.MOBILE: NumberKind.ORDINARY,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: NumberKind.ORDINARY,
    PhoneNumberType.VOIP: NumberKind.ORDINARY,
    PhoneNumberType.UAN: NumberKind.ORDINARY,
    PhoneNumberType.VOICEMAIL: NumberKind.ORDINARY,
    PhoneNumberType.TOLL_FREE: NumberKind.FREE,
    PhoneNumberType.SHARED_COST: NumberKind.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE: NumberKind.PREMIUM,
    PhoneNumberType.PERSONAL_NUMBER: NumberKind.PERSONAL,
    PhoneNumberType.PAGER: NumberKind.PAGER,
}
_FREE_OR_USUAL: Final = frozenset({ShortNumberCost.TOLL_FREE, ShortNumberCost.STANDARD_RATE})


class Known(NamedTuple):
    """What can be said of a number without any rule. `region` is ISO 3166, "001" for no country's, "" where unknown."""

    kind: NumberKind
    region: str
    emergency: bool
    """Exactly an emergency number of its country."""
    begins_as_emergency: bool
    """An exchange may connect it to one."""


class Verdict(NamedTuple):
    """`rule` where one decided."""

    allowed: bool
    why: DialWhy
    known: Known
    rule: DialRule | None = None


def judge(number: str, means: DialMeans, rules: DialRules, home: str) -> Verdict:
    """`number` as it would be dialled (telephony.core.numbers.international); `home` is the center's region."""
    known = known_of(number, home)
    automatic = means in AUTOMATIC
    if known.emergency and not automatic:
        return Verdict(True, DialWhy.EMERGENCY, known)
    if known.begins_as_emergency and automatic:
        return Verdict(False, DialWhy.EMERGENCY_AUTOMATIC, known)
    rule = _longest(number, means, rules)
    if rule is not None and rule.prefix == number:
        return Verdict(rule.allowed, DialWhy.RULE, known, rule)
    if known.kind in rules.refused_kinds:
        return Verdict(False, DialWhy.KIND, known)
    if rule is not None:
        return Verdict(rule.allowed, DialWhy.RULE, known, rule)
    if not number.startswith("+") and len(number) > INTERNAL_DIGITS_MAX:
        return Verdict(False, DialWhy.UNJUDGED, known)
    return _by_reach(means, rules, known, home)


def _longest(number: str, means: DialMeans, rules: DialRules) -> DialRule | None:
    matching = (rule for rule in rules.rules if number.startswith(rule.prefix) and (not rule.means or means in rule.means))
    return max(matching, key=lambda rule: (len(rule.prefix), not rule.allowed), default=None)


def _by_reach(means: DialMeans, rules: DialRules, known: Known, home: str) -> Verdict:
    reach = rules.reach.get(means, DEFAULT_REACH[means])
    if reach is DialReach.EVERYWHERE:
        return Verdict(True, DialWhy.EVERYWHERE, known)
    if reach is DialReach.NOWHERE:
        return Verdict(False, DialWhy.NOWHERE, known)
    at_home = known.kind is NumberKind.INTERNAL or known.region == home
    return Verdict(at_home, DialWhy.HOME if at_home else DialWhy.ABROAD, known)


def shortened(number: str) -> str:
    """For logs and records: where it would have led, not whose it is."""
    return f"{number[: min(SHOWN_SIGNS, max(len(number) - 4, 0))]}…"


@lru_cache(maxsize=4096)
def known_of(number: str, home: str) -> Known:
    """`number` as it would be dialled."""
    if not number.startswith("+"):
        return _short(number, home)
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return Known(NumberKind.UNKNOWN, "", False, False)
    region = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    emergency = region.isalpha() and phonenumbers.is_emergency_number(str(parsed.national_number), region)
    return Known(_kind(parsed), region, emergency, emergency)


def _short(number: str, home: str) -> Known:
    emergency = phonenumbers.is_emergency_number(number, home)
    begins = phonenumbers.connects_to_emergency_number(number, home)
    kind = NumberKind.INTERNAL
    if len(number) > INTERNAL_DIGITS_MAX:
        kind = NumberKind.UNKNOWN
    elif not emergency and _is_service(number, home):
        kind = NumberKind.SHORT_SERVICE
    return Known(kind, home, emergency, begins)


def _is_service(number: str, home: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, home)
    except phonenumbers.NumberParseException:
        return False
    valid = phonenumbers.is_valid_short_number_for_region(parsed, home)
    return valid and phonenumbers.expected_cost_for_region(parsed, home) not in _FREE_OR_USUAL


def _kind(number: phonenumbers.PhoneNumber) -> NumberKind:
    if number.country_code in SATELLITE_CODES:
        return NumberKind.SATELLITE
    kind = _KINDS.get(phonenumbers.number_type(number), NumberKind.UNKNOWN)
    if kind is NumberKind.UNKNOWN and any(phonenumbers.number_type(one) == PhoneNumberType.PREMIUM_RATE for one in _of_its_range(number)):
        # Exchanges stop listening when they have enough digits: one too many is no way around.
        return NumberKind.PREMIUM
    return kind


def _of_its_range(number: phonenumbers.PhoneNumber) -> list[phonenumbers.PhoneNumber]:
    digits = str(number.national_number)
    others = [digits[:-count] for count in range(1, RANGE_TOLERANCE + 1) if len(digits) > count]
    others += [digits + "1" * count for count in range(1, RANGE_TOLERANCE + 1)]
    return [phonenumbers.PhoneNumber(country_code=number.country_code, national_number=int(one)) for one in others]
