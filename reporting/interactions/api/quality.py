"""`/interactions/{id}/leg-quality`: what a softphone measured, at the end of its leg."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any, ClassVar, cast

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from reporting.interactions.services import ID_LENGTH_MAX, may_measure
from reporting.legs.services import keep_quality

MOS_MIN, MOS_MAX = 1.0, 5.0
MILLISECONDS_MAX = 60_000.0
LEG_HOURS_MAX = 24
LEG_LENGTH_MAX = 100
CODEC_LENGTH_MAX = 40


class MeasuredField(serializers.FloatField):
    """A finite number: "NaN" is within every range."""

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class LegQualitySerializer(serializers.Serializer[Any]):
    """Means over the whole leg; null where the browser never told. `sentence_code` is the softphone's verdict in one word."""

    leg = serializers.CharField(required=False, allow_blank=True, default="", max_length=LEG_LENGTH_MAX)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    mos = MeasuredField(allow_null=True, min_value=MOS_MIN, max_value=MOS_MAX, help_text="Estimated mean opinion score, 1 to 5.")
    jitter_ms = MeasuredField(allow_null=True, min_value=0, max_value=MILLISECONDS_MAX)
    loss_share = MeasuredField(allow_null=True, min_value=0, max_value=1, help_text="Of the worse direction.")
    round_trip_ms = MeasuredField(allow_null=True, min_value=0, max_value=MILLISECONDS_MAX)
    codec = serializers.CharField(required=False, allow_blank=True, default="", max_length=CODEC_LENGTH_MAX)
    sentence_code = serializers.RegexField(r"\A([a-z][a-z_]{0,39})?\Z", required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not timedelta(0) <= attrs["ended_at"] - attrs["started_at"] <= timedelta(hours=LEG_HOURS_MAX):
            wrong = said(
                en="A leg ends after it has begun, and within {hours} hours.",
                de="Eine Verbindung endet nach ihrem Beginn und innerhalb von {hours} Stunden.",
                hours=LEG_HOURS_MAX,
            )
            raise serializers.ValidationError({"ended_at": [serializers.ErrorDetail(str(wrong), code="out_of_range")]})
        return attrs


class LegQualityView(View):
    """An agent tells of the own leg in an interaction that it has or had a part in."""

    permission: ClassVar[Declaration] = {"post": (Permission.INTERACTION_OWN, Permission.INTERACTION_ANY)}

    @extend_schema(request=LegQualitySerializer, responses={204: None})
    def post(self, request: Request, interaction: str) -> Response:
        """The same leg (`leg` and `started_at`) sent again replaces what was kept of it."""
        user = cast("User", request.user)
        agent = agent_of(user)
        if len(interaction) > ID_LENGTH_MAX or not may_measure(interaction, agent, user):
            raise Http404
        serializer = LegQualitySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        keep_quality(interaction=interaction, agent=None if agent is None else agent.pk, fields=serializer.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
