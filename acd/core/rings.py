"""Rings: what an interaction asks for becomes less with its waiting. A stage is reached by time alone; TimerKind.RING says when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contracts.configuration import QueueConfiguration
from contracts.ids import Seconds, SkillId, TeamId
from contracts.skills import RequiredSkill

if TYPE_CHECKING:
    from collections.abc import Iterable

Requirement = tuple[tuple[SkillId, int], ...]
"""(skill, least level), sorted by skill."""


class Stage(NamedTuple):
    """In force from `after_seconds` of waiting on. `relaxed`: levels to which an interaction's own requirements fall."""

    after_seconds: Seconds
    requirement: Requirement
    teams: tuple[TeamId, ...]
    relaxed: tuple[tuple[SkillId, int], ...]


def requirement(pairs: Iterable[tuple[SkillId, int]]) -> Requirement:
    """Each skill once, at the highest level that is asked for."""
    highest: dict[SkillId, int] = {}
    for skill, level in pairs:
        highest[skill] = max(level, highest.get(skill, 0))
    return tuple(sorted(highest.items()))


def asked(skills: Iterable[RequiredSkill]) -> Requirement:
    return requirement((required.skill, required.level_min) for required in skills)


def stages(queue: QueueConfiguration) -> list[Stage]:
    """The queue's own requirement, then each ring: skills instead of the former ones, teams beside them."""
    found = [Stage(0, asked(queue.required_skills), (), ())]
    for ring in sorted(queue.rings, key=lambda ring: ring.after_seconds):
        before = found[-1]
        skills = before.requirement if ring.required_skills is None else asked(ring.required_skills)
        relaxed = dict(before.relaxed)
        for required in ring.required_skills or ():
            relaxed[required.skill] = min(required.level_min, relaxed.get(required.skill, required.level_min))
        teams = tuple(dict.fromkeys((*before.teams, *ring.teams)))
        found.append(Stage(ring.after_seconds, skills, teams, tuple(sorted(relaxed.items()))))
    return found


def combined(stage: Stage, own: Requirement) -> Requirement:
    """What the queue asks for at this stage, and the interaction beside it: of a skill that both name the higher level."""
    if not own:
        return stage.requirement
    relaxed = dict(stage.relaxed)
    return requirement([*stage.requirement, *((skill, min(level, relaxed.get(skill, level))) for skill, level in own)])
