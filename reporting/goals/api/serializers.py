from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.kernel.api.fields import TimeZoneField
from ccplatform.kernel.words import language
from reporting.goals.day import Number
from reporting.goals.judging import Aim, Judgement, Reach
from reporting.goals.models import Goal, GoalChange
from reporting.metrics.definitions import AGENT, Better, Definition, Unit


class GoalSerializer(serializers.ModelSerializer[Goal]):
    """`team` and `agent` null: for everybody. Seconds, a share of 0 to 1, or a count, as the number itself."""

    class Meta:
        model = Goal
        fields = ["id", "measure", "aim", "target", "warn", "team", "agent"]
        # The service says which goal is there already; the framework's own words would name columns.
        validators: list[Any] = []


class MeasureSerializer(serializers.Serializer[Any]):
    """A number for which there can be a goal, in the reader's language."""

    measure = serializers.ChoiceField(choices=list(AGENT))
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    better = serializers.ChoiceField(choices=[better.value for better in Better])


class CountingGoalSerializer(serializers.Serializer[Any]):
    aim = serializers.ChoiceField(choices=[aim.value for aim in Aim])
    target = serializers.FloatField()
    warn = serializers.FloatField(allow_null=True)
    reach = serializers.ChoiceField(choices=[reach.value for reach in Reach], help_text="For whom it was set.")


class DayNumberSerializer(MeasureSerializer):
    value = serializers.FloatField(allow_null=True, help_text="Null where there is nothing to divide by.")
    goal = CountingGoalSerializer(allow_null=True)
    judgement = serializers.ChoiceField(choices=[judgement.value for judgement in Judgement], allow_null=True)


class DaySerializer(serializers.Serializer[Any]):
    """From midnight to midnight in the time zone asked for; what goes on is counted until now."""

    to = serializers.DateTimeField()
    numbers = DayNumberSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        return {"from": serializers.DateTimeField(), **super().get_fields()}


class DayQuestion(serializers.Serializer[Any]):
    time_zone = TimeZoneField(default="UTC")


class GoalChangeSerializer(serializers.ModelSerializer[GoalChange]):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = GoalChange
        fields = ["id", "goal", "by", "at", "before", "after"]


def described(measure: str, definition: Definition) -> dict[str, Any]:
    german = language() == "de"
    return {
        "measure": measure,
        "name": definition.name_de if german else definition.name_en,
        "formula": definition.formula_de if german else definition.formula_en,
        "unit": definition.unit.value,
        "better": definition.better.value,
    }


def shown(number: Number) -> dict[str, Any]:
    goal = number.goal
    aimed = None if goal is None else {"aim": goal.aim.value, "target": goal.target, "warn": goal.warn, "reach": goal.reach.value}
    judgement = None if number.judgement is None else number.judgement.value
    return {**described(number.measure, number.definition), "value": number.value, "goal": aimed, "judgement": judgement}
