"""Callers: arrival, the way through a flow, entry into a queue, and the end, whenever it comes."""

from __future__ import annotations

from typing import Final

from acd.core import attempts, groups, offers, parties, preferences, prompts, queueing, relaxing, talks
from acd.core.center import Center, clean
from acd.core.commands import Answer, HangUp, Reject, Release, StartMusic, TimerKind
from acd.core.entering import Entry, Held, apology, held_at_entry, may_be_led_away
from acd.core.events import DigitReceived, LegArrived, PromptsEnded
from acd.core.lifecycles import INTERACTION, OfferEvent, Turn, Work, move
from acd.core.limits import INTERACTIONS_MAX, NAME_LENGTH_MAX, NUMBER_LENGTH_MAX, OVERFLOWS_IN_A_ROW_MAX
from acd.core.model import Interaction, Visit
from acd.core.numbers import is_refused, outside_line, wanted_line
from contracts.configuration import NumberConfiguration, QueueConfiguration
from contracts.dialling import DialMeans
from contracts.facts import FlowEntered, InteractionArrived, InteractionEnded, InteractionQueued, MenuAnswered, NodeVisited
from contracts.flows import Flow
from contracts.ids import NodeId
from contracts.intents import Refusal
from contracts.queue_facts import Overflowed
from contracts.targets import OverflowTarget, ToEnd, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import Direction, EndCause, Medium, OverflowCause, Phase, RescueEnd, VisitOutcome
from ivr.core.interpreter import AwaitKey, EnterQueue, Leave, Play, Step, Visited, Walk
from telephony.core.causes import HangupCause

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_MEDIUM_VOICE: Final = Medium.VOICE
_DIRECTION_INBOUND: Final = Direction.INBOUND
_PHASE_ARRIVED: Final = Phase.ARRIVED
_PHASE_IN_FLOW: Final = Phase.IN_FLOW
_PHASE_DIALLING: Final = Phase.DIALLING
_TURN_QUEUED: Final = Turn.QUEUED
_TURN_ENDED: Final = Turn.ENDED
_WORK_RECONNECTING: Final = Work.RECONNECTING
_HANGUP_CAUSE_NORMAL: Final = HangupCause.NORMAL


