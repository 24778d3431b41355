"""Changing queues, skills, hours and labels. Each service is one transaction and one announcement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.kernel.announcements import ConfigurationChanged, announce_on_commit
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.references import Kind, demand_known, demand_unused
from ccplatform.kernel.speaking import Speak
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import Words, said
from ccplatform.queues import rules
from ccplatform.queues.checking import Flaw, circle_in_words, circles, flaws, flaws_of_hours
from ccplatform.queues.models import Hours, Label, Queue, RequiredSkill, Skill
from contracts.configuration import QueueConfiguration
from contracts.skills import RequiredSkill as RequiredSkillContent
from telephony.prompts.render import render


@transaction.atomic
def save_skill(*, skill: Skill, fields: dict[str, Any], by: User) -> Skill:
    assign(skill, fields)
    taken = said(en="There is a skill named {name} already.", de="Es gibt schon eine Fähigkeit namens {name}.", name=skill.name)
    save_unique(skill, field="name", code="name_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="skill", by=by.pk))
    return skill


@transaction.atomic
def delete_skill(*, skill: Skill, by: User) -> None:
    """Raises ProtectedError while a queue requires it or an agent has it, Conflict while a rule or a flow names it."""
    demand_unused(Kind.SKILL, skill.pk)
    skill.delete()
    announce_on_commit(ConfigurationChanged(what="skill", by=by.pk))


def save_queue(*, queue: Queue, fields: dict[str, Any], by: User, speak: Speak = render) -> Queue:
    """`required_skills`: [{"skill": Skill, "level_min": int}] replaces the former ones; left out, they stay. So do the fields of
    rules.JSON_FIELDS, each as JSON of its type. Raises Invalid with every flaw, Conflict for a name that is taken."""
    required: list[dict[str, Any]] | None = fields.pop("required_skills", None)
    for name in rules.JSON_FIELDS.keys() & fields.keys():
        # Speaking takes a while: before the transaction, so that nobody waits for our locks.
        fields[name] = msgspec.to_builtins(rules.speak_all(name, rules.read(name, fields[name]), speak))
    return _store_queue(queue, fields, required, by)


@transaction.atomic
def _store_queue(queue: Queue, fields: dict[str, Any], required: list[dict[str, Any]] | None, by: User) -> Queue:
    if queue.pk and queue.active and not fields.get("active", True):
        demand_unused(Kind.QUEUE, queue.pk)
    assign(queue, fields)
    told = rules.told(queue, _required_content(required or []), rules.SpokenNumbers())
    demand_flawless(flaws(told))
    if queue.active:
        _demand_known(queue, told)
    taken = said(en="There is a queue named {name} already.", de="Es gibt schon eine Warteschlange namens {name}.", name=queue.name)
    save_unique(queue, field="name", code="name_taken", taken=taken)
    if required is not None:
        _require(queue, required)
    announce_on_commit(ConfigurationChanged(what="queue", by=by.pk))
    return queue


def _required_content(required: list[dict[str, Any]]) -> list[RequiredSkillContent]:
    return [RequiredSkillContent(skill=item["skill"].pk, level_min=item.get("level_min", 1)) for item in required]


def _demand_known(queue: Queue, told: QueueConfiguration) -> None:
    named = list(rules.references(told))
    own = [reference for reference in named if (reference.kind, reference.key) == (Kind.QUEUE, queue.pk)]
    if own:
        message = said(en="A queue cannot overflow into itself.", de="Eine Warteschlange kann nicht in sich selbst überlaufen.")
        raise Invalid.field(own[0].where, "overflow_loop", message)
    demand_known(named)
    others = Queue.objects.filter(active=True).exclude(pk=queue.pk)
    overflows = {other.pk: rules.told(other, [], rules.SpokenNumbers()).overflows for other in others if other.overflows}
    names = {told.id: queue.name, **{other.pk: other.name for other in others}}
    for circle in circles({**overflows, told.id: told.overflows}):
        if told.id in circle:
            raise Invalid.field("overflows", "overflow_loop", circle_in_words(circle, names))


def demand_flawless(found: Iterable[Flaw]) -> None:
    """Raises Invalid with all of them, by field; the code is the first one's."""
    errors: dict[str, list[Words]] = {}
    code, sentence = "", None
    for flaw in found:
        if sentence is None:
            code, sentence = flaw.code, flaw.sentence
        errors.setdefault(flaw.field, []).append(flaw.sentence)
    if sentence is not None:
        raise Invalid(code, sentence, errors)


def _require(queue: Queue, required: list[dict[str, Any]]) -> None:
    if len({item["skill"].pk for item in required}) != len(required):
        message = said(en="A skill is named twice.", de="Eine Fähigkeit ist doppelt genannt.")
        raise Invalid.field("required_skills", "skill_twice", message)
    queue.required_skills.all().delete()
    RequiredSkill.objects.bulk_create(RequiredSkill(queue=queue, **item) for item in required)


@transaction.atomic
def delete_queue(*, queue: Queue, by: User) -> None:
    """Raises ProtectedError while an agent, a number or a flow uses it, Conflict while another queue overflows into it."""
    demand_unused(Kind.QUEUE, queue.pk)
    queue.delete()
    announce_on_commit(ConfigurationChanged(what="queue", by=by.pk))


@transaction.atomic
def save_hours(*, hours: Hours, fields: dict[str, Any], by: User) -> Hours:
    """`openings` and `closed_on`: JSON as in contracts.rules.HoursConfiguration."""
    assign(hours, fields)
    told = rules.told_of_hours(hours)
    demand_flawless(flaws_of_hours(told))
    hours.openings = msgspec.to_builtins(told.openings)
    hours.closed_on = msgspec.to_builtins(sorted(told.closed_on))
    taken = said(en="There are hours named {name} already.", de="Es gibt schon Öffnungszeiten namens {name}.", name=hours.name)
    save_unique(hours, field="name", code="name_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="hours", by=by.pk))
    return hours


@transaction.atomic
def delete_hours(*, hours: Hours, by: User) -> None:
    """Raises ProtectedError while a queue keeps them."""
    hours.delete()
    announce_on_commit(ConfigurationChanged(what="hours", by=by.pk))


@transaction.atomic
def save_label(*, label: Label, fields: dict[str, Any], by: User) -> Label:
    assign(label, fields)
    taken = said(en="There is a label named {name} already.", de="Es gibt schon ein Kennzeichen namens {name}.", name=label.name)
    save_unique(label, field="name", code="name_taken", taken=taken)
    announce_on_commit(ConfigurationChanged(what="label", by=by.pk))
    return label


@transaction.atomic
def delete_label(*, label: Label, by: User) -> None:
    """Raises Conflict while a flow gives it."""
    demand_unused(Kind.LABEL, label.pk)
    label.delete()
    announce_on_commit(ConfigurationChanged(what="label", by=by.pk))
