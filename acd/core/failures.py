"""Orders that the PBX did not carry out: what was told as done is put right, or ends."""

from __future__ import annotations

from acd.core import callers, offers, outbound, parties, rescue, talks, transfers
from acd.core.agents import forget_leg, refresh
from acd.core.center import Center, words
from acd.core.commands import (
    Answer,
    CommandFailure,
    Connect,
    DialNumber,
    HangUp,
    Hold,
    JoinBridge,
    LeaveBridge,
    LegId,
    PauseRecording,
    PbxCommand,
    PlayPrompts,
    Reject,
    Resume,
    RingDevice,
    Spy,
    StartRecording,
)
from acd.core.events import CommandFailed, PromptsEnded
from acd.core.legs import is_known
from acd.core.lifecycles import OfferEvent, Work
from acd.core.limits import DOOMED_LEGS_MAX, HOLDS_REFUSED_MAX
from acd.core.model import Interaction
from acd.core.nodes import suspect
from contracts.vocabulary import EndCause, PartyEnd, Phase
from telephony.core.causes import HangupCause


def command_failed(center: Center, event: CommandFailed) -> None:
    """Every order may fail; what was told as done is put right, or ends."""
    command, lost = event.command, event.failure is CommandFailure.LOST
    interaction = center.interactions.get(command.interaction)
    if lost and interaction is not None:
        interaction.owed = True
        suspect(center, interaction.node)
    elif lost and isinstance(command, HangUp | Reject):
        # Of which node that leg was is not known any more; it is hung up when the suspicion passes, or at the node's return.
        for node in [node for node in center.nodes if center.is_up(node)]:
            suspect(center, node)
    if isinstance(command, HangUp | Reject):
        _hang_up_failed(center, command, event.failure)
    elif interaction is None:
        if isinstance(command, StartRecording):
            talks.recording_ended(center, command.name, failure=_told(event))
    elif isinstance(command, RingDevice):
        _ring_failed(center, interaction, command, event)
    elif isinstance(command, DialNumber):
        _dial_failed(center, interaction, command, event)
    elif not lost:
        _refused(center, interaction, command, event)
    if lost and isinstance(command, RingDevice | DialNumber) and not is_known(center, command.leg):
        # It may ring all the same, now or later (legs.rang).
        _doom(center, command.leg)


def _doom(center: Center, leg: LegId) -> None:
    """To be hung up when the node can be asked again."""
    if len(center.doomed) < DOOMED_LEGS_MAX:
        center.doomed.add(leg)


def _hang_up_failed(center: Center, command: HangUp | Reject, failure: CommandFailure) -> None:
    if failure is CommandFailure.TIMED_OUT:
        center.order(command)
    elif failure is CommandFailure.LOST:
        _doom(center, command.leg)
    elif (agent := center.phones.get(command.leg)) is not None and agent.work in (Work.FREE, Work.WRAPPING_UP):
        # Nothing to hang up: it was over before.
        forget_leg(center, agent)
        refresh(center, agent)


def _ring_failed(center: Center, interaction: Interaction, command: RingDevice, event: CommandFailed) -> None:
    # After a time-out the leg may be there all the same.
    leg_gone = event.failure is not CommandFailure.TIMED_OUT
    agent = center.phones.get(command.leg)
    if interaction.offer is not None and interaction.offer.id == command.offer:
        innocent = event.failure is CommandFailure.LOST
        offers.lose(center, interaction, OfferEvent.PHONE_UNREACHABLE, _told(event), leg_gone=leg_gone, innocent=innocent)
    elif command.leg in interaction.parties:
        transfers.party_gone(center, interaction, interaction.parties[command.leg], PartyEnd.FAILED, leg_gone=leg_gone)
    elif agent is None or agent.leg != command.leg:
        return
    elif command.leg == interaction.rescue_leg:
        rescue.ring_failed(center, interaction, agent)
        if not leg_gone:
            center.order(HangUp(interaction.id, command.leg, HangupCause.NORMAL))
            rescue.ring(center, agent)
    elif agent.work is Work.DIALLING and not interaction.leg:
        callers.end(center, interaction, EndCause.FAILED, agent_gone=leg_gone, detail=_told(event))
    elif leg_gone and agent.work in (Work.FREE, Work.WRAPPING_UP):
        forget_leg(center, agent)
        refresh(center, agent)


def _dial_failed(center: Center, interaction: Interaction, command: DialNumber, event: CommandFailed) -> None:
    leg_gone = event.failure is not CommandFailure.TIMED_OUT
    if command.leg in interaction.parties:
        transfers.party_gone(center, interaction, interaction.parties[command.leg], PartyEnd.FAILED, leg_gone=leg_gone)
    elif command.leg == interaction.leg and interaction.phase is Phase.DIALLING:
        outbound.customer_failed(center, interaction, _told(event), leg_gone=leg_gone)


def _refused(center: Center, interaction: Interaction, command: PbxCommand, event: CommandFailed) -> None:
    talk = interaction.talk
    work = talk.agent.work if talk is not None else None
    if isinstance(command, JoinBridge | LeaveBridge | Spy):
        _misplaced(center, interaction, command, event)
    elif event.failure is CommandFailure.TIMED_OUT and _is_wanted(command, work):
        # It may have happened or not; doing it twice does no harm.
        center.order(command)
    elif isinstance(command, Answer | Connect):
        callers.end(center, interaction, EndCause.FAILED)
    elif isinstance(command, PlayPrompts):
        callers.prompts_ended(center, PromptsEnded(center.at, command.leg, command.play))
    elif isinstance(command, StartRecording):
        talks.recording_ended(center, command.name, failure=_told(event))
    elif isinstance(command, PauseRecording):
        talks.pause_failed(center, command, _told(event), timed_out=event.failure is CommandFailure.TIMED_OUT)
    elif isinstance(command, Hold) and talk is not None and work is Work.ON_HOLD:
        # Half of it may have happened.
        talks.resume(center, interaction, talk)
    elif isinstance(command, Resume) and talk is not None and work is Work.TALKING:
        talk.holds_refused += 1
        if talk.holds_refused < HOLDS_REFUSED_MAX:
            # The hold that it was to end may have been refused as well: what is told as held is to be held.
            talks.hold(center, interaction, talk)
        else:
            talks.say_held(center, interaction, talk)


def _misplaced(center: Center, interaction: Interaction, command: JoinBridge | LeaveBridge | Spy, event: CommandFailed) -> None:
    """A leg hears others than it should: once more when nothing was answered, else that leg's part is over."""
    party, asked = interaction.parties.get(command.leg), parties.consulted(interaction)
    if event.failure is CommandFailure.TIMED_OUT:
        parties.put(center, interaction, command.leg)
    elif isinstance(command, LeaveBridge):
        if asked is not None:
            # Who should hear music hears what is not meant for them.
            parties.leave(center, interaction, asked, PartyEnd.FAILED, leg_gone=False)
    elif party is not None:
        transfers.party_gone(center, interaction, party, PartyEnd.FAILED, leg_gone=False)
    elif command.leg == interaction.leg or (interaction.talk is not None and command.leg == interaction.talk.leg):
        callers.end(center, interaction, EndCause.FAILED)


def _is_wanted(command: PbxCommand, work: Work | None) -> bool:
    """Whether things should still be as this order makes them."""
    if isinstance(command, Connect | Resume):
        return work is Work.TALKING
    return isinstance(command, Answer) or (isinstance(command, Hold) and work is Work.ON_HOLD)


def _told(event: CommandFailed) -> str:
    return words(event.detail) or event.failure.value
