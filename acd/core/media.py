"""Interactions of media without legs: another system opens them, an agent accepts, one of both closes. The PBX knows nothing of them."""

from __future__ import annotations

from acd.core import callers, talks
from acd.core.asking import refuse
from acd.core.center import Center, clean
from acd.core.entering import Entry
from acd.core.limits import INTERACTIONS_MAX, NAME_LENGTH_MAX, NUMBER_LENGTH_MAX, PRIORITY_MAX
from acd.core.model import Agent, Interaction
from acd.core.rings import asked
from contracts.facts import InteractionArrived
from contracts.ids import OfferId
from contracts.intents import AcceptOffer, CloseInteraction, OpenInteraction, Refusal
from contracts.vocabulary import Direction, EndCause, Medium, RefusalCode


def open_interaction(center: Center, intent: OpenInteraction, by: int) -> Refusal | None:
    """It waits in the queue like a call, without music."""
    if intent.medium is Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, "calls come by telephone")
    queue = center.queues.get(intent.queue)
    if queue is None:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"there is no queue {intent.queue}")
    if intent.label is not None and intent.label not in center.weights:
        return refuse(RefusalCode.UNKNOWN_TARGET, f"there is no label {intent.label}")
    if len(center.interactions) >= INTERACTIONS_MAX or center.matching.halls[queue.id].visits >= queue.waiting_max:
        return refuse(RefusalCode.INTERACTIONS_MAX, f"queue {queue.id} or the center is full")
    interaction = Interaction(center.next_interaction_id(), "", "", center.at)
    interaction.medium = intent.medium
    interaction.caller = clean(intent.sender, NUMBER_LENGTH_MAX)
    interaction.caller_name = clean(intent.sender_name, NAME_LENGTH_MAX)
    center.interactions[interaction.id] = interaction
    center.say(
        InteractionArrived(
            interaction=interaction.id,
            medium=intent.medium,
            direction=Direction.INBOUND,
            dialled="",
            number=None,
            trunk=None,
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            reference=clean(intent.reference, NAME_LENGTH_MAX),
        )
    )
    entry = Entry(
        queue=queue.id,
        priority=max(-PRIORITY_MAX, min(PRIORITY_MAX, intent.priority)),
        required_skills=dict(asked(intent.required_skills)),
        label=intent.label,
        for_agent=intent.for_agent,
    )
    callers.enter_queue(center, interaction, entry)
    return None


def offered_to(agent: Agent, offer: OfferId) -> Interaction | None:
    """The interaction of this open offer to the agent."""
    in_hand = (agent.interaction, *agent.others)
    return next((one for one in in_hand if one is not None and one.offer is not None and one.offer.id == offer), None)


def accept(center: Center, agent: Agent, intent: AcceptOffer, by: int) -> Refusal | None:
    interaction = offered_to(agent, intent.offer)
    if interaction is None:
        return refuse(RefusalCode.OFFER_GONE, f"offer {intent.offer[:40]} is over")
    if interaction.medium is Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, "a call is accepted by picking up")
    talks.begin(center, interaction)
    return None


def close(center: Center, intent: CloseInteraction, by: int) -> Refusal | None:
    """By its agent, or in whatever phase by the system that opened it."""
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    if interaction.medium is Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, "a call is hung up")
    if intent.agent is not None:
        if interaction.talk is None:
            return refuse(RefusalCode.NOT_CONNECTED, f"interaction {interaction.id} is with no agent")
        if interaction.talk.agent.id != intent.agent:
            return refuse(RefusalCode.NOT_YOURS, f"interaction {interaction.id} is with another agent")
    callers.end(center, interaction, EndCause.CLOSED)
    return None
