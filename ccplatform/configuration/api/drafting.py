"""Previews and drafts over REST."""

from __future__ import annotations

from typing import Any

import msgspec
from rest_framework import serializers

from ccplatform.configuration.api.serializers import ChangeSerializer
from ccplatform.configuration.drafts import WISHES_MAX, wishes_of
from ccplatform.configuration.models import DRAFT_NAME_LENGTH_MAX, Draft
from ccplatform.configuration.rehearsal import DEEDS, KINDS, Wish
from ccplatform.kernel.api.fields import NameField

TONES = [(tone, tone) for tone in ("bad", "warn", "good")]


class WantedChangeSerializer(serializers.Serializer[Any]):
    """One change. `fields` as the address of that kind takes them; `id` null for one that is to be created. `published` is for flows."""

    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    id = serializers.IntegerField(allow_null=True, required=False, default=None, min_value=0)
    deed = serializers.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    fields = serializers.DictField(required=False, default=dict)  # type: ignore[assignment]  # the word of the wire; nothing here reads Serializer.fields by it


class PreviewSerializer(serializers.Serializer[Any]):
    """Changes to try, upon what is in force or upon a draft."""

    changes = WantedChangeSerializer(many=True, max_length=WISHES_MAX)  # type: ignore[call-arg]  # many=True takes it
    draft = serializers.IntegerField(required=False, allow_null=True, default=None)


class RefusedSerializer(serializers.Serializer[Any]):
    """The change at `place`, counted from 0, cannot be made; `errors` by field."""

    place = serializers.IntegerField()
    kind = serializers.CharField()
    id = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField()  # type: ignore[assignment]  # the word of problem+json


class ConsequenceSerializer(serializers.Serializer[Any]):
    """What it leads to, in the reader's language. `is_new`: not so before."""

    tone = serializers.ChoiceField(choices=TONES)
    code = serializers.CharField()
    kind = serializers.CharField()
    id = serializers.IntegerField()
    sentence = serializers.CharField()
    is_new = serializers.BooleanField()


class EffectsSerializer(serializers.Serializer[Any]):
    """`problems` would keep the whole from being published; `refused` are changes that cannot be made."""

    changes = ChangeSerializer(many=True)
    problems = serializers.ListField(child=serializers.CharField())
    refused = RefusedSerializer(many=True)
    consequences = ConsequenceSerializer(many=True)


class OutlookSerializer(serializers.Serializer[Any]):
    """`overtaken`: what others changed of the same things since the draft was begun."""

    effects = EffectsSerializer()
    overtaken = ChangeSerializer(many=True)


class DraftSerializer(serializers.ModelSerializer[Draft]):
    """`publish_at`: publishes itself then; null = not by itself. `failure`: why it could not. `wishes_count` counts its changes."""

    name = NameField(max_length=DRAFT_NAME_LENGTH_MAX)
    created_by = serializers.CharField(source="created_by.name", allow_null=True, default=None, read_only=True)
    scheduled_by = serializers.CharField(source="scheduled_by.name", allow_null=True, default=None, read_only=True)
    publish_at = serializers.DateTimeField(required=False, allow_null=True)
    wishes_count = serializers.SerializerMethodField()

    class Meta:
        model = Draft
        fields = ["id", "name", "created_by", "created_at", "changed_at", "base_version", "wishes_count"]
        fields += ["publish_at", "scheduled_by", "failure", "published_at", "published_version"]
        read_only_fields = ["base_version", "failure", "published_at", "published_version"]

    def get_wishes_count(self, draft: Draft) -> int:
        return len(wishes_of(draft))


class MadeSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()


class CsvSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=1_500_000, trim_whitespace=False)


class CsvLineSerializer(serializers.Serializer[Any]):
    """`line` as an editor counts; `errors` in words. A line that changes nothing is `same`."""

    line = serializers.IntegerField()
    name = serializers.CharField()
    becomes = serializers.ChoiceField(choices=[(word, word) for word in ("created", "changed", "same", "wrong")])
    errors = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]  # the word of problem+json


class CsvPreviewSerializer(serializers.Serializer[Any]):
    """`changes` are what /configuration/changes takes; empty while a line is wrong."""

    lines = CsvLineSerializer(many=True)
    changes = serializers.ListField(child=serializers.DictField())
    effects = EffectsSerializer(allow_null=True)


def plain(wish: Wish) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(wish)
    return told
