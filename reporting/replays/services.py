"""A replay's life: asked for, run one after the other by the worker, cancelled, forgotten.

The worker's task runs whatever waits, oldest first. A worker that dies leaves one that runs and is not heard of any more; the sweep
ends it with words, and asks the worker again for those that wait.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import translation
from kombu.exceptions import OperationalError as BrokerAway

from ccplatform.accounts.models import User
from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.kernel.problems import Conflict, Invalid, Problem
from ccplatform.kernel.words import said
from contracts.configuration import CenterConfiguration
from contracts.replays import RecordedDay
from reporting.replays.models import OPEN, Replay, State
from reporting.replays.recorded import recorded_day
from reporting.replays.running import LOOK_SECONDS, Cancelled, replay

log = logging.getLogger(__name__)

RUN: Final = "replays.run"
WAITING_MAX: Final = 10
"""Replays that wait for their turn."""
KEPT_MAX: Final = 200
"""Finished ones that are kept; the oldest go first."""
UNHEARD_SECONDS_MAX: Final = 120
"""A replay of which nothing was heard for so long has lost its worker."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to know; words as in models.Replay."""

    day: date
    time_zone: str
    queues: list[int]
    version: int | None
    changes: dict[str, Any]
    staffing: dict[str, int]
    seed: int


@transaction.atomic
def order_replay(*, wish: Wish, by: User) -> Replay:
    """It waits for its turn. Raises Invalid for an unknown version or nobody to be lent, Conflict beyond WAITING_MAX."""
    if wish.version is not None and not ConfigurationVersion.objects.filter(pk=wish.version).exists():
        raise Invalid.field("version", "unknown", said(en="There is no such version.", de="Diese Version gibt es nicht."))
    if Replay.objects.filter(state=State.WAITING).count() >= WAITING_MAX:
        raise Conflict(
            "replays_waiting_max",
            said(
                en="{count} replays wait already. Please try again when one is done.",
                de="Es warten schon {count} Durchläufe. Bitte erneut versuchen, wenn einer fertig ist.",
                count=WAITING_MAX,
            ),
        )
    ordered = Replay.objects.create(**vars(wish), asked_by=by)
    _forget_oldest()
    transaction.on_commit(ask_worker)
    return ordered


def _forget_oldest() -> None:
    finished = Replay.objects.exclude(state__in=OPEN)
    kept = list(finished.values_list("pk", flat=True)[:KEPT_MAX])
    finished.exclude(pk__in=kept).delete()


def ask_worker() -> None:
    """The sweep asks again when the broker is away now."""
    try:
        current_app.send_task(RUN)
    except BrokerAway as error:
        log.warning("a replay waits until the worker can be asked: %s", error)


@transaction.atomic
def cancel_replay(*, ordered: Replay) -> None:
    """One that is open is ended, and stays in the list; one that is over is forgotten."""
    locked = Replay.objects.select_for_update().get(pk=ordered.pk)
    if locked.is_open:
        _end(locked, State.CANCELLED)
    else:
        locked.delete()


def _end(ordered: Replay, state: State, *, problem: str = "", result: dict[str, Any] | None = None) -> None:
    """Not what was ended in the meantime."""
    Replay.objects.filter(pk=ordered.pk, state__in=OPEN).update(
        state=state,
        problem=problem,
        result=result,
        progress=1.0 if state is State.DONE else ordered.progress,
        finished_at=datetime.now(UTC),
    )


def run_waiting() -> int:
    """Runs what waits until nothing does, or until another worker is at it; how many were run."""
    count = 0
    while (ordered := _claim()) is not None:
        _run(ordered)
        count += 1
    return count


def _claim() -> Replay | None:
    try:
        with transaction.atomic():
            found = Replay.objects.select_for_update(skip_locked=True).filter(state=State.WAITING).order_by("asked_at", "pk").first()
            if found is not None:
                found.state, found.heard_at = State.RUNNING, datetime.now(UTC)
                found.save(update_fields=["state", "heard_at"])
            return found
    except IntegrityError:
        return None  # one_replay_runs: another worker has one in hand, and goes on with those that wait


def _run(ordered: Replay) -> None:
    language = ordered.asked_by.language if ordered.asked_by is not None else ""
    with translation.override(language or "en"):
        try:
            result = msgspec.to_builtins(_replayed(ordered))
        except Cancelled:
            return
        except Problem as problem:
            words = [str(word) for told in problem.errors.values() for word in told] or [str(problem.detail)]
            _end(ordered, State.FAILED, problem="; ".join(dict.fromkeys(words)))
            return
    _end(ordered, State.DONE, result=result)


def _replayed(ordered: Replay) -> Any:
    day = recorded_day(ordered.day, ZoneInfo(ordered.time_zone), ordered.seed)
    staffing = {int(queue): change for queue, change in ordered.staffing.items()}
    watch = _Watch(ordered.pk)
    return replay(day, ordered.changes, staffing, other=_other(ordered.version, day), progress=watch.tell, unwanted=watch.unwanted)


def _other(version: int | None, day: RecordedDay) -> CenterConfiguration | None:
    """That version instead of the day's; queues it has not any more stay, or their callers would have nowhere to go."""
    if version is None:
        return None
    found = ConfigurationVersion.objects.filter(pk=version).first()
    if found is None:
        raise Invalid.field("version", "unknown", said(en="There is no such version.", de="Diese Version gibt es nicht."))
    told = msgspec.structs.replace(found.told, trunks=[], devices=[], numbers=[])
    known = {queue.id for queue in told.queues}
    return msgspec.structs.replace(told, queues=[*told.queues, *(queue for queue in day.configuration.queues if queue.id not in known)])


class _Watch:
    """Writes down how far it is, and looks whether it is still wanted; not more often than LOOK_SECONDS."""

    def __init__(self, key: int) -> None:
        self._key = key
        self._share = 0.0
        self._looked_at = datetime.now(UTC)

    def tell(self, share: float) -> None:
        self._share = share

    def unwanted(self) -> bool:
        now = datetime.now(UTC)
        if now - self._looked_at < timedelta(seconds=LOOK_SECONDS):
            return False
        self._looked_at = now
        running = Replay.objects.filter(pk=self._key, state=State.RUNNING)
        return not running.update(progress=self._share, heard_at=now)


def sweep() -> None:
    """What lost its worker is ended with words; what waits is asked for again."""
    unheard = Replay.objects.filter(state=State.RUNNING, heard_at__lt=datetime.now(UTC) - timedelta(seconds=UNHEARD_SECONDS_MAX))
    for ordered in unheard.select_related("asked_by"):
        with translation.override(ordered.asked_by.language if ordered.asked_by is not None else "en"):
            lost = str(said(en="The worker was stopped in the middle of it.", de="Der Hintergrunddienst wurde mittendrin beendet."))
        _end(ordered, State.FAILED, problem=lost)
    if Replay.objects.filter(state=State.WAITING).exists():
        ask_worker()


def fields_of(wish: Mapping[str, Any]) -> Wish:
    """From a validated request."""
    return Wish(
        day=wish["day"],
        time_zone=wish["time_zone"],
        queues=list(wish.get("queues", [])),
        version=wish.get("version"),
        changes=dict(wish.get("changes", {})),
        staffing={str(queue): change for queue, change in wish.get("staffing", {}).items() if change},
        seed=wish.get("seed", 1),
    )
