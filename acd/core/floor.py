"""The whole live state of a center. Events go in, commands come out; no clock, no chance, no I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from acd.core import (
    announcements,
    callbacks,
    callers,
    failures,
    groups,
    legs,
    nodes,
    offers,
    outlook,
    overflowing,
    preferences,
    relaxing,
    rescue,
    talks,
    wrap_ups,
)
from acd.core import events as e
from acd.core.adoption import adopt, sweep
from acd.core.agents import enter, forget_leg, refresh, set_reachable, wake
from acd.core.center import Center, interaction_of, words
from acd.core.commands import AnswerIntent, Command, TimerKind
from acd.core.lifecycles import OfferEvent, Wish
from acd.core.restoring import restore
from acd.core.wishes import carry_out
from contracts.configuration import CenterConfiguration
from contracts.facts import EngineStarted
from contracts.ids import Instant
from contracts.intents import IntentOutcome
from contracts.live import LiveState
from contracts.outlook import Outlook, Question
from contracts.reducing import forget_changes
from contracts.vocabulary import Presence, PresenceReason, WrapUpEnd


class Floor:
    """`epoch` is this engine's, greater than any before; ids of interactions begin with it.

    The first call is `start`, once; then `handle` for every event, instants never running backwards.
    """

    def __init__(self, epoch: int, configuration: CenterConfiguration) -> None:
        self._configuration: Final = configuration
        self.center: Final = Center(epoch)
        """For tests and the simulation's invariants; the shell needs nothing of it."""

    def start(self, at: Instant, before: LiveState | None = None) -> list[Command]:
        """Begin the epoch. `before`: the live state at the end of the last epoch (snapshot + facts of the journal); taken over.

        What was open stays open until its node's first PbxRecovered tells which legs are still there, or until the node has
        been missing for too long: legs that are there go on (talking, waiting in their old place, in the menu), the others end.
        """
        center = self.center
        center.at = at
        center.live = before if before is not None else LiveState()
        center.say(EngineStarted(previous_epoch=center.live.epoch))
        restore(center, center.live, self._configuration)
        adopt(center, self._configuration)
        callbacks.resume(center)
        return self._finish()

    def handle(self, event: e.Event) -> list[Command]:
        """Take one event in. Never raises for anything the world may send."""
        center = self.center
        if event.at > center.at:
            center.at = event.at
        _HANDLERS[type(event)](center, event)
        return self._finish()

    def snapshot(self) -> LiveState:
        """The live state after the last fact: the floor's own object, to be read or encoded at once, never changed."""
        return self.center.live

    def outlook(self, question: Question) -> Outlook | None:
        """Who could take those who wait, and why nobody does; None when nobody can say. Nothing changes."""
        if question.interaction is not None:
            return outlook.of_interaction(self.center, question.interaction)
        return None if question.queue is None else outlook.of_queue(self.center, question.queue)

    def _finish(self) -> list[Command]:
        center = self.center
        matching = center.matching
        if matching.freed or matching.arrived:
            offers.match_all(center)
        if center.customers_first:
            callbacks.dial_customers(center)
        if center.draining:
            sweep(center)
        if matching.unplaced:
            matching.place_all()
        forget_changes()
        out = center.out
        if center.afterwards:
            out += center.afterwards
            center.afterwards = []
        center.out = []
        return out


def _timer_fired(center: Center, event: e.TimerFired) -> None:
    due = center.timers.get(event.timer)
    if due is None or due > center.at:
        # Cancelled or set anew while it was on its way.
        return
    del center.timers[event.timer]
    kind, subject = event.timer
    _TIMERS[kind](center, subject)


def _offer_expired(center: Center, offer: str) -> None:
    interaction = center.interactions[interaction_of(offer)]
    offers.lose(center, interaction, OfferEvent.TIME_WAS_UP, leg_gone=False)


def _wrap_up_over(center: Center, agent: str) -> None:
    wrap_ups.finish(center, center.agents[int(agent)], WrapUpEnd.TIMED_OUT)


def _flow_timer(center: Center, interaction: str) -> None:
    callers.flow_timer(center, center.interactions[interaction])


def _leg_never_told(center: Center, leg: str) -> None:
    agent = center.phones[leg]
    forget_leg(center, agent)
    refresh(center, agent)


