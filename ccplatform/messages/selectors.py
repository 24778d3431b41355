"""Reading messages."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet

from ccplatform.accounts.models import User
from ccplatform.kernel.instants import instant
from ccplatform.messages.models import Message, Receipt
from contracts.views import TextMessage
from contracts.vocabulary import MessageTo


def received(user: User, *, unread: bool = False) -> QuerySet[Receipt]:
    """What somebody got, newest first."""
    receipts = Receipt.objects.filter(user=user).select_related("message__by").order_by("-message_id")
    return receipts.filter(read_at__isnull=True) if unread else receipts


def sent(user: User) -> QuerySet[Message]:
    """What somebody wrote, newest first, each with `readers` and how many of them have `seen` it."""
    waiting = Receipt.objects.filter(read_at__isnull=True).select_related("user").order_by("user__name", "user_id")
    return (
        Message.objects.filter(by=user)
        .select_related("by")
        .annotate(readers=Count("receipts"), seen=Count("receipts", filter=Q(receipts__read_at__isnull=False)))
        .prefetch_related(Prefetch("receipts", queryset=waiting, to_attr="waiting"))
        .order_by("-id")
    )


def view(message: Message) -> TextMessage:
    """As browsers are told."""
    return TextMessage(
        id=message.pk,
        text=message.text,
        by=message.by.name,
        sent_at=instant(message.sent_at),
        to_kind=MessageTo(message.to_kind),
        sent_to=message.sent_to,
    )
