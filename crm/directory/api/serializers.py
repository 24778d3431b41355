from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.kernel.api.fields import NameField
from crm.directory.models import ENTRY_NAME_LENGTH_MAX, NOTE_LENGTH_MAX, PLACE_LENGTH_MAX, SpeedDial

TYPED_LENGTH_MAX = 40


class SpeedDialSerializer(serializers.ModelSerializer[SpeedDial]):
    """National numbers are read in the center's region; E.164 comes back. Extensions of two to six digits stay."""

    name = NameField(max_length=ENTRY_NAME_LENGTH_MAX)
    number = serializers.CharField(max_length=TYPED_LENGTH_MAX)
    note = NameField(max_length=NOTE_LENGTH_MAX, required=False, allow_blank=True)

    class Meta:
        model = SpeedDial
        fields = ["id", "name", "number", "note"]


class OwnDirectorySerializer(serializers.Serializer[Any]):
    """Places are written agent:3, queue:2, flow:1 or number:+49405550100."""

    favourites = serializers.ListField(child=serializers.CharField())
    recent = serializers.ListField(child=serializers.CharField(), help_text="The last ten, the newest first.")
    numbers = SpeedDialSerializer(many=True)


class MarkSerializer(serializers.Serializer[Any]):
    """`starred` sets or takes the star; without it the place was used just now."""

    place = serializers.RegexField(r"\A(?:(?:agent|queue|flow):[1-9][0-9]{0,17}|number:\+?[0-9]{2,15})\Z", max_length=PLACE_LENGTH_MAX)
    starred = serializers.BooleanField(required=False)
