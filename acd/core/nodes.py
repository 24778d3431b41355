"""PBX nodes that go away and come back, and orders they did not carry out."""

from __future__ import annotations

from acd.core import callers, offers, talks
from acd.core.agents import forget_leg, refresh
from acd.core.center import Center, clean
from acd.core.commands import (
    Answer,
    CommandFailure,
    Connect,
    HangUp,
    Hold,
    LegId,
    PbxCommand,
    PlayPrompts,
    Reject,
    Resume,
    RingDevice,
    StartMusic,
    StartRecording,
    TimerKind,
)
from acd.core.events import CommandFailed, LegPresent, PbxRecovered, PromptsEnded
from acd.core.lifecycles import OfferEvent, Work
from acd.core.limits import DETAIL_LENGTH_MAX, DOOMED_LEGS_MAX, OFFER_DIGITS_MAX, PBX_LOST_SECONDS_MAX, PBX_SUSPECTED_SECONDS_MAX
from acd.core.model import Interaction
from contracts import facts
from contracts.ids import InteractionId
from contracts.vocabulary import EndCause, Phase
from telephony.core.causes import HangupCause


def lose(center: Center, node: str) -> None:
    """The node cannot be asked. Its calls may go on, so nothing ends yet; nothing is offered either."""
    if center.nodes.get(node) is False and node not in center.suspected:
        return
    center.suspected.discard(node)
    center.nodes[node] = False
    center.say(facts.PbxLost(node=node))
    center.set_timer(TimerKind.PBX, node, PBX_LOST_SECONDS_MAX)
    _stop_offering(center, node)


def _suspect(center: Center, node: str) -> None:
    """An order found no connection: PbxLost is on its way, or this is old news. Offer nothing until that is clear."""
    if center.is_up(node):
        center.suspected.add(node)
        center.nodes[node] = False
        center.set_timer(TimerKind.PBX, node, PBX_SUSPECTED_SECONDS_MAX)
        _stop_offering(center, node)


def _stop_offering(center: Center, node: str) -> None:
    for interaction in _of_node(center, node):
        center.matching.stop_waiting(interaction)


def give_up(center: Center, node: str) -> None:
    """The node was away for too long: what was there has ended, and agents are free to be called elsewhere."""
    if node in center.suspected:
        _acquit(center, node)
        return
    cause = EndCause.ENGINE_LOST if node in center.unseen else EndCause.PBX_LOST
    for interaction in _of_node(center, node):
        callers.end(center, interaction, cause, caller_gone=True, agent_gone=True)
    for recording in list(center.recordings.values()):
        if recording.node == node:
            talks.recording_ended(center, recording.name, failure=cause.value)


def _acquit(center: Center, node: str) -> None:
    """Nobody said that the node is lost."""
    center.suspected.discard(node)
    center.nodes[node] = True
    for interaction in _of_node(center, node):
        if interaction.phase is Phase.WAITING:
            center.matching.wait(interaction)
        if interaction.owed:
            interaction.owed = False
            _order_anew(center, interaction)


def recover(center: Center, event: PbxRecovered) -> None:
    """Compare what the node has with what we know, and agree."""
    node = event.node
    restarted = node in center.unseen
    center.unseen.discard(node)
    center.cancel_timer(TimerKind.PBX, node)
    if center.nodes.get(node) is not True and node not in center.suspected:
        center.say(facts.PbxFound(node=node))
    center.suspected.discard(node)
    center.nodes[node] = True
    present = {leg.leg: leg for leg in event.legs}
    gone = EndCause.ENGINE_LOST if restarted else EndCause.PBX_LOST
    for interaction in _of_node(center, node):
        _agree(center, interaction, present, gone, restarted)
    for leg, agent in list(center.phones.items()):
        if agent.work in (Work.RINGING, Work.TALKING, Work.ON_HOLD):
            continue
        if leg not in present:
            forget_leg(center, agent)
            refresh(center, agent)
        else:
            _hang_up_orphan(center, leg)
    for leg_present in event.legs:
        _take_in(center, leg_present)
    center.doomed.clear()


