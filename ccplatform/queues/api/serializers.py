from __future__ import annotations

from rest_framework import serializers

from ccplatform.kernel.api.fields import NameField, TimeZoneField
from ccplatform.queues.models import LEVEL_MAX, LEVEL_MIN, NAME_LENGTH_MAX, Disposition, Queue, RequiredSkill, Skill

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
            "dispositions",
        ]


class DispositionSerializer(serializers.ModelSerializer[Disposition]):
    name_en = NameField(max_length=NAME_LENGTH_MAX)
    name_de = NameField(max_length=NAME_LENGTH_MAX)

    class Meta:
        model = Disposition
        fields = ["id", "code", "name_en", "name_de", "queues", "position", "active"]
