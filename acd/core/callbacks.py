"""Call-backs: a waiting caller hangs up and keeps the place in line, or a later time is agreed upon.

An arranged call-back that is due becomes an interaction without a leg, which waits in its queue like any other, at the kept place.
Agent first: it is offered, and the customer is dialled when the agent has accepted. Customer first: when an agent is free for
it the customer is dialled, and waits at the same place for the next free agent after the answer. That wait is one of its own in the
statistics: the visit that ends with the dialling has flowed out.
"""

from __future__ import annotations

from acd.core import attempts, callers, outbound, talks
from acd.core.announcements import in_language, may_ask_for_callback
from acd.core.asking import refuse
from acd.core.attempts import again_later, finish, rules_of
from acd.core.center import MICROSECONDS, Center, clean
from acd.core.commands import TimerKind
from acd.core.entering import Entry, is_closed
from acd.core.events import DigitReceived
from acd.core.lifecycles import OfferEvent
from acd.core.limits import CALLBACKS_MAX, INTERACTIONS_MAX, NAME_LENGTH_MAX, NOTE_LENGTH_MAX
from acd.core.model import Interaction, Visit
from acd.core.numbers import is_refused, wanted_line
from acd.core.offers import lose
from contracts.dialling import DialMeans
from contracts.ids import CallbackId, QueueId
from contracts.intents import CancelCallback, Refusal, RequestCallback, ScheduleCallback
from contracts.live import LiveCallback
from contracts.queue_facts import CallbackArranged, CallbackBegun
from contracts.vocabulary import CallbackEnd, EndCause, Medium, RefusalCode, VisitOutcome
from telephony.core.sounds import CALLBACK_CONFIRMED, standing


def digit(center: Center, event: DigitReceived) -> None:
    """A key: of the queue's for who waits, of the flow's for who is in one."""
    interaction = center.callers.get(event.leg)
    visit = interaction.visit if interaction is not None else None
    if interaction is None or visit is None:
        callers.digit(center, event)
        return
    rules = visit.queue.callback
    waited = (center.at - visit.since) // MICROSECONDS
    # While a phone rings for the caller an agent is about to answer.
    if rules is None or event.digit != rules.key or interaction.offer is not None or not center.is_up(interaction.node):
        return
    if may_ask_for_callback(center, interaction, visit, waited):
        if len(center.live.callbacks) < CALLBACKS_MAX:
            _keep_place(center, interaction, visit, interaction.caller)
    elif waited >= rules.offer_after_seconds and not interaction.callback_refused:
        line = wanted_line(center, interaction.caller, DialMeans.CALLBACK, queue=visit.queue.id, interaction=interaction.id)
        interaction.callback_refused = is_refused(line)


def request(center: Center, intent: RequestCallback, by: int) -> Refusal | None:
    """Somebody else asks for the waiting caller: an agent, a supervisor, a program."""
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    if interaction.medium is not Medium.VOICE:
        return refuse(RefusalCode.WRONG_MEDIUM, f"interaction {interaction.id} is no call")
    visit = interaction.visit
    if visit is None or not interaction.leg:
        return refuse(RefusalCode.NOT_WAITING, f"no caller waits on the line of interaction {interaction.id}")
    if visit.queue.callback is None:
        return refuse(RefusalCode.NO_CALLBACK, f"queue {visit.queue.id} offers no call-backs")
    if not center.is_up(interaction.node):
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    number = intent.number or interaction.caller
    if (refused := _refused(center, number, by, visit.queue.id, interaction)) is not None:
        return refused
    _keep_place(center, interaction, visit, number)
    return None


def schedule(center: Center, intent: ScheduleCallback, by: int) -> Refusal | None:
    """For a later time, or for now."""
    if intent.queue not in center.queues:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"there is no queue {intent.queue}")
    for agent in (intent.agent, intent.for_agent):
        if agent is not None and agent not in center.agents:
            return refuse(RefusalCode.UNKNOWN_AGENT, f"there is no agent {agent}")
    if intent.at and intent.at < center.at:
        return refuse(RefusalCode.IN_THE_PAST, f"{intent.at} is before {center.at}")
    if (refused := _refused(center, intent.number, by, intent.queue)) is not None:
        return refused
    _arrange(
        center,
        CallbackArranged(
            callback=center.next_callback_id(),
            queue=intent.queue,
            number=intent.number,
            first=rules_of(center, intent.queue).first,
            due_at=intent.at or center.at,
            name=clean(intent.name, NAME_LENGTH_MAX),
            note=clean(intent.note, NOTE_LENGTH_MAX),
            for_agent=intent.for_agent,
            by=intent.agent,
        ),
    )
    return None


