"""Callers: arrival, the way through a flow, entry into a queue, and the end, whenever it comes."""

from __future__ import annotations

from acd.core import offers, talks
from acd.core.center import Center, clean
from acd.core.commands import Answer, HangUp, PlayPrompts, Reject, Release, StartMusic, StopPrompts, TimerKind
from acd.core.events import DigitReceived, LegArrived, PromptsEnded
from acd.core.lifecycles import INTERACTION, OfferEvent, Turn, move
from acd.core.limits import INTERACTIONS_MAX, NAME_LENGTH_MAX, NUMBER_LENGTH_MAX, PLAY_SECONDS_MAX
from acd.core.model import Interaction, Visit
from contracts.configuration import NumberConfiguration
from contracts.facts import FlowEntered, InteractionArrived, InteractionEnded, InteractionQueued, MenuAnswered, NodeVisited
from contracts.ids import NodeId, QueueId
from contracts.vocabulary import Direction, EndCause, Medium, Phase, VisitOutcome
from ivr.core.interpreter import AwaitKey, EnterQueue, Leave, Play, Step, Visited, Walk
from telephony.core.causes import HangupCause


def arrive(center: Center, event: LegArrived) -> None:
    """Somebody calls. Told in any case; turned away when the number is unknown or the house is full."""
    if event.leg in center.callers or event.leg in center.phones:
        return
    interaction = Interaction(center.next_interaction_id(), event.node, event.leg, center.at)
    interaction.caller = clean(event.caller, NUMBER_LENGTH_MAX)
    interaction.caller_name = clean(event.caller_name, NAME_LENGTH_MAX)
    number = center.numbers.get(event.dialled) or center.numbers.get(event.dialled_as_sent)
    interaction.number = None if number is None else number.id
    open_before = len(center.interactions)
    center.interactions[interaction.id] = interaction
    center.callers[event.leg] = interaction
    center.say(
        InteractionArrived(
            interaction=interaction.id,
            medium=Medium.VOICE,
            direction=Direction.INBOUND,
            dialled=clean(event.dialled or event.dialled_as_sent, NUMBER_LENGTH_MAX),
            number=interaction.number,
            trunk=event.trunk,
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            pbx=event.node,
            leg=event.leg,
        )
    )
    if number is None:
        turn_away(center, interaction, EndCause.UNKNOWN_NUMBER, HangupCause.UNALLOCATED)
    elif open_before >= INTERACTIONS_MAX:
        center.limit("interactions_max", INTERACTIONS_MAX, interaction.id)
        turn_away(center, interaction, EndCause.REJECTED_FULL, HangupCause.CONGESTION)
    else:
        _lead(center, interaction, number)


def _lead(center: Center, interaction: Interaction, number: NumberConfiguration) -> None:
    if number.queue is not None:
        if enter_queue(center, interaction, number.queue, "", 0):
            center.afterwards.append(Answer(interaction.id, interaction.leg))
            _music_afterwards(center, interaction)
    elif number.flow in center.flows:
        center.order(Answer(interaction.id, interaction.leg))
        walk_from(center, interaction, Walk(center.flows[number.flow]), None)
    else:
        turn_away(center, interaction, EndCause.FAILED, HangupCause.TEMPORARY_FAILURE)


def lead_again(center: Center, interaction: Interaction) -> None:
    """The engine ended between the arrival and what was to follow."""
    number = next((number for number in center.configuration.numbers if number.id == interaction.number), None)
    if number is None:
        turn_away(center, interaction, EndCause.ENGINE_LOST, HangupCause.TEMPORARY_FAILURE)
    else:
        _lead(center, interaction, number)


def walk_from(center: Center, interaction: Interaction, walk: Walk, node: NodeId | None) -> None:
    """Let the caller into a flow, at its entry or at `node`."""
    interaction.walk = walk
    if interaction.phase is Phase.ARRIVED:
        interaction.phase = move(INTERACTION, interaction.phase, Turn.FLOW_ENTERED)
        center.say(FlowEntered(interaction=interaction.id, flow=walk.flow.id, flow_version=walk.flow.version))
    _step(center, interaction, walk.start(center.at, node))


def _step(center: Center, interaction: Interaction, step: Step) -> None:
    """Tell what happened in the flow and do what it says."""
    for note in step.notes:
        if isinstance(note, Visited):
            center.say(NodeVisited(interaction=interaction.id, node=note.node))
        else:
            center.say(MenuAnswered(interaction=interaction.id, node=note.node, outcome=note.outcome, key=note.key, label=note.label))
    outcome = step.outcome
    if outcome is None:
        return
    center.cancel_timer(TimerKind.FLOW, interaction.id)
    stop_prompts(center, interaction)
    if isinstance(outcome, Play):
        interaction.plays += 1
        interaction.play = f"{interaction.id}.p{interaction.plays}"
        center.order(PlayPrompts(interaction.id, interaction.leg, interaction.play, outcome.media))
        center.set_timer(TimerKind.FLOW, interaction.id, PLAY_SECONDS_MAX)
    elif isinstance(outcome, AwaitKey):
        center.set_timer(TimerKind.FLOW, interaction.id, outcome.seconds)
    elif isinstance(outcome, EnterQueue):
        if enter_queue(center, interaction, outcome.queue, outcome.language, outcome.priority):
            _music_afterwards(center, interaction)
    elif isinstance(outcome, Leave):
        end(center, interaction, EndCause.FAILED if outcome.fault else EndCause.FLOW_ENDED)


