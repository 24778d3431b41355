"""Sending and reading messages. Each service is one transaction and one announcement."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import said
from ccplatform.messages.models import Message, Receipt
from ccplatform.messages.selectors import view
from ccplatform.queues.models import Queue
from contracts.views import MessageArrived
from contracts.vocabulary import MessageTo


@transaction.atomic
def send(*, to: MessageTo, to_id: int | None, text: str, by: User) -> Message:
    """To everybody who belongs there now and has an account, signed in or not; the sender is left out.

    Raises Invalid for a place that is not there, Conflict when nobody would get it.
    """
    name, agents = _readers(to, to_id)
    users = set(agents.filter(active=True, user__is_active=True).values_list("user", flat=True)) - {by.pk, None}
    if not users:
        raise Conflict("nobody_there", said(en="Nobody would get this message.", de="Diese Nachricht bekäme niemand."))
    message = Message.objects.create(text=text, by=by, to_kind=to.value, to_id=None if to is MessageTo.EVERYBODY else to_id, sent_to=name)
    Receipt.objects.bulk_create(Receipt(message=message, user_id=user) for user in sorted(users))
    announce_news_on_commit(MessageArrived(message=view(message)), users=users)
    return message


def _readers(to: MessageTo, to_id: int | None) -> tuple[str, QuerySet[Agent]]:
    key = to_id or 0
    match to:
        case MessageTo.EVERYBODY:
            return "", Agent.objects.all()
        case MessageTo.AGENT:
            agent = Agent.objects.filter(pk=key).first()
            if agent is not None:
                return agent.name, Agent.objects.filter(pk=agent.pk)
        case MessageTo.TEAM:
            team = Team.objects.filter(pk=key).first()
            if team is not None:
                return team.name, team.agents.all()
        case MessageTo.QUEUE:
            queue = Queue.objects.filter(pk=key).first()
            if queue is not None:
                return queue.name, Agent.objects.filter(memberships__queue=queue)
    sentence = said(en="There is no {kind} {key}.", de="Das gibt es nicht: {kind} {key}.", kind=to.value, key=to_id)
    raise Invalid.field("to_id", "unknown", sentence)


@transaction.atomic
def mark_read(*, receipt: Receipt) -> Receipt:
    """The first time counts."""
    if receipt.read_at is None:
        receipt.read_at = timezone.now()
        receipt.save(update_fields=["read_at"])
    return receipt
