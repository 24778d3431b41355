"""What an intent needs beside the address at which it is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rest_framework import serializers

from ccplatform.kernel.instants import instant
from ccplatform.kernel.words import said
from contracts.skills import RequiredSkill
from contracts.targets import Target, ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import CallbackFirst, Medium, MonitorMode

Fields = dict[str, Any]
NUMBER_LENGTH_MAX = 64
NAME_LENGTH_MAX = 100
NOTE_LENGTH_MAX = 1_000
REFERENCE_LENGTH_MAX = 200
ID_LENGTH_MAX = 64
DIGITS_MAX = 32
PRIORITY_MAX = 1_000
SKILLS_MAX = 20
LEVEL_MAX = 5
KEY_MAX = 2**53 - 1
"""Beyond it, JSON of a browser is not exact."""


def _key(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=KEY_MAX, **more)


class ActingSerializer(serializers.Serializer[Any]):
    """`agent`: in whose name; left out, the own agent's."""

    agent = _key(required=False, allow_null=True)


class TargetSerializer(serializers.Serializer[Any]):
    """`to` says which of the other fields counts: `agent`, `queue` (with `priority`, added), `number` or `flow`."""

    to = serializers.ChoiceField(choices=["agent", "queue", "number", "flow"])
    agent = _key(required=False)
    queue = _key(required=False)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)
    number = serializers.CharField(required=False, max_length=NUMBER_LENGTH_MAX)
    flow = _key(required=False)

    def validate(self, attrs: Fields) -> Target:
        field = attrs["to"]
        if field not in attrs:
            raise serializers.ValidationError({field: str(said(en="Say which one.", de="Bitte angeben, welche."))}, code="required")
        match field:
            case "agent":
                return ToAgent(agent=attrs["agent"])
            case "queue":
                return ToQueue(queue=attrs["queue"], priority=attrs.get("priority", 0))
            case "number":
                return ToNumber(number=attrs["number"])
        return ToFlow(flow=attrs["flow"])


class TargetedSerializer(ActingSerializer):
    target = TargetSerializer()


class DigitsSerializer(ActingSerializer):
    digits = serializers.RegexField(r"\A[0-9*#]+\Z", max_length=DIGITS_MAX)


class SwitchSerializer(ActingSerializer):
    with_customer = serializers.BooleanField()


class PartySerializer(ActingSerializer):
    """`party`: its id, as it stands in the live interaction."""

    party = serializers.CharField(max_length=ID_LENGTH_MAX)


class HandOverSerializer(PartySerializer):
    leave = serializers.BooleanField(default=True)


class MonitorSerializer(ActingSerializer):
    mode = serializers.ChoiceField(choices=[mode.value for mode in MonitorMode])

    def validate_mode(self, mode: str) -> MonitorMode:
        return MonitorMode(mode)


class PrioritySerializer(serializers.Serializer[Any]):
    """Higher is sooner; one step is worth as much waiting as the center says."""

    priority = serializers.IntegerField(min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)


class ChosenLabelSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        # `label` is taken: an attribute of every serializer.
        return super().get_fields() | {"label": _key(allow_null=True)}


class CallbackRequestSerializer(serializers.Serializer[Any]):
    """`number` left out: the caller's own."""

    number = serializers.CharField(required=False, default="", allow_blank=True, max_length=NUMBER_LENGTH_MAX)


class DialSerializer(ActingSerializer):
    number = serializers.CharField(max_length=NUMBER_LENGTH_MAX)
    queue = _key()


class ClosingSerializer(serializers.Serializer[Any]):
    closed = serializers.BooleanField()


class CallbackOrderSerializer(ActingSerializer):
    """`at` left out: now. `agent`: who wants it; `for_agent`: who is asked first."""

    queue = _key()
    number = serializers.CharField(max_length=NUMBER_LENGTH_MAX)
    at = serializers.DateTimeField(required=False, allow_null=True)
    name = serializers.CharField(required=False, allow_blank=True, max_length=NAME_LENGTH_MAX)
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE_LENGTH_MAX)
    for_agent = _key(required=False, allow_null=True)

    def validate_at(self, at: datetime | None) -> int:
        return 0 if at is None else instant(at)


class LiveCallbackSerializer(serializers.Serializer[Any]):
    """A call-back that is arranged and not done; `interaction` while it waits in its queue or is carried out."""

    id = serializers.CharField()
    queue = serializers.IntegerField()
    number = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()
    first = serializers.ChoiceField(choices=[first.value for first in CallbackFirst])
    due_at = serializers.DateTimeField(allow_null=True)
    entered_at = serializers.DateTimeField(allow_null=True)
    attempts = serializers.IntegerField()
    for_agent = serializers.IntegerField(allow_null=True)
    by = serializers.IntegerField(allow_null=True)
    origin = serializers.CharField(allow_null=True)
    interaction = serializers.CharField(allow_null=True)


class SkillDemandSerializer(serializers.Serializer[Any]):
    skill = _key()
    level_min = serializers.IntegerField(min_value=1, max_value=LEVEL_MAX, default=1)


class NewInteractionSerializer(serializers.Serializer[Any]):
    """A chat, an e-mail or a task of another system. `reference` is that system's own name for it, by which it is found again."""

    medium = serializers.ChoiceField(choices=[medium.value for medium in Medium if medium is not Medium.VOICE])
    queue = _key()
    reference = serializers.CharField(max_length=REFERENCE_LENGTH_MAX)
    sender = serializers.CharField(required=False, allow_blank=True, max_length=REFERENCE_LENGTH_MAX)
    sender_name = serializers.CharField(required=False, allow_blank=True, max_length=NAME_LENGTH_MAX)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)
    required_skills = SkillDemandSerializer(many=True, required=False, max_length=SKILLS_MAX)  # type: ignore[call-arg]  # many=True takes it
    for_agent = _key(required=False, allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"label": _key(required=False, allow_null=True)}

    def validate_medium(self, medium: str) -> Medium:
        return Medium(medium)

    def validate_required_skills(self, skills: list[Fields]) -> list[RequiredSkill]:
        return [RequiredSkill(**skill) for skill in skills]


class OpenedSerializer(serializers.Serializer[Any]):
    """It waits in its queue; `GET /interactions?reference=` finds it."""

    reference = serializers.CharField()
