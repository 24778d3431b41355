from __future__ import annotations

from typing import Any

from rest_framework import serializers

from telephony.recordings.models import Recording


class RecordingSerializer(serializers.ModelSerializer[Recording]):
    """`agent_side` and `caller_side`: whether that side was recorded at all; null until it is known."""

    class Meta:
        model = Recording
        fields = [
            "id",
            "interaction",
            "agent",
            "state",
            "reason",
            "started_at",
            "duration_seconds",
            "size_bytes",
            "sha256",
            "agent_side",
            "caller_side",
        ]


class ChannelsSerializer(serializers.Serializer[Any]):
    agent = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=100))
    caller = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=100))


class PeaksSerializer(serializers.Serializer[Any]):
    """Loudest sample of each column of the waveform, 0 to 100."""

    duration_seconds = serializers.FloatField()
    channels = ChannelsSerializer()
