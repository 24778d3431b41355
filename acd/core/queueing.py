"""What begins and ends with a stay in a queue: the line, the timers of its rules and announcements."""

from __future__ import annotations

from acd.core import announcements, prompts
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import Timer, TimerKind
from acd.core.entering import Entry, may_be_led_away, next_wait
from acd.core.limits import OVERFLOW_AGAIN_SECONDS
from acd.core.model import Interaction, Visit
from contracts.queue_facts import PaceMeasured
from contracts.vocabulary import Phase


def take_along(interaction: Interaction, entry: Entry) -> None:
    """What the entry says of the interaction stays with it, wherever it is led."""
    interaction.priority += entry.priority
    interaction.language = entry.language or interaction.language
    interaction.required_skills = entry.required_skills or interaction.required_skills
    interaction.label = entry.label if entry.label is not None else interaction.label


def entered(center: Center, interaction: Interaction, visit: Visit) -> None:
    """A visit was opened, or taken over from an engine that is gone."""
    queue = visit.hall.queue
    visit.hall.line.enter(visit.rank, center.at)
    visit.since = center.at
    # Most have none of it, and this is on the way of every call.
    if queue.overflows or center.live.queues[queue.id].closed:
        watch(center, interaction, visit)
    if queue.announcements is not None or queue.callback is not None:
        announcements.begin(center, interaction, visit)


def offered(center: Center, visit: Visit) -> None:
    """An agent is asked to take it."""
    visit.offered_at, visit.at_once = center.at, center.at == visit.since
    visit.hall.line.offered(visit.rank, center.at, at_once=visit.at_once)


def offer_over(center: Center, visit: Visit, *, accepted: bool) -> None:
    """That agent has taken it, or has not: then it stands in its place again."""
    line = visit.hall.line
    if accepted:
        line.answered(center.at - visit.offered_at)
        if (pace := line.pace()) is not None:
            center.say(PaceMeasured(queue=visit.queue.id, pace=pace))
    else:
        visit.offered_at = 0
        line.back(visit.rank, center.at, at_once=visit.at_once)


def left(center: Center, interaction: Interaction, visit: Visit) -> None:
    """A visit ends."""
    if not visit.offered_at:
        visit.hall.line.leave(visit.rank, center.at, gave_up=True)
    if visit.timed:
        center.cancel_timer(TimerKind.RING, interaction.id)
        center.cancel_timer(TimerKind.PREFERRED, interaction.id)
        center.cancel_timer(TimerKind.OVERFLOW, interaction.id)
        center.cancel_timer(TimerKind.ANNOUNCE, interaction.id)
    prompts.stop(center, interaction)


def taken_over(center: Center, interaction: Interaction, visit: Visit) -> None:
    """A visit of the last epoch goes on. What became due meanwhile is due now."""
    if interaction.phase is Phase.OFFERED:
        visit.offered_at = center.at
    else:
        visit.hall.line.enter(visit.rank, center.at)
    visit.since = center.at
    watch(center, interaction, visit, beyond=0.0)
    announcements.begin(center, interaction, visit)


def adopt(center: Center) -> None:
    """Other rules may hold from now on."""
    for interaction in center.interactions.values():
        visit = interaction.visit
        if visit is not None:
            if center.timers.get(Timer(TimerKind.OVERFLOW, interaction.id), center.at + 1) > center.at:
                # What became due while no engine was there stays due.
                watch(center, interaction, visit)
            announcements.set_next(center, interaction, visit, (center.at - visit.since) // MICROSECONDS)


def watch(center: Center, interaction: Interaction, visit: Visit, beyond: float | None = None) -> None:
    """Look again when the next rule by waiting holds, after `beyond` seconds of it (None: those until now)."""
    live = center.live.queues.get(visit.queue.id)
    visit.timed = True
    waited = (center.at - visit.entered_at) / MICROSECONDS
    due = next_wait(visit.queue, waited if beyond is None else beyond)
    if not may_be_led_away(interaction):
        center.cancel_timer(TimerKind.OVERFLOW, interaction.id)
    elif interaction.leg and live is not None and live.closed:
        center.set_timer(TimerKind.OVERFLOW, interaction.id, OVERFLOW_AGAIN_SECONDS)
    elif due is not None:
        center.set_timer_at(TimerKind.OVERFLOW, interaction.id, visit.entered_at + round(due * MICROSECONDS))
    else:
        center.cancel_timer(TimerKind.OVERFLOW, interaction.id)
