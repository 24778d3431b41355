"""The rules by which a queue leads callers elsewhere: hours, emergency, nobody there, too many, too long. Pure looks at the state.

At entry the queue's rules are asked in their order and the first that holds is taken (callers.py carries it out). A queue that is
closed turns callers away also without a rule. Only `WAIT` is looked at while somebody waits, by a timer (queueing.py).

Who comes by a medium without a leg hears nothing and hangs on no line: only another queue with room is an answer to it, and while the
queue is closed it waits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from acd.core.center import Center
from acd.core.limits import OVERFLOWS_IN_A_ROW_MAX
from acd.core.model import Interaction
from contracts.configuration import QueueConfiguration
from contracts.ids import AgentId, Instant, LabelId, QueueId, Seconds, SkillId
from contracts.rules import Overflow
from contracts.targets import ToEnd, ToQueue
from contracts.vocabulary import Medium, OverflowCause, Presence
from ivr.core.hours import is_open
from telephony.core.sounds import CLOSED, standing


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """How an interaction comes into a queue. What is empty here leaves the interaction as it is.

    `priority` is added to the one it has; `required_skills` are the interaction's own, beside the queue's; `for_agent` is asked
    first; `entered_at` is a kept place (0 = it begins to wait now).
    """

    queue: QueueId
    language: str = ""
    priority: int = 0
    required_skills: dict[SkillId, int] = {}
    label: LabelId | None = None
    for_agent: AgentId | None = None
    rule: str = "preferred"
    """Why `for_agent`: a rule of Decision."""
    entered_at: Instant = 0


class Held(msgspec.Struct, frozen=True):
    """A rule that holds, and the value that made it hold."""

    rule: Overflow
    value: float


def held_at_entry(center: Center, interaction: Interaction, queue: QueueConfiguration, place: int, estimate: Seconds | None) -> Held | None:
    """The rule that leads away whoever would come to `place` in this queue now; None = come in."""
    for rule in queue.overflows:
        ask = _AT_ENTRY.get(rule.cause)
        if ask is None or (value := ask(center, queue, rule.threshold, place, estimate)) is None:
            continue
        if can_follow(center, interaction, rule):
            return Held(rule, value)
    if not interaction.leg or (queue.hours is None and _emergency(center, queue, 0, place, estimate) is None):
        return None
    for cause in (OverflowCause.EMERGENCY, OverflowCause.CLOSED):
        if _AT_ENTRY[cause](center, queue, 0, place, estimate) is not None:
            return Held(Overflow(cause=cause, target=apology(center, interaction.language)), 1)
    return None


def may_be_led_away(interaction: Interaction) -> bool:
    """Not a call-back, which waits without a line."""
    return bool(interaction.leg) or interaction.medium is not Medium.VOICE


def can_follow(center: Center, interaction: Interaction, rule: Overflow) -> bool:
    """Whether the rule's target is one for this interaction."""
    if interaction.leg:
        return True
    target = rule.target
    queue = center.queues.get(target.queue) if isinstance(target, ToQueue) else None
    room = queue is not None and center.matching.halls[queue.id].visits < queue.waiting_max
    return room and interaction.overflows < OVERFLOWS_IN_A_ROW_MAX


def held_by_emergency(center: Center, interaction: Interaction, queue: QueueConfiguration) -> Held | None:
    """What happens to one who waits when the queue is closed at once."""
    for rule in queue.overflows:
        if rule.cause is OverflowCause.EMERGENCY and can_follow(center, interaction, rule):
            return Held(rule, 1)
    if not interaction.leg:
        return None
    return Held(Overflow(cause=OverflowCause.EMERGENCY, target=apology(center, interaction.language)), 1)


def held_by_wait(center: Center, interaction: Interaction, queue: QueueConfiguration, waited: float) -> Held | None:
    """The first rule for those who have waited for so many seconds."""
    rules = (rule for rule in queue.overflows if rule.cause is OverflowCause.WAIT and waited >= rule.threshold)
    return next((Held(rule, round(waited, 3)) for rule in rules if can_follow(center, interaction, rule)), None)


def next_wait(queue: QueueConfiguration, waited: float) -> float | None:
    """The seconds of waiting after which a rule holds next, beyond `waited`."""
    return min((rule.threshold for rule in queue.overflows if rule.cause is OverflowCause.WAIT and rule.threshold > waited), default=None)


def is_closed(center: Center, queue: QueueConfiguration) -> bool:
    """By its hours, or by emergency."""
    return any(_AT_ENTRY[cause](center, queue, 0, 1, None) is not None for cause in (OverflowCause.EMERGENCY, OverflowCause.CLOSED))


def apology(center: Center, language: str) -> ToEnd:
    """What callers hear for whom there is no rule, in their language or in all there are, the country's first."""
    return ToEnd(media=standing(CLOSED, language, center.configuration.default_region))


def service_level_today(center: Center, queue: QueueConfiguration) -> float | None:
    """metrics.md's default; None before anybody was answered or gave up late today."""
    live = center.live.queues.get(queue.id)
    if live is None or live.today.day != center.day(queue.time_zone):
        return None
    today = live.today
    counted = today.answered + today.abandoned - today.abandoned_in_time
    return today.answered_in_time / counted if counted else None


def is_staffed(center: Center, queue: QueueId) -> bool:
    """Whether any of the queue's own agents is signed in, ready or not."""
    known = center.staffed.get(queue)
    if known is None:
        agents = center.agents.values()
        known = any(agent.presence is not Presence.OFFLINE and queue in agent.configuration.queues for agent in agents)
        # Forgotten whenever somebody signs in or out (agents.enter) or the configuration changes.
        center.staffed[queue] = known
    return known


Asked = Callable[[Center, QueueConfiguration, float, int, Seconds | None], float | None]
"""(center, queue, threshold, place, estimate) -> the value when the rule holds, else None."""


def _closed(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    hours = center.hours.get(queue.hours) if queue.hours is not None else None
    return None if hours is None or is_open(hours, center.at) else 1


def _emergency(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    live = center.live.queues.get(queue.id)
    return 1 if live is not None and live.closed else None


def _nobody(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    return None if is_staffed(center, queue.id) else 0


def _size(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    live = center.live.queues.get(queue.id)
    waiting = 0 if live is None else len(live.waiting)
    return waiting if waiting >= threshold else None


def _position(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    return place if place >= threshold else None


def _estimate(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    return estimate if estimate is not None and estimate >= threshold else None


def _service_level(center: Center, queue: QueueConfiguration, threshold: float, place: int, estimate: Seconds | None) -> float | None:
    level = service_level_today(center, queue)
    return level if level is not None and level < threshold else None


_AT_ENTRY: Final[dict[OverflowCause, Asked]] = {
    OverflowCause.CLOSED: _closed,
    OverflowCause.EMERGENCY: _emergency,
    OverflowCause.NOBODY_SIGNED_IN: _nobody,
    OverflowCause.SIZE: _size,
    OverflowCause.POSITION: _position,
    OverflowCause.ESTIMATED_WAIT: _estimate,
    OverflowCause.SERVICE_LEVEL: _service_level,
}
