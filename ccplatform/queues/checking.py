"""Whether a queue's rules, hours and labels make sense in themselves: every flaw with its field and a sentence.

Asked when a queue is saved and again of the whole configuration before it is published, so that both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import available_timezones

import phonenumbers

from ccplatform.kernel.words import Words, said
from ccplatform.queues.models import (
    LEVEL_MAX,
    LEVEL_MIN,
    OFFERS_IN_A_ROW_MAX,
    PRIORITY_MAX,
    RESCUE_SECONDS_MAX,
    STICKY_DAYS_MAX,
    WAITING_MAX,
)
from contracts.configuration import QueueConfiguration
from contracts.flows import Opening
from contracts.ids import QueueId
from contracts.rules import (
    GROUPS_MAX,
    OVERFLOWS_MAX,
    RINGS_MAX,
    CallbackRules,
    ConditionalGroup,
    HoursConfiguration,
    Overflow,
    QueueAnnouncements,
    Ring,
)
from contracts.targets import ToNumber, ToQueue
from contracts.vocabulary import GroupMetric, OverflowCause

WAIT_SECONDS_MAX = 24 * 3600
WEIGHT_MIN, WEIGHT_MAX = 1, 10
PREFERRED_SKILLS_MAX = 20
COMFORT_MAX = 10
EVERY_SECONDS_MIN = 10
"""Announcements that follow each other faster are all that one hears."""
ATTEMPTS_MAX = 10
RETRY_SECONDS_MIN = 30
OPENINGS_MAX = 100
CLOSED_DAYS_MAX = 1_000
KEYS = "0123456789*#"
MUSIC_CLASS = re.compile(r"[A-Za-z0-9_-]{1,40}")
DIALLED = re.compile(r"\+?[0-9]{2,20}")
SHARES = frozenset({OverflowCause.SERVICE_LEVEL})
COUNTS = frozenset({OverflowCause.SIZE, OverflowCause.POSITION})
SECONDS = frozenset({OverflowCause.WAIT, OverflowCause.ESTIMATED_WAIT})


@dataclass(frozen=True)
class Flaw:
    """`field` with dots into what is nested; `code` is stable."""

    field: str
    code: str
    sentence: Words


def flaws(queue: QueueConfiguration) -> Iterator[Flaw]:
    """Of everything but references (queues.rules.references)."""
    yield from _of_numbers(queue)
    yield from _of_preferred(queue)
    yield from _of_rings(queue.rings)
    yield from _of_groups(queue.groups)
    yield from _of_overflows(queue.overflows)
    if queue.announcements is not None:
        yield from _of_announcements(queue.announcements)
    if queue.callback is not None:
        yield from _of_callback(queue.callback)
    if queue.caller_id and not plausible_number(queue.caller_id):
        sentence = said(
            en="{number} cannot be shown to anybody. Write a caller identity like +49405550100.",
            de="{number} lässt sich niemandem anzeigen. Bitte eine Rufnummer wie +49405550100 schreiben.",
            number=queue.caller_id,
        )
        yield Flaw("caller_id", "caller_id", sentence)
    if not MUSIC_CLASS.fullmatch(queue.music_class):
        sentence = said(en="This is no name of a music class.", de="Das ist kein Name einer Musikklasse.")
        yield Flaw("music_class", "music_class", sentence)


def plausible_number(text: str) -> bool:
    """E.164 with +, of a length that its country knows."""
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed) and phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == text


def between(field: str, value: float, least: float, most: float) -> Iterator[Flaw]:
    # Written so that NaN, which compares with nothing, is found, too.
    if not least <= value <= most:
        sentence = said(en="Between {least} and {most}.", de="Zwischen {least} und {most}.", least=f"{least:g}", most=f"{most:g}")
        yield Flaw(field, "out_of_range", sentence)


def twice(field: str, keys: Iterable[object]) -> Iterator[Flaw]:
    seen = list(keys)
    if len(set(seen)) != len(seen):
        yield Flaw(field, "twice", said(en="Something is named twice.", de="Etwas ist doppelt genannt."))


def too_many(field: str, things: list[object], most: int) -> Iterator[Flaw]:
    if len(things) > most:
        yield Flaw(field, "too_many", said(en="At most {most}.", de="Höchstens {most}.", most=most))


def _of_numbers(queue: QueueConfiguration) -> Iterator[Flaw]:
    yield from between("service_level_target", queue.service_level_target, 0, 1)
    yield from between("offer_seconds", queue.offer_seconds, 1, 600)
    yield from between("declines_max", queue.declines_max, 0, OFFERS_IN_A_ROW_MAX)
    yield from between("misses_max", queue.misses_max, 0, OFFERS_IN_A_ROW_MAX)
    yield from between("sticky_days", queue.sticky_days, 0, STICKY_DAYS_MAX)
    yield from between("waiting_max", queue.waiting_max, 1, WAITING_MAX)
    yield from between("priority", queue.priority, -PRIORITY_MAX, PRIORITY_MAX)
    yield from between("rescue_seconds", queue.rescue_seconds, 0, RESCUE_SECONDS_MAX)
    for index, required in enumerate(queue.required_skills):
        yield from between(f"required_skills.{index}.level_min", required.level_min, LEVEL_MIN, LEVEL_MAX)


def _of_preferred(queue: QueueConfiguration) -> Iterator[Flaw]:
    yield from too_many("preferred_skills", list(queue.preferred_skills), PREFERRED_SKILLS_MAX)
    yield from twice("preferred_skills", (preferred.skill for preferred in queue.preferred_skills))
    for index, preferred in enumerate(queue.preferred_skills):
        yield from between(f"preferred_skills.{index}.weight", preferred.weight, WEIGHT_MIN, WEIGHT_MAX)


def _of_rings(rings: list[Ring]) -> Iterator[Flaw]:
    yield from too_many("rings", list(rings), RINGS_MAX)
    former = 0
    for index, ring in enumerate(rings):
        yield from between(f"rings.{index}.after_seconds", ring.after_seconds, 1, WAIT_SECONDS_MAX)
        if ring.after_seconds <= former and index:
            sentence = said(en="Each stage begins later than the one before it.", de="Jede Stufe beginnt später als die vor ihr.")
            yield Flaw(f"rings.{index}.after_seconds", "rings_out_of_order", sentence)
        former = ring.after_seconds
        if ring.required_skills is None and not ring.teams:
            sentence = said(en="This stage changes nothing.", de="Diese Stufe ändert nichts.")
            yield Flaw(f"rings.{index}", "ring_empty", sentence)
        required = ring.required_skills or []
        yield from twice(f"rings.{index}.required_skills", (item.skill for item in required))
        yield from twice(f"rings.{index}.teams", ring.teams)
        for place, item in enumerate(required):
            yield from between(f"rings.{index}.required_skills.{place}.level_min", item.level_min, LEVEL_MIN, LEVEL_MAX)


def _of_groups(groups: list[ConditionalGroup]) -> Iterator[Flaw]:
    yield from too_many("groups", list(groups), GROUPS_MAX)
    for index, group in enumerate(groups):
        most = 1.0 if group.metric is GroupMetric.SERVICE_LEVEL_BELOW else float(WAIT_SECONDS_MAX)
        yield from between(f"groups.{index}.threshold", group.threshold, 0, most)
        yield from between(f"groups.{index}.lend_seconds_min", group.lend_seconds_min, 0, WAIT_SECONDS_MAX)


def _of_overflows(overflows: list[Overflow]) -> Iterator[Flaw]:
    yield from too_many("overflows", list(overflows), OVERFLOWS_MAX)
    for index, overflow in enumerate(overflows):
        field = f"overflows.{index}.threshold"
        if overflow.cause in SHARES:
            yield from between(field, overflow.threshold, 0, 1)
        elif overflow.cause in COUNTS:
            yield from between(field, overflow.threshold, 1, WAITING_MAX)
        elif overflow.cause in SECONDS:
            yield from between(field, overflow.threshold, 1, WAIT_SECONDS_MAX)
        if isinstance(overflow.target, ToNumber) and not DIALLED.fullmatch(overflow.target.number):
            sentence = said(
                en="{number} is no number that can be dialled. Write it like +49405550100.",
                de="{number} ist keine wählbare Rufnummer. Bitte wie +49405550100 schreiben.",
                number=overflow.target.number,
            )
            yield Flaw(f"overflows.{index}.target.number", "number", sentence)


def _of_announcements(announcements: QueueAnnouncements) -> Iterator[Flaw]:
    yield from between("announcements.first_after_seconds", announcements.first_after_seconds, 0, WAIT_SECONDS_MAX)
    if announcements.every_seconds:
        yield from between("announcements.every_seconds", announcements.every_seconds, EVERY_SECONDS_MIN, WAIT_SECONDS_MAX)
    yield from too_many("announcements.comfort", list(announcements.comfort), COMFORT_MAX)
    for index, message in enumerate(announcements.comfort):
        yield from twice(f"announcements.comfort.{index}", (prompt.language for prompt in message))


def _of_callback(callback: CallbackRules) -> Iterator[Flaw]:
    yield from between("callback.offer_after_seconds", callback.offer_after_seconds, 0, WAIT_SECONDS_MAX)
    if len(callback.key) != 1 or callback.key not in KEYS:
        sentence = said(en="One key of a telephone: 0 to 9, * or #.", de="Eine Taste des Telefons: 0 bis 9, * oder #.")
        yield Flaw("callback.key", "key", sentence)
    yield from between("callback.attempts_max", callback.attempts_max, 1, ATTEMPTS_MAX)
    yield from between("callback.retry_seconds", callback.retry_seconds, RETRY_SECONDS_MIN, WAIT_SECONDS_MAX)
    yield from between("callback.ring_seconds", callback.ring_seconds, 5, 120)


def flaws_of_hours(hours: HoursConfiguration) -> Iterator[Flaw]:
    if hours.time_zone not in available_timezones():
        sentence = said(
            en="{zone} is no time zone. Write it like Europe/Berlin.",
            de="{zone} ist keine Zeitzone. Bitte wie Europe/Berlin schreiben.",
            zone=hours.time_zone,
        )
        yield Flaw("time_zone", "time_zone", sentence)
    yield from too_many("openings", list(hours.openings), OPENINGS_MAX)
    yield from too_many("closed_on", list(hours.closed_on), CLOSED_DAYS_MAX)
    yield from twice("closed_on", hours.closed_on)
    for index, opening in enumerate(hours.openings):
        yield from _of_opening(f"openings.{index}", opening)


def _of_opening(field: str, opening: Opening) -> Iterator[Flaw]:
    yield from between(f"{field}.weekday", opening.weekday, 0, 6)
    midnight = opening.closes.hour == opening.closes.minute == opening.closes.second == 0
    if opening.opens.tzinfo is not None or opening.closes.tzinfo is not None:
        sentence = said(en="Opening times are local, without an offset.", de="Öffnungszeiten sind Ortszeit, ohne Versatz.")
        yield Flaw(field, "opening", sentence)
    elif not midnight and opening.opens >= opening.closes:
        sentence = said(
            en="It closes before it opens; divide what spans midnight in two.",
            de="Es schließt, bevor es öffnet; was über Mitternacht geht, bitte teilen.",
        )
        yield Flaw(field, "opening", sentence)


def circles(overflows: Mapping[QueueId, list[Overflow]]) -> Iterator[list[QueueId]]:
    """Queues that overflow in a circle by rules that can all hold at entry: a caller would be led round and reach nobody.

    A rule by waiting time may lead back: time passes, and agents become free meanwhile.
    """
    ways = {
        queue: [rule.target.queue for rule in rules if isinstance(rule.target, ToQueue) and rule.cause is not OverflowCause.WAIT]
        for queue, rules in overflows.items()
    }
    told: set[frozenset[QueueId]] = set()
    for start in ways:
        circle = _circle_from(start, ways)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield circle


def circle_in_words(circle: list[QueueId], names: Mapping[QueueId, str]) -> Words:
    path = " > ".join(names.get(queue, str(queue)) for queue in [*circle, circle[0]])
    return said(en="queues overflow in a circle: {path}", de="Warteschlangen laufen im Kreis über: {path}", path=path)


def _circle_from(start: QueueId, ways: Mapping[QueueId, list[QueueId]]) -> list[QueueId]:
    """The shortest way from a queue back to itself, [] when there is none."""
    came_from: dict[QueueId, QueueId] = {}
    reached = [start]
    for queue in reached:
        for target in ways.get(queue, []):
            if target == start:
                way = [queue]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if target not in came_from:
                came_from[target] = queue
                reached.append(target)
    return []
