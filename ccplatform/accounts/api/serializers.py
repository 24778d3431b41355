from __future__ import annotations

from rest_framework import serializers

from ccplatform.accounts.models import NAME_LENGTH_MAX, ServiceToken
from ccplatform.accounts.services import PASSWORD_LENGTH_MAX, TOKEN_DAYS_MAX
from ccplatform.kernel.api.fields import NameField


class TokenSerializer(serializers.ModelSerializer[ServiceToken]):
    id = serializers.UUIDField(source="public_id", read_only=True)
    name = NameField(max_length=NAME_LENGTH_MAX)
    role = serializers.CharField(source="user.role", read_only=True)
    created_at = serializers.DateTimeField(source="created", read_only=True)
    expires_at = serializers.DateTimeField(source="expiry", read_only=True, allow_null=True)

    class Meta:
        model = ServiceToken
        fields = ["id", "name", "role", "created_at", "expires_at"]


class NewTokenSerializer(serializers.Serializer[ServiceToken]):
    """`service` makes an account of its own for the program, in the role *service*; else the token acts as its maker."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    service = serializers.BooleanField(default=False)
    days = serializers.IntegerField(
        min_value=1, max_value=TOKEN_DAYS_MAX, allow_null=True, default=365, help_text="Days until it expires; null = never."
    )


class PasswordSerializer(serializers.Serializer[None]):
    current = serializers.CharField(max_length=PASSWORD_LENGTH_MAX, trim_whitespace=False)
    new = serializers.CharField(max_length=PASSWORD_LENGTH_MAX, trim_whitespace=False)


class MadeTokenSerializer(TokenSerializer):
    """With the secret, this once: send it as `Authorization: Token <secret>`."""

    secret = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]
