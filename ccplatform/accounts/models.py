"""Users, their tokens, and the sign-ins that failed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from knox.models import AbstractAuthToken

from contracts.permissions import ROLE_PERMISSIONS, Permission, Role

NAME_LENGTH_MAX = 100
USERNAME_LENGTH_MAX = 64


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"


class Theme(models.TextChoices):
    SYSTEM = "system", "system"
    LIGHT = "light", "light"
    DARK = "dark", "dark"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """User names are kept in lower case; capitals make no other person."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # knox has no types, so auth_token_set has none
    """An account. What it may do follows from its role (contracts.permissions)."""

    username = models.CharField(max_length=USERNAME_LENGTH_MAX, unique=True)
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role], default=Role.AGENT.value)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLE_PERMISSIONS[Role(self.role)] if self.is_active else frozenset()


class ServiceToken(AbstractAuthToken):  # type: ignore[misc]  # knox has no types
    """A token with which a program signs in. Only its digest is kept; `public_id` names it in the API."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="made_tokens")

    class Meta:
        ordering = ["created", "public_id"]

    def __str__(self) -> str:
        return self.name


class FailedSignIn(models.Model):
    """Kept for FAILED_SIGN_IN_WINDOW_SECONDS, to slow down who guesses passwords."""

    username = models.CharField(max_length=USERNAME_LENGTH_MAX)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["username", "at"]), models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.username} {self.at}"