def _of_node(center: Center, node: str) -> list[Interaction]:
    return [interaction for interaction in center.interactions.values() if interaction.node == node]


def _agree(center: Center, interaction: Interaction, present: dict[LegId, LegPresent], gone: EndCause, restarted: bool) -> None:
    agent_leg = interaction.offer.id if interaction.offer else interaction.talk.leg if interaction.talk else ""
    if interaction.leg not in present:
        callers.end(center, interaction, gone, caller_gone=True, agent_gone=agent_leg not in present)
        return
    if interaction.phase is Phase.CONNECTED and agent_leg not in present:
        callers.end(center, interaction, EndCause.AGENT_HUNG_UP, agent_gone=True)
        return
    if interaction.phase is Phase.OFFERED:
        if agent_leg not in present:
            offers.lose(center, interaction, OfferEvent.PHONE_UNREACHABLE, leg_gone=True, innocent=True)
        elif present[agent_leg].answered:
            talks.begin(center, interaction)
            return
    if interaction.phase is Phase.WAITING:
        center.matching.wait(interaction)
    if interaction.owed or interaction.play is not None or (restarted and not _is_served(interaction, present)):
        interaction.owed = False
        _order_anew(center, interaction)


def _is_served(interaction: Interaction, present: dict[LegId, LegPresent]) -> bool:
    """Whether the caller hears what is to be heard: orders go out before their facts are written, so most often that is so."""
    caller = present[interaction.leg]
    if interaction.talk is not None:
        return interaction.talk.agent.work is Work.TALKING and caller.bridged and present[interaction.talk.leg].bridged
    # The music began with the answer.
    return interaction.visit is not None and caller.answered


def _order_anew(center: Center, interaction: Interaction) -> None:
    """Say again how the PBX should treat the interaction; an order or its effect may have been lost."""
    if interaction.phase is Phase.ARRIVED:
        callers.lead_again(center, interaction)
    elif interaction.phase is Phase.IN_FLOW:
        if interaction.walk is None:
            callers.end(center, interaction, interaction.farewell or EndCause.ENGINE_LOST)
            return
        center.order(Answer(interaction.id, interaction.leg))
        callers.walk_from(center, interaction, interaction.walk, interaction.walk.node)
    elif interaction.visit is not None:
        # An announcement that was being heard is not begun anew.
        interaction.play = None
        center.cancel_timer(TimerKind.FLOW, interaction.id)
        center.afterwards.append(Answer(interaction.id, interaction.leg))
        center.afterwards.append(StartMusic(interaction.id, interaction.leg, interaction.visit.queue.music_class))
    elif interaction.talk is not None:
        talk = interaction.talk
        if talk.agent.work is Work.ON_HOLD:
            center.order(Hold(interaction.id, interaction.leg, talk.leg, talk.queue.music_class))
        else:
            center.order(Connect(interaction.id, interaction.leg, talk.leg))


def _take_in(center: Center, leg: LegPresent) -> None:
    """A leg of the node that nobody here knows: a caller to be served, or one of ours that should be over."""
    if leg.leg in center.callers or leg.leg in center.phones:
        return
    if leg.arrival is not None and leg.leg not in center.doomed:
        callers.arrive(center, leg.arrival)
    else:
        _never_use_again(center, leg.leg)
        _hang_up_orphan(center, leg.leg)


def _never_use_again(center: Center, leg: LegId) -> None:
    """An offer whose fact was lost in a crash has rung a phone; the next one needs another number."""
    interaction = center.interactions.get(interaction_of(leg))
    number = leg.rpartition(".")[2]
    if interaction is not None and number.isdecimal() and len(number) < OFFER_DIGITS_MAX:
        interaction.offers = max(interaction.offers, int(number))


