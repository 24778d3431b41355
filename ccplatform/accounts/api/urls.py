from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from ccplatform.accounts.api.views import PasswordView, RenewalView, TokenViewSet

routes = SimpleRouter(trailing_slash=False, use_regex_path=False)
routes.register("tokens", TokenViewSet, basename="token")
urlpatterns = [
    path("session/password", PasswordView.as_view(), name="password"),
    path("session/renewal", RenewalView.as_view(), name="renewal"),
    *routes.urls,
]
