"""How a contact looks on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.kernel.api.areas import OriginSerializer
from ccplatform.kernel.api.fields import NameField
from crm.contacts.models import EXTERNAL_ID_LENGTH_MAX, NAME_LENGTH_MAX, NOTE_LENGTH_MAX, PRIORITY_MAX, SEGMENT_LENGTH_MAX, Contact

NUMBER_LENGTH_MAX = 40
KIND_LENGTH_MAX = 20


class PhoneNumberSerializer(serializers.Serializer[Any]):
    """National numbers are read in the center's region; E.164 comes back."""

    number = serializers.CharField(max_length=NUMBER_LENGTH_MAX)
    kind = serializers.CharField(max_length=KIND_LENGTH_MAX, default="", allow_blank=True)
    origin = OriginSerializer(source="number", read_only=True)


class EmailAddressSerializer(serializers.Serializer[Any]):
    address = serializers.EmailField()
    kind = serializers.CharField(max_length=KIND_LENGTH_MAX, default="", allow_blank=True)


class ContactSerializer(serializers.ModelSerializer[Contact]):
    name = NameField(max_length=NAME_LENGTH_MAX)
    company = NameField(max_length=NAME_LENGTH_MAX, required=False, allow_blank=True)
    segment = NameField(max_length=SEGMENT_LENGTH_MAX, required=False, allow_blank=True)
    priority = serializers.IntegerField(
        required=False, min_value=0, max_value=PRIORITY_MAX, help_text="At least so much is each interaction of this contact given."
    )
    external_id = serializers.CharField(max_length=EXTERNAL_ID_LENGTH_MAX, required=False, allow_null=True, allow_blank=True)
    note = serializers.CharField(max_length=NOTE_LENGTH_MAX, required=False, allow_blank=True)
    phone_numbers = PhoneNumberSerializer(many=True, required=False)
    email_addresses = EmailAddressSerializer(many=True, required=False)

    class Meta:
        model = Contact
        fields = [
            "id",
            "external_id",
            "name",
            "company",
            "language",
            "segment",
            "priority",
            "note",
            "phone_numbers",
            "email_addresses",
            "created_at",
            "updated_at",
        ]
