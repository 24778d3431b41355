"""How the facts of waiting change the live state; see reducer.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts import queue_facts as f
from contracts.live import Changes, LiveCallback, LiveInteraction, LiveState
from contracts.reducing import enter, interaction_of, queue_of
from contracts.targets import ToEnd
from contracts.vocabulary import Phase


def _ring_reached(state: LiveState, fact: f.RingReached, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.stage, interaction.required_skills = fact.stage, fact.required_skills


def _group_lent(state: LiveState, fact: f.GroupLent, at: int, changes: Changes) -> None:
    queue = queue_of(state, fact.queue, changes)
    if fact.lent and fact.team not in queue.lent:
        queue.lent.append(fact.team)
    elif not fact.lent and fact.team in queue.lent:
        queue.lent.remove(fact.team)


def _overflowed(state: LiveState, fact: f.Overflowed, at: int, changes: Changes) -> None:
    """What follows is told by its own facts; who is to end hears why until then."""
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.overflows += 1
        if isinstance(fact.target, ToEnd):
            _say_farewell(interaction, at)


def _say_farewell(interaction: LiveInteraction, at: int) -> None:
    enter(interaction, Phase.IN_FLOW, at)
    interaction.flow, interaction.node = None, ""


def _queue_closed(state: LiveState, fact: f.QueueClosed, at: int, changes: Changes) -> None:
    queue_of(state, fact.queue, changes).closed = fact.closed


def _announced(state: LiveState, fact: f.Announced, at: int, changes: Changes) -> None:
    if fact.position and (interaction := interaction_of(state, fact.interaction, changes)):
        interaction.announced_position = fact.position


def _pace_measured(state: LiveState, fact: f.PaceMeasured, at: int, changes: Changes) -> None:
    """Of interest to a restarted engine only."""
    state.paces[fact.queue] = fact.pace


def _priority_changed(state: LiveState, fact: f.PriorityChanged, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.priority = fact.priority


def _label_changed(state: LiveState, fact: f.LabelChanged, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.label = fact.label


def _callback_arranged(state: LiveState, fact: f.CallbackArranged, at: int, changes: Changes) -> None:
    changes.callbacks.add(fact.callback)
    if fact.origin is not None and (origin := interaction_of(state, fact.origin, changes)):
        # It hears that it will be called back, then the line is hung up.
        _say_farewell(origin, at)
    state.callbacks[fact.callback] = LiveCallback(
        id=fact.callback,
        queue=fact.queue,
        number=fact.number,
        first=fact.first,
        origin=fact.origin,
        entered_at=fact.entered_at,
        priority=fact.priority,
        due_at=fact.due_at,
        name=fact.name,
        note=fact.note,
        language=fact.language,
        for_agent=fact.for_agent,
        by=fact.by,
    )


def _callback_begun(state: LiveState, fact: f.CallbackBegun, at: int, changes: Changes) -> None:
    changes.callbacks.add(fact.callback)
    if callback := state.callbacks.get(fact.callback):
        callback.interaction, callback.attempts = fact.interaction, fact.attempt
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.callback = fact.callback


def _callback_postponed(state: LiveState, fact: f.CallbackPostponed, at: int, changes: Changes) -> None:
    changes.callbacks.add(fact.callback)
    if callback := state.callbacks.get(fact.callback):
        callback.interaction, callback.due_at = None, fact.due_at


def _callback_ended(state: LiveState, fact: f.CallbackEnded, at: int, changes: Changes) -> None:
    changes.callbacks.add(fact.callback)
    state.callbacks.pop(fact.callback, None)


APPLY_QUEUE: dict[type, Callable[[LiveState, Any, int, Changes], None]] = {
    f.RingReached: _ring_reached,
    f.GroupLent: _group_lent,
    f.Overflowed: _overflowed,
    f.QueueClosed: _queue_closed,
    f.Announced: _announced,
    f.PaceMeasured: _pace_measured,
    f.PriorityChanged: _priority_changed,
    f.LabelChanged: _label_changed,
    f.CallbackArranged: _callback_arranged,
    f.CallbackBegun: _callback_begun,
    f.CallbackPostponed: _callback_postponed,
    f.CallbackEnded: _callback_ended,
}
