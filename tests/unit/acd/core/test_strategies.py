"""Whom a queue's strategy names, who comes after whom, and what the decision says about it."""

from collections import Counter
from typing import Any

import msgspec
import pytest

from acd.core.commands import RingDevice, Timer, TimerKind
from acd.core.events import LegAnswered, TimerFired
from contracts.configuration import AgentConfiguration, CenterConfiguration
from contracts.facts import OfferMade, PresenceChanged
from contracts.intents import DeclineOffer, FinishWrapUp, SetPresence, SetPriority
from contracts.queue_facts import GroupLent, PriorityChanged, RingReached
from contracts.rules import ConditionalGroup, Ring, TeamConfiguration
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.vocabulary import GroupMetric, Presence, Strategy
from tests.support.centers import ANA, BEN, BILLING, CLEO, FIRST, SECOND_CALL, arrives, configuration, hangs_up, opened, t, wants
from tests.support.playbook import Playbook, like


def center(
    agents: dict[int, dict[str, Any]] | None = None, *, teams: list[TeamConfiguration] | None = None, **queue: Any
) -> CenterConfiguration:
    """Billing with these rules; Ana, Ben and Cleo with these differences, all of them of billing unless it says otherwise."""
    whole = configuration()
    changed = [
        AgentConfiguration(id=one.id, name=one.name, devices=one.devices, **{"queues": [BILLING], **(agents or {}).get(one.id, {})})
        for one in whole.agents
    ]
    queues = [msgspec.structs.replace(one, **queue) if one.id == BILLING else one for one in whole.queues]
    return configuration(queues=queues, agents=changed, teams=teams or [])


def rung(story: Playbook) -> list[int]:
    return [heard.agent for heard in story.heard if isinstance(heard, RingDevice)]


def decision(story: Playbook) -> Any:
    return next(heard.decision for heard in story.heard if isinstance(heard, OfferMade))


def serve(story: Playbook, number: int, leg: str, agent_leg: str, at: float, seconds: float) -> None:
    """A whole handling without wrap-up."""
    story >> LegAnswered(t(at), agent_leg) >> hangs_up(leg, at=t(at + seconds)) >> hangs_up(agent_leg, at=t(at + seconds))


def test_fewest_interactions_goes_before_idle_time() -> None:
    story = opened(center(strategy=Strategy.FEWEST_INTERACTIONS, wrap_up_seconds=0), ready=(ANA,)) >> arrives("c1", at=t(1))
    serve(story, 1, "c1", f"{FIRST}.1", 2, 1)
    story >> wants(SetPresence(agent=BEN, presence=Presence.READY), at=t(60)) >> arrives("c2", at=t(61))
    assert rung(story) == [BEN]
    assert [one.score for one in decision(story).candidates] == [0, 1]


