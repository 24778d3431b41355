"""Messages, and who has read them."""

from __future__ import annotations

from django.db import models

from ccplatform.accounts.models import User
from ccplatform.queues.models import NAME_LENGTH_MAX
from contracts.vocabulary import MessageTo

TEXT_LENGTH_MAX = 500
"""Longer ones are an e-mail."""


class Message(models.Model):
    """`to_id` is the agent, team or queue (null for everybody) and `sent_to` its name when it was sent."""

    text = models.CharField(max_length=TEXT_LENGTH_MAX)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sent_messages")
    sent_at = models.DateTimeField(auto_now_add=True)
    to_kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in MessageTo])
    to_id = models.BigIntegerField(null=True)
    sent_to = models.CharField(max_length=max(NAME_LENGTH_MAX, 100), blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="message_sent")]

    def __str__(self) -> str:
        return f"{self.by} to {self.to_kind} {self.sent_to}"


class Receipt(models.Model):
    """One reader of one message. `read_at` is null until then."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="received_messages")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="receipt_unique")]
        indexes = [
            models.Index(fields=["user", "-message"], name="receipt_inbox"),
            models.Index(fields=["user"], name="receipt_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} for {self.user}"
