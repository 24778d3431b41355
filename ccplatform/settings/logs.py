"""Logs go to standard error, one line each; whoever started the process keeps them."""

from __future__ import annotations

from typing import Any


def logging_settings(*, debug: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers mail administrators and print only in debug mode.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.db.backends": {"level": "DEBUG" if debug else "WARNING"},
            # One line per job that went well would be one every few seconds.
            "celery": {"level": "INFO"},
            "celery.beat": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "django_celery_beat": {"level": "WARNING"},
            # A refused or unknown request is the sender's business, not the operator's.
            "django.request": {"level": "ERROR"},
        },
    }
