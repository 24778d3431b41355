"""The other configuration of a replay: an overlay over the recorded one, more or fewer agents, and phones that a simulator has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from contracts.configuration import AgentConfiguration, CenterConfiguration, DeviceConfiguration, NumberConfiguration
from contracts.flows import Enqueue, Flow
from contracts.ids import AgentId, QueueId
from contracts.replays import RecordedDay, ReplayedCaller, ReplayedPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind

KEY_BASE: Final = 1_000_000_000
"""Keys of what a replay adds begin here: no center has so many."""


class BadChange(ValueError):
    """The overlay or the staffing cannot be; the message says why."""


def overlaid(configuration: CenterConfiguration, changed: Mapping[str, object]) -> CenterConfiguration:
    """Raises BadChange for what is no configuration."""
    whole: dict[str, Any] = msgspec.to_builtins(configuration)
    unknown = set(changed) - set(whole)
    if unknown:
        raise BadChange(f"a configuration has no {', '.join(sorted(unknown))}")
    try:
        return msgspec.convert({**whole, **{name: _merged(whole[name], value) for name, value in changed.items()}}, CenterConfiguration)
    except msgspec.ValidationError as error:
        raise BadChange(str(error)) from error


def _merged(before: Any, after: Any) -> Any:
    if not (isinstance(before, list) and isinstance(after, list) and all(isinstance(one, dict) and "id" in one for one in after)):
        return after
    items = {one["id"]: one for one in before}
    for one in after:
        items[one["id"]] = {**items.get(one["id"], {}), **one}
    return list(items.values())


def staffed(day: RecordedDay, staffing: Mapping[QueueId, int]) -> RecordedDay:
    """More agents are copies of those that the queue has, with the same presence; fewer: the last ones stay away."""
    agents = {agent.id: agent for agent in day.configuration.agents}
    presences = list(day.presences)
    for queue, change in sorted(staffing.items()):
        members = [agent for agent in agents.values() if queue in agent.queues]
        if not members or len(members) + change < 0:
            raise BadChange(f"queue {queue} has {len(members)} agents: {change:+} cannot be")
        if change < 0:
            away = {agent.id for agent in members[change:]}
            presences = [one for one in presences if one.agent not in away]
        for number in range(max(change, 0)):
            like = members[number % len(members)]
            copy = msgspec.structs.replace(like, id=KEY_BASE + len(agents), name=f"{like.name} +{number + 1}")
            agents[copy.id] = copy
            presences += [msgspec.structs.replace(one, agent=copy.id) for one in presences if one.agent == like.id]
    presences.sort(key=_when)
    configuration = msgspec.structs.replace(day.configuration, agents=list(agents.values()))
    return msgspec.structs.replace(day, configuration=configuration, presences=presences)


def _when(one: ReplayedPresence) -> tuple[int, AgentId]:
    return one.at, one.agent


Wish = tuple[QueueId, int, tuple[tuple[int, int], ...], int | None]


def wish_of(caller: ReplayedCaller) -> Wish:
    """What the IVR had found out before the queue was entered."""
    return caller.queue, caller.priority, tuple(sorted(caller.required_skills.items())), caller.label


def playable(configuration: CenterConfiguration, callers: list[ReplayedCaller]) -> tuple[CenterConfiguration, dict[Wish, str]]:
    """With a phone for everybody and a number for each wish; the numbers by wish. Nothing is recorded, no line is kept."""
    wishes = sorted({wish_of(one) for one in callers}, key=repr)
    numbers, flows = [], []
    dialled: dict[Wish, str] = {}
    for index, wish in enumerate(wishes):
        queue, priority, skills, label = wish
        dialled[wish] = f"+{index}"
        node = Enqueue(
            id="in",
            queue=queue,
            required_skills=[RequiredSkill(skill=skill, level_min=level) for skill, level in skills],
            label=label,
            priority=priority,
        )
        flows.append(Flow(id=KEY_BASE + index, version=1, name=f"wish {index}", entry="in", nodes=[node]))
        numbers.append(NumberConfiguration(id=KEY_BASE + index, number=f"+{index}", flow=KEY_BASE + index))
    return (
        msgspec.structs.replace(
            configuration,
            queues=[msgspec.structs.replace(queue, record=False) for queue in configuration.queues],
            agents=[_with_phone(agent) for agent in configuration.agents],
            devices=[
                DeviceConfiguration(id=one.id, kind=DeviceKind.SIP_FIXED, agent=one.id, contact="sip:a") for one in configuration.agents
            ],
            numbers=numbers,
            flows=[*configuration.flows, *flows],
        ),
        dialled,
    )


def _with_phone(agent: AgentConfiguration) -> AgentConfiguration:
    return msgspec.structs.replace(agent, devices=[agent.id], always_on=False)
