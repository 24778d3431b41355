"""Parties, transfers, rescues, call-backs, overflow, announcements and lending become rows; a rebuild makes the same ones."""

from __future__ import annotations

from typing import Any

import pytest

from contracts import control_facts as c
from contracts import facts as f
from contracts import queue_facts as q
from contracts.facts import encode
from contracts.targets import ToAgent, ToQueue
from contracts.vocabulary import (
    CallbackEnd,
    CallbackFirst,
    Direction,
    EndCause,
    Medium,
    OfferOutcome,
    OverflowCause,
    PartyEnd,
    PartyRole,
    RescueEnd,
    SegmentKind,
    Strategy,
    TransferKind,
    VisitOutcome,
)
from reporting.facts.incoming import parse
from reporting.facts.models import (
    AgentSegment,
    Announcement,
    CallbackOrder,
    Closing,
    Handling,
    Interaction,
    Lending,
    Offer,
    OverflowStep,
    Party,
    QueueVisit,
    Rescue,
    Transfer,
)
from reporting.facts.services.intake import record
from reporting.facts.services.rebuild import rebuild
from tests.integration.reporting.recording_facts import history
from tests.support.facts import SECOND, Story

pytestmark = pytest.mark.django_db
BILLING, TARIFFS, LENA, MEHMET = 1, 2, 7, 8


@pytest.fixture(autouse=True)
def _nothing_goes_unrecorded(caplog: pytest.LogCaptureFixture) -> Any:
    yield
    assert "no history from fact" not in caplog.text


def told(story: Story) -> None:
    record([fact for e in story.told if (fact := parse("1-0", encode(e))) is not None])
    before = history()
    rebuild()
    assert history() == before


def talking(story: Story) -> str:
    interaction = story.arrives()
    entered = story.queued(interaction, BILLING)
    offer = story.offers(interaction, BILLING, LENA)
    story.offer_ends(interaction, BILLING, LENA, offer, OfferOutcome.ACCEPTED)
    story.visit_ends(interaction, BILLING, entered, VisitOutcome.ANSWERED, LENA)
    story.connects(interaction, BILLING, LENA)
    return interaction


def test_a_consultation_that_becomes_an_attended_transfer() -> None:
    story = Story()
    interaction = talking(story)
    party = f"{interaction}.2"
    story.tell(c.PartyInvited(interaction=interaction, party=party, role=PartyRole.CONSULTED, by=LENA, agent=MEHMET, device=1))
    invited = story.now
    story.wait(3)
    story.tell(c.PartyJoined(interaction=interaction, party=party))
    joined = story.now
    record([fact for e in story.told if (fact := parse("1-0", encode(e))) is not None])
    assert AgentSegment.objects.get(agent=MEHMET).kind == "consulting"
    story.wait(30)
    story.tell(c.ConferenceStarted(interaction=interaction, agent=LENA, party=party))
    story.segment(interaction, BILLING, MEHMET, SegmentKind.CONSULTING, invited)
    left = c.PartyLeft(
        interaction=interaction,
        party=party,
        role=PartyRole.MEMBER,
        why=PartyEnd.BECAME_OWNER,
        invited_at=invited,
        joined_at=joined,
        agent=MEHMET,
    )
    story.tell(left)
    story.tell(c.Transferred(interaction=interaction, agent=LENA, transfer=TransferKind.ATTENDED, target=ToAgent(agent=MEHMET)))
    owner = c.OwnerChanged(
        interaction=interaction,
        queue=BILLING,
        previous=LENA,
        agent=MEHMET,
        party=party,
        device=1,
        transfer=TransferKind.ATTENDED,
    )
    story.tell(owner)
    told(story)
    row = Party.objects.get()
    assert (row.role, row.by, row.agent, row.why) == ("member", LENA, MEHMET, "became_owner")
    assert row.joined_at is not None
    assert (row.joined_at - row.invited_at).total_seconds() == 3
    transfer = Transfer.objects.get()
    assert (transfer.kind, transfer.agent, transfer.target) == ("attended", LENA, {"to": "agent", "agent": MEHMET})
    assert (Interaction.objects.get().agent, Interaction.objects.get().transfers) == (MEHMET, 1)
    visit = QueueVisit.objects.get()
    assert (visit.transfers, visit.conferences) == (1, 1)
    open_now = AgentSegment.objects.filter(ended_at=None).values_list("agent", "kind")
    assert set(open_now) == {(LENA, "talking"), (MEHMET, "talking")}


@pytest.mark.parametrize(("why", "rescued"), [(RescueEnd.REJOINED, 1), (RescueEnd.REQUEUED, 1), (RescueEnd.CUSTOMER_LEFT, 0)])
def test_a_lost_phone_counts_as_rescued_when_the_customer_was_not_lost(why: RescueEnd, rescued: int) -> None:
    story = Story()
    interaction = talking(story)
    story.tell(c.PhoneLost(interaction=interaction, queue=BILLING, agent=LENA, device=1, until=story.now + 20 * SECOND))
    lost = story.now
    story.wait(5)
    story.tell(c.PhoneRejoined(interaction=interaction, agent=LENA, party=f"{interaction}.2", lost_at=lost, why=why))
    told(story)
    row = Rescue.objects.get()
    assert (row.why, row.ended_at is not None) == (why.value, True)
    assert (Interaction.objects.get().rescued, QueueVisit.objects.get().rescued) == (rescued, rescued)


