"""Facts reach PostgreSQL exactly once and history follows from them, whatever is repeated, lost or odd."""

from __future__ import annotations

import random

import msgspec
import pytest
from django.db import IntegrityError, connection, transaction

from contracts.facts import FactEnvelope, decode, encode
from reporting.facts.incoming import Incoming, parse
from reporting.facts.models import AgentSegment, Fact, Handling, Interaction, MenuAnswer, Offer, PresenceInterval, QueueVisit
from reporting.facts.services.intake import record
from reporting.facts.services.rebuild import rebuild
from reporting.facts.services.witness import witness
from telephony.recordings.models import Recording
from tests.integration.reporting.recording_facts import history, marks, recorded
from tests.support.facts import SECOND, Story, shift

pytestmark = pytest.mark.django_db


def incoming(envelopes: list[FactEnvelope]) -> list[Incoming]:
    found = [parse(f"{e.epoch}-{e.seq}", encode(e)) for e in envelopes]
    return [fact for fact in found if fact is not None]


def seconds(microseconds: int | None) -> float | None:
    return None if microseconds is None else microseconds / SECOND


def test_one_call_becomes_one_row_of_each_kind_of_history() -> None:
    story = Story()
    story.signs_in(7)
    call = story.call(queue=3, agent=7, waits=4, rings=3, talks=60, holds=10, wraps=20, label="Rechnungen")
    record(incoming(story.told))
    row = Interaction.objects.get()
    assert (row.id, row.queue, row.agent, row.outcome, row.cause) == (call, 3, 7, "answered", "caller_hung_up")
    assert [seconds(n) for n in (row.wait, row.talking, row.on_hold, row.wrapping_up)] == [7, 60, 10, 20]
    visit = QueueVisit.objects.get()
    assert visit.left_at is not None
    assert (visit.outcome, visit.agent, visit.holds, (visit.left_at - visit.entered_at).total_seconds()) == ("answered", 7, 1, 7)
    assert Offer.objects.get().outcome == "accepted"
    assert MenuAnswer.objects.get().label == "Rechnungen"
    assert [seconds(n) for n in Handling.objects.values_list("talking", "on_hold", "wrapping_up").get()] == [60, 10, 20]
    kinds = list(AgentSegment.objects.order_by("started_at").values_list("kind", flat=True))
    assert kinds == ["alerting", "talking", "on_hold", "talking", "wrapping_up"]
    assert not AgentSegment.objects.filter(ended_at=None).exists()
    assert list(PresenceInterval.objects.values_list("presence", "ended_at")) == [("ready", None)]


def test_a_call_in_progress_shows_what_goes_on_now() -> None:
    story = Story()
    call = story.arrives()
    entered = story.queued(call, 1)
    offer = story.offers(call, 1, 7)
    record(incoming(story.told))
    assert list(AgentSegment.objects.values_list("kind", "ended_at")) == [("alerting", None)]
    assert (Interaction.objects.get().outcome, QueueVisit.objects.get().outcome, Offer.objects.get().outcome) == ("open", None, None)
    from contracts.vocabulary import OfferOutcome, VisitOutcome

    story.take()
    story.wait(2)
    story.offer_ends(call, 1, 7, offer, OfferOutcome.ACCEPTED)
    story.visit_ends(call, 1, entered, VisitOutcome.ANSWERED, 7)
    story.connects(call, 1, 7)
    record(incoming(story.told))
    assert list(AgentSegment.objects.filter(ended_at=None).values_list("kind", flat=True)) == ["talking"]


def test_repeated_and_shuffled_deliveries_change_nothing() -> None:
    facts = incoming(shift(seed=1).told)
    record(facts)
    once = history()
    chance = random.Random(5)
    record(facts)
    record(chance.sample(facts, len(facts)))
    assert recorded() == [(1, n) for n in range(1, len(facts) + 1)]
    assert history() == once


