"""A queue's rules as administrators write them and the database keeps them, and what the engine is told of them.

They differ where sounds are concerned: a person writes texts, the engine plays media.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.references import Kind, Reference
from ccplatform.kernel.speaking import Speak, say, spoken
from ccplatform.kernel.words import said
from ccplatform.queues.models import Hours, Label, Queue
from contracts.configuration import QueueConfiguration
from contracts.flows import Prompt
from contracts.ids import Seconds
from contracts.rules import (
    CallbackRules,
    ConditionalGroup,
    HoursConfiguration,
    LabelConfiguration,
    Overflow,
    QueueAnnouncements,
    Ring,
)
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.targets import ToEnd, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import OfferMode, OverflowCause, Strategy, WrapUpMode
from telephony.prompts import spoken as spoken_sentences


class SayAndEnd(msgspec.Struct, frozen=True, kw_only=True, tag_field="to", tag="end"):
    """contracts.targets.ToEnd, before its texts were spoken."""

    prompts: list[Prompt] = []


class OverflowRule(msgspec.Struct, frozen=True, kw_only=True):
    """contracts.rules.Overflow as it is written."""

    cause: OverflowCause
    target: ToQueue | ToNumber | ToFlow | SayAndEnd
    threshold: float = 0.0

    def told(self) -> Overflow:
        target = self.target
        if isinstance(target, SayAndEnd):
            return Overflow(cause=self.cause, threshold=self.threshold, target=ToEnd(media=[prompt.media for prompt in target.prompts]))
        return Overflow(cause=self.cause, threshold=self.threshold, target=target)


class AnnouncementRules(msgspec.Struct, frozen=True, kw_only=True):
    """contracts.rules.QueueAnnouncements as it is written: sentences with numbers are ours to make."""

    first_after_seconds: Seconds = 0
    every_seconds: Seconds = 0
    position: bool = False
    estimated_wait: bool = False
    comfort: list[list[Prompt]] = []

    def told(self, numbers: SpokenNumbers) -> QueueAnnouncements:
        return QueueAnnouncements(
            first_after_seconds=self.first_after_seconds,
            every_seconds=self.every_seconds,
            position=self.position,
            estimated_wait=self.estimated_wait,
            comfort=self.comfort,
            positions=numbers.positions if self.position else {},
            waits=numbers.waits if self.estimated_wait else {},
        )


class SpokenNumbers(msgspec.Struct, frozen=True):
    """By language: media for the places 1.. and for waits of 1.. minutes."""

    positions: dict[str, list[str]] = {}
    waits: dict[str, list[str]] = {}


@cache
def spoken_numbers() -> SpokenNumbers:
    """The names alone: the files are made when a queue that tells them is saved (`speak_all`)."""
    return SpokenNumbers(
        positions={language: spoken_sentences.positions(language) for language in spoken_sentences.LANGUAGES},
        waits={language: spoken_sentences.waits(language) for language in spoken_sentences.LANGUAGES},
    )


JSON_FIELDS: dict[str, Any] = {
    "preferred_skills": list[PreferredSkill],
    "rings": list[Ring],
    "groups": list[ConditionalGroup],
    "overflows": list[OverflowRule],
    "announcements": AnnouncementRules | None,
    "callback": CallbackRules | None,
}
"""Fields of Queue that hold rules, and the types as which each is read."""


def read(name: str, raw: Any) -> Any:
    """The field's rules. Raises Invalid when they cannot be read."""
    try:
        return msgspec.convert(raw, JSON_FIELDS[name])
    except msgspec.ValidationError as error:
        message = said(en="This cannot be read: {why}", de="Das ist nicht lesbar: {why}", why=str(error))
        raise Invalid.field(name, "rules_unreadable", message) from error


def speak_all(name: str, rules: Any, speak: Speak) -> Any:
    """The same rules with every text spoken."""
    if name == "overflows":
        return [_spoken_overflow(rule, speak, f"overflows.{index}.target.prompts") for index, rule in enumerate(rules)]
    if name == "announcements" and rules is not None:
        _speak_numbers(rules, speak)
        comfort = [spoken(message, speak, where=f"announcements.comfort.{index}") for index, message in enumerate(rules.comfort)]
        return msgspec.structs.replace(rules, comfort=comfort)
    if name == "callback" and rules is not None:
        return msgspec.structs.replace(
            rules,
            prompts=spoken(rules.prompts, speak, where="callback.prompts"),
            confirmed=spoken(rules.confirmed, speak, where="callback.confirmed"),
        )
    return rules


