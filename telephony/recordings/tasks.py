"""Jobs around recordings."""

from __future__ import annotations

from celery import shared_task

from telephony.recordings import services


@shared_task(name=services.TRANSCODE)
def transcode_recording(name: str) -> None:
    """Idempotent: a second call finds nothing to do."""
    services.transcode(name)


@shared_task(name="recordings.sweep")
def sweep_recordings() -> None:
    """Every half minute: what was missed while Redis or the worker was away, and what waits for disk space."""
    services.sweep()
