"""A center to simulate: three queues, one with a required skill, nine agents with phones and browsers, a menu."""

from __future__ import annotations

from datetime import time
from random import Random
from typing import Any, Final

from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
    TrunkConfiguration,
)
from contracts.flows import Enqueue, Flow, Greeting, HangUp, Menu, Opening, Prompt
from contracts.ids import AgentId, Instant, QueueId
from contracts.rules import (
    CallbackRules,
    Capacity,
    ConditionalGroup,
    HoursConfiguration,
    LabelConfiguration,
    Overflow,
    QueueAnnouncements,
    Ring,
    TeamConfiguration,
)
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.targets import OverflowTarget, ToEnd, ToFlow, ToQueue
from contracts.vocabulary import CallbackFirst, DeviceKind, GroupMetric, Medium, OverflowCause, Strategy, WrapUpMode

QUEUES: Final = 3
AGENTS: Final = 9
FRENCH: Final = 1
DUTCH: Final = 2
LABELS: Final = 2
#: the last is nobody's
DIALLED: Final = ("+4940100", "+4940101", "+4940102", "+4940103", "+4940999")


def _prompt(name: str) -> Prompt:
    return Prompt(language="en", text=name, media=f"sound:{name}")


def _enqueue(node: str, queue: int) -> Enqueue:
    """The first choice asks for a skill beside the queue's."""
    own = [RequiredSkill(skill=DUTCH, level_min=2)] if queue == 1 else []
    return Enqueue(id=node, queue=queue, priority=queue % 2, language="en", required_skills=own)


def _flow(version: int) -> Flow:
    choices = {str(queue): f"queue{queue}" for queue in range(1, QUEUES + 1)}
    return Flow(
        id=1,
        version=version,
        name="Menu",
        entry="hello",
        nodes=[
            Greeting(id="hello", prompts=[_prompt("hello")], next="menu"),
            Menu(id="menu", prompts=[_prompt("menu")], choices=choices, otherwise="bye", wrong_key_prompts=[_prompt("wrong")]),
            *(_enqueue(node, int(key)) for key, node in choices.items()),
            HangUp(id="bye", prompts=[_prompt("bye")]),
        ],
    )


def rules_of(queue: QueueId, chance: Random) -> dict[str, Any]:
    """Now and then a queue leads callers elsewhere, in circles, too, and tells them things."""
    targets: list[OverflowTarget] = [
        ToQueue(queue=queue % QUEUES + 1),
        ToFlow(flow=1),
        ToEnd(media=["sound:sorry"]),
        ToEnd(),
        ToQueue(queue=77),
    ]
    overflows = [
        Overflow(cause=cause, target=chance.choice(targets), threshold=threshold)
        for cause, threshold in (
            (OverflowCause.CLOSED, 0),
            (OverflowCause.EMERGENCY, 0),
            (OverflowCause.NOBODY_SIGNED_IN, 0),
            (OverflowCause.SIZE, 4),
            (OverflowCause.POSITION, 6),
            (OverflowCause.ESTIMATED_WAIT, 60),
            (OverflowCause.SERVICE_LEVEL, 0.3),
            (OverflowCause.WAIT, 30),
            (OverflowCause.WAIT, 45),
        )
        if chance.random() < 0.25
    ]
    announcements = QueueAnnouncements(
        first_after_seconds=chance.choice([0, 5]),
        every_seconds=chance.choice([0, 15]),
        position=True,
        estimated_wait=True,
        comfort=[[_prompt("thanks")], [_prompt("patience")]],
        positions={"en": ["sound:next", "sound:later"]},
        waits={"en": ["sound:minute", "sound:minutes"]},
    )
    callback = CallbackRules(
        offer_after_seconds=chance.choice([0, 5]),
        key=chance.choice("19"),
        first=chance.choice(list(CallbackFirst)),
        attempts_max=chance.randint(1, 3),
        retry_seconds=chance.choice([10, 60]),
        ring_seconds=10,
        prompts=[_prompt("press")],
    )
    return {
        "callback": callback if chance.random() < 0.6 else None,
        "overflows": overflows,
        "announcements": announcements if chance.random() < 0.7 else None,
        "hours": 1 if chance.random() < 0.3 else None,
        "priority": chance.choice([0, 0, 1]),
    }


def _rings(chance: Random) -> list[Ring]:
    return [
        Ring(after_seconds=chance.choice([3, 8]), required_skills=[RequiredSkill(skill=FRENCH, level_min=1)]),
        Ring(after_seconds=chance.choice([10, 20]), teams=[chance.randint(1, 2)]),
        Ring(after_seconds=30, required_skills=[]),
    ]