def test_least_occupied_goes_by_the_share_of_the_time_signed_in() -> None:
    story = opened(center(strategy=Strategy.LEAST_OCCUPIED, wrap_up_seconds=0), ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    serve(story, 1, "c1", f"{FIRST}.1", 2, 50)
    story >> arrives("c2", at=t(53)) << like(RingDevice, agent=BEN)
    serve(story, 2, "c2", f"{SECOND_CALL}.1", 54, 10)
    story >> arrives("c3", at=t(65)) << like(RingDevice, agent=BEN)


def test_most_proficient_adds_preferred_skills_by_their_weight() -> None:
    skills = {ANA: {"skills": {1: 5, 2: 1}}, BEN: {"skills": {1: 3, 2: 3}}}
    rules: dict[str, Any] = {"required_skills": [RequiredSkill(skill=1)], "preferred_skills": [PreferredSkill(skill=2, weight=2)]}
    story = opened(center(skills, strategy=Strategy.MOST_PROFICIENT, **rules), ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    assert rung(story) == [BEN]
    assert [(one.agent, one.score, one.skills) for one in decision(story).candidates] == [(BEN, -9, {1: 3, 2: 3}), (ANA, -7, {1: 5, 2: 1})]


def test_round_robin_goes_round() -> None:
    story = opened(center(strategy=Strategy.ROUND_ROBIN, declines_max=0), ready=(ANA, BEN))
    order = []
    for turn in range(1, 5):
        story >> arrives(f"c{turn}", at=t(10 * turn))
        order += rung(story)
        story >> hangs_up(f"c{turn}", at=t(10 * turn + 1)) >> hangs_up(f"zzz-{turn}.1", at=t(10 * turn + 1))
    assert order == [ANA, BEN, ANA, BEN]


def test_weighted_chance_is_in_proportion_to_the_level_and_repeats_itself() -> None:
    def run() -> list[int]:
        levels = {ANA: {"levels": {BILLING: 3}}, BEN: {"levels": {BILLING: 1}}}
        story, order = opened(center(levels, strategy=Strategy.WEIGHTED_RANDOM), ready=(ANA, BEN)), []
        for turn in range(1, 1001):
            story >> arrives(f"c{turn}", at=t(10 * turn))
            order += rung(story)
            story >> hangs_up(f"c{turn}", at=t(10 * turn + 1)) >> hangs_up(f"zzz-{turn}.1", at=t(10 * turn + 1))
        return order

    order = run()
    # Binomial with p = 3/4: three standard deviations are 41.
    assert abs(Counter(order)[ANA] - 750) < 41
    assert order == run()


def test_a_level_of_the_queue_goes_before_any_strategy() -> None:
    story = opened(center({ANA: {"levels": {BILLING: 2}}}), ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    assert rung(story) == [BEN]


def test_priority_is_worth_so_much_waiting_and_no_more() -> None:
    """600 seconds a step: who has waited for longer than that overtakes."""
    story = opened(center())
    for leg, at in (("c1", 1), ("c2", 2), ("c3", 700)):
        story >> arrives(leg, at=t(at))
    story >> wants(SetPriority(interaction="zzz-3", priority=1), at=t(701)) << like(PriorityChanged, priority=1)
    story >> wants(SetPriority(interaction="zzz-2", priority=1), at=t(702))
    story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(703)) << like(RingDevice, interaction="zzz-2")
    story >> wants(SetPresence(agent=BEN, presence=Presence.READY), at=t(704)) << like(RingDevice, interaction="zzz-1")


def test_the_priority_that_one_has_already_costs_no_place_among_those_of_the_same_instant() -> None:
    story = opened(center()) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(1))
    story >> wants(SetPriority(interaction="zzz-1", priority=0), at=t(2))
    story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(3)) << like(RingDevice, interaction="zzz-1")