def _hang_up_orphan(center: Center, leg: LegId) -> None:
    center.order(HangUp(interaction_of(leg), leg, HangupCause.NORMAL))


def interaction_of(leg: LegId) -> InteractionId:
    """The interaction for which we made an agent's leg."""
    return leg.rpartition(".")[0]


def command_failed(center: Center, event: CommandFailed) -> None:
    """Every order may fail; what was told as done is put right, or ends."""
    command, lost = event.command, event.failure is CommandFailure.LOST
    interaction = center.interactions.get(command.interaction)
    if lost and interaction is not None:
        interaction.owed = True
        _suspect(center, interaction.node)
    if isinstance(command, HangUp | Reject):
        _hang_up_failed(center, command, event.failure)
    elif interaction is None:
        if isinstance(command, StartRecording):
            talks.recording_ended(center, command.name, failure=_words(event))
    elif isinstance(command, RingDevice):
        _ring_failed(center, interaction, command, event)
    elif not lost:
        _refused(center, interaction, command, event)


def _hang_up_failed(center: Center, command: HangUp | Reject, failure: CommandFailure) -> None:
    if failure is CommandFailure.TIMED_OUT:
        center.order(command)
    elif failure is CommandFailure.LOST:
        if len(center.doomed) < DOOMED_LEGS_MAX:
            center.doomed.add(command.leg)
    elif (agent := center.phones.get(command.leg)) is not None and agent.work in (Work.FREE, Work.WRAPPING_UP):
        # Nothing to hang up: it was over before.
        forget_leg(center, agent)
        refresh(center, agent)


def _ring_failed(center: Center, interaction: Interaction, command: RingDevice, event: CommandFailed) -> None:
    if interaction.offer is None or interaction.offer.id != command.offer:
        agent = center.phones.get(command.leg)
        # The leg that was answered meanwhile is there, whatever became of the order.
        idle = agent is not None and agent.work in (Work.FREE, Work.WRAPPING_UP)
        if agent is not None and idle and agent.leg == command.leg and event.failure is not CommandFailure.TIMED_OUT:
            forget_leg(center, agent)
            refresh(center, agent)
        return
    offers.lose(
        center,
        interaction,
        OfferEvent.PHONE_UNREACHABLE,
        _words(event),
        # After a time-out the leg may be there all the same.
        leg_gone=event.failure is not CommandFailure.TIMED_OUT,
        innocent=event.failure is CommandFailure.LOST,
    )


def _refused(center: Center, interaction: Interaction, command: PbxCommand, event: CommandFailed) -> None:
    talk = interaction.talk
    work = talk.agent.work if talk is not None else None
    if event.failure is CommandFailure.TIMED_OUT and _is_wanted(command, work):
        # It may have happened or not; doing it twice does no harm.
        center.order(command)
    elif isinstance(command, Answer | Connect):
        callers.end(center, interaction, EndCause.FAILED)
    elif isinstance(command, PlayPrompts):
        callers.prompts_ended(center, PromptsEnded(center.at, command.leg, command.play))
    elif isinstance(command, StartRecording):
        talks.recording_ended(center, command.name, failure=_words(event))
    elif isinstance(command, Hold) and talk is not None and work is Work.ON_HOLD:
        # Half of it may have happened.
        talks.resume(center, interaction, talk)
    elif isinstance(command, Resume) and talk is not None and work is Work.TALKING:
        talks.say_held(center, interaction, talk)


def _is_wanted(command: PbxCommand, work: Work | None) -> bool:
    """Whether things should still be as this order makes them."""
    if isinstance(command, Connect | Resume):
        return work is Work.TALKING
    return isinstance(command, Answer) or (isinstance(command, Hold) and work is Work.ON_HOLD)


def _words(event: CommandFailed) -> str:
    return words(event.detail) or event.failure.value


def words(detail: str) -> str:
    """Words of the PBX as they may stand in a fact."""
    return clean(detail, DETAIL_LENGTH_MAX)
