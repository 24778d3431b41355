from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.messages.models import TEXT_LENGTH_MAX, Message, Receipt
from contracts.vocabulary import MessageTo

WAITING_NAMED_MAX = 20
"""How many of those who have not read a message its sender sees by name."""


class SendSerializer(serializers.Serializer[Any]):
    """`to_id` is the id of the agent, team or queue; none for everybody."""

    to_kind = serializers.ChoiceField(choices=[kind.value for kind in MessageTo])
    to_id = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=2**63 - 1)
    text = serializers.CharField(max_length=TEXT_LENGTH_MAX)


class MessageSerializer(serializers.ModelSerializer[Message]):
    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = Message
        fields = ["id", "text", "by", "sent_at", "to_kind", "to_id", "sent_to"]


class ReceivedSerializer(serializers.ModelSerializer[Receipt]):
    """`id` is the message's."""

    id = serializers.IntegerField(source="message_id", read_only=True)
    text = serializers.CharField(source="message.text", read_only=True)
    by = serializers.CharField(source="message.by.name", read_only=True)
    sent_at = serializers.DateTimeField(source="message.sent_at", read_only=True)
    to_kind = serializers.ChoiceField(source="message.to_kind", choices=[kind.value for kind in MessageTo], read_only=True)
    sent_to = serializers.CharField(source="message.sent_to", read_only=True)

    class Meta:
        model = Receipt
        fields = ["id", "text", "by", "sent_at", "to_kind", "sent_to", "read_at"]


class SentSerializer(MessageSerializer):
    """`readers`: how many got it, `seen`: how many of them have read it, `waiting`: names of some who have not."""

    readers = serializers.IntegerField(read_only=True)
    seen = serializers.IntegerField(read_only=True)
    waiting = serializers.SerializerMethodField()

    class Meta(MessageSerializer.Meta):
        fields = [*MessageSerializer.Meta.fields, "readers", "seen", "waiting"]

    def get_waiting(self, message: Message) -> list[str]:
        waiting: list[Receipt] = getattr(message, "waiting", [])
        return [receipt.user.name for receipt in waiting[:WAITING_NAMED_MAX]]