def test_rings_ask_for_less_and_for_more_people_in_time() -> None:
    rings = [
        Ring(after_seconds=30, required_skills=[RequiredSkill(skill=1, level_min=2)]),
        Ring(after_seconds=60, teams=[7]),
    ]
    agents: dict[int, dict[str, Any]] = {ANA: {"skills": {1: 1}}, BEN: {"skills": {1: 3}, "queues": []}, CLEO: {"queues": []}}
    strict = center(
        agents, rings=rings, required_skills=[RequiredSkill(skill=1, level_min=4)], teams=[TeamConfiguration(id=7, name="B", agents=[BEN])]
    )
    story = opened(strict, ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    assert rung(story) == []
    story >> TimerFired(t(31), Timer(TimerKind.RING, FIRST)) << like(RingReached, stage=1, required_skills={1: 2}, teams=[])
    assert rung(story) == []
    story >> TimerFired(t(61), Timer(TimerKind.RING, FIRST)) << like(RingDevice, agent=BEN) << like(OfferMade, agent=BEN)
    assert (decision(story).stage, decision(story).required_skills) == (2, {1: 2})
    assert [(one.agent, one.why, one.lacks) for one in decision(story).passed_over] == [(ANA, "skill", {1: 2})]


def test_who_talked_last_with_a_number_is_asked_first_and_waited_for() -> None:
    sticky = center(sticky_days=1, preferred_seconds=15, wrap_up_seconds=60)
    story = opened(sticky, ready=(BEN, ANA)) >> arrives("c1", at=t(1))
    serve(story, 1, "c1", f"{FIRST}.1", 2, 1)
    story >> arrives("c2", at=t(10))
    assert rung(story) == []
    story >> wants(FinishWrapUp(agent=BEN, interaction=FIRST), at=t(12)) << like(OfferMade, agent=BEN, rule="sticky")


def test_a_preferred_agent_is_waited_for_only_so_long_and_not_at_all_when_signed_out() -> None:
    sticky = center(sticky_days=1, preferred_seconds=15, wrap_up_seconds=60)
    story = opened(sticky, ready=(BEN, ANA)) >> arrives("c1", at=t(1))
    serve(story, 1, "c1", f"{FIRST}.1", 2, 1)
    story >> arrives("c2", at=t(10)) >> TimerFired(t(25), Timer(TimerKind.PREFERRED, SECOND_CALL)) << like(RingDevice, agent=ANA)
    story = opened(sticky, ready=(BEN, ANA)) >> arrives("c1", at=t(1))
    serve(story, 1, "c1", f"{FIRST}.1", 2, 1)
    story >> arrives("c2", at=t(10)) >> wants(SetPresence(agent=BEN, presence=Presence.OFFLINE), at=t(11))
    story << like(RingDevice, agent=ANA)


def test_a_group_lends_its_agents_while_too_many_wait() -> None:
    group = ConditionalGroup(team=7, metric=GroupMetric.WAITING_ABOVE, threshold=1, lend_seconds_min=60)
    lent = center({CLEO: {"queues": []}, BEN: {"queues": []}}, groups=[group], teams=[TeamConfiguration(id=7, name="B", agents=[BEN])])
    story = opened(lent, ready=(BEN,)) >> arrives("c1", at=t(1))
    assert rung(story) == []
    story >> arrives("c2", at=t(2)) << like(GroupLent, team=7, lent=True, value=2)
    story << like(RingDevice, interaction=FIRST, agent=BEN)
    assert decision(story).lent_by == [7]
    story >> hangs_up("c1", at=t(3)) >> hangs_up("c2", at=t(4))
    story.never(GroupLent)
    story >> TimerFired(t(70), Timer(TimerKind.GROUPS, str(BILLING))) << like(GroupLent, team=7, lent=False)


@pytest.mark.parametrize(("bears", "then"), [(2, "not ready at the second"), (0, "ready for ever")])
def test_so_many_declined_in_a_row_make_an_agent_not_ready(bears: int, then: str) -> None:
    story = opened(center(declines_max=bears), ready=(ANA,)) >> arrives("c1", at=t(1))
    (story >> wants(DeclineOffer(agent=ANA, offer=f"{FIRST}.1"), at=t(2))).never(PresenceChanged, RingDevice)
    story >> hangs_up(f"{FIRST}.1", at=t(2)) >> TimerFired(t(5), Timer(TimerKind.REST, str(ANA))) << like(RingDevice, agent=ANA)
    story >> wants(DeclineOffer(agent=ANA, offer=f"{FIRST}.2"), at=t(6))
    assert story.floor.snapshot().agents[ANA].presence is (Presence.NOT_READY if bears else Presence.READY), then


def test_who_was_asked_before_is_asked_again_only_when_nobody_else_can_be() -> None:
    story = opened(center(declines_max=0), ready=(ANA,)) >> arrives("c1", at=t(1))
    story >> wants(DeclineOffer(agent=ANA, offer=f"{FIRST}.1"), at=t(2)) >> hangs_up(f"{FIRST}.1", at=t(2))
    story >> wants(SetPresence(agent=BEN, presence=Presence.READY), at=t(3)) << like(RingDevice, agent=BEN)
    assert ("tried" in {one.why for one in decision(story).passed_over if one.agent == ANA}) is True
