"""Offers, as stories of one call."""

from acd.core.commands import Answer, HangUp, RingDevice, StartMusic, Timer, TimerKind
from acd.core.events import TimerFired
from contracts.facts import OfferEnded, OfferMade, PresenceChanged, SegmentEnded
from contracts.vocabulary import OfferOutcome, Presence, PresenceReason, SegmentKind
from tests.support.centers import ANA, BEN, BENS_PHONE, FIRST, arrives, opened, t
from tests.support.playbook import like


def test_a_caller_rings_at_the_agent_who_was_idle_for_longest() -> None:
    (
        opened(ready=(BEN, ANA))
        >> arrives("c1", at=t(1))
        << like(RingDevice, interaction=FIRST, leg=f"{FIRST}.1", device=BENS_PHONE)
        << like(OfferMade, agent=BEN, rule="longest_idle", candidates=2)
        << Answer(FIRST, "c1")
        << StartMusic(FIRST, "c1", "default")
    )


def test_an_ignored_offer_puts_the_caller_back_at_the_head() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    (
        story
        >> TimerFired(t(21), Timer(TimerKind.OFFER, f"{FIRST}.1"))
        << like(OfferEnded, outcome=OfferOutcome.MISSED, agent=ANA)
        << like(SegmentEnded, segment=SegmentKind.ALERTING)
        << HangUp
        << like(PresenceChanged, agent=ANA, presence=Presence.NOT_READY, reason=PresenceReason.MISSED)
    )