def _rested(center: Center, agent_id: str) -> None:
    agent = center.agents[int(agent_id)]
    wake(center, agent)
    refresh(center, agent)


def _unreachable(center: Center, agent_id: str) -> None:
    agent = center.agents[int(agent_id)]
    if agent.presence is Presence.READY:
        enter(center, agent, Wish.DEVICE_GONE, PresenceReason.UNREACHABLE)


def _phone_stayed_away(center: Center, interaction: str) -> None:
    rescue.over(center, center.interactions[interaction])


def _ring_lost_phone(center: Center, interaction: str) -> None:
    rescue.ring_again(center, center.interactions[interaction])


def _recording_untold(center: Center, name: str) -> None:
    talks.recording_ended(center, name, failure="the PBX did not tell its end")


_TIMERS: Final[dict[TimerKind, Callable[[Center, str], None]]] = {
    TimerKind.OFFER: _offer_expired,
    TimerKind.WRAP_UP: _wrap_up_over,
    TimerKind.FLOW: _flow_timer,
    TimerKind.LEG_GONE: _leg_never_told,
    TimerKind.UNREACHABLE: _unreachable,
    TimerKind.PBX: nodes.give_up,
    TimerKind.PARTY: legs.rang_out,
    TimerKind.RESCUE: _phone_stayed_away,
    TimerKind.RESCUE_RING: _ring_lost_phone,
    TimerKind.RECORDING: _recording_untold,
    TimerKind.RING: lambda center, interaction: relaxing.ring_reached(center, center.interactions[interaction]),
    TimerKind.PREFERRED: lambda center, interaction: preferences.let_go(center, center.interactions[interaction]),
    TimerKind.REST: _rested,
    TimerKind.GROUPS: lambda center, queue: groups.look_again(center, int(queue)),
    TimerKind.OVERFLOW: overflowing.time_is_up,
    TimerKind.ANNOUNCE: announcements.time_has_come,
    TimerKind.CALLBACK: callbacks.begin,
}


def _intent_received(center: Center, event: e.IntentReceived) -> None:
    envelope = event.envelope
    refused = carry_out(center, envelope)
    center.out.append(AnswerIntent(IntentOutcome(id=envelope.id, refused=refused), envelope.reply_to))


def _device_reachability_changed(center: Center, event: e.DeviceReachabilityChanged) -> None:
    center.reachability[event.device] = event.reachable
    device = center.devices.get(event.device)
    agent = center.agents.get(device.agent) if device is not None else None
    if agent is None or not set_reachable(center, agent, event.device, event.reachable):
        return
    rescue.device_changed(center, agent, event.device, reachable=event.reachable)
    if event.reachable:
        return
    interaction = agent.interaction
    if interaction is not None and interaction.offer is not None and interaction.offer.device == event.device:
        # The browser was closed while it rang: the next agent need not wait for the time to be up.
        offers.lose(center, interaction, OfferEvent.PHONE_UNREACHABLE, leg_gone=False)


def _recording_finished(center: Center, event: e.RecordingFinished) -> None:
    talks.recording_ended(center, event.name, event.agent_offset, event.caller_offset)


def _recording_failed(center: Center, event: e.RecordingFailed) -> None:
    talks.recording_ended(center, event.name, failure=words(event.reason) or "failed")


_HANDLERS: Final[dict[type, Callable[[Center, Any], None]]] = {
    e.LegArrived: callers.arrive,
    e.LegAnswered: legs.answered,
    e.LegRang: legs.rang,
    e.LegHungUp: legs.hung_up,
    e.DigitReceived: callbacks.digit,
    e.PromptsEnded: callers.prompts_ended,
    e.TimerFired: _timer_fired,
    e.IntentReceived: _intent_received,
    e.ConfigurationPublished: lambda center, event: adopt(center, event.configuration),
    e.CommandFailed: failures.command_failed,
    e.DeviceReachabilityChanged: _device_reachability_changed,
    e.PbxLost: nodes.lost,
    e.PbxGone: lambda center, event: nodes.gone(center, event.node),
    e.PbxRecovered: nodes.recover,
    e.RecordingBegun: lambda center, event: talks.recording_begun(center, event.name),
    e.RecordingFinished: _recording_finished,
    e.RecordingFailed: _recording_failed,
}
