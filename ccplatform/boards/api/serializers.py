from __future__ import annotations

import json
from typing import Any

import msgspec
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ccplatform.boards import selectors
from ccplatform.boards.measures import Measure, Of
from ccplatform.boards.models import Board, BoardDeed, Deed
from ccplatform.boards.services import Content
from ccplatform.kernel.api.fields import NameField
from ccplatform.kernel.words import LANGUAGES, language, said
from contracts.boards import (
    BOARD_CHOSEN_MAX,
    BOARD_NAME_LENGTH_MAX,
    BOARD_TILES_MAX,
    BOARD_TREND_HOURS_MAX,
    BOARD_TREND_MINUTES,
    BoardMeasure,
    Sharing,
)
from reporting.metrics.definitions import Better, Unit
from reporting.reports.period import Keys

KEY_MAX = 2**63 - 1
SHARING = [one.value for one in Sharing]
MEASURES = [(one.value, one.value) for one in BoardMeasure]
TILES = {
    "type": "array",
    "maxItems": BOARD_TILES_MAX,
    "description": "As contracts/boards.py, Tile: of kind number, trend, table, list, clock or message.",
    "items": {
        "type": "object",
        "required": ["kind", "id", "place"],
        "properties": {
            "kind": {"type": "string", "enum": ["number", "trend", "table", "list", "clock", "message"]},
            "id": {"type": "string"},
            "place": {
                "type": "object",
                "required": ["x", "y", "width", "height"],
                "properties": {name: {"type": "integer"} for name in ("x", "y", "width", "height")},
            },
        },
        "additionalProperties": True,
    },
}


@extend_schema_field(TILES)
class TilesField(serializers.ListField):
    """Read for good by the service; here only that it is a list of what PostgreSQL can keep: JSON without NUL characters."""

    def to_internal_value(self, data: Any) -> list[Any]:
        value: list[Any] = super().to_internal_value(data)
        # JSON escapes a NUL as it escapes a backslash: what is left after taking pairs of backslashes away is a NUL.
        if "\\u0000" in json.dumps(value).replace("\\\\", ""):
            raise serializers.ValidationError(str(said(en="NUL characters are not allowed.", de="NUL-Zeichen sind nicht erlaubt.")))
        return value


class BoardContentSerializer(serializers.Serializer[Any]):
    """`teams` counts when `sharing` is teams."""

    name = NameField(max_length=BOARD_NAME_LENGTH_MAX)
    sharing = serializers.ChoiceField(choices=SHARING, default=Sharing.PRIVATE.value)
    teams = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=KEY_MAX), required=False, default=list, max_length=BOARD_CHOSEN_MAX
    )
    tiles = TilesField(required=False, default=list)

    def content(self) -> Content:
        fields = self.validated_data
        return Content(name=fields["name"], sharing=Sharing(fields["sharing"]), teams=fields["teams"], tiles=fields["tiles"])


class BoardSaveSerializer(BoardContentSerializer):
    """`version`: the one that was edited."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class BoardCopySerializer(serializers.Serializer[Any]):
    name = NameField(max_length=BOARD_NAME_LENGTH_MAX, required=False, allow_blank=True, default="")


class BoardSerializer(serializers.Serializer[Board]):
    """contracts/boards.py, Board: as the asking account sees it (`mine`, `may_edit`)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    owner = serializers.CharField(help_text="Name of the account that made it.")
    mine = serializers.BooleanField()
    sharing = serializers.ChoiceField(choices=SHARING)
    teams = serializers.ListField(child=serializers.IntegerField())
    tiles = TilesField()
    version = serializers.IntegerField()
    may_edit = serializers.BooleanField()

    def to_representation(self, instance: Board) -> Any:
        return msgspec.to_builtins(selectors.view(instance, self.context["request"].user))


class BoardDeedSerializer(serializers.ModelSerializer[BoardDeed]):
    """`tiles`: how many there were."""

    deed = serializers.ChoiceField(choices=Deed.values, read_only=True)
    sharing = serializers.ChoiceField(choices=SHARING, read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = BoardDeed
        fields = ["deed", "name", "version", "sharing", "tiles", "by", "at"]


class TrendQuestionSerializer(serializers.Serializer[Any]):
    """Of a query: `queue` is read beside it, as it may be there several times."""

    measure = serializers.ChoiceField(choices=MEASURES)
    hours = serializers.IntegerField(min_value=1, max_value=BOARD_TREND_HOURS_MAX, default=8)
    minutes = serializers.ChoiceField(choices=BOARD_TREND_MINUTES, default=30)
    queue = Keys(required=False)


class TrendPointSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField(help_text="Of the last point it lies in the future.")
    value = serializers.FloatField(allow_null=True, help_text="In the unit of the measure; null = no value.")


class TrendSerializer(serializers.Serializer[Any]):
    measure = serializers.ChoiceField(choices=MEASURES)
    points = TrendPointSerializer(many=True)


class LanguageSerializer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


class BoardMeasureSerializer(serializers.Serializer[Any]):
    """In the reader's language; the metric's own name and formula (docs/metrics.md)."""

    measure = serializers.ChoiceField(choices=MEASURES)
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[one.value for one in Unit])
    better = serializers.ChoiceField(choices=[one.value for one in Better])
    of = serializers.ChoiceField(choices=[one.value for one in Of])
    trend = serializers.BooleanField(help_text="Whether a trend can show it.")

    def to_representation(self, instance: Measure) -> Any:
        definition = instance.definition
        german = (self.context.get("language") or language()) == "de"
        return {
            "measure": instance.measure.value,
            "name": definition.name_de if german else definition.name_en,
            "formula": definition.formula_de if german else definition.formula_en,
            "unit": definition.unit.value,
            "better": definition.better.value,
            "of": instance.of.value,
            "trend": instance.trend,
        }