def cancel(center: Center, intent: CancelCallback, by: int) -> Refusal | None:
    """Also while it waits or the customer's phone rings; who has answered is talked to."""
    callback = center.live.callbacks.get(intent.callback)
    if callback is None:
        return refuse(RefusalCode.NO_CALLBACK, f"call-back {intent.callback[:40]} is done or never was")
    interaction = center.interactions.get(callback.interaction) if callback.interaction is not None else None
    finish(center, callback, CallbackEnd.CANCELLED)
    if interaction is not None:
        callers.end(center, interaction, EndCause.CLOSED, visit=VisitOutcome.FLOWED_OUT)
    return None


def _refused(center: Center, number: str, by: int, queue: QueueId, interaction: Interaction | None = None) -> Refusal | None:
    if len(center.live.callbacks) >= CALLBACKS_MAX:
        center.limit("callbacks_max", CALLBACKS_MAX)
        return refuse(RefusalCode.INTERACTIONS_MAX, f"{CALLBACKS_MAX} call-backs are arranged")
    about = interaction.id if interaction is not None else None
    line = wanted_line(center, number, DialMeans.CALLBACK, by=by, queue=queue, interaction=about)
    return line if isinstance(line, Refusal) else None


def _keep_place(center: Center, interaction: Interaction, visit: Visit, number: str) -> None:
    """The caller hears that this is so, and the line is hung up; somebody without a line waits in the same place."""
    rules, queue, entered_at = rules_of(center, visit.queue.id), visit.queue, visit.entered_at
    if interaction.offer is not None:
        lose(center, interaction, OfferEvent.CALLER_LEFT, leg_gone=False)
    talks.end_visit(center, interaction, VisitOutcome.CALLBACK)
    arranged = CallbackArranged(
        callback=center.next_callback_id(),
        queue=queue.id,
        number=number,
        first=rules.first,
        origin=interaction.id,
        entered_at=entered_at,
        priority=interaction.priority,
        name=interaction.caller_name,
        language=interaction.language,
    )
    said = in_language(rules.confirmed, interaction.language)
    confirmed = said or tuple(standing(CALLBACK_CONFIRMED, interaction.language, center.configuration.default_region))
    # First the caller's own way out, as the fact tells it.
    center.say(arranged)
    callers.say_farewell(center, interaction, confirmed, EndCause.CALLBACK_REQUESTED)
    begin(center, arranged.callback)


def _arrange(center: Center, arranged: CallbackArranged) -> None:
    center.say(arranged)
    if arranged.due_at <= center.at:
        begin(center, arranged.callback)
    else:
        center.set_timer_at(TimerKind.CALLBACK, arranged.callback, arranged.due_at)


def begin(center: Center, callback_id: CallbackId) -> None:
    """The CALLBACK timer: it takes its place in the queue, or is looked at again when that cannot be now."""
    callback = center.live.callbacks.get(callback_id)
    if callback is None or callback.interaction is not None:
        return
    if callback.queue not in center.queues:
        finish(center, callback, CallbackEnd.CANCELLED)
        return
    line = wanted_line(center, callback.number, DialMeans.CALLBACK, queue=callback.queue)
    if is_refused(line):
        # The rules have changed since it was promised.
        finish(center, callback, CallbackEnd.CANCELLED)
        return
    node = next((node for node in sorted(center.nodes) if center.nodes[node]), None)
    full = len(center.interactions) >= INTERACTIONS_MAX
    # One who keeps a place was there before the queue closed; the others come when it is open.
    closed = callback.origin is None and is_closed(center, center.queues[callback.queue])
    if isinstance(line, Refusal) or node is None or full or closed:
        again_later(center, callback_id)
        return
    _take_place(center, callback, outbound.begin(center, node, line, name=callback.name, reference=callback.id))


def _take_place(center: Center, callback: LiveCallback, interaction: Interaction) -> None:
    interaction.callback, interaction.priority = callback.id, callback.priority
    center.say(CallbackBegun(callback=callback.id, interaction=interaction.id, attempt=callback.attempts + 1))
    entry = Entry(
        queue=callback.queue,
        language=callback.language,
        for_agent=callback.for_agent,
        entered_at=callback.entered_at or callback.due_at or center.at,
    )
    callers.enter_queue(center, interaction, entry)


def dial_customers(center: Center) -> None:
    """Agents are free for these: their customers are called now."""
    interactions, center.customers_first = center.customers_first, []
    for interaction in interactions:
        visit, callback = interaction.visit, attempts.promised_by(center, interaction)
        assert visit is not None and callback is not None
        queue = visit.queue
        talks.end_visit(center, interaction, VisitOutcome.FLOWED_OUT)
        outbound.dial_customer(center, interaction, callback.number, queue)


def resume(center: Center) -> None:
    """After a restart: what is due later has its timer; an attempt that did not outlive the engine is over."""
    for callback in list(center.live.callbacks.values()):
        if callback.interaction is None:
            center.set_timer_at(TimerKind.CALLBACK, callback.id, callback.due_at)
        elif callback.interaction not in center.interactions:
            gone = Interaction(callback.interaction, "", "", center.at)
            gone.callback = callback.id
            attempts.over(center, gone, EndCause.ENGINE_LOST)
