"""Lines that are always on: for which agents the phone's leg is kept up. What a line is, the PBX knows (commands.KeepLine)."""

from __future__ import annotations

from acd.core.center import Center
from acd.core.commands import DropLine, KeepLine
from acd.core.model import Agent
from contracts.vocabulary import Presence


def mind(center: Center, agent: Agent) -> None:
    """Call after any change to presence, device or configuration."""
    wanted = agent.configuration.always_on and not agent.leaving and agent.presence is Presence.READY
    device = agent.device if wanted and agent.device in agent.reachable else None
    if device == agent.line:
        return
    if agent.line is not None:
        center.order(DropLine(agent.line))
    if device is not None:
        center.order(KeepLine(device))
    agent.line = device


def keep_all(center: Center) -> None:
    """A node is there (again) and knows of no line."""
    for agent in center.agents.values():
        if agent.line is not None:
            center.order(KeepLine(agent.line))
