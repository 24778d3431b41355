"""The center's own settings as a form: what is saved over REST, and tried before."""

from __future__ import annotations

from typing import Any

import msgspec
from django.conf import settings
from rest_framework import serializers

from ccplatform.configuration.checking import INTERACTIONS_MAX
from ccplatform.configuration.models import Center
from ccplatform.kernel.words import said
from contracts.dialling import (
    DEFAULT_REACH,
    DIAL_RULES_MAX,
    PREFIX_LENGTH_MAX,
    RULE_NOTE_LENGTH_MAX,
    DialMeans,
    DialReach,
    DialRules,
    NumberKind,
)
from contracts.vocabulary import Medium

MEDIA = [(medium.value, medium.value) for medium in Medium]


class CapacitySerializer(serializers.Serializer[Any]):
    """How many interactions of a medium one agent may have at once, and which media may interrupt them."""

    medium = serializers.ChoiceField(choices=MEDIA)
    interactions_max = serializers.IntegerField(min_value=0, max_value=INTERACTIONS_MAX)
    interrupted_by = serializers.ListField(child=serializers.ChoiceField(choices=MEDIA), default=list, max_length=len(MEDIA))


MEANS = [(means.value, means.value) for means in DialMeans]
REACHES = [(reach.value, reach.value) for reach in DialReach]
NUMBER_KINDS = [(kind.value, kind.value) for kind in NumberKind]


class DialRuleSerializer(serializers.Serializer[Any]):
    """Numbers that begin with `prefix` (E.164 with +, or digits as the trunk wants them) are allowed or refused; `means` [] = all."""

    prefix = serializers.RegexField(rf"\A(\+[1-9][0-9]{{0,{PREFIX_LENGTH_MAX - 2}}}|[0-9]{{1,{PREFIX_LENGTH_MAX}}})\Z")
    allowed = serializers.BooleanField()
    means = serializers.ListField(child=serializers.ChoiceField(choices=MEANS), default=list, max_length=len(MEANS))
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=RULE_NOTE_LENGTH_MAX)


class DiallingSerializer(serializers.Serializer[Any]):
    """Which numbers may be dialled. The longest prefix decides, a refused kind goes before it, a rule with a whole number before that.

    `reach`: how far a means goes where no rule says otherwise; what is left out of it stays at its usual value.
    """

    rules = DialRuleSerializer(many=True, required=False, max_length=DIAL_RULES_MAX)  # type: ignore[call-arg]  # many=True takes it
    refused_kinds = serializers.ListField(child=serializers.ChoiceField(choices=NUMBER_KINDS), required=False, max_length=len(NUMBER_KINDS))
    reach = serializers.DictField(child=serializers.ChoiceField(choices=REACHES), required=False, help_text='{"callback": "home"}')

    def validate_reach(self, reach: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(reach) - {means.value for means in DialMeans}):
            wrong = said(en="There is no {what}.", de="{what} gibt es nicht.", what=", ".join(unknown))
            raise serializers.ValidationError(str(wrong), code="unknown")
        return reach


def whole(dialling: dict[str, Any]) -> dict[str, Any]:
    """With everything that is usual where nothing was said: what the engine goes by."""
    rules = msgspec.convert(dialling, DialRules)
    told: dict[str, Any] = msgspec.to_builtins(rules)
    return told | {"reach": {means.value: rules.reach.get(means, reach).value for means, reach in DEFAULT_REACH.items()}}


class CenterSerializer(serializers.ModelSerializer[Center]):
    """What concerns the center as a whole. A medium that `capacity` does not name has the center's standard.

    `priority_seconds`: one step of priority is worth so much waiting. `default_region` is set where the center is started.
    """

    capacity = CapacitySerializer(many=True, required=False, max_length=len(MEDIA))  # type: ignore[call-arg]  # many=True takes it
    dialling = DiallingSerializer(required=False)
    default_region = serializers.SerializerMethodField()

    class Meta:
        model = Center
        fields = ["priority_seconds", "capacity", "dialling", "default_region"]

    def to_representation(self, instance: Center) -> dict[str, Any]:
        return super().to_representation(instance) | {"dialling": whole(instance.dialling)}

    def get_default_region(self, center: Center) -> str:
        region: str = settings.CENTER.default_region
        return region
