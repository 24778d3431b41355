"""Talks: from the answer through hold to the end of wrap-up, and the recording beside them."""

from __future__ import annotations

from acd.core.agents import await_end_of_leg, forget_leg, settle, take
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import Connect, HangUp, Hold, RecordingName, Resume, StartRecording, StopRecording, TimerKind
from acd.core.lifecycles import INTERACTION, Deed, OfferEvent, Turn, Work, move
from acd.core.limits import RECORDING_END_SECONDS_MAX
from acd.core.model import Agent, Interaction, Recording, Talk
from acd.core.offers import close
from contracts.facts import (
    HandlingEnded,
    HoldEnded,
    HoldStarted,
    InteractionConnected,
    QueueVisitEnded,
    RecordingEnded,
    RecordingStarted,
    SegmentEnded,
    WrapUpStarted,
)
from contracts.ids import AgentId, InteractionId, Microseconds
from contracts.vocabulary import Presence, PresenceReason, SegmentKind, VisitOutcome, WrapUpEnd
from telephony.core.causes import HangupCause


def begin(center: Center, interaction: Interaction) -> None:
    """The agent's phone was picked up while the offer stood: both talk."""
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    agent, queue = offer.agent, visit.queue
    center.order(Connect(interaction.id, interaction.leg, offer.id))
    close(center, interaction, OfferEvent.PHONE_ANSWERED)
    end_visit(center, interaction, VisitOutcome.ANSWERED, agent.id)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.OFFER_ACCEPTED)
    take(agent, interaction, Deed.OFFER_ACCEPTED)
    interaction.talk = Talk(agent, offer.id, queue, center.at)
    center.say(InteractionConnected(interaction=interaction.id, queue=queue.id, agent=agent.id, device=offer.device, recorded=queue.record))
    if queue.record:
        name = recording_name(interaction.id, interaction.offers)
        interaction.talk.recording = name
        center.recordings[name] = Recording(name, interaction.id, agent.id, interaction.node, center.at)
        center.order(StartRecording(interaction.id, name, interaction.leg, offer.id))


def recording_name(interaction: InteractionId, offers: int) -> RecordingName:
    return f"{interaction}-{offers}"


def end_visit(center: Center, interaction: Interaction, outcome: VisitOutcome, agent: AgentId | None = None) -> None:
    """The stay in the queue is over."""
    visit = interaction.visit
    assert visit is not None
    center.matching.stop_waiting(interaction)
    queue = visit.queue
    visit.lane.visits -= 1
    interaction.visit = None
    center.say(
        QueueVisitEnded(
            interaction=interaction.id,
            queue=queue.id,
            day=visit.day,
            entered_at=visit.entered_at,
            outcome=outcome,
            service_level_seconds=queue.service_level_seconds,
            short_abandon_seconds=queue.short_abandon_seconds,
            agent=agent,
        )
    )


def hold(center: Center, interaction: Interaction, talk: Talk) -> None:
    """The customer hears music from now on."""
    center.order(Hold(interaction.id, interaction.leg, talk.leg, talk.queue.music_class))
    say_held(center, interaction, talk)


def say_held(center: Center, interaction: Interaction, talk: Talk) -> None:
    take(talk.agent, interaction, Deed.HELD)
    talk.talking += _end_segment(center, interaction, talk, SegmentKind.TALKING)
    center.say(HoldStarted(interaction=interaction.id, agent=talk.agent.id))


def resume(center: Center, interaction: Interaction, talk: Talk) -> None:
    """Both hear each other again."""
    center.order(Resume(interaction.id, interaction.leg, talk.leg))
    say_resumed(center, interaction, talk)


def say_resumed(center: Center, interaction: Interaction, talk: Talk) -> None:
    take(talk.agent, interaction, Deed.RESUMED)
    talk.on_hold += _end_segment(center, interaction, talk, SegmentKind.ON_HOLD)
    center.say(HoldEnded(interaction=interaction.id, agent=talk.agent.id))


