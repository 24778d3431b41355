"""Changing queues, skills and dispositions. Each service is one transaction and one announcement."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from ccplatform.queues.models import Disposition, Queue, RequiredSkill, Skill


@transaction.atomic
def save_skill(*, skill: Skill, fields: dict[str, Any], by: User) -> Skill:
    assign(skill, fields)
    taken = said(en="There is a skill named {name} already.", de="Es gibt schon eine Fähigkeit namens {name}.", name=skill.name)
    save_unique(skill, field="name", code="name_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="skill", by=by.pk))
    return skill


@transaction.atomic
def delete_skill(*, skill: Skill, by: User) -> None:
    """Raises ProtectedError while a queue requires it or an agent has it."""
    skill.delete()
    announce_on_commit(ConfigurationChanged(what="skill", by=by.pk))


@transaction.atomic
def save_queue(*, queue: Queue, fields: dict[str, Any], by: User) -> Queue:
    """`required_skills`: [{"skill": Skill, "level_min": int}] replaces the former ones; left out, they stay."""
    required: list[dict[str, Any]] | None = fields.pop("required_skills", None)
    assign(queue, fields)
    taken = said(en="There is a queue named {name} already.", de="Es gibt schon eine Warteschlange namens {name}.", name=queue.name)
    save_unique(queue, field="name", code="name_taken", taken=taken)
    if required is not None:
        _require(queue, required)
    announce_on_commit(ConfigurationChanged(what="queue", by=by.pk))
    return queue


def _require(queue: Queue, required: list[dict[str, Any]]) -> None:
    if len({item["skill"].pk for item in required}) != len(required):
        message = said(en="A skill is named twice.", de="Eine Fähigkeit ist doppelt genannt.")
        raise Invalid.field("required_skills", "skill_twice", message)
    queue.required_skills.all().delete()
    RequiredSkill.objects.bulk_create(RequiredSkill(queue=queue, **item) for item in required)


@transaction.atomic
def delete_queue(*, queue: Queue, by: User) -> None:
    """Raises ProtectedError while an agent, a number or a flow uses it."""
    queue.delete()
    announce_on_commit(ConfigurationChanged(what="queue", by=by.pk))


@transaction.atomic
def save_disposition(*, disposition: Disposition, fields: dict[str, Any], by: User) -> Disposition:
    """The engine knows no dispositions, so that nothing is published."""
    chosen = fields.pop("queues", None)
    assign(disposition, fields)
    code = disposition.code
    taken = said(en="There is a disposition with the code {code} already.", de="Es gibt schon ein Ergebnis mit dem Code {code}.", code=code)
    save_unique(disposition, field="code", code="code_taken", taken=taken)
    if chosen is not None:
        disposition.queues.set(chosen)
    return disposition


@transaction.atomic
def delete_disposition(*, disposition: Disposition, by: User) -> None:
    """Raises ProtectedError once an interaction bears it; `active` = false retires it instead."""
    disposition.delete()
