"""Wrap-up: what an agent still has to do for an interaction after the last word. Each agent's own, whoever has the interaction now."""

from __future__ import annotations

from typing import Final

from acd.core.agents import settle, take
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.lifecycles import Deed
from acd.core.model import Agent, Interaction, Talk
from contracts.configuration import QueueConfiguration
from contracts.control_facts import WrapUpExtended, WrapUpRequested
from contracts.facts import HandlingEnded, SegmentEnded, WrapUpStarted
from contracts.ids import Instant, Microseconds
from contracts.vocabulary import Presence, PresenceReason, SegmentKind, WrapUpEnd, WrapUpMode

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_WRAP_UP_MODE_NONE: Final = WrapUpMode.NONE
_DEED_DONE: Final = Deed.DONE

#: those whose length is the queue's wrap_up_seconds
_WITH_TIME = (WrapUpMode.TIMED, WrapUpMode.MANDATORY)


def release(center: Center, interaction: Interaction, talk: Talk) -> None:
    """The agent's part in the conversation is over and its segments are told: wraps up, or is done with the interaction at once.

    The interaction may go on with somebody else or have ended: that is the caller's of this. Of several in hand only the one that the
    agent's work is about is wrapped up: the others end beside it.
    """
    agent, queue = talk.agent, talk.queue
    if interaction is not agent.interaction or not _is_due(agent, queue, talk):
        _done(center, interaction, talk, 0, None)
        return
    take(agent, interaction, Deed.WRAP_UP_BEGUN)
    agent.wrap_up = talk
    center.matching.spare(agent)
    talk.wrap_up_ends_at = center.at + queue.wrap_up_seconds * MICROSECONDS if queue.wrap_up in _WITH_TIME else 0
    talk.wrap_up_mandatory = queue.wrap_up is WrapUpMode.MANDATORY
    center.say(
        WrapUpStarted(
            interaction=interaction.id,
            queue=queue.id,
            agent=agent.id,
            ends_at=talk.wrap_up_ends_at,
            mandatory=talk.wrap_up_mandatory,
            extensions_left=extensions_left(talk),
        )
    )
    if talk.wrap_up_ends_at:
        center.set_timer_at(TimerKind.WRAP_UP, str(agent.id), talk.wrap_up_ends_at)


def _is_due(agent: Agent, queue: QueueConfiguration, talk: Talk) -> bool:
    mode = queue.wrap_up
    if mode is _WRAP_UP_MODE_NONE or (mode in _WITH_TIME and queue.wrap_up_seconds <= 0):
        return False
    if mode is WrapUpMode.MANDATORY:
        return True
    if agent.presence is Presence.OFFLINE or agent.reason == PresenceReason.SIGNING_OUT:
        return False
    return mode is not WrapUpMode.OPTIONAL or talk.wrap_up_wanted


def extensions_left(talk: Talk) -> int:
    """How often it may still be prolonged; what has no end needs no longer time."""
    if not talk.wrap_up_ends_at or talk.queue.wrap_up_extension_seconds <= 0:
        return 0
    return max(0, talk.queue.wrap_up_extensions_max - talk.extensions)


def request(center: Center, interaction: Interaction, talk: Talk) -> None:
    """The agent wants to wrap up afterwards, where that is optional. Asking twice is asking once."""
    if not talk.wrap_up_wanted:
        talk.wrap_up_wanted = True
        center.say(WrapUpRequested(interaction=interaction.id, agent=talk.agent.id))


def extend(center: Center, agent: Agent, talk: Talk) -> None:
    """By the queue's extension; the caller of this has made sure that one is left."""
    assert agent.interaction is not None
    talk.extensions += 1
    talk.wrap_up_ends_at += talk.queue.wrap_up_extension_seconds * MICROSECONDS
    center.set_timer_at(TimerKind.WRAP_UP, str(agent.id), talk.wrap_up_ends_at)
    center.say(WrapUpExtended(interaction=agent.interaction.id, agent=agent.id, ends_at=talk.wrap_up_ends_at, extensions=talk.extensions))


def resume(center: Center, agent: Agent, interaction: Interaction, talk: Talk, ends_at: Instant) -> None:
    """After a restart of the engine: it goes on as it was told."""
    agent.wrap_up, agent.interaction = talk, interaction
    talk.wrap_up_ends_at = ends_at
    if ends_at:
        center.set_timer_at(TimerKind.WRAP_UP, str(agent.id), ends_at)


def finish(center: Center, agent: Agent, why: WrapUpEnd) -> None:
    """The agent is done with the interaction."""
    interaction, talk = agent.interaction, agent.wrap_up
    assert interaction is not None and talk is not None
    center.cancel_timer(TimerKind.WRAP_UP, str(agent.id))
    _done(center, interaction, talk, end_segment(center, interaction, talk, SegmentKind.WRAPPING_UP), why)


def _done(center: Center, interaction: Interaction, talk: Talk, wrapping_up: Microseconds, why: WrapUpEnd | None) -> None:
    if talk.agent.wrap_up is talk:
        talk.agent.wrap_up = None
    tell_handled(center, interaction, talk, wrapping_up, why)
    settle(center, talk.agent, _DEED_DONE, interaction=interaction)


def tell_handled(center: Center, interaction: Interaction, talk: Talk, wrapping_up: Microseconds = 0, why: WrapUpEnd | None = None) -> None:
    center.say(
        HandlingEnded(
            interaction=interaction.id,
            queue=talk.queue.id,
            agent=talk.agent.id,
            talking=talk.talking,
            on_hold=talk.on_hold,
            wrapping_up=wrapping_up,
            wrap_up_end=why,
        )
    )


def end_segment(center: Center, interaction: Interaction, talk: Talk, kind: SegmentKind) -> Microseconds:
    """Tell the segment that began at `segment_since`, begin the next; how long it was."""
    since, talk.segment_since = talk.segment_since, center.at
    center.say(SegmentEnded(interaction=interaction.id, queue=talk.queue.id, agent=talk.agent.id, segment=kind, started_at=since))
    return center.at - since