def test_a_kept_place_counts_from_when_the_caller_came() -> None:
    story = Story()
    interaction = story.arrives()
    since = story.now
    story.wait(50)
    queued = f.InteractionQueued(
        interaction=interaction,
        queue=BILLING,
        day="2026-06-01",
        priority=3,
        language="de",
        required_skills={4: 2},
        entered_at=since,
        estimated_wait=60,
        label=9,
    )
    story.tell(queued)
    story.tell(q.PriorityChanged(interaction=interaction, priority=5, by=1))
    story.wait(10)
    story.visit_ends(interaction, BILLING, since, VisitOutcome.ANSWERED, LENA)
    told(story)
    visit = QueueVisit.objects.get()
    assert visit.left_at is not None
    assert (visit.left_at - visit.entered_at).total_seconds() == 60
    assert (visit.priority, visit.required_skills, visit.estimated_wait, visit.version) == (5, {"4": 2}, 60, 1)
    assert Interaction.objects.get().label == 9


def test_a_call_back_from_its_order_to_its_end() -> None:
    story = Story()
    origin = story.arrives()
    story.queued(origin, BILLING)
    order = q.CallbackArranged(
        callback="c1", queue=BILLING, number="+49401", first=CallbackFirst.AGENT, origin=origin, entered_at=story.now
    )
    story.tell(order)
    story.tell(f.InteractionEnded(interaction=origin, cause=EndCause.CALLBACK_REQUESTED, arrived_at=story.now))
    again = story.arrives()
    story.tell(q.CallbackBegun(callback="c1", interaction=again, attempt=1))
    story.tell(q.CallbackPostponed(callback="c1", interaction=again, due_at=story.now + 300 * SECOND))
    story.tell(q.CallbackEnded(callback="c1", why=CallbackEnd.UNREACHED, attempts=2, interaction=again))
    told(story)
    row = CallbackOrder.objects.get()
    assert (row.origin, row.interaction, row.attempts, row.why) == (origin, again, 2, "unreached")
    assert row.due_at is not None
    assert dict(Interaction.objects.values_list("pk", "outcome")) == {origin: "callback", again: "open"}
    assert Interaction.objects.get(pk=again).callback == "c1"


def test_overflow_announcements_lending_and_closing() -> None:
    story = Story()
    interaction = story.arrives()
    story.tell(q.QueueClosed(queue=BILLING, closed=True, by=5))
    story.tell(q.GroupLent(queue=TARIFFS, team=3, lent=True, value=0.7))
    story.queued(interaction, TARIFFS)
    story.tell(q.Announced(interaction=interaction, queue=TARIFFS, position=2, estimated_wait=60, callback_offered=True))
    step = q.Overflowed(
        interaction=interaction, queue=TARIFFS, cause=OverflowCause.WAIT, threshold=30.0, value=31.5, target=ToQueue(queue=BILLING)
    )
    story.tell(step)
    story.tell(q.GroupLent(queue=TARIFFS, team=3, lent=False, value=0.9))
    story.tell(q.QueueClosed(queue=BILLING, closed=False, by=5))
    story.tell(q.LabelChanged(interaction=interaction, label=4, by=5))
    story.tell(f.InteractionEnded(interaction=interaction, cause=EndCause.OVERFLOWED, arrived_at=story.now))
    told(story)
    assert OverflowStep.objects.values_list("cause", "threshold", "value", "target").get() == (
        "wait", 30.0, 31.5, {"to": "queue", "queue": BILLING, "priority": 0},
    )  # fmt: skip
    assert Announcement.objects.values_list("position", "estimated_wait", "callback_offered").get() == (2, 60, True)
    assert Lending.objects.exclude(ended_at=None).get().value == 0.7
    assert Closing.objects.exclude(ended_at=None).get().by == 5
    assert (Interaction.objects.get().outcome, Interaction.objects.get().label) == ("overflowed", 4)


def test_dialling_belongs_to_the_handling_that_it_led_to() -> None:
    story = Story()
    interaction = "1-99"
    arrived = f.InteractionArrived(
        interaction=interaction,
        medium=Medium.VOICE,
        direction=Direction.OUTBOUND,
        dialled="+49401",
        number=None,
        trunk=None,
        caller="+49401",
        caller_name="",
    )
    story.tell(arrived)
    story.tell(c.OutboundStarted(interaction=interaction, queue=BILLING, agent=LENA, device=1, party=f"{interaction}.1"))
    since = story.now
    story.wait(12)
    story.segment(interaction, BILLING, LENA, SegmentKind.DIALLING, since)
    done = f.HandlingEnded(interaction=interaction, queue=BILLING, agent=LENA, talking=0, on_hold=0, wrapping_up=0)
    story.tell(done)
    story.tell(f.InteractionEnded(interaction=interaction, cause=EndCause.UNANSWERED, arrived_at=since))
    told(story)
    assert Handling.objects.get().dialling == 12 * SECOND
    assert (Interaction.objects.get().outcome, Interaction.objects.get().queue) == ("unreached", BILLING)


def test_an_offers_decision_is_kept_with_it() -> None:
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, BILLING)
    decision = q.Decision(
        rule="sticky", strategy=Strategy.ROUND_ROBIN, stage=0, priority=0, waited=0, required_skills={4: 2}, candidates_count=1
    )
    made = f.OfferMade(
        interaction=interaction,
        offer=f"{interaction}.1",
        queue=BILLING,
        agent=LENA,
        device=1,
        expires_at=story.now,
        rule="sticky",
        idle=0,
        candidates=1,
        decision=decision,
    )
    story.tell(made)
    told(story)
    kept = Offer.objects.get().decision
    assert kept is not None
    assert (kept["rule"], kept["required_skills"]) == ("sticky", {"4": 2})