def _speak_numbers(rules: AnnouncementRules, speak: Speak) -> None:
    """Some five seconds when the first queue of a center tells them; then the files are there."""
    for language in spoken_sentences.LANGUAGES:
        texts = spoken_sentences.position_texts(language) if rules.position else []
        texts += spoken_sentences.wait_texts(language) if rules.estimated_wait else []
        for text in texts:
            say(text, language, speak, where="announcements")


def _spoken_overflow(rule: OverflowRule, speak: Speak, where: str) -> OverflowRule:
    if not isinstance(rule.target, SayAndEnd):
        return rule
    return msgspec.structs.replace(rule, target=SayAndEnd(prompts=spoken(rule.target.prompts, speak, where=where)))


def told(queue: Queue, required: list[RequiredSkill], numbers: SpokenNumbers) -> QueueConfiguration:
    """What the engine is told of a queue; `required` in the order of the skills' ids."""
    rules = {name: read(name, getattr(queue, name)) for name in JSON_FIELDS}
    announcements: AnnouncementRules | None = rules["announcements"]
    overflows: list[OverflowRule] = rules["overflows"]
    return QueueConfiguration(
        id=queue.pk or 0,
        name=queue.name,
        time_zone=queue.time_zone,
        required_skills=required,
        service_level_seconds=queue.service_level_seconds,
        service_level_target=queue.service_level_target,
        short_abandon_seconds=queue.short_abandon_seconds,
        offer_seconds=queue.offer_seconds,
        offer_mode=OfferMode(queue.offer_mode),
        declines_max=queue.declines_max,
        misses_max=queue.misses_max,
        strategy=Strategy(queue.strategy),
        preferred_skills=rules["preferred_skills"],
        rings=rules["rings"],
        groups=rules["groups"],
        sticky_days=queue.sticky_days,
        preferred_seconds=queue.preferred_seconds,
        wrap_up=WrapUpMode(queue.wrap_up),
        wrap_up_seconds=queue.wrap_up_seconds,
        wrap_up_extension_seconds=queue.wrap_up_extension_seconds,
        wrap_up_extensions_max=queue.wrap_up_extensions_max,
        waiting_max=queue.waiting_max,
        record=queue.record,
        music_class=queue.music_class,
        hours=queue.hours_id,
        overflows=[rule.told() for rule in overflows],
        announcements=announcements.told(numbers) if announcements else None,
        callback=rules["callback"],
        caller_id=queue.caller_id,
        priority=queue.priority,
        rescue_seconds=queue.rescue_seconds,
    )


def told_of_hours(hours: Hours) -> HoursConfiguration:
    """Raises Invalid when they cannot be read."""
    fields = {
        "id": hours.pk or 0,
        "name": hours.name,
        "time_zone": hours.time_zone,
        "openings": hours.openings,
        "closed_on": hours.closed_on,
    }
    try:
        return msgspec.convert(fields, HoursConfiguration)
    except msgspec.ValidationError as error:
        message = said(en="These hours cannot be read: {why}", de="Diese Öffnungszeiten sind nicht lesbar: {why}", why=str(error))
        raise Invalid.field("openings", "rules_unreadable", message) from error


def told_of_label(label: Label) -> LabelConfiguration:
    return LabelConfiguration(id=label.pk, name=label.name, weight=label.weight)


def references(queue: QueueConfiguration) -> Iterator[Reference]:
    """What stands in the rules (foreign keys are the database's own business)."""
    for index, preferred in enumerate(queue.preferred_skills):
        yield Reference(Kind.SKILL, preferred.skill, f"preferred_skills.{index}.skill")
    for index, ring in enumerate(queue.rings):
        for place, required in enumerate(ring.required_skills or []):
            yield Reference(Kind.SKILL, required.skill, f"rings.{index}.required_skills.{place}.skill")
        for team in ring.teams:
            yield Reference(Kind.TEAM, team, f"rings.{index}.teams")
    for index, group in enumerate(queue.groups):
        yield Reference(Kind.TEAM, group.team, f"groups.{index}.team")
    for index, overflow in enumerate(queue.overflows):
        if isinstance(overflow.target, ToQueue):
            yield Reference(Kind.QUEUE, overflow.target.queue, f"overflows.{index}.target.queue")
        if isinstance(overflow.target, ToFlow):
            yield Reference(Kind.FLOW, overflow.target.flow, f"overflows.{index}.target.flow")
