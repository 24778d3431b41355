"""What waiting callers are told between the music: place in line, estimated wait, comfort, the offer of a call-back.

An announcement waits for its turn: nothing is said while a phone rings for the caller, and an answer cuts what is being said. The
music goes on after it (callers.py). A place is told only when it is not worse than the one told before: who was overtaken by
somebody with priority need not hear so.
"""

from __future__ import annotations

from math import ceil

from acd.core import prompts
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.model import Interaction, Visit
from acd.core.numbers import outside_line
from contracts.dialling import DialMeans
from contracts.flows import Prompt
from contracts.ids import InteractionId, Seconds
from contracts.intents import Refusal
from contracts.queue_facts import Announced
from contracts.rules import QueueAnnouncements
from ivr.core.interpreter import spoken

SECONDS_IN_MINUTE = 60


def begin(center: Center, interaction: Interaction, visit: Visit) -> None:
    """A caller begins to wait in this queue, or does so again after a restart."""
    set_next(center, interaction, visit, None)


def set_next(center: Center, interaction: Interaction, visit: Visit, last: Seconds | None) -> None:
    """Set the timer for what comes next after `last`, in whole seconds of this visit (None: from its beginning)."""
    due = _next(visit, -1 if last is None else last) if interaction.leg else None
    visit.timed = True
    if due is None:
        center.cancel_timer(TimerKind.ANNOUNCE, interaction.id)
    else:
        center.set_timer_at(TimerKind.ANNOUNCE, interaction.id, visit.since + due * MICROSECONDS)


def _next(visit: Visit, after: Seconds) -> Seconds | None:
    """The first second of the visit, beyond `after`, at which something is to be said."""
    queue = visit.queue
    due = [_regular(queue.announcements, after)] if queue.announcements is not None else []
    if queue.callback is not None and queue.callback.prompts and queue.callback.offer_after_seconds > after:
        due.append(queue.callback.offer_after_seconds)
    return min((second for second in due if second is not None), default=None)


def _regular(rules: QueueAnnouncements, after: Seconds) -> Seconds | None:
    first, every = rules.first_after_seconds or rules.every_seconds, rules.every_seconds
    if not first or after < first:
        return first or None
    return first + ((after - first) // every + 1) * every if every else None


def time_has_come(center: Center, interaction_id: InteractionId) -> None:
    """The ANNOUNCE timer."""
    interaction = center.interactions[interaction_id]
    visit = interaction.visit
    if visit is None:
        return
    waited = (center.at - visit.since) // MICROSECONDS
    if interaction.offer is None and interaction.play is None and center.is_up(interaction.node):
        _announce(center, interaction, visit, waited)
    set_next(center, interaction, visit, waited)


def _announce(center: Center, interaction: Interaction, visit: Visit, waited: Seconds) -> None:
    queue, media = visit.queue, list[str]()
    place = minutes = comfort = 0
    if queue.announcements is not None and _regular(queue.announcements, -1) is not None:
        rules = queue.announcements
        now = visit.hall.line.place(visit.rank)
        if rules.position and (visit.told_place == 0 or now <= visit.told_place):
            media += _numbered(rules.positions, interaction.language, now)
            place = now if media else 0
        estimate = visit.hall.line.estimate(now) if rules.estimated_wait else None
        if estimate is not None and (sentence := _numbered(rules.waits, interaction.language, ceil(estimate / SECONDS_IN_MINUTE))):
            media += sentence
            minutes = max(1, ceil(estimate / SECONDS_IN_MINUTE))
        if rules.comfort:
            comfort = visit.comforts % len(rules.comfort) + 1
            media += in_language(rules.comfort[comfort - 1], interaction.language)
    offered = may_ask_for_callback(center, interaction, visit, waited)
    if offered and queue.callback is not None:
        media += in_language(queue.callback.prompts, interaction.language)
    if not media:
        return
    visit.comforts += comfort > 0
    visit.announcements += 1
    visit.told_place = place or visit.told_place
    prompts.play(center, interaction, tuple(media))
    center.say(
        Announced(
            interaction=interaction.id,
            queue=queue.id,
            position=place,
            estimated_wait=minutes * SECONDS_IN_MINUTE,
            comfort=comfort,
            callback_offered=offered,
        )
    )


def may_ask_for_callback(center: Center, interaction: Interaction, visit: Visit, waited: Seconds) -> bool:
    """Whether the queue's key is listened to by now, and we know where and how to call."""
    rules = visit.queue.callback
    if rules is None or waited < rules.offer_after_seconds or not interaction.leg:
        return False
    return not isinstance(outside_line(center, interaction.caller, DialMeans.CALLBACK), Refusal)


def in_language(sentences: list[Prompt], language: str) -> tuple[str, ...]:
    """The sentence in that language, else the first one; nothing while it is not rendered."""
    chosen = next((one for one in sentences if one.language == language), None)
    return spoken([chosen] if chosen is not None else sentences[:1])


def _numbered(sentences: dict[str, list[str]], language: str, number: int) -> tuple[str, ...]:
    """The sentence for `number` (from 1), or the last, which says "more than"."""
    chosen = sentences.get(language) or next(iter(sentences.values()), [])
    return (chosen[min(max(number, 1), len(chosen)) - 1],) if chosen else ()
