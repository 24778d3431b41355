"""The web process: `uvicorn ccplatform.asgi:application`."""

from __future__ import annotations

import os
import warnings

import django
from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccplatform.settings")


def build() -> ProtocolTypeRouter:
    """Raises BadSetting when a server or the secret key is not named: better now than at the first request."""
    django.setup()
    # WhiteNoise reads files in a thread. They are a few hundred kilobytes, so that this costs nothing worth a warning per process.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    from django.conf import settings

    settings.CENTER.complain()
    import ccplatform.celery  # noqa: F401 - tasks are sent through it
    from ccplatform.realtime.routing import lifespan, websockets

    return ProtocolTypeRouter({"http": get_asgi_application(), "websocket": websockets(), "lifespan": lifespan})


application = build()
