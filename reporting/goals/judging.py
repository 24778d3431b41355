"""How a number stands against its goal, and which goal counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from reporting.metrics.agents import AgentTally


class Aim(StrEnum):
    """Which side of the target is good. A number's own direction (definitions.Better) is only a proposal: a center that wants longer
    conversations may aim at longer ones."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Judgement(StrEnum):
    """Colour is for `warn` alone; an agent's own number is never worse than that."""

    REACHED = "reached"
    NEAR = "near"
    """Not reached, and not as far off as the goal's `warn`."""
    WARN = "warn"
    ON_THE_WAY = "on_the_way"
    """A sum that grows through the day and has not reached its target yet."""


class Reach(StrEnum):
    """For whom a goal is, the most special one first."""

    AGENT = "agent"
    TEAM = "team"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed:
    """A goal without its room."""

    id: int
    measure: str
    aim: Aim
    target: float
    warn: float | None
    reach: Reach


GROWING = frozenset(field.name for field in fields(AgentTally))
"""Counts and times, which add up through the day. Ratios of them (aht, occupancy ...) are not among them."""
_ORDER = {reach: place for place, reach in enumerate(Reach)}


def counting(goals: Iterable[Aimed]) -> dict[str, Aimed]:
    """measure -> the goal that counts: the most special one, of an agent's several teams the one that was set last."""
    found: dict[str, Aimed] = {}
    for goal in goals:
        known = found.get(goal.measure)
        if known is None or (_ORDER[goal.reach], -goal.id) < (_ORDER[known.reach], -known.id):
            found[goal.measure] = goal
    return found


def judge(value: float | None, goal: Aimed) -> Judgement | None:
    """None for a number without a value. `value` in the goal's unit."""
    if value is None:
        return None
    if not _worse(value, goal.target, goal.aim):
        return Judgement.REACHED
    if goal.aim is Aim.AT_LEAST and goal.measure in GROWING:
        return Judgement.ON_THE_WAY
    if goal.warn is not None and not _worse(value, goal.warn, goal.aim):
        return Judgement.NEAR
    return Judgement.WARN


def _worse(value: float, bound: float, aim: Aim) -> bool:
    return value < bound if aim is Aim.AT_LEAST else value > bound
