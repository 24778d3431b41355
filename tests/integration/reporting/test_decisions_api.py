"""`GET /interactions/{id}/decisions`: who could have had it, and why this agent did."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent, Team
from ccplatform.queues.models import Queue, Skill
from contracts.facts import OfferMade
from contracts.permissions import Role
from contracts.queue_facts import Candidate, Decision, PassedOver
from contracts.vocabulary import OfferOutcome, Strategy
from reporting.decisions.rows import decisions
from reporting.facts.models import Interaction, Offer
from tests.integration.django.conftest import Asks
from tests.integration.reporting.test_engine_and_history import shift
from tests.integration.reporting.test_engine_and_history import tell as tell_all
from tests.integration.reporting.test_interactions_api import tell
from tests.support.facts import SECOND, Story


@pytest.fixture
def supervisor(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


def test_each_offer_says_who_could_have_had_it_and_why_this_one_did(supervisor: APIClient) -> None:
    anna, ben, carl = (Agent.objects.create(name=name) for name in ("Anna", "Ben", "Carl"))
    german, team, queue = Skill.objects.create(name="German"), Team.objects.create(name="Backup"), Queue.objects.create(name="Billing")
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, queue.pk)
    story.wait(61)
    told = Decision(
        rule="longest_idle",
        strategy=Strategy.LONGEST_IDLE,
        stage=1,
        priority=2,
        waited=61 * SECOND,
        required_skills={german.pk: 2},
        lent_by=[team.pk],
        candidates_count=2,
        candidates=[
            Candidate(agent=anna.pk, level=1, score=-192.0, idle=192 * SECOND, skills={german.pk: 3}),
            Candidate(agent=ben.pk, level=2, score=-10.0, idle=10 * SECOND, skills={german.pk: 5}),
        ],
        passed_over_count=2,
        passed_over=[PassedOver(agent=carl.pk, why="skill", lacks={german.pk: 2}), PassedOver(agent=987, why="talking")],
    )
    offer = f"{interaction}.1"
    made_at = story.now
    story.tell(
        OfferMade(
            interaction=interaction,
            offer=offer,
            queue=queue.pk,
            agent=anna.pk,
            device=1,
            expires_at=story.now + 20 * SECOND,
            rule="longest_idle",
            idle=192 * SECOND,
            candidates=2,
            decision=told,
        )
    )
    story.wait(20)
    story.offer_ends(interaction, queue.pk, anna.pk, (offer, made_at), OfferOutcome.MISSED)
    again = story.offers(interaction, queue.pk, ben.pk, 2)
    tell(story)
    first, second = supervisor.get(f"/api/v1/interactions/{interaction}/decisions").json()
    assert (first["agent"], first["queue"], first["outcome"]) == (
        {"id": anna.pk, "name": "Anna"}, {"id": queue.pk, "name": "Billing"}, "missed",
    )  # fmt: skip
    assert first["sentence"] == (
        "Anna was asked: idle longest (3:12) of 2 agents with German >= 2. "
        "After 1:01 of waiting, stage 1 of the queue's relaxation was in force. Backup lent agents to the queue."
    )
    assert [(one["agent"]["name"], one["level"], one["skills"][0]["level"]) for one in first["candidates"]] == [
        ("Anna", 1, 3),
        ("Ben", 2, 5),
    ]
    assert [(one["agent"]["name"], one["why"], one["sentence"]) for one in first["passed_over"]] == [
        ("Carl", "skill", "lacks a skill: German >= 2"), ("#987", "talking", "talking"),
    ]  # fmt: skip
    assert (first["passed_over_by"], first["waited_seconds"]) == ({"skill": 1, "talking": 1}, 61.0)
    assert (second["offer"], second["outcome"], second["candidates"], second["candidates_count"]) == (again[0], None, [], 3)
    assert second["sentence"] == "Ben was asked: idle longest (0:30) of 3 agents."


def test_decisions_are_seen_by_who_sees_the_interaction(asks: Asks, supervisor: APIClient) -> None:
    story = Story()
    interaction = story.gives_up(queue=1, waits=3)
    tell(story)
    assert supervisor.get(f"/api/v1/interactions/{interaction}/decisions").json() == []
    assert asks(Role.AGENT, agent=True).get(f"/api/v1/interactions/{interaction}/decisions").status_code == 404


@pytest.mark.django_db
def test_every_offer_of_the_real_core_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    tell_all(shift(5, monkeypatch, faults=False))
    told = [one for interaction in Interaction.objects.all() for one in decisions(interaction.pk)]
    assert len(told) == Offer.objects.count() > 0
    for one in told:
        assert one["sentence"].startswith(f"#{one['agent']['id']} ")
        assert one["agent"] in [candidate["agent"] for candidate in one["candidates"]]
        assert one["candidates_count"] >= len(one["candidates"])
        assert sum(one["passed_over_by"].values()) == len(one["passed_over"]) <= one["passed_over_count"]
