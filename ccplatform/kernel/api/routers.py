"""Addresses without a trailing slash, as the rest of the API."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter


def router() -> SimpleRouter:
    return SimpleRouter(trailing_slash=False)
