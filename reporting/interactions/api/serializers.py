"""How interactions look on the wire; the values come from rows.py."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.kernel.api.areas import OriginSerializer
from ccplatform.queues.models import Disposition
from contracts.vocabulary import Direction, Medium, SegmentKind, VisitOutcome
from crm.contacts.models import Contact
from crm.timeline.models import NOTE_LENGTH_MAX
from reporting.decisions.serializers import OFFER_OUTCOMES
from reporting.facts.models.history import InteractionOutcome, choices
from telephony.recordings.models import State


class NamedSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ChosenDispositionSerializer(NamedSerializer):
    code = serializers.CharField()


class PathStepSerializer(serializers.Serializer[Any]):
    """One answer in the IVR."""

    key = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        # `label` is taken: an attribute of every serializer.
        return super().get_fields() | {"label": serializers.CharField()}


class InteractionSerializer(serializers.Serializer[Any]):
    """Times of queue and agent are of the last ones; seconds are totals over the whole interaction."""

    id = serializers.CharField()
    medium = serializers.ChoiceField(choices=choices(Medium))
    direction = serializers.ChoiceField(choices=choices(Direction))
    caller = serializers.CharField()
    caller_name = serializers.CharField()
    origin = OriginSerializer(source="caller", read_only=True)
    dialled = serializers.CharField()
    reference = serializers.CharField(help_text="Another system's name for it.")
    contact = NamedSerializer(allow_null=True)
    queue = NamedSerializer(allow_null=True)
    agent = NamedSerializer(allow_null=True)
    arrived_at = serializers.DateTimeField()
    queued_at = serializers.DateTimeField(allow_null=True)
    connected_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    wait_seconds = serializers.FloatField(allow_null=True)
    talk_seconds = serializers.FloatField()
    hold_seconds = serializers.FloatField()
    wrap_up_seconds = serializers.FloatField()
    outcome = serializers.ChoiceField(choices=InteractionOutcome.choices)
    cause = serializers.CharField()
    path = PathStepSerializer(many=True)
    disposition = ChosenDispositionSerializer(allow_null=True)
    note = serializers.CharField()
    answers = serializers.DictField(child=serializers.JSONField())
    has_recording = serializers.BooleanField()


class OfferSerializer(serializers.Serializer[Any]):
    """`rule`, `idle_seconds` and `candidates` say why this agent."""

    id = serializers.CharField()
    queue = NamedSerializer(allow_null=True)
    agent = NamedSerializer(allow_null=True)
    made_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=OFFER_OUTCOMES, allow_null=True)
    detail = serializers.CharField()
    rule = serializers.CharField()
    idle_seconds = serializers.FloatField(allow_null=True)
    candidates = serializers.IntegerField(allow_null=True)


class SegmentSerializer(serializers.Serializer[Any]):
    agent = NamedSerializer(allow_null=True)
    queue = NamedSerializer(allow_null=True)
    kind = serializers.ChoiceField(choices=choices(SegmentKind))
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class VisitSerializer(serializers.Serializer[Any]):
    queue = NamedSerializer(allow_null=True)
    agent = NamedSerializer(allow_null=True)
    entered_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=choices(VisitOutcome), allow_null=True)


class InteractionRecordingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    duration_seconds = serializers.FloatField(allow_null=True)


class MeasuredLegSerializer(serializers.Serializer[Any]):
    """What an agent's softphone measured; means over the leg."""

    agent = NamedSerializer(allow_null=True)
    leg = serializers.CharField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    mos = serializers.FloatField(allow_null=True)
    jitter_ms = serializers.FloatField(allow_null=True)
    loss_share = serializers.FloatField(allow_null=True)
    round_trip_ms = serializers.FloatField(allow_null=True)
    codec = serializers.CharField()
    sentence_code = serializers.CharField()


class TimelineField(serializers.DictField):
    """`at`, `kind`, and the fact's own fields (contracts/facts.py)."""

    child = serializers.JSONField()


class TimelineNamesSerializer(serializers.Serializer[Any]):
    """Of whoever the timeline mentions by key."""

    agents = NamedSerializer(many=True)
    queues = NamedSerializer(many=True)


class InteractionDetailSerializer(InteractionSerializer):
    timeline = serializers.ListField(child=TimelineField())
    names = TimelineNamesSerializer()
    offers = OfferSerializer(many=True)
    segments = SegmentSerializer(many=True)
    visits = VisitSerializer(many=True)
    legs = MeasuredLegSerializer(many=True)
    recording = InteractionRecordingSerializer(allow_null=True)


class AnswerField(serializers.JSONField):
    """Text, a number, true or false; null takes the answer away."""


class NoteSerializer(serializers.Serializer[Any]):
    """What is given is changed; null takes disposition, contact or a single answer away. `answers`: by the code of an outcome field."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_LENGTH_MAX)
    disposition = serializers.PrimaryKeyRelatedField(queryset=Disposition.objects.all(), required=False, allow_null=True)
    contact = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), required=False, allow_null=True)
    answers = serializers.DictField(child=AnswerField(allow_null=True), required=False)


class NotedSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    note = serializers.CharField()
    answers = serializers.DictField(child=serializers.JSONField())
    disposition = ChosenDispositionSerializer(allow_null=True)
    contact = NamedSerializer(allow_null=True)
