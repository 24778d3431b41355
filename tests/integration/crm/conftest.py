from tests.integration.django.conftest import admin, asks

__all__ = ["admin", "asks"]
