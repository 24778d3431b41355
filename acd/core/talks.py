"""Talks: from the answer through hold to the last word, and the recording beside them. What follows is in wrap_ups.py."""

from __future__ import annotations

from typing import Final

from acd.core import groups, prompts, queueing, wrap_ups
from acd.core.agents import await_end_of_leg, forget_leg, take
from acd.core.center import Center
from acd.core.commands import Connect, HangUp, Hold, LegId, PauseRecording, RecordingName, Resume, StartRecording, StopRecording, TimerKind
from acd.core.lifecycles import INTERACTION, Deed, OfferEvent, Turn, Work, move
from acd.core.limits import RECORDING_END_SECONDS_MAX
from acd.core.model import Interaction, Recording, Talk
from acd.core.offers import close
from acd.core.wrap_ups import end_segment
from contracts.control_facts import PhoneRejoined, RecordingContinued, RecordingPaused
from contracts.facts import (
    HoldEnded,
    HoldStarted,
    InteractionConnected,
    QueueVisitEnded,
    RecordingEnded,
    RecordingStarted,
)
from contracts.ids import AgentId, InteractionId
from contracts.vocabulary import Medium, Phase, RescueEnd, SegmentKind, VisitOutcome
from telephony.core.causes import HangupCause

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_OFFER_EVENT_PHONE_ANSWERED: Final = OfferEvent.PHONE_ANSWERED
_TURN_OFFER_ACCEPTED: Final = Turn.OFFER_ACCEPTED
_DEED_OFFER_ACCEPTED: Final = Deed.OFFER_ACCEPTED
_MEDIUM_VOICE: Final = Medium.VOICE
_VISIT_OUTCOME_ANSWERED: Final = VisitOutcome.ANSWERED
_WORK_DIALLING: Final = Work.DIALLING
_WORK_RECONNECTING: Final = Work.RECONNECTING
_WORK_ON_HOLD: Final = Work.ON_HOLD
_WORK_TALKING: Final = Work.TALKING
_SEGMENT_KIND_TALKING: Final = SegmentKind.TALKING
_PHASE_DIALLING: Final = Phase.DIALLING


def begin(center: Center, interaction: Interaction) -> None:
    """The agent's phone was picked up while the offer stood, or the offer accepted where there is no phone: both talk."""
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    agent, queue = offer.agent, visit.hall.queue
    prompts.stop(center, interaction)
    if interaction.medium is _MEDIUM_VOICE:
        center.order(Connect(interaction.id, interaction.leg, offer.id))
    close(center, interaction, _OFFER_EVENT_PHONE_ANSWERED)
    end_visit(center, interaction, _VISIT_OUTCOME_ANSWERED, agent.id)
    interaction.phase = move(INTERACTION, interaction.phase, _TURN_OFFER_ACCEPTED)
    take(agent, interaction, _DEED_OFFER_ACCEPTED)
    interaction.talk = Talk(agent, offer.id, queue, center.at)
    center.say(
        InteractionConnected(
            interaction=interaction.id,
            queue=queue.id,
            agent=agent.id,
            device=offer.device,
            recorded=queue.record and interaction.medium is _MEDIUM_VOICE,
            sticky=queue.sticky_days > 0,
        )
    )
    start_recording(center, interaction, interaction.talk)


def start_recording(center: Center, interaction: Interaction, talk: Talk) -> None:
    """A part of its own for each owner, where the queue records."""
    if not talk.queue.record or interaction.medium is not _MEDIUM_VOICE:
        return
    name = recording_name(interaction.id, talk.leg)
    talk.recording = name
    center.recordings[name] = Recording(name, interaction.id, talk.agent.id, interaction.node, center.at)
    center.order(StartRecording(interaction.id, name, interaction.leg))


def stop_recording(center: Center, interaction: Interaction, talk: Talk) -> None:
    if talk.recording is not None:
        center.order(StopRecording(interaction.id, talk.recording))
        center.set_timer(TimerKind.RECORDING, talk.recording, RECORDING_END_SECONDS_MAX)
        talk.recording = None


def pause_recording(center: Center, recording: Recording, paused: bool) -> None:
    """Silence in the recording from now on, or the voices again."""
    if recording.paused != paused:
        center.order(PauseRecording(recording.interaction, recording.name, paused))
        _say_paused(center, recording, paused)


def pause_failed(center: Center, command: PauseRecording, failure: str, *, timed_out: bool) -> None:
    """Nobody may believe in a silence that is none: it is told as undone, or tried again when nothing was answered."""
    recording = center.recordings.get(command.name)
    if recording is None or recording.paused != command.paused:
        return
    if timed_out:
        center.order(command)
    else:
        _say_paused(center, recording, not command.paused, failure)