def _group(chance: Random) -> ConditionalGroup:
    metric = chance.choice(list(GroupMetric))
    threshold = {GroupMetric.WAITING_ABOVE: 1.0, GroupMetric.LONGEST_WAIT_ABOVE: 10.0, GroupMetric.SERVICE_LEVEL_BELOW: 0.8}[metric]
    return ConditionalGroup(team=chance.randint(1, 2), metric=metric, threshold=threshold, lend_seconds_min=chance.choice([0, 30]))


def device_of(agent: AgentId) -> int:
    return 100 + agent


def _queue(queue: QueueId, chance: Random) -> QueueConfiguration:
    return QueueConfiguration(
        id=queue,
        name=f"Queue {queue}",
        time_zone="Europe/Berlin",
        required_skills=[RequiredSkill(skill=FRENCH, level_min=chance.randint(1, 3))] if queue == QUEUES else [],
        preferred_skills=[PreferredSkill(skill=DUTCH, weight=2)] if chance.random() < 0.3 else [],
        strategy=chance.choice(list(Strategy)),
        declines_max=chance.randint(0, 2),
        misses_max=chance.randint(0, 2),
        rings=_rings(chance) if chance.random() < 0.5 else [],
        groups=[_group(chance)] if chance.random() < 0.4 else [],
        sticky_days=chance.choice([0, 1]),
        preferred_seconds=chance.choice([0, 10, 30]),
        offer_seconds=chance.choice([5, 15, 20]),
        wrap_up=chance.choice(list(WrapUpMode)),
        wrap_up_seconds=chance.choice([0, 10, 30]),
        wrap_up_extension_seconds=chance.choice([0, 15]),
        wrap_up_extensions_max=chance.randint(0, 2),
        waiting_max=chance.choice([3, 50]),
        record=chance.random() < 0.7,
        rescue_seconds=chance.choice([0, 10, 20]),
        **rules_of(queue, chance),
    )


def configuration(version: int, at: Instant, chance: Random) -> CenterConfiguration:
    """Every version differs: somebody may be missing, a queue too, skills and times change."""
    queues = [_queue(queue, chance) for queue in range(1, QUEUES + 1) if version == 1 or chance.random() < 0.9]
    known = [queue.id for queue in queues]
    agents = [
        AgentConfiguration(
            id=agent,
            name=f"Agent {agent}",
            skills={FRENCH: chance.randint(0, 5), DUTCH: chance.randint(0, 5)},
            queues=[queue for queue in known if chance.random() < 0.7],
            levels={queue: chance.randint(1, 3) for queue in known if chance.random() < 0.3},
            devices=[device_of(agent)],
            always_on=chance.random() < 0.2,
        )
        for agent in range(1, AGENTS + 1)
        if version == 1 or chance.random() < 0.9
    ]
    devices = [
        DeviceConfiguration(
            id=device_of(agent.id),
            kind=DeviceKind.SIP_FIXED if agent.id % 3 == 0 else DeviceKind.BROWSER,
            agent=agent.id,
            contact="sip:127.0.0.1:5080" if agent.id % 3 == 0 else "",
        )
        for agent in agents
    ]
    numbers = [NumberConfiguration(id=1, number=DIALLED[0], flow=1)]
    numbers += [NumberConfiguration(id=1 + queue, number=DIALLED[queue], queue=queue) for queue in known]
    return CenterConfiguration(
        version=version,
        published_at=at,
        labels=[LabelConfiguration(id=label, name=f"Label {label}", weight=label) for label in range(1, LABELS + 1)],
        capacity=[Capacity(medium=Medium.CHAT, interactions_max=2, interrupted_by=[Medium.CHAT, Medium.VOICE])],
        teams=[
            TeamConfiguration(id=team, name=f"Team {team}", agents=[agent.id for agent in agents if agent.id % 2 == team - 1])
            for team in (1, 2)
        ],
        queues=queues,
        agents=agents,
        devices=devices,
        numbers=numbers,
        trunks=[TrunkConfiguration(id=1, name="out", outbound_address="192.0.2.9:5060")] if chance.random() < 0.9 else [],
        flows=[_flow(version)],
        hours=[
            HoursConfiguration(
                id=1,
                name="Until the clocks go back",
                time_zone="Europe/Berlin",
                openings=[Opening(weekday=day, opens=time(0), closes=time(0, 40)) for day in range(7)],
            )
        ],
    )
