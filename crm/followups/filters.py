"""`?mine&agent&team&queue&contact&interaction&open&due_before&done_since` of the list of follow-ups."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from crm.contacts.models import Contact
from crm.followups.models import INTERACTION_LENGTH_MAX, FollowUp
from crm.followups.selectors import about, in_hand_of, of_team


class Filters(serializers.Serializer[Any]):
    mine = serializers.BooleanField(required=False)
    agent = serializers.IntegerField(required=False)
    team = serializers.IntegerField(required=False)
    queue = serializers.IntegerField(required=False)
    contact = serializers.IntegerField(required=False)
    interaction = serializers.CharField(required=False, max_length=INTERACTION_LENGTH_MAX)
    open = serializers.BooleanField(required=False)
    due_before = serializers.DateTimeField(required=False)
    done_since = serializers.DateTimeField(required=False)


def parsed(given: dict[str, Any]) -> dict[str, Any]:
    """Raises ValidationError for a value that cannot be."""
    filters = Filters(data=given)
    filters.is_valid(raise_exception=True)
    found: dict[str, Any] = filters.validated_data
    return found


def narrowed(rows: QuerySet[FollowUp], wanted: dict[str, Any], user: User) -> QuerySet[FollowUp]:
    """Raises Http404 for a contact that is not there."""
    plain = {"agent": "agent", "queue": "queue", "interaction": "interaction", "due_before": "due_at__lt", "done_since": "done_at__gte"}
    rows = rows.filter(**{column: wanted[name] for name, column in plain.items() if name in wanted})
    if wanted.get("mine"):
        rows = rows.filter(in_hand_of(agent_of(user)))
    if "team" in wanted:
        rows = rows.filter(of_team(wanted["team"])).distinct()
    if "contact" in wanted:
        contact = Contact.objects.prefetch_related("phone_numbers").filter(pk=wanted["contact"]).first()
        if contact is None:
            raise Http404
        rows = rows.filter(about(contact))
    if "open" in wanted:
        rows = rows.filter(done_at__isnull=wanted["open"])
    return rows
