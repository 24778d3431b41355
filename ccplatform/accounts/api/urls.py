from __future__ import annotations

from rest_framework.routers import SimpleRouter

from ccplatform.accounts.api.views import TokenViewSet

routes = SimpleRouter(trailing_slash=False, use_regex_path=False)
routes.register("tokens", TokenViewSet, basename="token")
urlpatterns = routes.urls
