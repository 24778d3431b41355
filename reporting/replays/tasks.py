"""Jobs of the worker."""

from __future__ import annotations

from celery import shared_task

from reporting.replays import services

SWEEP_INTERVAL_SECONDS = 30


@shared_task(name=services.RUN)
def run_replays() -> None:
    """One replay after the other, each within running.SECONDS_MAX."""
    services.run_waiting()


@shared_task(name="replays.sweep", expires=SWEEP_INTERVAL_SECONDS)
def sweep_replays() -> None:
    """After Redis was away, or a worker was lost."""
    services.sweep()