def stop_prompts(center: Center, interaction: Interaction) -> None:
    if interaction.play is not None:
        center.order(StopPrompts(interaction.id, interaction.leg, interaction.play))
        interaction.play = None


def _music_afterwards(center: Center, interaction: Interaction) -> None:
    if interaction.visit is not None:
        center.afterwards.append(StartMusic(interaction.id, interaction.leg, interaction.visit.queue.music_class))


def digit(center: Center, event: DigitReceived) -> None:
    interaction = center.callers.get(event.leg)
    if interaction is not None and interaction.walk is not None and interaction.phase is Phase.IN_FLOW:
        _step(center, interaction, interaction.walk.on_digit(event.digit, center.at))


def prompts_ended(center: Center, event: PromptsEnded) -> None:
    interaction = center.callers.get(event.leg)
    if interaction is not None and interaction.play == event.play:
        _after_prompts(center, interaction)


def _after_prompts(center: Center, interaction: Interaction) -> None:
    interaction.play = None
    if interaction.walk is not None and interaction.phase is Phase.IN_FLOW:
        _step(center, interaction, interaction.walk.on_prompts_ended(center.at))


def flow_timer(center: Center, interaction: Interaction) -> None:
    """No key in time, or no word of the end of prompts."""
    if interaction.play is not None:
        stop_prompts(center, interaction)
        _after_prompts(center, interaction)
    elif interaction.walk is not None and interaction.phase is Phase.IN_FLOW:
        _step(center, interaction, interaction.walk.on_timeout(center.at))


def enter_queue(center: Center, interaction: Interaction, queue_id: QueueId, language: str, priority: int) -> bool:
    """Open a visit; False when the caller had to be turned away: the queue is full, or gone since the flow was entered."""
    queue = center.queues.get(queue_id)
    if queue is None:
        turn_away(center, interaction, EndCause.FAILED, HangupCause.TEMPORARY_FAILURE)
        return False
    lane = center.matching.lanes[queue_id]
    if lane.visits >= queue.waiting_max:
        center.limit("waiting_max", queue.waiting_max, interaction.id, queue_id)
        turn_away(center, interaction, EndCause.REJECTED_FULL, HangupCause.BUSY)
        return False
    interaction.walk = None
    interaction.phase = move(INTERACTION, interaction.phase, Turn.QUEUED)
    lane.visits += 1
    interaction.visit = Visit(lane, center.matching.next_rank(priority), center.day(queue.time_zone), center.at)
    center.say(
        InteractionQueued(
            interaction=interaction.id,
            queue=queue_id,
            day=interaction.visit.day,
            priority=priority,
            language=language,
            required_skills=dict(lane.requirement),
        )
    )
    if center.is_up(interaction.node):
        center.matching.wait(interaction)
    return True


def turn_away(center: Center, interaction: Interaction, cause: EndCause, hang_up: HangupCause) -> None:
    """A polite no: before the answer the caller's exchange says the cause in its own words, afterwards it is a hang-up."""
    if interaction.phase is Phase.ARRIVED:
        center.order(Reject(interaction.id, interaction.leg, hang_up))
        end(center, interaction, cause, caller_gone=True)
    else:
        end(center, interaction, cause)


def end(
    center: Center,
    interaction: Interaction,
    cause: EndCause,
    *,
    caller_gone: bool = False,
    agent_gone: bool = False,
    visit: VisitOutcome = VisitOutcome.ABANDONED,
) -> None:
    """The customer's part is over, in whatever phase. `..._gone`: that leg is known to be over and needs no hang-up.

    `visit`: how a stay in a queue counts that ends with it.
    """
    if interaction.offer is not None:
        offers.lose(center, interaction, OfferEvent.CALLER_LEFT, leg_gone=agent_gone)
    if interaction.visit is not None:
        talks.end_visit(center, interaction, visit)
    if interaction.phase is Phase.CONNECTED:
        talks.end(center, interaction, agent_leg_gone=agent_gone)
    center.cancel_timer(TimerKind.FLOW, interaction.id)
    interaction.play, interaction.walk = None, None
    interaction.phase = move(INTERACTION, interaction.phase, Turn.ENDED)
    center.say(InteractionEnded(interaction=interaction.id, cause=cause, arrived_at=interaction.arrived_at))
    if not caller_gone:
        center.order(HangUp(interaction.id, interaction.leg, HangupCause.NORMAL))
    center.order(Release(interaction.id))
    center.callers.pop(interaction.leg, None)
    center.interactions.pop(interaction.id, None)
