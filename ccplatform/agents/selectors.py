"""Reading agents, and what the engine says of them."""

from __future__ import annotations

import msgspec
from django.db.models import QuerySet

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, NotReadyReason, Team
from ccplatform.kernel.redis import redis
from contracts.live import LiveAgent, LiveState
from contracts.wire import SNAPSHOT_KEY


def agents() -> QuerySet[Agent]:
    return Agent.objects.select_related("user").prefetch_related("skills", "memberships", "devices", "teams")


def teams() -> QuerySet[Team]:
    return Team.objects.prefetch_related("agents")


def not_ready_reasons() -> QuerySet[NotReadyReason]:
    return NotReadyReason.objects.all()


def agent_of(user: User) -> Agent | None:
    """The working role of an account, if it has one."""
    return Agent.objects.prefetch_related("memberships").filter(user=user, active=True).first()


def live_state() -> LiveState:
    """The engine's last snapshot, a few seconds old; empty when there is none. Raises when Redis is away."""
    raw = redis().get(SNAPSHOT_KEY)
    return msgspec.json.decode(raw, type=LiveState) if isinstance(raw, bytes) else LiveState()


def live_agent(agent: int) -> LiveAgent:
    return live_state().agents.get(agent) or LiveAgent(id=agent)


def is_own(user: object, agent: Agent) -> bool:
    return agent.user_id is not None and agent.user_id == getattr(user, "pk", None)
