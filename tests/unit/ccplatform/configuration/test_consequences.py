"""What a change leads to, told from two configurations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

import msgspec

from ccplatform.configuration.consequences.finding import consequences
from contracts.configuration import AgentConfiguration, CenterConfiguration, NumberConfiguration, QueueConfiguration, TrunkConfiguration
from contracts.flows import Enqueue, Flow, Greeting, HangUp, Hours, Menu, Opening
from contracts.rules import CallbackRules, ConditionalGroup, HoursConfiguration, Overflow, Ring, TeamConfiguration
from contracts.skills import RequiredSkill
from contracts.targets import ToEnd, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import GroupMetric, OverflowCause

ON = date(2026, 11, 23)
FRENCH = 1
SKILLS = {FRENCH: "French"}
ASKS_FRENCH = [RequiredSkill(skill=FRENCH, level_min=3)]


def hours(closes: int, key: int = 1) -> HoursConfiguration:
    openings = [Opening(weekday=day, opens=time(9), closes=time(closes)) for day in range(5)]
    return HoursConfiguration(id=key, name="Office", time_zone="Europe/Berlin", openings=openings)


def queue(key: int = 1, name: str = "Billing FR", **fields: object) -> QueueConfiguration:
    return msgspec.convert({"id": key, "name": name, "time_zone": "Europe/Berlin", **msgspec.to_builtins(fields)}, QueueConfiguration)


def agent(key: int, *, french: int = 0, queues: Iterable[int] = (1,)) -> AgentConfiguration:
    return AgentConfiguration(id=key, name=f"Agent {key}", skills={FRENCH: french} if french else {}, queues=list(queues))


def center(**fields: object) -> CenterConfiguration:
    return msgspec.structs.replace(CenterConfiguration(version=1, published_at=0), **fields)


def told(after: CenterConfiguration, before: CenterConfiguration | None = None) -> list[str]:
    return [f"{one.tone}: {one.sentence}" for one in consequences(before or after, after, SKILLS, ON) if before is None or one.is_new]


def french_center(closes: int, **fields: object) -> CenterConfiguration:
    french = queue(required_skills=ASKS_FRENCH, hours=1)
    return center(**{"hours": [hours(closes)], "queues": [french], "agents": [agent(1, french=4)], **fields})


def test_shorter_hours_leave_nobody_for_a_skill_in_the_evening() -> None:
    assert told(french_center(18), french_center(19)) == [
        "bad: This leaves nobody for French after 18:00 (Mon–Fri).",
        "bad: Callers of Billing FR reach nobody any more after 18:00 (Mon–Fri).",
    ]


def test_longer_hours_are_told_as_a_gain() -> None:
    assert told(french_center(19), french_center(18)) == ["good: Callers of Billing FR now reach somebody, too: Mon–Fri 18:00–19:00."]


def test_another_queue_that_is_open_longer_still_has_somebody_for_the_skill() -> None:
    def both(closes: int) -> CenterConfiguration:
        late = queue(2, "Night FR", required_skills=ASKS_FRENCH)
        first = queue(required_skills=ASKS_FRENCH, hours=1)
        return french_center(closes, queues=[first, late], agents=[agent(1, french=4, queues=(1, 2))])

    assert told(both(18), both(19)) == ["bad: Callers of Billing FR reach nobody any more after 18:00 (Mon–Fri)."]


def test_a_closed_queue_whose_overflow_leads_to_one_that_is_open_loses_nobody() -> None:
    overflow = Overflow(cause=OverflowCause.CLOSED, target=ToQueue(queue=2))
    help_ = queue(2, "Night")

    def led(closes: int) -> CenterConfiguration:
        return center(hours=[hours(closes)], queues=[queue(hours=1, overflows=[overflow]), help_], agents=[agent(1, queues=(1, 2))])

    assert told(led(18), led(19)) == []


def test_a_level_that_nobody_has_leaves_the_queue_with_nobody() -> None:
    raised = french_center(18, queues=[queue(required_skills=[RequiredSkill(skill=FRENCH, level_min=5)], hours=1)])
    assert told(raised, french_center(18)) == [
        "bad: This leaves nobody for French at any time.",
        "bad: Callers of Billing FR reach nobody any more at any time.",
        "bad: Nobody can answer Billing FR: none of its agents (1) has all of its skills.",
        "warn: Agent 1 takes Billing FR and gets nothing of it: French ≥ 5 is missing.",
    ]


def test_what_is_repaired_is_told_as_good() -> None:
    assert "good: No longer: Nobody can answer Billing FR: no agent takes it." in told(
        center(queues=[queue()], agents=[agent(1)]), center(queues=[queue()])
    )


def test_a_stage_that_nobody_fits_and_one_that_asks_nobody_new() -> None:
    rings = [Ring(after_seconds=30, required_skills=ASKS_FRENCH), Ring(after_seconds=60)]
    assert told(center(queues=[queue(rings=rings, offer_seconds=40)], agents=[agent(1)])) == [
        "bad: Billing FR: from 30 s on nobody fits any more.",
        "warn: Billing FR rings for 40 s, longer than the 30 s after which others are asked.",
    ]
    same = [Ring(after_seconds=30, required_skills=[])]
    assert told(center(queues=[queue(rings=same)], agents=[agent(1)])) == ["warn: Billing FR: the stage from 30 s on asks nobody new."]


def test_a_team_that_comes_later_is_all_that_a_queue_has() -> None:
    rings = [Ring(after_seconds=45, teams=[7])]
    helped = center(queues=[queue(rings=rings)], agents=[agent(1, queues=())], teams=[TeamConfiguration(id=7, name="Help", agents=[1])])
    assert told(helped) == ["warn: Billing FR: nobody is asked before 45 s have passed."]


def test_a_team_that_is_lent_and_brings_nobody() -> None:
    group = ConditionalGroup(team=7, metric=GroupMetric.WAITING_ABOVE, threshold=3)
    lent = center(queues=[queue(groups=[group])], agents=[agent(1)], teams=[TeamConfiguration(id=7, name="Help", agents=[1])])
    assert told(lent) == ["warn: Billing FR: team Help brings nobody who is not asked anyway."]


def test_calls_to_the_outside_need_a_trunk_that_carries_them() -> None:
    overflow = Overflow(cause=OverflowCause.WAIT, threshold=60, target=ToNumber(number="+4940123"))
    outwards = center(queues=[queue(overflows=[overflow], callback=CallbackRules())], agents=[agent(1)])
    assert told(outwards) == [
        "bad: Billing FR, overflow 1 leads to +4940123, and no trunk carries calls to the outside.",
        "bad: Billing FR offers call-backs, and no trunk carries calls to the outside.",
    ]
    carried = msgspec.structs.replace(outwards, trunks=[TrunkConfiguration(id=1, name="Out", outbound_address="sip.example.net:5060")])
    assert told(carried) == []


def test_an_overflow_to_a_number_that_the_dial_rules_refuse_says_why() -> None:
    def leading_to(number: str) -> CenterConfiguration:
        overflow = Overflow(cause=OverflowCause.WAIT, threshold=60, target=ToNumber(number=number))
        carries = TrunkConfiguration(id=1, name="Out", outbound_address="sip.example.net:5060")
        return french_center(18, queues=[queue(overflows=[overflow])], agents=[agent(1)], trunks=[carries])

    assert told(leading_to("+4940555010")) == []
    assert told(leading_to("+33142685300"), leading_to("+4940555010")) == [
        "bad: Billing FR, overflow 1 leads to +33142685300, which may not be dialled; callers go on waiting. "
        "Refused: only the own country is open here."
    ]


def test_an_overflow_to_where_nobody_is_or_where_it_is_closed_then_too() -> None:
    closed = Overflow(cause=OverflowCause.CLOSED, target=ToQueue(queue=2))
    both = center(
        hours=[hours(18)], queues=[queue(hours=1, overflows=[closed]), queue(2, "Other", hours=1)], agents=[agent(1, queues=(1, 2))]
    )
    assert told(both) == ["warn: Billing FR, overflow 1 leads to Other, which is closed then, too."]
    empty = center(hours=[hours(18)], queues=[queue(hours=1, overflows=[closed]), queue(2, "Other")], agents=[agent(1)])
    assert told(empty) == [
        "bad: Billing FR, overflow 1 leads to Other, where nobody can answer.",
        "bad: Nobody can answer Other: no agent takes it.",
    ]


def test_hours_that_never_open_and_a_caller_identity_of_somebody_else() -> None:
    never = msgspec.structs.replace(hours(18), openings=[])
    odd = center(hours=[never], queues=[queue(hours=1, caller_id="+4940999")], agents=[agent(1)])
    assert told(odd) == [
        "bad: Office are never open.",
        "warn: Billing FR shows +4940999, which is none of the center's numbers: whoever calls back does not come here.",
    ]


def flow(*nodes: Greeting | Menu | Hours | Enqueue | HangUp) -> Flow:
    return Flow(id=1, version=1, name="Main", entry=nodes[0].id, nodes=list(nodes))


def test_a_number_whose_flow_only_says_goodbye_reaches_nobody() -> None:
    number = NumberConfiguration(id=5, number="+49401", flow=1)
    goodbye = center(flows=[flow(Greeting(id="hi", prompts=[], next="bye"), HangUp(id="bye"))], numbers=[number])
    assert told(goodbye) == ["bad: Callers of +49401 reach nobody at any time."]


def test_a_menu_in_a_circle_leads_to_where_one_of_its_keys_leads() -> None:
    number = NumberConfiguration(id=5, number="+49401", flow=1)
    menu = Menu(id="menu", prompts=[], choices={"1": "queue", "2": "menu"}, otherwise="menu")
    led = center(flows=[flow(menu, Enqueue(id="queue", queue=1))], numbers=[number], queues=[queue()], agents=[agent(1)])
    assert told(led) == []


def test_a_number_loses_its_people_when_its_queue_does() -> None:
    number = NumberConfiguration(id=5, number="+49401", queue=1)
    staffed = center(queues=[queue()], agents=[agent(1)], numbers=[number])
    assert "bad: Callers of +49401 reach nobody any more." in told(msgspec.structs.replace(staffed, agents=[]), staffed)


def test_a_flow_behind_an_overflow_keeps_to_its_hours() -> None:
    opened = Hours(id="h", time_zone="Europe/Berlin", openings=hours(18).openings, open_next="q", closed_next="bye")
    led = center(
        flows=[flow(opened, Enqueue(id="q", queue=2), HangUp(id="bye"))],
        queues=[queue(overflows=[Overflow(cause=OverflowCause.NOBODY_SIGNED_IN, target=ToFlow(flow=1))]), queue(2, "Other")],
        agents=[agent(1, queues=(2,))],
    )
    gone = msgspec.structs.replace(
        led, queues=[queue(overflows=[Overflow(cause=OverflowCause.NOBODY_SIGNED_IN, target=ToEnd())]), led.queues[1]]
    )
    assert "bad: Callers of Billing FR reach nobody any more at any time." in told(gone, led)