def arrive(center: Center, event: LegArrived) -> None:
    """Somebody calls. Told in any case; turned away when the number is unknown or the house is full."""
    if event.leg in center.callers or event.leg in center.phones:
        return
    interaction = Interaction(center.next_interaction_id(), event.node, event.leg, center.at)
    interaction.caller = clean(event.caller, NUMBER_LENGTH_MAX)
    interaction.caller_name = clean(event.caller_name, NAME_LENGTH_MAX)
    number = center.numbers.get(event.dialled) or center.numbers.get(event.dialled_as_sent)
    interaction.number = None if number is None else number.id
    interaction.priority = 0 if number is None else number.priority
    open_before = len(center.interactions)
    center.interactions[interaction.id] = interaction
    center.callers[event.leg] = interaction
    center.say(
        InteractionArrived(
            interaction=interaction.id,
            medium=_MEDIUM_VOICE,
            direction=_DIRECTION_INBOUND,
            dialled=clean(event.dialled or event.dialled_as_sent, NUMBER_LENGTH_MAX),
            number=interaction.number,
            trunk=event.trunk,
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            pbx=event.node,
            leg=event.leg,
            priority=interaction.priority,
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
        if enter_queue(center, interaction, Entry(queue=number.queue)):
            center.afterwards.append(Answer(interaction.id, interaction.leg))
            music_afterwards(center, interaction)
    elif number.flow in center.flows:
        enter_flow(center, interaction, center.flows[number.flow])
    else:
        turn_away(center, interaction, EndCause.FAILED, HangupCause.TEMPORARY_FAILURE)


def lead_again(center: Center, interaction: Interaction) -> None:
    """The engine ended between the arrival and what was to follow."""
    number = next((number for number in center.configuration.numbers if number.id == interaction.number), None)
    if number is None:
        turn_away(center, interaction, EndCause.ENGINE_LOST, HangupCause.TEMPORARY_FAILURE)
    else:
        _lead(center, interaction, number)


def enter_flow(center: Center, interaction: Interaction, flow: Flow) -> None:
    """Let the caller into a flow, from wherever it comes: a number, a transfer, a rule of a queue. Any visit has ended before."""
    if interaction.phase is _PHASE_ARRIVED:
        center.order(Answer(interaction.id, interaction.leg))
    walk_from(center, interaction, Walk(flow), None)


def walk_from(center: Center, interaction: Interaction, walk: Walk, node: NodeId | None) -> None:
    """Begin at the flow's entry, or go on at `node` of the one that it is in already."""
    interaction.walk = walk
    if node is None:
        arrived = interaction.phase is _PHASE_ARRIVED
        interaction.phase = move(INTERACTION, interaction.phase, Turn.FLOW_ENTERED if arrived else Turn.LED_INTO_FLOW)
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
    prompts.stop(center, interaction)
    if isinstance(outcome, Play):
        prompts.play(center, interaction, outcome.media)
    elif isinstance(outcome, AwaitKey):
        center.set_timer(TimerKind.FLOW, interaction.id, outcome.seconds)
    elif isinstance(outcome, EnterQueue):
        entry = Entry(
            queue=outcome.queue,
            language=outcome.language,
            priority=outcome.priority,
            required_skills=outcome.required_skills,
            label=outcome.label,
        )
        if enter_queue(center, interaction, entry):
            music_afterwards(center, interaction)
    elif isinstance(outcome, Leave):
        end(center, interaction, EndCause.FAILED if outcome.fault else EndCause.FLOW_ENDED)


def music_afterwards(center: Center, interaction: Interaction) -> None:
    """Behind the matches of this event: a phone rings first."""
    if interaction.visit is not None:
        center.afterwards.append(StartMusic(interaction.id, interaction.leg, interaction.visit.queue.music_class))


def digit(center: Center, event: DigitReceived) -> None:
    interaction = center.callers.get(event.leg)
    if interaction is not None and interaction.walk is not None and interaction.phase is _PHASE_IN_FLOW:
        _step(center, interaction, interaction.walk.on_digit(event.digit, center.at))


def prompts_ended(center: Center, event: PromptsEnded) -> None:
    interaction = center.callers.get(event.leg)
    if interaction is not None and interaction.play == event.play:
        _after_prompts(center, interaction)


def _after_prompts(center: Center, interaction: Interaction) -> None:
    interaction.play = None
    center.cancel_timer(TimerKind.FLOW, interaction.id)
    if interaction.farewell is not None:
        end(center, interaction, interaction.farewell)
    elif interaction.walk is not None and interaction.phase is _PHASE_IN_FLOW:
        _step(center, interaction, interaction.walk.on_prompts_ended(center.at))
    elif interaction.visit is not None:
        # An announcement is over.
        center.order(StartMusic(interaction.id, interaction.leg, interaction.visit.queue.music_class))


def flow_timer(center: Center, interaction: Interaction) -> None:
    """No key in time, or no word of the end of prompts."""
    if interaction.play is not None:
        prompts.stop(center, interaction)
        _after_prompts(center, interaction)
    elif interaction.walk is not None and interaction.phase is _PHASE_IN_FLOW:
        _step(center, interaction, interaction.walk.on_timeout(center.at))


def enter_queue(center: Center, interaction: Interaction, entry: Entry) -> bool:
    """Open a visit; False when the queue's rules have led it elsewhere or turned it away, or the queue is gone since it was named.

    True: it waits, in this queue or in the one that a rule led to; what it hears meanwhile is the caller's of this.
    """
    queue = center.queues.get(entry.queue)
    if queue is None:
        turn_away(center, interaction, EndCause.FAILED, HangupCause.TEMPORARY_FAILURE)
        return False
    interaction.walk = None
    queueing.take_along(interaction, entry)
    matching = center.matching
    hall = matching.halls[queue.id]
    line = hall.line
    rank = matching.rank(interaction.priority + queue.priority, entry.entered_at or center.at)
    place = line.place(rank)
    interaction.weight = center.weight(interaction.label)
    lane = matching.lane(hall, matching.asks(hall, interaction, 0))
    matching.place_all()
    estimate = line.estimate(place, free=len(lane.idle) > 0)
    live = center.live.queues[queue.id]
    # Most queues have no rule, and this is on the way of every call.
    if not entry.entered_at and (queue.overflows or queue.hours is not None or live.closed) and may_be_led_away(interaction):
        held = held_at_entry(center, interaction, queue, place, estimate)
        if held is not None:
            return lead_away(center, interaction, queue, held)
    # Who keeps a place was let in before.
    if not entry.entered_at and len(live.waiting) >= queue.waiting_max:
        center.limit("waiting_max", queue.waiting_max, interaction.id, queue.id)
        turn_away(center, interaction, EndCause.REJECTED_FULL, HangupCause.BUSY)
        return False
    visit = Visit(lane, rank, center.day(queue.time_zone), entry.entered_at or center.at, estimate)
    _open_visit(center, interaction, queue, entry, visit)
    return True


def _open_visit(center: Center, interaction: Interaction, queue: QueueConfiguration, entry: Entry, visit: Visit) -> None:
    matching, lane = center.matching, visit.lane
    came = interaction.phase in (_PHASE_ARRIVED, _PHASE_IN_FLOW)
    interaction.phase = move(INTERACTION, interaction.phase, _TURN_QUEUED if came else Turn.REQUEUED)
    matching.open(interaction, visit)
    asks_for_somebody = entry.for_agent is not None or queue.sticky_days > 0
    preferred = preferences.preference(center, interaction, queue, entry.for_agent, entry.rule) if asks_for_somebody else None
    center.say(
        InteractionQueued(
            interaction=interaction.id,
            queue=queue.id,
            day=visit.day,
            priority=interaction.priority + queue.priority,
            language=interaction.language,
            required_skills=lane.required,
            own_skills=interaction.required_skills,
            label=interaction.label,
            entered_at=entry.entered_at,
            estimated_wait=visit.estimated_wait,
            preferred_agent=preferred.agent.id if preferred is not None else None,
            preferred_until=preferred.until if preferred is not None else 0,
            preferred_rule=preferred.rule if preferred is not None else "",
        )
    )
    queueing.entered(center, interaction, visit)
    if len(visit.hall.stages) > 1:
        relaxing.expect_ring(center, interaction)
    if queue.groups:
        groups.crowd_changed(center, visit.hall)
    if preferred is not None:
        preferences.keep(center, interaction, preferred)
    if center.is_up(interaction.node):
        matching.wait(interaction)


def lead_away(center: Center, interaction: Interaction, queue: QueueConfiguration, held: Held) -> bool:
    """Do what a rule of the queue says, at entry or while waiting. True: it waits in another queue now.

    Who was led elsewhere too often without an agent in between, or to a number that may not be dialled, hears the apology and ends; who
    waits goes on waiting.
    """
    target: OverflowTarget = held.rule.target
    if interaction.overflows >= OVERFLOWS_IN_A_ROW_MAX and not isinstance(target, ToEnd):
        center.limit("overflows_in_a_row_max", OVERFLOWS_IN_A_ROW_MAX, interaction.id, queue.id)
        if interaction.visit is not None:
            return True
        target = apology(center, interaction.language)
    if isinstance(target, ToNumber) and _may_not_dial(center, interaction, queue, target):
        if interaction.visit is not None and held.rule.cause is OverflowCause.WAIT:
            return True
        target = apology(center, interaction.language)
    interaction.overflows += 1
    prompts.stop(center, interaction)
    if interaction.offer is not None:
        offers.lose(center, interaction, OfferEvent.CALLER_LEFT, leg_gone=False)
    if interaction.visit is not None:
        talks.end_visit(center, interaction, VisitOutcome.FLOWED_OUT)
    rule = held.rule
    center.say(
        Overflowed(interaction=interaction.id, queue=queue.id, cause=rule.cause, threshold=rule.threshold, value=held.value, target=target)
    )
    return _lead_to(center, interaction, queue, target)


def _may_not_dial(center: Center, interaction: Interaction, queue: QueueConfiguration, target: ToNumber) -> bool:
    """The dial rules do not let a queue's rule dial that number: who waits goes on waiting, who comes hears the apology."""
    return is_refused(wanted_line(center, target.number, DialMeans.OVERFLOW, queue=queue.id, interaction=interaction.id))


def _lead_to(center: Center, interaction: Interaction, queue: QueueConfiguration, target: OverflowTarget) -> bool:
    if isinstance(target, ToQueue):
        return enter_queue(center, interaction, Entry(queue=target.queue, priority=target.priority))
    if isinstance(target, ToEnd):
        say_farewell(center, interaction, tuple(target.media), EndCause.OVERFLOWED)
    elif isinstance(target, ToFlow) and target.flow in center.flows:
        enter_flow(center, interaction, center.flows[target.flow])
    elif isinstance(target, ToNumber) and not isinstance(line := outside_line(center, target.number, DialMeans.OVERFLOW), Refusal):
        if interaction.phase is _PHASE_ARRIVED:
            center.order(Answer(interaction.id, interaction.leg))
        parties.hand_to_number(center, interaction, line, queue)
    else:
        turn_away(center, interaction, EndCause.FAILED, HangupCause.TEMPORARY_FAILURE)
    return False


def say_farewell(center: Center, interaction: Interaction, media: tuple[str, ...], cause: EndCause) -> None:
    """The last sounds, then the end; with nothing to hear the end at once. Any visit has ended before."""
    if not media:
        turn_away(center, interaction, cause, HangupCause.BUSY)
        return
    arrived = interaction.phase is _PHASE_ARRIVED
    if arrived:
        center.order(Answer(interaction.id, interaction.leg))
    interaction.phase = move(INTERACTION, interaction.phase, Turn.FLOW_ENTERED if arrived else Turn.LED_INTO_FLOW)
    interaction.farewell = cause
    prompts.play(center, interaction, media)


def turn_away(center: Center, interaction: Interaction, cause: EndCause, hang_up: HangupCause) -> None:
    """A polite no: before the answer the caller's exchange says the cause in its own words, afterwards it is a hang-up."""
    if interaction.phase is _PHASE_ARRIVED and interaction.leg:
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
    detail: str = "",
) -> None:
    """The customer's part is over, in whatever phase. `..._gone`: that leg is known to be over and needs no hang-up.

    `visit`: how a stay in a queue counts that ends with it.
    """
    if interaction.play is not None or interaction.walk is not None:
        center.cancel_timer(TimerKind.FLOW, interaction.id)
        interaction.play, interaction.walk = None, None
    if interaction.offer is not None:
        offers.lose(center, interaction, OfferEvent.CALLER_LEFT, leg_gone=agent_gone)
    if interaction.visit is not None:
        talks.end_visit(center, interaction, visit)
    if interaction.parties or not interaction.with_customer:
        parties.end_all(center, interaction)
    if interaction.talk is not None:
        if interaction.talk.agent.work is _WORK_RECONNECTING and interaction.talk.agent.interaction is interaction:
            why = RescueEnd.DONE if cause is EndCause.AGENT_HUNG_UP else RescueEnd.CUSTOMER_LEFT
            agent_gone = not interaction.rescue_leg
            talks.end_rescue(center, interaction, interaction.talk, why)
        talks.end(center, interaction, agent_leg_gone=agent_gone)
    if interaction.phase is _PHASE_DIALLING:
        center.cancel_timer(TimerKind.PARTY, interaction.leg)
    interaction.phase = move(INTERACTION, interaction.phase, _TURN_ENDED)
    center.say(InteractionEnded(interaction=interaction.id, cause=cause, arrived_at=interaction.arrived_at, detail=detail))
    if interaction.leg and not caller_gone:
        center.order(HangUp(interaction.id, interaction.leg, _HANGUP_CAUSE_NORMAL))
    if interaction.medium is _MEDIUM_VOICE:
        center.order(Release(interaction.id))
    center.callers.pop(interaction.leg, None)
    center.interactions.pop(interaction.id, None)
    if interaction.callback is not None:
        attempts.over(center, interaction, cause)
