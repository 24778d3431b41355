"""Which numbers may be dialled, by whom, and what decided."""

from __future__ import annotations

import pytest

from contracts.dialling import DialMeans, DialReach, DialRule, DialRules, DialWhy, NumberKind
from telephony.core.dialling import judge, known_of, shortened

USUAL = DialRules()
AGENT, TRANSFER, CALLBACK, OVERFLOW = DialMeans.AGENT, DialMeans.TRANSFER, DialMeans.CALLBACK, DialMeans.OVERFLOW


def verdict(number: str, means: DialMeans = AGENT, rules: DialRules = USUAL) -> tuple[bool, DialWhy]:
    found = judge(number, means, rules, "DE")
    return found.allowed, found.why


def with_rules(*rules: DialRule) -> DialRules:
    return DialRules(rules=list(rules))


@pytest.mark.parametrize("means", DialMeans)
@pytest.mark.parametrize(
    "number",
    [
        "+499001234567",  # premium, Germany
        "+49900123",  # the same range, too short to be one
        "+4990012345678901",  # too long
        "+19005551234",  # premium, USA
        "+979123456789",  # international premium
        "+881612345678",  # satellite
        "+870773111632",  # ships
        "+491801234567",  # shared cost
        "+447012345678",  # personal number, a favourite of frauds
        "11833",  # directory enquiries that put through
    ],
)
def test_expensive_kinds_are_refused_whatever_dials(number: str, means: DialMeans) -> None:
    assert verdict(number, means) == (False, DialWhy.KIND)


def test_people_reach_the_world_and_machines_the_own_country() -> None:
    assert verdict("+18765551234") == (True, DialWhy.EVERYWHERE)
    assert verdict("+18765551234", CALLBACK) == (False, DialWhy.ABROAD)
    assert verdict("+49405550100", OVERFLOW) == (True, DialWhy.HOME)
    assert verdict("4711", OVERFLOW) == (True, DialWhy.HOME)


@pytest.mark.parametrize("number", ["112", "110", "+49112"])
def test_people_call_for_help_and_machines_never_do(number: str) -> None:
    nothing = DialRules(rules=[DialRule(prefix=number[:1], allowed=False)], reach=dict.fromkeys(DialMeans, DialReach.NOWHERE))
    assert verdict(number, AGENT, nothing) == (True, DialWhy.EMERGENCY)
    everything = DialRules(rules=[DialRule(prefix=number, allowed=True)], reach=dict.fromkeys(DialMeans, DialReach.EVERYWHERE))
    assert verdict(number, CALLBACK, everything) == (False, DialWhy.EMERGENCY_AUTOMATIC)
    assert verdict(number, OVERFLOW, everything) == (False, DialWhy.EMERGENCY_AUTOMATIC)


def test_a_number_that_an_exchange_may_take_for_an_emergency_is_none_for_machines() -> None:
    assert verdict("1121", CALLBACK) == (False, DialWhy.EMERGENCY_AUTOMATIC)
    assert verdict("+911123456789", AGENT) == (True, DialWhy.EVERYWHERE), "Delhi's area code is 11"


def test_the_longest_prefix_decides_and_of_two_alike_the_one_that_refuses() -> None:
    rules = with_rules(
        DialRule(prefix="+43", allowed=False), DialRule(prefix="+431", allowed=True), DialRule(prefix="+4315", allowed=True),
        DialRule(prefix="+4315", allowed=False),
    )  # fmt: skip
    assert verdict("+43512123456", AGENT, rules) == (False, DialWhy.RULE)
    assert verdict("+4312345678", CALLBACK, rules) == (True, DialWhy.RULE)
    assert verdict("+4315345678", AGENT, rules) == (False, DialWhy.RULE)


def test_a_rule_is_of_its_means_only() -> None:
    rules = with_rules(DialRule(prefix="+43", allowed=True, means=[CALLBACK]))
    assert verdict("+4312345678", CALLBACK, rules) == (True, DialWhy.RULE)
    assert verdict("+4312345678", OVERFLOW, rules) == (False, DialWhy.ABROAD)


def test_an_allowed_country_does_not_let_its_premium_numbers_through_but_a_whole_number_is_let_through() -> None:
    assert verdict("+499001234567", AGENT, with_rules(DialRule(prefix="+49", allowed=True))) == (False, DialWhy.KIND)
    assert verdict("+499001234567", AGENT, with_rules(DialRule(prefix="+499001234567", allowed=True))) == (True, DialWhy.RULE)


def test_kinds_are_the_centers_choice() -> None:
    assert verdict("+491801234567", AGENT, DialRules(refused_kinds=[])) == (True, DialWhy.EVERYWHERE)
    assert verdict("+498001234567", AGENT, DialRules(refused_kinds=[NumberKind.FREE])) == (False, DialWhy.KIND)


def test_what_nobody_can_judge_is_refused_until_a_rule_knows_it() -> None:
    by_another_carrier = "010330900123456"
    assert verdict(by_another_carrier) == (False, DialWhy.UNJUDGED)
    assert verdict(by_another_carrier, AGENT, with_rules(DialRule(prefix="01033", allowed=True))) == (True, DialWhy.RULE)


def test_a_means_can_be_closed() -> None:
    closed = DialRules(reach={AGENT: DialReach.NOWHERE})
    assert verdict("+49405550100", AGENT, closed) == (False, DialWhy.NOWHERE)
    assert verdict("+49405550100", TRANSFER, closed) == (True, DialWhy.EVERYWHERE)


def test_records_keep_range_and_country_and_nobodys_number() -> None:
    assert [shortened(number) for number in ("+499001234567", "+49112", "11833", "112", "")] == ["+49900…", "+4…", "1…", "…", "…"]


def test_a_number_in_no_plan_is_unknown() -> None:
    assert known_of("+999123", "DE").kind is NumberKind.UNKNOWN
    assert known_of("+", "DE").kind is NumberKind.UNKNOWN
