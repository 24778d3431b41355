"""An agent's day against the goals, from the same rows and the same code as the agents' report: the two cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from ccplatform.agents.models import Agent
from contracts.ids import Instant
from reporting.goals.judging import Aimed, Judgement, judge
from reporting.goals.selectors import goals_of
from reporting.metrics.agents import measure, tally
from reporting.metrics.definitions import AGENT, Definition
from reporting.metrics.intervals import Interval, local_day, midnight
from reporting.reports.building import numbers, productive_reasons
from reporting.reports.loading import agent_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of the day; `value` in the unit of the REST API, None where there is none."""

    measure: str
    definition: Definition
    value: float | None
    goal: Aimed | None
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    interval: Interval
    numbers: list[Number]


def day_of(agent: Agent, zone: ZoneInfo, now: Instant) -> Day:
    """The local day in which `now` lies, from midnight to midnight: what goes on is counted until now."""
    today = local_day(now, zone)
    interval = Interval(midnight(today, zone), midnight(today + timedelta(days=1), zone))
    rows = agent_rows([agent.pk], interval.start, interval.end)[agent.pk]
    (total,) = tally(rows, [interval], productive_reasons(), now)
    values = numbers(measure(total), AGENT)
    goals = goals_of(agent)
    return Day(interval=interval, numbers=[_number(name, values[name], goals.get(name)) for name in AGENT])


def _number(name: str, value: float | None, goal: Aimed | None) -> Number:
    judgement = judge(value, goal) if goal else None
    return Number(measure=name, definition=AGENT[name], value=value, goal=goal, judgement=judgement)
