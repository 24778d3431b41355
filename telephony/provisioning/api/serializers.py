from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ccplatform.agents.models import Agent
from ccplatform.kernel.api.fields import NameField
from ccplatform.queues.models import PRIORITY_MAX
from telephony.provisioning.models import (
    CODECS,
    CONTACT_LENGTH_MAX,
    NAME_LENGTH_MAX,
    NUMBER_LENGTH_MAX,
    SIP_USERNAME_LENGTH_MAX,
    Device,
    Number,
    Trunk,
)

SOURCE_ADDRESSES_MAX = 16
SECRET_LENGTH_MIN, SECRET_LENGTH_MAX = 12, 200
SIP_USERNAME = r"^[A-Za-z0-9._-]+$"


class RegistrationSerializer(serializers.Serializer[Any]):
    """With which we log in at the provider. The secret is never shown; left out, the former one stays."""

    server = serializers.CharField(max_length=CONTACT_LENGTH_MAX)
    username = serializers.RegexField(r"^[A-Za-z0-9._+@-]+$", max_length=SIP_USERNAME_LENGTH_MAX)
    secret = serializers.CharField(write_only=True, required=False, allow_blank=True, max_length=SECRET_LENGTH_MAX, trim_whitespace=False)


class TrunkSerializer(serializers.ModelSerializer[Trunk]):
    """`secret` belongs to `username`: given, it is set; made by us, it is shown in that one answer; else null."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    source_addresses = serializers.ListField(child=serializers.CharField(max_length=64), required=False, max_length=SOURCE_ADDRESSES_MAX)
    username = serializers.RegexField(SIP_USERNAME, required=False, allow_blank=True, max_length=SIP_USERNAME_LENGTH_MAX)
    secret = serializers.CharField(
        source="shown_secret",
        required=False,
        allow_null=True,
        allow_blank=True,
        min_length=SECRET_LENGTH_MIN,
        max_length=SECRET_LENGTH_MAX,
        trim_whitespace=False,
    )
    registration = RegistrationSerializer(required=False, allow_null=True)
    outbound_address = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=CONTACT_LENGTH_MAX,
        help_text="host:port for calls to the outside; empty = this trunk carries none.",
    )
    codecs = serializers.ListField(child=serializers.ChoiceField(choices=CODECS), required=False, allow_empty=False, max_length=len(CODECS))

    class Meta:
        model = Trunk
        fields = ["id", "name", "source_addresses", "username", "secret", "registration", "codecs", "outbound_address"]

    def to_representation(self, instance: Trunk) -> dict[str, Any]:
        registration = {"server": instance.registration_server, "username": instance.registration_username}
        return {
            "id": instance.pk,
            "name": instance.name,
            "source_addresses": instance.source_addresses,
            "username": instance.username,
            "secret": instance.shown_secret,
            "registration": registration if instance.registration_server else None,
            "codecs": instance.codecs,
            "outbound_address": instance.outbound_address,
        }


class DeviceSerializer(serializers.ModelSerializer[Device]):
    """`contact` is for sip_fixed alone. `secret` is shown once, when a sip_registered phone is made."""

    agent = serializers.PrimaryKeyRelatedField[Agent](queryset=Agent.objects.all())
    contact = serializers.CharField(required=False, allow_blank=True, max_length=CONTACT_LENGTH_MAX)
    username = serializers.CharField(read_only=True)
    secret = serializers.CharField(source="shown_secret", read_only=True, allow_null=True)
    reachable = serializers.SerializerMethodField()

    class Meta:
        model = Device
        fields = ["id", "kind", "agent", "contact", "username", "secret", "reachable"]

    @extend_schema_field(serializers.BooleanField(allow_null=True, help_text="What the PBX says, seconds old; null = not known."))
    def get_reachable(self, device: Device) -> bool | None:
        reachable: frozenset[int] | None = self.context.get("reachable")
        return None if reachable is None else device.pk in reachable


class NumberSerializer(serializers.ModelSerializer[Number]):
    """Leads to `flow` or to `queue`. National numbers become E.164. `priority` is added to that of whoever dials it."""

    number = serializers.CharField(max_length=NUMBER_LENGTH_MAX)
    name = NameField(max_length=NAME_LENGTH_MAX, required=False, allow_blank=True)
    priority = serializers.IntegerField(required=False, min_value=-PRIORITY_MAX, max_value=PRIORITY_MAX)

    class Meta:
        model = Number
        fields = ["id", "number", "name", "flow", "queue", "priority"]
        validators: list[Any] = []  # the service says it better than the constraint


class IceServerSerializer(serializers.Serializer[Any]):
    """As RTCIceServer (W3C WebRTC, section 4.2.4)."""

    urls = serializers.CharField()


class SoftphoneSerializer(serializers.Serializer[Any]):
    """Everything with which a page registers its softphone. The secret is good until the next session is opened."""

    device = serializers.IntegerField()
    username = serializers.CharField()
    password = serializers.CharField()
    realm = serializers.CharField()
    uri = serializers.CharField()
    ws_url = serializers.CharField()
    ice_servers = IceServerSerializer(many=True)
    register_expires_seconds = serializers.IntegerField()
