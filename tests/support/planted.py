"""Bugs of the kinds that engines are known for, to be planted by hand: whatever looks for bugs is held to finding these.

Each changes one thing that the core does, in one case only; the name says what a user would tell of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pytest import MonkeyPatch

from acd.core import agents, attempts, callbacks, capacity, offers, parties, preferences, talks, wrap_ups
from acd.core.matching import Matching
from contracts import facts as f
from contracts import reducer
from contracts.vocabulary import PartyRole, VisitOutcome

Plant = Callable[[MonkeyPatch], None]


def _agent_stuck_reserved(patch: MonkeyPatch) -> None:
    """The customer hung up while the phone rang: nobody tells the agent."""
    settle = agents.settle

    def planted(center: Any, agent: Any, deed: Any, *, keep_place: bool = False, **rest: Any) -> None:
        if not keep_place:
            settle(center, agent, deed, keep_place=keep_place, **rest)

    patch.setattr(offers, "settle", planted)


def _two_agents_for_one_caller(patch: MonkeyPatch) -> None:
    """Who was offered before and came back stays in line while the next phone rings."""
    stop_waiting = Matching.stop_waiting

    def planted(self: Matching, interaction: Any) -> None:
        if interaction.visit is None or not interaction.visit.tried:
            stop_waiting(self, interaction)

    patch.setattr(Matching, "stop_waiting", planted)


def _wrap_up_skipped(patch: MonkeyPatch) -> None:
    """After a talk with a hold in it there is none."""
    is_due = wrap_ups._is_due
    patch.setattr(wrap_ups, "_is_due", lambda agent, queue, talk: not talk.on_hold and is_due(agent, queue, talk))


def _counter_doubled(patch: MonkeyPatch) -> None:
    """Who keeps a place on the way back into a queue counts as answered twice."""
    ended = reducer.APPLY[f.QueueVisitEnded]

    def planted(state: Any, fact: f.QueueVisitEnded, at: int, changes: Any) -> None:
        ended(state, fact, at, changes)
        live = state.interactions.get(fact.interaction)
        if fact.outcome is VisitOutcome.ANSWERED and live is not None and live.offers > 1:
            state.queues[fact.queue].today.answered += 1

    patch.setitem(reducer.APPLY, f.QueueVisitEnded, planted)


def _wrong_order_in_a_lane(patch: MonkeyPatch) -> None:
    """Who is kept for an agent and let go again goes to the end of the line."""
    keep_for = Matching.keep_for

    def planted(self: Matching, interaction: Any, agent: Any) -> None:
        keep_for(self, interaction, agent)
        if agent is None:
            self.rank_anew(interaction, (interaction.visit.rank[0] + 60_000_000, interaction.visit.rank[1]))

    patch.setattr(Matching, "keep_for", planted)


def _monitor_left_after_the_end(patch: MonkeyPatch) -> None:
    """The talk ends, and who listens hears silence for ever."""
    leave = parties.leave

    def planted(center: Any, interaction: Any, party: Any, *rest: Any, **more: Any) -> None:
        if party.role is not PartyRole.MONITOR or not party.joined_at or not more.get("ending"):
            leave(center, interaction, party, *rest, **more)

    patch.setattr(parties, "leave", planted)


def _callback_lost(patch: MonkeyPatch) -> None:
    """The customer did not answer once: never called again."""
    over = attempts.over

    def planted(center: Any, interaction: Any, cause: Any) -> None:
        if cause != "unanswered":
            over(center, interaction, cause)

    patch.setattr(attempts, "over", planted)


def _callback_never_due(patch: MonkeyPatch) -> None:
    """What cannot begin now is forgotten."""
    patch.setattr(callbacks, "again_later", lambda center, callback: None)


def _kept_for_who_is_gone(patch: MonkeyPatch) -> None:
    """An agent signs out, and who waited for that agent alone goes on doing so."""
    patch.setattr(preferences, "give_back", lambda center, agent: None)


def _segments_overlap(patch: MonkeyPatch) -> None:
    """A resumed talk counts from its beginning."""
    resumed = talks.say_resumed

    def planted(center: Any, interaction: Any, talk: Any) -> None:
        since = talk.segment_since
        resumed(center, interaction, talk)
        talk.segment_since = since

    patch.setattr(talks, "say_resumed", planted)


def _too_many_at_once(patch: MonkeyPatch) -> None:
    """What is in hand of the same medium is not counted."""
    can_take = capacity.can_take

    def planted(agent: Any, medium: Any, weight: float, capacities: Any) -> bool:
        return can_take(agent, medium, -10.0 if agent.interaction is not None else weight, capacities)

    patch.setattr("acd.core.matching.can_take", planted)
    patch.setattr("acd.simulation.invariants.can_take", planted)


PLANTS: Final[dict[str, Plant]] = {
    plant.__name__.removeprefix("_"): plant
    for plant in (
        _agent_stuck_reserved,
        _two_agents_for_one_caller,
        _wrap_up_skipped,
        _counter_doubled,
        _wrong_order_in_a_lane,
        _monitor_left_after_the_end,
        _callback_lost,
        _callback_never_due,
        _kept_for_who_is_gone,
        _segments_overlap,
        _too_many_at_once,
    )
}
