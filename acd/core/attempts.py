"""What becomes of a call-back when one attempt at it is over: reached, tried again, or given up.

The arranged call-backs are those of the live state: nothing else is kept of them, so they outlive the engine as they are.
"""

from __future__ import annotations

from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.limits import CALLBACK_AGAIN_SECONDS, CALLBACK_MISHAPS_MAX
from acd.core.model import Interaction
from contracts.ids import CallbackId, QueueId
from contracts.live import LiveCallback
from contracts.queue_facts import CallbackEnded, CallbackPostponed
from contracts.rules import CallbackRules
from contracts.vocabulary import CallbackEnd, CallbackFirst, EndCause


def rules_of(center: Center, queue: QueueId) -> CallbackRules:
    """The queue's, or the usual ones: a scheduled call-back needs no queue that offers them."""
    found = center.queues.get(queue)
    return found.callback if found is not None and found.callback is not None else CallbackRules()


def promised_by(center: Center, interaction: Interaction) -> LiveCallback | None:
    """The call-back that this interaction is an attempt of, as long as the customer was not reached."""
    callback = center.live.callbacks.get(interaction.callback) if interaction.callback is not None else None
    return callback if callback is not None and callback.interaction == interaction.id else None


def dials_customer_first(center: Center, interaction: Interaction) -> bool:
    """Whether it is the customer's turn to be rung now that an agent is there."""
    if interaction.leg or interaction.callback is None:
        return False
    callback = promised_by(center, interaction)
    return callback is not None and callback.first is CallbackFirst.CUSTOMER


def reached(center: Center, interaction: Interaction) -> None:
    """The customer has answered: the promise is kept."""
    if (callback := promised_by(center, interaction)) is not None:
        finish(center, callback, CallbackEnd.REACHED)


def over(center: Center, interaction: Interaction, cause: EndCause) -> None:
    """The interaction has ended. Nothing to do when the customer was reached before.

    Only what the customer did counts against the attempts; mishaps of ours have a limit of their own.
    """
    callback = promised_by(center, interaction)
    if callback is None:
        return
    rules = rules_of(center, callback.queue)
    unanswered = cause is EndCause.UNANSWERED
    if callback.attempts >= rules.attempts_max + (0 if unanswered else CALLBACK_MISHAPS_MAX):
        finish(center, callback, CallbackEnd.UNREACHED)
        return
    due_at = center.at + (rules.retry_seconds if unanswered else CALLBACK_AGAIN_SECONDS) * MICROSECONDS
    center.say(CallbackPostponed(callback=callback.id, interaction=interaction.id, due_at=due_at))
    center.set_timer_at(TimerKind.CALLBACK, callback.id, due_at)


def finish(center: Center, callback: LiveCallback, why: CallbackEnd) -> None:
    center.cancel_timer(TimerKind.CALLBACK, callback.id)
    center.say(CallbackEnded(callback=callback.id, why=why, attempts=callback.attempts, interaction=callback.interaction))


def again_later(center: Center, callback: CallbackId) -> None:
    """It cannot begin now, through no fault of the customer's."""
    center.set_timer(TimerKind.CALLBACK, callback, CALLBACK_AGAIN_SECONDS)
