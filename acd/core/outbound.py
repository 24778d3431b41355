"""Calls to the outside: the agent's phone first, then the customer, in a queue's name; and the customer's leg of call-backs."""

from __future__ import annotations

from acd.core import attempts, callers, talks, transfers
from acd.core.agents import take, use_leg
from acd.core.asking import free_phone, refuse
from acd.core.center import Center
from acd.core.commands import Connect, DialNumber, JoinBridge, RingDevice, TimerKind
from acd.core.entering import Entry
from acd.core.lifecycles import INTERACTION, Deed, OfferEvent, Turn, Work, move
from acd.core.limits import DIAL_SECONDS_MAX, INTERACTIONS_MAX, RING_BEYOND_SECONDS
from acd.core.model import Agent, Interaction, Talk
from acd.core.numbers import Line, wanted_line
from acd.core.offers import close
from acd.core.parties import next_leg
from contracts.configuration import QueueConfiguration
from contracts.control_facts import CustomerDialled, OutboundStarted
from contracts.dialling import DialMeans
from contracts.facts import InteractionArrived, InteractionConnected
from contracts.ids import DeviceId
from contracts.intents import Dial, Refusal
from contracts.vocabulary import Direction, EndCause, Medium, Presence, RefusalCode, VisitOutcome


def dial(center: Center, agent: Agent, intent: Dial, by: int) -> Refusal | None:
    queue = center.queues.get(intent.queue)
    if queue is None:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"there is no queue {intent.queue}")
    if agent.presence is Presence.OFFLINE:
        return refuse(RefusalCode.AGENT_OFFLINE, f"agent {agent.id} is not signed in")
    line = wanted_line(center, intent.number, DialMeans.AGENT, by=by, agent=agent.id, queue=queue.id)
    if isinstance(line, Refusal):
        return line
    device = free_phone(center, agent)
    if isinstance(device, Refusal):
        return device
    node = next((node for node in sorted(center.nodes) if center.nodes[node]), None)
    if node is None:
        return refuse(RefusalCode.PBX_AWAY, "no PBX can be asked now")
    if len(center.interactions) >= INTERACTIONS_MAX:
        center.limit("interactions_max", INTERACTIONS_MAX)
        return refuse(RefusalCode.INTERACTIONS_MAX, f"{INTERACTIONS_MAX} interactions are open")
    interaction = begin(center, node, line)
    _ring_agent(center, interaction, agent, device, queue)
    return None


def begin(center: Center, node: str, line: Line, *, name: str = "", reference: str = "") -> Interaction:
    """An interaction that we begin; its customer is still to be dialled. `caller` is the customer, as everywhere."""
    interaction = Interaction(center.next_interaction_id(), node, "", center.at)
    interaction.caller, interaction.caller_name = line.number, name
    center.interactions[interaction.id] = interaction
    center.say(
        InteractionArrived(
            interaction=interaction.id,
            medium=Medium.VOICE,
            direction=Direction.OUTBOUND,
            dialled=line.number,
            number=None,
            trunk=line.trunk,
            caller=line.number,
            caller_name=name,
            pbx=node,
            reference=reference,
        )
    )
    return interaction


def _ring_agent(center: Center, interaction: Interaction, agent: Agent, device: DeviceId, queue: QueueConfiguration) -> None:
    leg = next_leg(interaction)
    center.matching.spare(agent)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.DIALLED)
    interaction.talk = Talk(agent, leg, queue, center.at)
    take(agent, interaction, Deed.DIALLED)
    use_leg(center, agent, leg)
    center.order(
        RingDevice(
            interaction=interaction.id,
            offer=leg,
            leg=leg,
            agent=agent.id,
            device=device,
            caller_leg="",
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            queue_name=queue.name,
            seconds=queue.offer_seconds + RING_BEYOND_SECONDS,
            auto_answer=True,
        )
    )
    center.say(OutboundStarted(interaction=interaction.id, queue=queue.id, agent=agent.id, device=device, party=leg))
    center.set_timer(TimerKind.PARTY, leg, queue.offer_seconds)


