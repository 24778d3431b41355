"""The rules of a queue over REST: their shape and limits for the schema. What they mean is checked by the services (queues.checking)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.accounts.models import Language
from ccplatform.kernel.words import said
from ccplatform.queues import checking
from ccplatform.queues.models import LEVEL_MAX, LEVEL_MIN, PRIORITY_MAX, WAITING_MAX
from contracts.flows import PROMPT_TEXT_LENGTH_MAX
from contracts.rules import CallbackRules
from contracts.vocabulary import CallbackFirst, GroupMetric, OverflowCause
from telephony.prompts.render import VOICES

Fields = dict[str, Any]
TARGETS = {"queue": "queue", "number": "number", "flow": "flow", "end": "prompts"}
"""Kind of an overflow's target -> the field that says which."""
LANGUAGES_MAX = len(VOICES)
TEAMS_MAX = 50


def words(kind: Any) -> list[str]:
    return [word.value for word in kind]


class PromptSerializer(serializers.Serializer[Any]):
    """One sentence, spoken in its language when it is saved; `media` is the sound made of it."""

    language = serializers.ChoiceField(choices=[choice for choice in Language.choices if choice[0] in VOICES])
    text = serializers.CharField(max_length=PROMPT_TEXT_LENGTH_MAX)
    media = serializers.CharField(read_only=True)


class LevelSerializer(serializers.Serializer[Any]):
    skill = serializers.IntegerField()
    level_min = serializers.IntegerField(min_value=LEVEL_MIN, max_value=LEVEL_MAX, default=LEVEL_MIN)


class PreferredSkillSerializer(serializers.Serializer[Any]):
    """Whoever has it is asked first where the strategy is `most_proficient`."""

    skill = serializers.IntegerField()
    weight = serializers.IntegerField(min_value=checking.WEIGHT_MIN, max_value=checking.WEIGHT_MAX, default=1)


class RingSerializer(serializers.Serializer[Any]):
    """From `after_seconds` on, these skills instead (null = as before), and these teams may be asked, too. Stages in order of time."""

    after_seconds = serializers.IntegerField(min_value=1, max_value=checking.WAIT_SECONDS_MAX)
    required_skills = LevelSerializer(many=True, allow_null=True, default=None)
    teams = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=TEAMS_MAX)


class GroupSerializer(serializers.Serializer[Any]):
    """Lends a team's agents while the metric is beyond the threshold: a share (0..1) for service_level_below, a count, or seconds."""

    team = serializers.IntegerField()
    metric = serializers.ChoiceField(choices=words(GroupMetric))
    threshold = serializers.FloatField(min_value=0, max_value=checking.WAIT_SECONDS_MAX)
    lend_seconds_min = serializers.IntegerField(min_value=0, max_value=checking.WAIT_SECONDS_MAX, default=60)


class OverflowTargetSerializer(serializers.Serializer[Any]):
    """`to` says which of the other fields counts: `queue` (with `priority`, added), `number`, `flow`, or for `end` the `prompts`."""

    to = serializers.ChoiceField(choices=list(TARGETS))
    queue = serializers.IntegerField(required=False)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)
    number = serializers.CharField(required=False, max_length=21)
    flow = serializers.IntegerField(required=False)
    prompts = PromptSerializer(many=True, required=False)

    def validate(self, attrs: Fields) -> Fields:
        field = TARGETS[attrs["to"]]
        if field not in attrs and field != "prompts":
            raise serializers.ValidationError({field: str(said(en="Say which one.", de="Bitte angeben, welche."))}, code="required")
        kept = {"to", field, "priority"} if field == "queue" else {"to", field}
        return {name: value for name, value in attrs.items() if name in kept}


class OverflowSerializer(serializers.Serializer[Any]):
    """The first rule that holds is taken. `threshold` as the cause says: seconds, a count, a share; 0 where it needs none."""

    cause = serializers.ChoiceField(choices=words(OverflowCause))
    threshold = serializers.FloatField(min_value=0, max_value=max(checking.WAIT_SECONDS_MAX, WAITING_MAX), default=0.0)
    target = OverflowTargetSerializer()


class AnnouncementsSerializer(serializers.Serializer[Any]):
    """What waiting callers hear between the music; 0 seconds = never. Each comfort message once per language; they take turns."""

    first_after_seconds = serializers.IntegerField(min_value=0, max_value=checking.WAIT_SECONDS_MAX, default=0)
    every_seconds = serializers.IntegerField(
        min_value=0, max_value=checking.WAIT_SECONDS_MAX, default=0, help_text=f"0, or at least {checking.EVERY_SECONDS_MIN}."
    )
    position = serializers.BooleanField(default=False)
    estimated_wait = serializers.BooleanField(default=False)
    comfort = serializers.ListField(
        child=PromptSerializer(many=True, allow_empty=False, max_length=LANGUAGES_MAX),  # type: ignore[call-arg]  # many=True takes it
        default=list,
        max_length=checking.COMFORT_MAX,
    )


class CallbackSerializer(serializers.Serializer[Any]):
    """A waiting caller may press `key` to be called back in turn."""

    offer_after_seconds = serializers.IntegerField(min_value=0, max_value=checking.WAIT_SECONDS_MAX, default=60)
    key = serializers.ChoiceField(choices=list(checking.KEYS), default="1")
    first = serializers.ChoiceField(choices=words(CallbackFirst), default=CallbackRules().first.value)
    attempts_max = serializers.IntegerField(min_value=1, max_value=checking.ATTEMPTS_MAX, default=2)
    retry_seconds = serializers.IntegerField(min_value=checking.RETRY_SECONDS_MIN, max_value=checking.WAIT_SECONDS_MAX, default=300)
    ring_seconds = serializers.IntegerField(min_value=5, max_value=120, default=30)
    prompts = PromptSerializer(many=True, default=list)
    confirmed = PromptSerializer(many=True, default=list)


class OpeningSerializer(serializers.Serializer[Any]):
    """`weekday` 0 = Monday .. 6; open from `opens` until before `closes`, local time; `closes` 00:00 is the end of the day."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    opens = serializers.TimeField(format="%H:%M:%S")
    closes = serializers.TimeField(format="%H:%M:%S")

    def to_internal_value(self, data: Any) -> Fields:
        value: Fields = super().to_internal_value(data)
        return {**value, "opens": value["opens"].isoformat(), "closes": value["closes"].isoformat()}

    def to_representation(self, instance: Fields) -> Fields:
        return {"weekday": instance["weekday"], "opens": instance["opens"], "closes": instance["closes"]}
