"""Leading away those who wait already: a rule by time, and emergency closing."""

from __future__ import annotations

from typing import Final

from acd.core import callers, queueing
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.entering import Held, held_by_emergency, held_by_wait, may_be_led_away
from acd.core.limits import OVERFLOW_AGAIN_SECONDS
from acd.core.model import Interaction, Visit
from contracts.ids import InteractionId, QueueId
from contracts.intents import CloseQueue, Refusal
from contracts.queue_facts import QueueClosed
from contracts.vocabulary import RefusalCode

#: a phone that rings is left alone; looked at again so long after it has stopped
AFTER_OFFER: Final = MICROSECONDS


def time_is_up(center: Center, interaction_id: InteractionId) -> None:
    """The OVERFLOW timer: some rule may hold now."""
    interaction = center.interactions[interaction_id]
    visit = interaction.visit
    if visit is None:
        return
    if not center.is_up(interaction.node):
        center.set_timer(TimerKind.OVERFLOW, interaction.id, OVERFLOW_AGAIN_SECONDS)
    elif interaction.offer is not None:
        center.set_timer_at(TimerKind.OVERFLOW, interaction.id, interaction.offer.expires_at + AFTER_OFFER)
    elif (held := _held(center, interaction, visit)) is None:
        queueing.watch(center, interaction, visit)
    else:
        _lead_away(center, interaction, visit, held)


def _held(center: Center, interaction: Interaction, visit: Visit) -> Held | None:
    live = center.live.queues.get(visit.queue.id)
    if live is not None and live.closed:
        return held_by_emergency(center, interaction, visit.queue)
    return held_by_wait(center, interaction, visit.queue, (center.at - visit.entered_at) / MICROSECONDS)


def _lead_away(center: Center, interaction: Interaction, visit: Visit, held: Held) -> None:
    before = visit.queue.music_class
    if not callers.lead_away(center, interaction, visit.queue, held) or interaction.visit is None:
        return
    if interaction.visit is visit:
        # Led away too often already: it stays.
        queueing.watch(center, interaction, visit)
    elif interaction.leg and interaction.visit.queue.music_class != before:
        callers.music_afterwards(center, interaction)


def close_queue(center: Center, intent: CloseQueue, by: int) -> Refusal | None:
    """Emergency closing, or its end. Who waits, or is being offered to an agent, is led away at once."""
    if intent.queue is not None and intent.queue not in center.queues:
        return Refusal(code=RefusalCode.UNKNOWN_QUEUE.value, detail=f"there is no queue {intent.queue}")
    for queue in [intent.queue] if intent.queue is not None else list(center.queues):
        if center.live.queues[queue].closed != intent.closed:
            center.say(QueueClosed(queue=queue, closed=intent.closed, by=by))
            _empty(center, queue)
    return None


def _empty(center: Center, queue: QueueId) -> None:
    """Into another queue only if that is open: its own rules are asked."""
    for interaction in list(center.interactions.values()):
        visit = interaction.visit
        if visit is None or visit.queue.id != queue:
            continue
        closed = center.live.queues[queue].closed and may_be_led_away(interaction) and center.is_up(interaction.node)
        if closed and (held := held_by_emergency(center, interaction, visit.queue)) is not None:
            _lead_away(center, interaction, visit, held)
        else:
            queueing.watch(center, interaction, visit)