def _say_paused(center: Center, recording: Recording, paused: bool, failure: str = "") -> None:
    recording.paused = paused
    fact = RecordingPaused if paused else RecordingContinued
    center.say(fact(interaction=recording.interaction, agent=recording.agent, name=recording.name, failure=failure))


def recording_name(interaction: InteractionId, leg: LegId) -> RecordingName:
    """Of the part that begins with this leg of an owner's."""
    return f"{interaction}-{leg.rpartition('.')[2]}"


def end_visit(center: Center, interaction: Interaction, outcome: VisitOutcome, agent: AgentId | None = None) -> None:
    """The stay in the queue is over."""
    visit = interaction.visit
    assert visit is not None
    center.matching.leave(interaction)
    hall = visit.hall
    queue = hall.queue
    queueing.left(center, interaction, visit)
    interaction.visit = None
    interaction.overflows = 0 if outcome is _VISIT_OUTCOME_ANSWERED else interaction.overflows
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
            estimated_wait=visit.estimated_wait,
        )
    )
    if queue.groups:
        groups.crowd_changed(center, hall)


def hold(center: Center, interaction: Interaction, talk: Talk) -> None:
    """The customer hears music from now on."""
    center.order(Hold(interaction.id, interaction.leg, talk.leg, talk.queue.music_class))
    say_held(center, interaction, talk)


def say_held(center: Center, interaction: Interaction, talk: Talk) -> None:
    take(talk.agent, interaction, Deed.HELD)
    talk.talking += end_segment(center, interaction, talk, _SEGMENT_KIND_TALKING)
    center.say(HoldStarted(interaction=interaction.id, agent=talk.agent.id))


def resume(center: Center, interaction: Interaction, talk: Talk) -> None:
    """Both hear each other again."""
    center.order(Resume(interaction.id, interaction.leg, talk.leg))
    say_resumed(center, interaction, talk)


def say_resumed(center: Center, interaction: Interaction, talk: Talk) -> None:
    take(talk.agent, interaction, Deed.RESUMED)
    talk.on_hold += end_segment(center, interaction, talk, SegmentKind.ON_HOLD)
    center.say(HoldEnded(interaction=interaction.id, agent=talk.agent.id))


def end(center: Center, interaction: Interaction, *, agent_leg_gone: bool, talk: Talk | None = None) -> None:
    """The agent's part is over: wraps up, or is done. What becomes of the interaction is the caller's of this.

    `talk`: one that the interaction has no more, because somebody else has it already or nobody yet.
    """
    talk = talk or interaction.talk
    assert talk is not None
    if interaction.talk is talk:
        interaction.talk = None
    agent = talk.agent
    if interaction.phase is _PHASE_DIALLING:
        center.cancel_timer(TimerKind.PARTY, talk.leg)
    stop_recording(center, interaction, talk)
    if interaction.medium is not _MEDIUM_VOICE:
        # No leg; what the agent's phone may be doing is another interaction's.
        pass
    elif agent_leg_gone:
        forget_leg(center, agent)
    else:
        center.order(HangUp(interaction.id, agent.leg or talk.leg, HangupCause.NORMAL))
        await_end_of_leg(center, agent)
    close_segments(center, interaction, talk)
    wrap_ups.release(center, interaction, talk)


def close_segments(center: Center, interaction: Interaction, talk: Talk) -> None:
    """Tell the segment that ends here, of whatever work it was."""
    work = talk.agent.work if interaction is talk.agent.interaction else _WORK_TALKING
    if work is _WORK_DIALLING:
        end_segment(center, interaction, talk, SegmentKind.DIALLING)
    elif work is _WORK_RECONNECTING:
        talk.on_hold += end_segment(center, interaction, talk, SegmentKind.ON_HOLD)
    else:
        if work is _WORK_ON_HOLD:
            say_resumed(center, interaction, talk)
        talk.talking += end_segment(center, interaction, talk, _SEGMENT_KIND_TALKING)


def end_rescue(center: Center, interaction: Interaction, talk: Talk, why: RescueEnd) -> None:
    """The lost phone is awaited no more, or is back."""
    center.cancel_timer(TimerKind.RESCUE, interaction.id)
    center.cancel_timer(TimerKind.RESCUE_RING, interaction.id)
    interaction.rescue_leg = ""
    lost_at = center.live.interactions[interaction.id].lost_at
    center.say(PhoneRejoined(interaction=interaction.id, agent=talk.agent.id, party=talk.leg, lost_at=lost_at, why=why))


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
