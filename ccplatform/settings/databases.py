"""PostgreSQL as Django wants to hear of it."""

from __future__ import annotations

from typing import Any

from ccplatform.settings.environment import Database

CONNECT_SECONDS_MAX = 3
STATEMENT_SECONDS_MAX = 30
SILENCE_MS_MAX = 5_000


def database_settings(database: Database | None) -> dict[str, dict[str, Any]]:
    """Without a name when no server was named: then only what needs the database fails, in Django's own words.

    Every request runs in a thread of its own under ASGI, so that a kept connection would never be used again
    (Django, "Databases", persistent connections): CONN_MAX_AGE is 0. A server that is away answers within seconds, never with a hang.
    """
    database = database or Database(name="")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database.name,
            "USER": database.user,
            "PASSWORD": database.password,
            "HOST": database.host,
            "PORT": database.port,
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "connect_timeout": CONNECT_SECONDS_MAX,
                "tcp_user_timeout": SILENCE_MS_MAX,
                "options": f"-c statement_timeout={STATEMENT_SECONDS_MAX}s -c TimeZone=UTC",
                **database.options,
            },
        }
    }
