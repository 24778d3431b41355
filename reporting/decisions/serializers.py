"""How decisions look on the wire; the values come from rows.py."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from contracts.vocabulary import OfferOutcome, Strategy

OFFER_OUTCOMES = [outcome.value for outcome in OfferOutcome]


class KnownAsSerializer(serializers.Serializer[Any]):
    """`name` is today's; "#" and the number when it was deleted since."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class SkillLevelSerializer(KnownAsSerializer):
    level = serializers.IntegerField()


class CandidateSerializer(serializers.Serializer[Any]):
    """Somebody who could have had it. `score` is by the strategy, smaller is better; `level` is the agent's in this queue."""

    agent = KnownAsSerializer()
    level = serializers.IntegerField()
    score = serializers.FloatField()
    idle_seconds = serializers.FloatField()
    skills = SkillLevelSerializer(many=True)


class PassedOverSerializer(serializers.Serializer[Any]):
    """Somebody of the queue who could not; `lacks` names skills and the levels that were asked for."""

    agent = KnownAsSerializer()
    why = serializers.CharField()
    lacks = SkillLevelSerializer(many=True)
    sentence = serializers.CharField()


class DecisionSerializer(serializers.Serializer[Any]):
    """Why this agent. The lists name the first 20 of each kind, the counts all; `passed_over_by` counts those named."""

    offer = serializers.CharField()
    at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="The configuration under which it was decided.")
    queue = KnownAsSerializer()
    agent = KnownAsSerializer()
    outcome = serializers.ChoiceField(choices=OFFER_OUTCOMES, allow_null=True)
    rule = serializers.CharField(help_text="The strategy's word, or preferred, sticky, picked, transferred.")
    strategy = serializers.ChoiceField(choices=[strategy.value for strategy in Strategy], allow_null=True)
    stage = serializers.IntegerField(help_text="The ring that was reached; 0 = the queue's own skills.")
    priority = serializers.IntegerField()
    waited_seconds = serializers.FloatField(allow_null=True)
    idle_seconds = serializers.FloatField()
    required_skills = SkillLevelSerializer(many=True)
    preferred_skills = SkillLevelSerializer(many=True)
    lent_by = KnownAsSerializer(many=True)
    candidates_count = serializers.IntegerField()
    candidates = CandidateSerializer(many=True)
    passed_over_count = serializers.IntegerField()
    passed_over = PassedOverSerializer(many=True)
    passed_over_by = serializers.DictField(child=serializers.IntegerField())
    sentence = serializers.CharField()
