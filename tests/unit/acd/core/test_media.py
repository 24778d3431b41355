"""Media without legs, several in hand, and going against the order by hand."""

from typing import Any

import msgspec

from acd.core.commands import AnswerIntent, Release, RingDevice, Timer, TimerKind
from acd.core.events import LegAnswered, TimerFired
from acd.core.floor import Floor
from contracts.facts import HandlingEnded, InteractionArrived, InteractionConnected, OfferEnded, OfferMade, WrapUpStarted
from contracts.intents import AcceptOffer, CloseInteraction, OpenInteraction, Pick, SetLabel, SetPresence
from contracts.rules import Capacity, LabelConfiguration
from contracts.vocabulary import AgentState, EndCause, Medium, OfferOutcome, Presence, RefusalCode
from tests.support.centers import ANA, BEN, BILLING, EPOCH, FIRST, SECOND_CALL, arrives, configuration, hangs_up, opened, t, wants
from tests.support.playbook import Playbook, like

THIRD = "zzz-3"


def chat(at: float, **fields: Any) -> Any:
    return wants(OpenInteraction(medium=Medium.CHAT, queue=BILLING, reference="T-1", sender="ida", **fields), at=t(at))


def accepts(offer: str, at: float, agent: int = ANA) -> Any:
    return wants(AcceptOffer(agent=agent, offer=offer), at=t(at))


def closes(interaction: str, at: float, agent: int | None = ANA) -> Any:
    return wants(CloseInteraction(agent=agent, interaction=interaction), at=t(at))


def refused(story: Playbook) -> str | None:
    answer = next(heard for heard in story.heard if isinstance(heard, AnswerIntent))
    return answer.outcome.refused.code if answer.outcome.refused is not None else None


def ana(story: Playbook) -> Any:
    return story.floor.snapshot().agents[ANA]


def test_a_chat_from_opening_to_wrap_up_asks_nothing_of_the_pbx() -> None:
    story = opened(ready=(ANA,)) >> chat(1) << like(InteractionArrived, medium=Medium.CHAT, reference="T-1") << like(OfferMade, agent=ANA)
    story.never(RingDevice)
    story >> accepts(f"{FIRST}.1", 3) << like(OfferEnded, outcome=OfferOutcome.ACCEPTED) << like(InteractionConnected, recorded=False)
    assert ana(story).state is AgentState.TALKING
    story >> closes(FIRST, 63) << WrapUpStarted
    story.never(Release)
    story >> TimerFired(t(93), Timer(TimerKind.WRAP_UP, str(ANA))) << like(HandlingEnded, talking=60_000_000, wrapping_up=30_000_000)


def test_an_ignored_chat_is_offered_to_another_agent() -> None:
    story = opened(ready=(ANA, BEN)) >> chat(1) >> TimerFired(t(21), Timer(TimerKind.OFFER, f"{FIRST}.1"))
    story << like(OfferEnded, outcome=OfferOutcome.MISSED, agent=ANA) << like(OfferMade, agent=BEN)


def test_as_many_chats_as_there_is_room_for_and_no_call_beside_them() -> None:
    story = opened(ready=(ANA,))
    for number in range(1, 5):
        story >> chat(number)
    assert (ana(story).interaction, ana(story).others) == (FIRST, [SECOND_CALL, THIRD])
    (story >> arrives("c1", at=t(9))).never(RingDevice)
    story >> accepts(f"{FIRST}.1", 10) >> accepts(f"{SECOND_CALL}.1", 11)
    (story >> closes(SECOND_CALL, 12)).never(WrapUpStarted)
    story << like(HandlingEnded, interaction=SECOND_CALL, talking=1_000_000) << like(OfferMade, interaction="zzz-4")


def test_a_call_comes_before_an_e_mail_and_the_e_mail_is_still_there_after_it() -> None:
    story = opened(ready=(ANA,)) >> wants(OpenInteraction(medium=Medium.EMAIL, queue=BILLING, reference="M"), at=t(1))
    story >> accepts(f"{FIRST}.1", 2) >> arrives("c1", at=t(3)) << like(RingDevice, interaction=SECOND_CALL)
    assert (ana(story).state, ana(story).interaction, ana(story).others) == (AgentState.RINGING, SECOND_CALL, [FIRST])
    story >> LegAnswered(t(4), f"{SECOND_CALL}.1") >> hangs_up("c1", at=t(10)) >> hangs_up(f"{SECOND_CALL}.1", at=t(10))
    story >> TimerFired(t(40), Timer(TimerKind.WRAP_UP, str(ANA))) << like(HandlingEnded, interaction=SECOND_CALL)
    assert (ana(story).state, ana(story).interaction, ana(story).others) == (AgentState.TALKING, FIRST, [])
    floor = Floor(EPOCH + 1, configuration())
    floor.start(t(50), story.floor.snapshot())
    again = Playbook(floor) >> closes(FIRST, 62) << WrapUpStarted
    again >> TimerFired(t(92), Timer(TimerKind.WRAP_UP, str(ANA))) << like(HandlingEnded, interaction=FIRST, talking=60_000_000)


def test_a_label_counts_more_against_the_room() -> None:
    heavy = msgspec.structs.replace(
        configuration(),
        labels=[LabelConfiguration(id=1, name="Complaint", weight=2)],
        capacity=[Capacity(medium=Medium.CHAT, interactions_max=2, interrupted_by=[Medium.CHAT])],
    )
    story = opened(heavy, ready=(ANA,)) >> chat(1, label=1) << like(OfferMade, interaction=FIRST)
    (story >> chat(2)).never(OfferMade)
    story >> accepts(f"{FIRST}.1", 3) >> wants(SetLabel(interaction=FIRST, label=None), at=t(4)) << like(OfferMade, interaction=SECOND_CALL)


def test_who_picks_gets_it_whatever_the_order() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    story >> wants(Pick(agent=ANA, interaction=SECOND_CALL), at=t(3))
    assert refused(story) == RefusalCode.AGENT_OFFLINE
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2)) >> arrives("c3", at=t(2))
    story >> LegAnswered(t(3), f"{FIRST}.1") >> wants(Pick(agent=ANA, interaction=THIRD), at=t(4))
    assert refused(story) == RefusalCode.AGENT_BUSY
    story >> hangs_up("c1", at=t(5)) >> hangs_up(f"{FIRST}.1", at=t(5)) >> wants(Pick(agent=ANA, interaction=FIRST), at=t(6))
    assert refused(story) == RefusalCode.UNKNOWN_INTERACTION


def test_a_pick_rings_at_once_and_says_so() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    story >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY), at=t(3)) >> wants(Pick(agent=ANA, interaction=SECOND_CALL), at=t(4))
    story << like(RingDevice, interaction=SECOND_CALL, agent=ANA) << like(OfferMade, rule="picked")


def test_what_is_no_call_is_no_call() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> accepts(f"{FIRST}.1", 2)
    assert refused(story) == RefusalCode.WRONG_MEDIUM
    story >> closes(FIRST, 3)
    assert refused(story) == RefusalCode.WRONG_MEDIUM


def test_the_system_that_opened_it_closes_it_in_any_phase() -> None:
    story = opened() >> chat(1) >> closes(FIRST, 2, agent=None)
    assert not story.floor.center.interactions
    assert EndCause.CLOSED.value in repr(story.heard)
