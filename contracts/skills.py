"""What an interaction asks of an agent."""

from __future__ import annotations

import msgspec

from contracts.ids import SkillId


class RequiredSkill(msgspec.Struct, frozen=True, kw_only=True):
    """An agent qualifies with at least this level, 1 (basic) .. 5 (expert)."""

    skill: SkillId
    level_min: int = 1


class PreferredSkill(msgspec.Struct, frozen=True, kw_only=True):
    """Who has it is asked first where the strategy is most proficient: level x `weight` (1 .. 10) is added."""

    skill: SkillId
    weight: int = 1