@pytest.mark.parametrize("seed", [2, 3])
def test_any_cut_into_batches_gives_the_same_history(seed: int) -> None:
    facts = incoming(shift(seed=seed).told)
    record(facts)
    whole = history()
    chance = random.Random(seed)
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE fact, recorder_mark, interaction, queue_visit, offer, agent_segment, handling, presence_interval, menu_answer"
        )
    start = 0
    while start < len(facts):
        end = start + chance.randint(1, 30)
        record(facts[max(0, start - chance.randint(0, 5)) : end])
        start = end
    assert history() == whole


def test_a_rebuild_from_facts_gives_identical_rows() -> None:
    facts = incoming(shift(seed=4).told)
    record(facts)
    before = history()
    Interaction.objects.update(caller="scribbled over")
    assert rebuild() == len(facts)
    assert history() == before


def test_a_rebuild_brings_back_recordings_that_nobody_took_note_of_and_changes_no_other() -> None:
    story = Story()
    story.call(queue=1, agent=1, recorded=True)
    story.call(queue=1, agent=1, recorded=True)
    record(incoming(story.told), witness)
    first = Recording.objects.earliest("pk")
    Recording.objects.exclude(pk=first.pk).delete()
    Recording.objects.update(state="ready", sha256="abc")
    rebuild()
    assert list(Recording.objects.order_by("pk").values_list("state", "sha256")) == [("ready", "abc"), ("transcoding", "")]


def test_nothing_behind_a_gap_is_recorded_until_it_is_filled() -> None:
    facts = incoming(shift(seed=6).told)
    result = record(facts[:10] + facts[12:])
    assert result.early is not None
    assert (result.count, result.early.seq, marks()) == (10, 13, {1: 10})
    assert record(facts[10:]).early is None
    assert marks() == {1: len(facts)}


def test_a_fact_can_be_neither_changed_nor_deleted() -> None:
    record(incoming(Story().told))
    for change in (lambda: Fact.objects.update(version=2), lambda: Fact.objects.all().delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    assert Fact.objects.get().version == 1


def test_a_fact_of_a_newer_engine_is_kept_and_counts() -> None:
    story = Story()
    newer = parse("9-0", msgspec.json.encode({"epoch": 1, "seq": 2, "at": story.now, "version": 1, "fact": {"kind": "moon_landed"}}))
    assert newer is not None
    assert record([*incoming(story.told), newer]).count == 2
    assert (marks(), Fact.objects.get(seq=2).body) == ({1: 2}, {"kind": "moon_landed"})


def test_a_fact_that_history_cannot_hold_is_still_recorded_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    story = Story()
    story.gives_up(queue=10**30, waits=3)
    story.gives_up(queue=1, waits=3)
    record([f for f in (parse("1-0", encode(e)) for e in story.told) if f is not None])
    assert (marks(), QueueVisit.objects.count(), Interaction.objects.count()) == ({1: len(story.told)}, 1, 2)
    assert "no history from fact" in caplog.text


def test_hostile_text_is_text() -> None:
    story = Story()
    name = "<script>'; DROP TABLE fact;--\x00\x1b[31m %(at)s %s " + "ü" * 300
    story.arrives(caller=name, caller_name=name)
    record(incoming(story.told))
    assert Interaction.objects.get().caller_name == name.replace("\x00", "\ufffd")


def test_the_witness_belongs_to_the_transaction() -> None:
    story = Story()

    class Broken(Exception):
        pass

    def breaks(facts: object) -> None:
        raise Broken

    with pytest.raises(Broken), transaction.atomic():
        record(incoming(story.told), breaks)
    assert recorded() == []


def test_the_body_is_the_fact_as_it_was_told() -> None:
    story = shift(seed=7, calls=3)
    record(incoming(story.told))
    assert [
        decode(msgspec.json.encode({"epoch": 1, "seq": row.seq, "at": e.at, "version": row.version, "fact": row.body}))
        for row, e in zip(Fact.objects.order_by("seq"), story.told, strict=True)
    ] == story.told
