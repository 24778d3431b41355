from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from rest_framework import serializers

from ccplatform.alarms.models import (
    ADDRESSES_MAX,
    QUIET_MAX,
    SECRET_LENGTH_MAX,
    SECRET_LENGTH_MIN,
    URL_LENGTH_MAX,
    Alarm,
    AlarmRule,
    Delivery,
    Way,
)
from ccplatform.alarms.webhooks import address_problem
from ccplatform.kernel.api.fields import NameField, TimeZoneField
from ccplatform.kernel.words import said
from ccplatform.queues.models import NAME_LENGTH_MAX

TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class TimeField(serializers.CharField):
    """A time of day, HH:MM."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not TIME.fullmatch(text):
            raise serializers.ValidationError(str(said(en="Write it like 07:30.", de="Bitte wie 07:30 schreiben.")), code="time")
        return text


class QuietSerializer(serializers.Serializer[Any]):
    """In these hours the rule sleeps. `days`: 0 = Monday. `to` before `from` goes over midnight."""

    days = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, max_length=7)
    to = TimeField()

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        return {**super().get_fields(), "from": TimeField()}


class AlarmRuleSerializer(serializers.ModelSerializer[AlarmRule]):
    """`webhook_secret` is written and never read; left out or empty, the former one stays. Units of `bound`: see AlarmKind."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    time_zone = TimeZoneField(required=False)
    quiet = QuietSerializer(many=True, required=False, max_length=QUIET_MAX)  # type: ignore[call-arg]  # many=True takes it
    emails = serializers.ListField(child=serializers.EmailField(), required=False, max_length=ADDRESSES_MAX)
    escalate_emails = serializers.ListField(child=serializers.EmailField(), required=False, max_length=ADDRESSES_MAX)
    webhook_url = serializers.CharField(required=False, allow_blank=True, max_length=URL_LENGTH_MAX)
    webhook_secret = serializers.CharField(
        required=False, write_only=True, allow_blank=True, max_length=SECRET_LENGTH_MAX, trim_whitespace=False
    )
    has_secret = serializers.SerializerMethodField()

    class Meta:
        model = AlarmRule
        fields = ["id", "name", "kind", "severe", "bound", "state", "after_seconds", "clear_seconds", "queue", "team", "quiet"]
        fields += ["time_zone", "emails", "language", "webhook_url", "webhook_secret", "has_secret"]
        fields += ["escalate_seconds", "escalate_emails", "active"]

    def get_has_secret(self, rule: AlarmRule) -> bool:
        return bool(rule.webhook_secret)

    def validate_webhook_url(self, url: str) -> str:
        if url and (problem := address_problem(url, settings.CENTER.webhook_hosts)):
            raise serializers.ValidationError(str(problem), code="address")
        return url

    def validate_webhook_secret(self, secret: str) -> str:
        if secret and len(secret) < SECRET_LENGTH_MIN:
            sentence = said(en="At least {least} characters.", de="Mindestens {least} Zeichen.", least=SECRET_LENGTH_MIN)
            raise serializers.ValidationError(str(sentence), code="min_length")
        return secret

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("webhook_secret", "-"):
            del attrs["webhook_secret"]
        if "quiet" in attrs:
            attrs["quiet"] = [dict(one) for one in attrs["quiet"]]
        return attrs


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """`next_at` is null when it was sent, or when it was given up."""

    class Meta:
        model = Delivery
        fields = ["event", "way", "address", "attempts", "next_at", "sent_at", "error"]


class AlarmSerializer(serializers.ModelSerializer[Alarm]):
    taken_by = serializers.SerializerMethodField()
    deliveries = DeliverySerializer(many=True, read_only=True)

    class Meta:
        model = Alarm
        fields = ["id", "rule", "name", "kind", "severe", "subject", "subject_name", "value", "bound", "since", "raised_at"]
        fields += ["cleared_at", "taken_by", "taken_at", "escalated_at", "deliveries"]

    def get_taken_by(self, alarm: Alarm) -> str:
        return alarm.taken_by.name if alarm.taken_by else ""


class TestedSerializer(serializers.Serializer[Any]):
    """`error` "" when it was sent."""

    way = serializers.ChoiceField(choices=Way.choices)
    address = serializers.CharField()
    error = serializers.CharField(allow_blank=True)
