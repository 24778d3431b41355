"""Jobs around facts."""

from __future__ import annotations

import logging

from celery import shared_task

from reporting.facts.services.conservation import discrepancies

log = logging.getLogger(__name__)


@shared_task(name="facts.check_conservation")
def check_conservation() -> None:
    """Every night; each broken law is an error in the log."""
    for found in discrepancies():
        log.error("conservation is broken (%s): %s", found.code, found.detail)
