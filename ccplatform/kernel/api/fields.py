"""Serializer fields that parse once, at the border."""

from __future__ import annotations

import unicodedata
from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from ccplatform.kernel.words import said


class NameField(serializers.CharField):
    """A person's or thing's name: trimmed, not empty, of bounded length, without control characters."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in text):
            raise serializers.ValidationError(
                str(said(en="Control characters are not allowed.", de="Steuerzeichen sind nicht erlaubt.")), code="control_characters"
            )
        return unicodedata.normalize("NFC", text)


class TimeZoneField(serializers.CharField):
    """A name of the IANA time zone database."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text not in available_timezones():
            sentence = said(
                en="{zone} is no time zone. Write it like Europe/Berlin.",
                de="{zone} ist keine Zeitzone. Bitte wie Europe/Berlin schreiben.",
                zone=text,
            )
            raise serializers.ValidationError(str(sentence), code="time_zone")
        return text