def end(center: Center, interaction: Interaction, *, agent_leg_gone: bool) -> None:
    """The talk is over: the agent wraps up, or is done. The caller of this ends the interaction."""
    talk = interaction.talk
    assert talk is not None
    agent = talk.agent
    if talk.recording is not None:
        center.order(StopRecording(interaction.id, talk.recording))
        center.set_timer(TimerKind.RECORDING, talk.recording, RECORDING_END_SECONDS_MAX)
    if agent_leg_gone:
        forget_leg(center, agent)
    else:
        center.order(HangUp(interaction.id, talk.leg, HangupCause.NORMAL))
        await_end_of_leg(center, agent)
    if agent.work is Work.ON_HOLD:
        say_resumed(center, interaction, talk)
    talk.talking += _end_segment(center, interaction, talk, SegmentKind.TALKING)
    _wrap_up(center, interaction, talk)


def _wrap_up(center: Center, interaction: Interaction, talk: Talk) -> None:
    agent, seconds = talk.agent, talk.queue.wrap_up_seconds
    signing_out = agent.presence is Presence.OFFLINE or agent.reason == PresenceReason.SIGNING_OUT
    if seconds <= 0 or signing_out:
        _done(center, interaction.id, talk, 0, None)
        return
    take(agent, interaction, Deed.WRAP_UP_BEGUN)
    ends_at = center.at + seconds * MICROSECONDS
    center.say(WrapUpStarted(interaction=interaction.id, queue=talk.queue.id, agent=agent.id, ends_at=ends_at))
    center.set_timer_at(TimerKind.WRAP_UP, str(agent.id), ends_at)


def finish_wrap_up(center: Center, agent: Agent, why: WrapUpEnd) -> None:
    """The agent is done with the interaction."""
    interaction = agent.interaction
    assert interaction is not None and interaction.talk is not None
    center.cancel_timer(TimerKind.WRAP_UP, str(agent.id))
    wrapping_up = _end_segment(center, interaction, interaction.talk, SegmentKind.WRAPPING_UP)
    _done(center, interaction.id, interaction.talk, wrapping_up, why)


def _done(center: Center, interaction: InteractionId, talk: Talk, wrapping_up: Microseconds, why: WrapUpEnd | None) -> None:
    center.say(
        HandlingEnded(
            interaction=interaction,
            queue=talk.queue.id,
            agent=talk.agent.id,
            talking=talk.talking,
            on_hold=talk.on_hold,
            wrapping_up=wrapping_up,
            wrap_up_end=why,
        )
    )
    settle(center, talk.agent, Deed.DONE)


def _end_segment(center: Center, interaction: Interaction, talk: Talk, kind: SegmentKind) -> Microseconds:
    """Tell the segment that began at `segment_since`, begin the next; how long it was."""
    since, talk.segment_since = talk.segment_since, center.at
    center.say(SegmentEnded(interaction=interaction.id, queue=talk.queue.id, agent=talk.agent.id, segment=kind, started_at=since))
    return center.at - since


def recording_begun(center: Center, name: RecordingName) -> None:
    if (recording := center.recordings.get(name)) is not None:
        recording.started_at = center.at
        center.say(RecordingStarted(interaction=recording.interaction, agent=recording.agent, name=name))


def recording_ended(center: Center, name: RecordingName, agent_offset: int = 0, caller_offset: int = 0, failure: str = "") -> None:
    """Told once, whatever comes first: the PBX's word, its failure or the guard."""
    recording = center.recordings.pop(name, None)
    if recording is None:
        return
    center.cancel_timer(TimerKind.RECORDING, name)
    interaction = center.interactions.get(recording.interaction)
    if interaction is not None and interaction.talk is not None and interaction.talk.recording == name:
        interaction.talk.recording = None
    center.say(
        RecordingEnded(
            interaction=recording.interaction,
            agent=recording.agent,
            name=name,
            started_at=recording.started_at,
            agent_offset=agent_offset,
            caller_offset=caller_offset,
            failure=failure,
        )
    )