def accept(center: Center, interaction: Interaction) -> None:
    """An agent has accepted an interaction whose customer is still to be called (a call-back, agent first)."""
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    agent, queue = offer.agent, visit.queue
    close(center, interaction, OfferEvent.PHONE_ANSWERED)
    talks.end_visit(center, interaction, VisitOutcome.ANSWERED, agent.id)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.DIALLED)
    take(agent, interaction, Deed.DIALLED)
    interaction.talk = Talk(agent, offer.id, queue, center.at)
    dial_customer(center, interaction, interaction.caller, queue)


def phone_answered(center: Center, interaction: Interaction, talk: Talk) -> None:
    """The agent's own phone is up; now the customer's number rings."""
    if interaction.leg:
        return
    center.cancel_timer(TimerKind.PARTY, talk.leg)
    dial_customer(center, interaction, interaction.caller, talk.queue)


def dial_customer(center: Center, interaction: Interaction, number: str, queue: QueueConfiguration) -> None:
    """Call the customer in the queue's name. With an agent on the line both are connected at the answer; without one the
    interaction (which must be WAITING or ARRIVED, and not in a queue any more) goes into that queue then.

    A number that is busy, turns the call down or does not answer ends the interaction: UNANSWERED, with words in `detail`.
    """
    talk = interaction.talk
    seconds = attempts.rules_of(center, queue.id).ring_seconds if interaction.callback is not None else DIAL_SECONDS_MAX
    # Between promise and deed the rules may have changed.
    means = DialMeans.CALLBACK if interaction.callback is not None else DialMeans.AGENT
    line = wanted_line(center, number, means, queue=queue.id, interaction=interaction.id)
    if isinstance(line, Refusal):
        callers.end(center, interaction, EndCause.FAILED, detail=line.detail)
        return
    if talk is None:
        interaction.phase = move(INTERACTION, interaction.phase, Turn.DIALLED)
    leg = interaction.leg = next_leg(interaction)
    center.callers[leg] = interaction
    center.order(
        DialNumber(
            interaction=interaction.id,
            leg=leg,
            number=line.number,
            caller_id=queue.caller_id,
            trunk=line.trunk,
            seconds=seconds + RING_BEYOND_SECONDS,
            caller_leg=talk.leg if talk is not None else "",
        )
    )
    if talk is not None:
        center.order(JoinBridge(interaction.id, talk.leg))
    center.say(
        CustomerDialled(
            interaction=interaction.id,
            queue=queue.id,
            agent=talk.agent.id if talk is not None else None,
            number=line.number,
            caller_id=queue.caller_id,
            leg=leg,
        )
    )
    center.set_timer(TimerKind.PARTY, leg, seconds)


def customer_answered(center: Center, interaction: Interaction) -> None:
    center.cancel_timer(TimerKind.PARTY, interaction.leg)
    attempts.reached(center, interaction)
    talk = interaction.talk
    if talk is None:
        queue = center.live.interactions[interaction.id].queue
        if queue is None:
            callers.end(center, interaction, EndCause.FAILED)
        else:
            transfers.requeue(center, interaction, Entry(queue=queue, entered_at=transfers.waited_since(center, interaction)))
        return
    center.order(Connect(interaction.id, interaction.leg, talk.leg))
    talks.close_segments(center, interaction, talk)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.CUSTOMER_ANSWERED)
    take(talk.agent, interaction, Deed.CUSTOMER_ANSWERED)
    center.say(
        InteractionConnected(
            interaction=interaction.id,
            queue=talk.queue.id,
            agent=talk.agent.id,
            device=talk.agent.device or 0,
            recorded=talk.queue.record,
        )
    )
    talks.start_recording(center, interaction, talk)


def customer_failed(center: Center, interaction: Interaction, detail: str, *, leg_gone: bool) -> None:
    """Busy, turned down, or nobody there."""
    callers.end(center, interaction, EndCause.UNANSWERED, caller_gone=leg_gone, detail=detail)


def rang_out(center: Center, interaction: Interaction, leg: str) -> None:
    """The time to answer is over: the customer's, or that of the agent's own phone."""
    if leg == interaction.leg:
        customer_failed(center, interaction, "no answer", leg_gone=False)
    elif interaction.talk is not None and interaction.talk.agent.work is Work.DIALLING:
        callers.end(center, interaction, EndCause.FAILED, detail="the agent's phone did not answer")
