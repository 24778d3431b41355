from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.kernel.api.fields import NameField, TimeZoneField
from ccplatform.queues import checking
from ccplatform.queues.api.rules import (
    AnnouncementsSerializer,
    CallbackSerializer,
    GroupSerializer,
    OpeningSerializer,
    OverflowSerializer,
    PreferredSkillSerializer,
    RingSerializer,
)
from ccplatform.queues.models import (
    LEVEL_MAX,
    LEVEL_MIN,
    MUSIC_CLASS_LENGTH_MAX,
    NAME_LENGTH_MAX,
    OPTIONS_MAX,
    PRIORITY_MAX,
    WEIGHT_MAX,
    WEIGHT_MIN,
    Disposition,
    Hours,
    Label,
    OutcomeField,
    Queue,
    RequiredSkill,
    Skill,
)
from contracts.rules import GROUPS_MAX, OVERFLOWS_MAX, RINGS_MAX

REQUIRED_SKILLS_MAX = 20


class SkillSerializer(serializers.ModelSerializer[Skill]):
    name = NameField(max_length=NAME_LENGTH_MAX)

    class Meta:
        model = Skill
        fields = ["id", "name"]


class RequiredSkillSerializer(serializers.ModelSerializer[RequiredSkill]):
    level_min = serializers.IntegerField(min_value=LEVEL_MIN, max_value=LEVEL_MAX, default=LEVEL_MIN)

    class Meta:
        model = RequiredSkill
        fields = ["skill", "level_min"]


class QueueSerializer(serializers.ModelSerializer[Queue]):
    name = NameField(max_length=NAME_LENGTH_MAX)
    time_zone = TimeZoneField(default="Europe/Berlin")
    required_skills = RequiredSkillSerializer(many=True, required=False, max_length=REQUIRED_SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    preferred_skills = PreferredSkillSerializer(many=True, required=False, max_length=checking.PREFERRED_SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    rings = RingSerializer(many=True, required=False, max_length=RINGS_MAX)  # type: ignore[call-arg]  # many=True takes it
    groups = GroupSerializer(many=True, required=False, max_length=GROUPS_MAX)  # type: ignore[call-arg]  # many=True takes it
    overflows = OverflowSerializer(many=True, required=False, max_length=OVERFLOWS_MAX)  # type: ignore[call-arg]  # many=True takes it
    announcements = AnnouncementsSerializer(required=False, allow_null=True)
    callback = CallbackSerializer(required=False, allow_null=True)
    music_class = serializers.RegexField(r"^[A-Za-z0-9_-]+$", required=False, max_length=MUSIC_CLASS_LENGTH_MAX)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)
    dispositions: serializers.PrimaryKeyRelatedField[Disposition] = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Queue
        fields = [
            "id",
            "name",
            "time_zone",
            "required_skills",
            "service_level_seconds",
            "service_level_target",
            "short_abandon_seconds",
            "offer_seconds",
            "wrap_up_seconds",
            "waiting_max",
            "record",
            "offer_mode",
            "declines_max",
            "misses_max",
            "strategy",
            "preferred_skills",
            "rings",
            "groups",
            "sticky_days",
            "preferred_seconds",
            "wrap_up",
            "wrap_up_extension_seconds",
            "wrap_up_extensions_max",
            "music_class",
            "hours",
            "overflows",
            "announcements",
            "callback",
            "caller_id",
            "priority",
            "rescue_seconds",
            "active",
            "dispositions",
        ]
        validators: list[Any] = []  # the service says a taken name better than the constraint


class HoursSerializer(serializers.ModelSerializer[Hours]):
    """`closed_on`: days on which it is closed whatever the weekday."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    time_zone = TimeZoneField(default="Europe/Berlin")
    openings = OpeningSerializer(many=True, required=False, max_length=checking.OPENINGS_MAX)  # type: ignore[call-arg]  # many=True takes it
    closed_on = serializers.ListField(child=serializers.DateField(), required=False, max_length=checking.CLOSED_DAYS_MAX)

    class Meta:
        model = Hours
        fields = ["id", "name", "time_zone", "openings", "closed_on"]

    def validate_closed_on(self, days: list[Any]) -> list[str]:
        return [day.isoformat() for day in days]


class LabelSerializer(serializers.ModelSerializer[Label]):
    """`weight`: how many times it counts against an agent's capacity."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    weight = serializers.FloatField(min_value=WEIGHT_MIN, max_value=WEIGHT_MAX, default=1.0)

    class Meta:
        model = Label
        fields = ["id", "name", "weight"]


class DispositionSerializer(serializers.ModelSerializer[Disposition]):
    name_en = NameField(max_length=NAME_LENGTH_MAX)
    name_de = NameField(max_length=NAME_LENGTH_MAX)

    class Meta:
        model = Disposition
        fields = ["id", "code", "name_en", "name_de", "parent", "queues", "position", "note_required", "active"]


class OutcomeFieldSerializer(serializers.ModelSerializer[OutcomeField]):
    """What agents fill in at wrap-up. `options` are those of a choice; `unit` stands behind a number. No queues = for every queue."""

    name_en = NameField(max_length=NAME_LENGTH_MAX)
    name_de = NameField(max_length=NAME_LENGTH_MAX)
    options = serializers.ListField(child=serializers.CharField(max_length=NAME_LENGTH_MAX), required=False, max_length=OPTIONS_MAX)

    class Meta:
        model = OutcomeField
        fields = ["id", "code", "name_en", "name_de", "kind", "unit", "options", "required", "queues", "position", "active"]
