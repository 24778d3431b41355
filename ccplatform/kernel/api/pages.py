"""The front end's page. Its routes are the browser's business; every one of them is the same file."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import ensure_csrf_cookie

from ccplatform.kernel.api.permissions import PUBLIC, Declaration

ROUTES = ("sign-in", "desk", "wallboard", "floor", "calls", "follow-ups", "reports", "contacts", "admin", "styleguide")
NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>ccplatform</title>
<h1>The front end is not built</h1><p>Run <code>make up</code> and load this page again.
<h1 lang="de">Die Oberfläche ist nicht gebaut</h1><p lang="de"><code>make up</code> ausführen und diese Seite neu laden."""


@method_decorator(ensure_csrf_cookie, name="dispatch")
class AppPage(View):
    """Public: it holds nothing but the program, which asks the API who is there."""

    permission: ClassVar[Declaration] = PUBLIC
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **_: str) -> HttpResponse:
        try:
            page = (settings.WEB_DIST / "index.html").read_bytes()
        except OSError:
            return HttpResponse(NOT_BUILT, status=503)
        # The page names its scripts by hash: an old one would ask for files that are gone.
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})
