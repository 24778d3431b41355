"""What every wish begins with: who asks, about which talk, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from acd.core.center import Center
from acd.core.lifecycles import Work
from acd.core.model import Agent, Interaction, Talk
from contracts.ids import AgentId, DeviceId, InteractionId
from contracts.intents import Refusal, SetPresence
from contracts.vocabulary import Medium, RefusalCode

AgentWish = Callable[[Center, Agent, Any, int], Refusal | None]


def refuse(code: RefusalCode, detail: str) -> Refusal:
    return Refusal(code=code.value, detail=detail)


def of_agent(wish: AgentWish) -> Callable[[Center, Any, int], Refusal | None]:
    """A wish whose intent names the agent it is for."""

    def carried_out(center: Center, intent: Any, by: int) -> Refusal | None:
        agent = center.agents.get(intent.agent)
        if agent is None or (agent.leaving and isinstance(intent, SetPresence)):
            return refuse(RefusalCode.UNKNOWN_AGENT, f"there is no agent {intent.agent}")
        return wish(center, agent, intent, by)

    return carried_out


def talk_of(center: Center, agent: AgentId, wanted: InteractionId, *, voice_only: bool = True) -> tuple[Interaction, Talk] | Refusal:
    """The open interaction that this agent has."""
    interaction = center.interactions.get(wanted)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {wanted[:40]} is over or never was")
    if voice_only and interaction.medium is not Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, f"interaction {wanted} is no call")
    if interaction.talk is None:
        return refuse(RefusalCode.NOT_CONNECTED, f"interaction {wanted} is with no agent")
    if interaction.talk.agent.id != agent:
        return refuse(RefusalCode.NOT_YOURS, f"interaction {wanted} is with another agent")
    return interaction, interaction.talk


def live_talk_of(center: Center, agent: AgentId, wanted: InteractionId) -> tuple[Interaction, Talk] | Refusal:
    """The same, with customer and agent on the line and a PBX that can be asked."""
    found = talk_of(center, agent, wanted)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if talk.agent.work not in (Work.TALKING, Work.ON_HOLD):
        return refuse(RefusalCode.NOT_CONNECTED, f"agent {agent} does not talk with the customer now")
    if not center.is_up(interaction.node):
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    return found


def free_phone(center: Center, agent: Agent) -> DeviceId | Refusal:
    """The device at which an agent without work can be rung now, ready or not."""
    if agent.work is not Work.FREE or agent.leg is not None:
        return refuse(RefusalCode.AGENT_BUSY, f"agent {agent.id} has work in hand")
    own = [device for device in agent.configuration.devices if device in center.devices]
    if not own:
        return refuse(RefusalCode.NO_DEVICE, f"agent {agent.id} has no device to ring at")
    reachable = [device for device in own if device in agent.reachable]
    if not reachable:
        return refuse(RefusalCode.DEVICE_UNREACHABLE, f"the PBX cannot reach any device of agent {agent.id}")
    return agent.device if agent.device in reachable else reachable[0]
