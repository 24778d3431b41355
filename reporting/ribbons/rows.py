"""Presence and work of all agents since an instant: two queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypedDict

from django.db.models import Q

from ccplatform.agents.models import Agent
from ccplatform.kernel.instants import instant
from reporting.facts.models import AgentSegment, PresenceInterval

PRESENCE_HOURS_MAX: Final = 24
WORK_HOURS_MAX: Final = 6
"""What began earlier and has ended since is left out: the indexes are by beginning, and a ribbon may lack a piece but never be slow."""

MILLISECOND: Final = 1_000
Stretch = tuple[str, int, int | None]
"""Word of a presence or of work, beginning and end in milliseconds since 1970; null: goes on."""


class AgentHour(TypedDict):
    agent: int
    presence: list[Stretch]
    work: list[Stretch]


def agent_hours(since: datetime) -> list[AgentHour]:
    """Everybody who was there, with what touches the time since then, in order of beginning."""
    agents = list(Agent.objects.order_by("pk").values_list("pk", flat=True))
    touching = Q(ended_at__isnull=True) | Q(ended_at__gt=since)
    presences = PresenceInterval.objects.filter(touching, agent__in=agents).filter(_begun(since, PRESENCE_HOURS_MAX)).order_by("started_at")
    segments = AgentSegment.objects.filter(touching, agent__in=agents).filter(_begun(since, WORK_HOURS_MAX)).order_by("started_at")
    presence = _by_agent(presences.values_list("agent", "presence", "started_at", "ended_at"))
    work = _by_agent(segments.values_list("agent", "kind", "started_at", "ended_at"))
    return [{"agent": agent, "presence": presence[agent], "work": work[agent]} for agent in agents if presence[agent] or work[agent]]


def _begun(since: datetime, hours: int) -> Q:
    return Q(ended_at__isnull=True) | Q(started_at__gt=since - timedelta(hours=hours))


def _by_agent(rows: Iterable[tuple[int, str, datetime, datetime | None]]) -> defaultdict[int, list[Stretch]]:
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for agent, word, begun, ended in rows:
        found[agent].append((word, _ms(begun), None if ended is None else _ms(ended)))
    return found


def _ms(at: datetime) -> int:
    return instant(at) // MILLISECOND
