"""A replay on the wire. Changes have the shapes of /api/v1/queues, and only what a replay can show the effect of."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ccplatform.kernel.api.fields import TimeZoneField
from ccplatform.kernel.words import said
from ccplatform.queues import checking
from ccplatform.queues.api.rules import GroupSerializer, LevelSerializer, PreferredSkillSerializer, RingSerializer
from ccplatform.queues.api.serializers import REQUIRED_SKILLS_MAX
from ccplatform.queues.models import PRIORITY_MAX, WAITING_MAX
from contracts.rules import GROUPS_MAX, RINGS_MAX
from contracts.vocabulary import Strategy, WrapUpMode
from reporting.metrics.definitions import Better, Unit
from reporting.replays.comparing import compared
from reporting.replays.models import Replay, State

QUEUES_MAX = 500
STAFF_MAX = 500
"""Agents more or fewer in one queue."""
SEED_MAX = 2**31 - 1
SECONDS_MAX = 3600
BETTER = [better.value for better in Better]


class QueueChangeSerializer(serializers.Serializer[Any]):
    """A queue as it would have been; what is not named stays as it was on the day."""

    id = serializers.IntegerField()
    strategy = serializers.ChoiceField(choices=[word.value for word in Strategy], required=False)
    required_skills = LevelSerializer(many=True, required=False, max_length=REQUIRED_SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    preferred_skills = PreferredSkillSerializer(many=True, required=False, max_length=checking.PREFERRED_SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    rings = RingSerializer(many=True, required=False, max_length=RINGS_MAX)  # type: ignore[call-arg]  # many=True takes it
    groups = GroupSerializer(many=True, required=False, max_length=GROUPS_MAX)  # type: ignore[call-arg]  # many=True takes it
    wrap_up = serializers.ChoiceField(choices=[word.value for word in WrapUpMode], required=False)
    wrap_up_seconds = serializers.IntegerField(required=False, min_value=0, max_value=SECONDS_MAX)
    offer_seconds = serializers.IntegerField(required=False, min_value=1, max_value=120)
    service_level_seconds = serializers.IntegerField(required=False, min_value=1, max_value=SECONDS_MAX)
    short_abandon_seconds = serializers.IntegerField(required=False, min_value=0, max_value=SECONDS_MAX)
    waiting_max = serializers.IntegerField(required=False, min_value=0, max_value=WAITING_MAX)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)

    def validate_rings(self, rings: list[dict[str, Any]]) -> list[dict[str, Any]]:
        times = [ring["after_seconds"] for ring in rings]
        if times != sorted(set(times)):
            wrong = said(en="Stages stand in order of time.", de="Stufen stehen in der Reihenfolge der Zeit.")
            raise serializers.ValidationError(str(wrong), code="rings_out_of_order")
        return rings


class ChangesSerializer(serializers.Serializer[Any]):
    queues = QueueChangeSerializer(many=True, required=False, max_length=QUEUES_MAX)  # type: ignore[call-arg]  # many=True takes it


class WishSerializer(serializers.Serializer[Any]):
    """`day` is a local day of `time_zone`. `version`: the configuration of that version instead of the day's; `changes` come on top of it.

    `staffing`: queue -> so many agents more (copies of those it has, with the same hours) or fewer.
    """

    day = serializers.DateField()
    time_zone = TimeZoneField(default="UTC")
    queues = serializers.ListField(child=serializers.IntegerField(), required=False, max_length=QUEUES_MAX, help_text="Shown; all without.")
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    changes = ChangesSerializer(required=False)
    staffing = serializers.DictField(
        child=serializers.IntegerField(min_value=-STAFF_MAX, max_value=STAFF_MAX), required=False, help_text='{"3": 2, "4": -1}'
    )
    seed = serializers.IntegerField(required=False, default=1, min_value=0, max_value=SEED_MAX)

    def validate_staffing(self, staffing: dict[str, int]) -> dict[str, int]:
        if len(staffing) > QUEUES_MAX or not all(queue.isdecimal() for queue in staffing):
            wrong = said(en='Write queues like {"3": 2}.', de='Bitte Warteschlangen wie {"3": 2} schreiben.')
            raise serializers.ValidationError(str(wrong), code="keys")
        return staffing


class ComparedSerializer(serializers.Serializer[Any]):
    """One number on all sides. `recorded`: as reports show the day (null where they have no such number); `as_it_was`: the day replayed
    unchanged; `changed`: with the changes; `difference`: changed less as_it_was. `better`: true, false, or null for neither."""

    key = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    wanted = serializers.ChoiceField(choices=BETTER)
    recorded = serializers.FloatField(allow_null=True)
    as_it_was = serializers.FloatField(allow_null=True)
    changed = serializers.FloatField(allow_null=True)
    difference = serializers.FloatField(allow_null=True)
    better = serializers.BooleanField(allow_null=True)


class ComparedQueueSerializer(serializers.Serializer[Any]):
    """`queue` null = all of them."""

    queue = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    numbers = ComparedSerializer(many=True)


class ReplaySerializer(serializers.Serializer[Any]):
    """`progress` 0 to 1. `problem` is a sentence, when it failed."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    progress = serializers.FloatField()
    day = serializers.DateField()
    time_zone = serializers.CharField()
    queues = serializers.ListField(child=serializers.IntegerField())
    version = serializers.IntegerField(allow_null=True)
    changes = ChangesSerializer()
    staffing = serializers.DictField(child=serializers.IntegerField())
    seed = serializers.IntegerField()
    problem = serializers.CharField()
    asked_by = serializers.SerializerMethodField()
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    def get_asked_by(self, ordered: Replay) -> str | None:
        return ordered.asked_by.name if ordered.asked_by is not None else None


class ReplayDetailSerializer(ReplaySerializer):
    result = serializers.SerializerMethodField()

    @extend_schema_field(ComparedQueueSerializer(many=True, allow_null=True, help_text="All queues together first; null until it is done."))
    def get_result(self, ordered: Replay) -> Any:
        found = compared(ordered)
        return None if found is None else ComparedQueueSerializer(found, many=True).data


class RecordedDaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    visits = serializers.IntegerField(help_text="How many entered a queue.")
