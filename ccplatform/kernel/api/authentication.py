"""How a program shows who it is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from ccplatform.kernel.words import said


class ServiceTokenAuthentication(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """`Authorization: Token <secret>`."""

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Any]:
        # knox decodes without looking: bytes that are no UTF-8 would be an error of ours.
        if not token.isascii():
            raise AuthenticationFailed(str(said(en="This is no token.", de="Das ist kein Token.")))
        found: tuple[Any, Any] = super().authenticate_credentials(token)
        return found


class ServiceTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # spectacular types it not
    target_class = "ccplatform.kernel.api.authentication.ServiceTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Token <secret>`, from POST /api/v1/tokens."}
