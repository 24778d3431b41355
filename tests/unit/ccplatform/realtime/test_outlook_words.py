"""Why nobody takes those who wait, as one reads it."""

from __future__ import annotations

from django.utils.translation import override

from ccplatform.realtime.outlook_words import explained
from contracts.outlook import NextRing, Outlook, Prospect
from contracts.vocabulary import Phase

SECOND = 1_000_000
NOW = 1_000 * SECOND


def person(agent: int, why: str, stage: int | None = 0, reason: str = "", place: int = 0) -> Prospect:
    return Prospect(agent=agent, why=why, stage=stage, level=1, since=0, reason=reason, place=place)


def outlook(*people: Prospect, interaction: str | None = "i1", ring: NextRing | None = None) -> Outlook:
    return Outlook(at=NOW, queue=1, waiting=1, interaction=interaction, people=list(people), people_count=len(people), next_ring=ring)


def said(told: Outlook, language: str = "en") -> str:
    with override(language):
        return explained(told, lambda agent: {1: "Anna", 2: "Ben"}[agent], {"lunch": "Mittagspause" if language == "de" else "lunch"})


BUSY = (person(1, "talking"), person(2, "talking"), person(3, "talking"), person(4, "not_ready", reason="lunch"), person(5, "offline"))
SOON = NextRing(stage=1, at=NOW + 12 * SECOND, required_skills={}, teams=[], gains=4)


def test_what_keeps_each_from_it_and_when_the_next_ring_starts() -> None:
    told = outlook(*BUSY, person(6, "not_ready", reason="lunch"), ring=SOON)
    assert said(told) == "Three candidates talk, two are not ready (lunch); ring 2 starts in 12 s and brings four more."
    german = "Drei Geeignete sprechen, zwei sind nicht bereit (Mittagspause); Ring 2 beginnt in 12 s und bringt vier dazu."
    assert said(told, "de") == german


def test_a_single_one_is_told_as_one() -> None:
    assert said(outlook(person(1, "wrapping_up"))) == "One candidate wraps up."


def test_skills_and_signed_off_people_are_reasons_too() -> None:
    assert said(outlook(person(1, "offline"), person(2, "talking", stage=1))) == "The only one signed in lacks a skill."
    assert said(outlook(person(1, "offline"))) == "Nobody who may take it is signed in."


def test_an_offer_and_a_promise_come_before_everything_else() -> None:
    offered = Outlook(at=NOW, queue=1, waiting=1, interaction="i1", phase=Phase.OFFERED, offered_to=1, offered_at=NOW - 4 * SECOND)
    assert said(offered) == "Anna is being asked, for 4 s now."
    kept = Outlook(at=NOW, queue=1, waiting=1, interaction="i1", kept_for=2, kept_until=NOW + 95 * SECOND, people=list(BUSY))
    assert said(kept) == "It is kept for Ben for another 1:35 min; then everybody may have it."


def test_with_nobody_waiting_it_says_who_is_first() -> None:
    free = (person(1, "free", place=1), person(2, "free", place=2))
    counted = Outlook(at=NOW, queue=1, waiting=0, people=list(free), people_count=2, counts={"free": 2})
    assert said(counted) == "Nobody waits; of 2 who are free Anna is asked first."
    assert said(outlook(*BUSY, interaction=None)) == "Nobody waits now: three candidates talk, one is not ready (lunch)."
