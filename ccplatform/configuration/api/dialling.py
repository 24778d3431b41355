"""`/dialling/try`: a number tried before anybody dials it."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.configuration.dialling import tried
from ccplatform.configuration.forms import MEANS, NUMBER_KINDS, DiallingSerializer
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from contracts.dialling import DialWhy
from contracts.permissions import Permission

WHYS = [(why.value, why.value) for why in DialWhy]
NUMBER_LENGTH_MAX = 40


class TriedNumberSerializer(serializers.Serializer[Any]):
    """`dialling`: rules that are not saved yet; without it those of now."""

    number = serializers.CharField(max_length=NUMBER_LENGTH_MAX)
    dialling = DiallingSerializer(required=False)


class DialVerdictSerializer(serializers.Serializer[Any]):
    means = serializers.ChoiceField(choices=MEANS)
    allowed = serializers.BooleanField()
    why = serializers.ChoiceField(choices=WHYS)
    prefix = serializers.CharField(help_text="Of the rule that decided, else empty.")
    sentence = serializers.CharField()


class NumberVerdictSerializer(serializers.Serializer[Any]):
    """`number` as it would be dialled, `written` as its country groups it, `region` ISO 3166 or empty."""

    number = serializers.CharField()
    written = serializers.CharField()
    region = serializers.CharField()
    kind = serializers.ChoiceField(choices=NUMBER_KINDS)
    kind_in_words = serializers.CharField()
    emergency = serializers.BooleanField()
    verdicts = DialVerdictSerializer(many=True)


class TryNumberView(View):
    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(request=TriedNumberSerializer, responses=NumberVerdictSerializer)
    def post(self, request: Request) -> Response:
        """What the center would do with this number, by each means, and why. Nothing is dialled."""
        asked = TriedNumberSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(NumberVerdictSerializer(tried(asked.validated_data["number"], asked.validated_data.get("dialling"))).data)
