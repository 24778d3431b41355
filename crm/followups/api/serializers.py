"""How a follow-up looks on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rest_framework import serializers

from ccplatform.agents.models import Agent, Team
from ccplatform.kernel.api.fields import NameField
from ccplatform.kernel.words import said
from ccplatform.queues.models import Queue
from crm.contacts.models import Contact
from crm.followups.models import FOLLOW_UP_TEXT_LENGTH_MAX, INTERACTION_LENGTH_MAX, FollowUp

TYPED_LENGTH_MAX = 40


class InstantField(serializers.DateTimeField):
    """An instant with its offset. Nobody knows whose nine o'clock is meant without one, so none is guessed."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            wrong = said(
                en="Write the instant with its offset, like 2026-06-01T09:00:00+02:00.",
                de="Bitte den Zeitpunkt mit Zeitzone schreiben, wie 2026-06-01T09:00:00+02:00.",
            )
            raise serializers.ValidationError(str(wrong), code="offset_missing")
        return super().enforce_timezone(value)


class HandSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class FollowUpContactSerializer(HandSerializer):
    company = serializers.CharField()
    number = serializers.CharField(help_text="The first of the contact's numbers; empty without any.")


class FollowUpWriteSerializer(serializers.Serializer[Any]):
    """`agent` null and `team` null: whoever works for `queue`. Naming a team takes it from the agent, and the other way round."""

    text = NameField(max_length=FOLLOW_UP_TEXT_LENGTH_MAX)
    due_at = InstantField()
    agent = serializers.PrimaryKeyRelatedField(queryset=Agent.objects.all(), required=False, allow_null=True)
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all(), required=False, allow_null=True)
    queue = serializers.PrimaryKeyRelatedField(queryset=Queue.objects.all(), required=False, allow_null=True)
    contact = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), required=False, allow_null=True)
    number = serializers.CharField(max_length=TYPED_LENGTH_MAX, required=False, allow_blank=True)
    interaction = serializers.CharField(max_length=INTERACTION_LENGTH_MAX, required=False, allow_blank=True)
    done = serializers.BooleanField(required=False)


class FollowUpSerializer(serializers.Serializer[Any]):
    """`made_by` and `done_by` are names; `may_change`: whether the asking person may."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    due_at = serializers.DateTimeField()
    agent = HandSerializer(allow_null=True)
    team = HandSerializer(allow_null=True)
    queue = HandSerializer(allow_null=True)
    contact = FollowUpContactSerializer(allow_null=True)
    number = serializers.CharField()
    interaction = serializers.CharField()
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    done_by = serializers.CharField()
    done_at = serializers.DateTimeField(allow_null=True)
    may_change = serializers.BooleanField()


class HandsSerializer(serializers.Serializer[Any]):
    """Teams and queues that may be given one."""

    teams = HandSerializer(many=True)
    queues = HandSerializer(many=True)


def told(row: FollowUp, *, may_change: bool) -> dict[str, Any]:
    """What FollowUpSerializer shows."""
    return {
        "id": row.pk,
        "text": row.text,
        "due_at": row.due_at,
        "agent": row.agent,
        "team": row.team,
        "queue": row.queue,
        "contact": _contact(row.contact),
        "number": row.number,
        "interaction": row.interaction,
        "made_by": row.made_by.name if row.made_by else "",
        "made_at": row.made_at,
        "done_by": row.done_by.name if row.done_by else "",
        "done_at": row.done_at,
        "may_change": may_change,
    }


def _contact(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    numbers = [row.number for row in contact.phone_numbers.all()]
    return {"id": contact.pk, "name": contact.name, "company": contact.company, "number": next(iter(numbers), "")}
