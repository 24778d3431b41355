"""A recording's life. Every step may be repeated; whoever dies in between leaves something that the sweep picks up again."""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from kombu.exceptions import OperationalError as BrokerAway

from ccplatform.accounts.models import User
from telephony.recordings.audio import Merged, Side, Unusable, merge
from telephony.recordings.models import Play, Recording, State

log = logging.getLogger(__name__)

TRANSCODE: Final = "recordings.transcode"
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
CLAIM_SECONDS_MAX: Final = 1800
"""A worker that has not finished by then is taken for dead."""
RETRY_SECONDS: Final = 30
FILE_ATTEMPTS_MAX: Final = 4
"""So often files are looked for before they are given up as missing."""
RECORDING_HOURS_MAX: Final = 24
"""A recording that nobody ended for so long is taken for ended."""
PLAY_SECONDS: Final = 60
"""Requests of one person for one recording within this time are one play: a player fetches it in pieces."""
FREE_BYTES_MIN: Final = 50_000_000
DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

STARTED = """INSERT INTO recording (name, interaction, agent, state, reason, started_at, agent_offset, caller_offset, attempts, path,
    sha256, raw_kept) VALUES (%s, %s, %s, 'recording', '', %s, 0, 0, 0, '', '', true) ON CONFLICT DO NOTHING"""
ENDED = """INSERT INTO recording (name, interaction, agent, state, reason, started_at, agent_offset, caller_offset, attempts, path,
    sha256, raw_kept) VALUES (%s, %s, %s, 'transcoding', %s, %s, %s, %s, 0, '', '', true)
ON CONFLICT (name) DO UPDATE SET state = 'transcoding', reason = EXCLUDED.reason, started_at = EXCLUDED.started_at,
    agent_offset = EXCLUDED.agent_offset, caller_offset = EXCLUDED.caller_offset WHERE recording.state = 'recording'"""


def recording_started(*, name: str, interaction: str, agent: int, started_at: datetime) -> None:
    """Said by the recorder, inside its transaction. Saying it again changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(STARTED, [name, interaction, agent, started_at])


def recording_ended(
    *, name: str, interaction: str, agent: int, started_at: datetime, agent_offset: int, caller_offset: int, failure: str
) -> None:
    """Said by the recorder, inside its transaction; the job follows after the commit. Saying it again changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(ENDED, [name, interaction, agent, failure, started_at, agent_offset, caller_offset])
    transaction.on_commit(lambda: _ask_for_job(name))


def _ask_for_job(name: str) -> None:
    try:
        # By name: the job itself stands on this module.
        current_app.send_task(TRANSCODE, (name,), retry=False)
    except BrokerAway:
        log.info("recording %s waits for the sweep: Redis does not answer", name)


def waiting(now: datetime) -> QuerySet[Recording]:
    """Recordings that somebody should transcode now."""
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lt=now - timedelta(seconds=CLAIM_SECONDS_MAX))
    due = Q(retry_at=None) | Q(retry_at__lte=now)
    forgotten = Q(state=State.RECORDING, started_at__lt=now - timedelta(hours=RECORDING_HOURS_MAX))
    return Recording.objects.filter((Q(state=State.TRANSCODING) & due & unclaimed) | forgotten)


def transcode(name: str) -> Recording | None:
    """Makes the stereo file of a recording that waits for it. None when there is nothing to do (done, claimed, not due)."""
    now = datetime.now(UTC)
    claimed = waiting(now).filter(name=name).update(state=State.TRANSCODING, claimed_at=now)
    if not claimed:
        return None
    recording = Recording.objects.get(name=name)
    recording.attempts += 1
    try:
        _transcode(recording, Path(settings.CENTER.recordings_dir))
    except Unusable as unusable:
        _settle(recording, State.FAILED, unusable.code)
    except OSError as error:
        reason = "disk_full" if error.errno in DISK_FULL or _disk_is_full() else "write_failed"
        log.error("recording %s stays raw (%s): %s", name, reason, error)
        _later(recording, reason)
    return recording


def _transcode(recording: Recording, root: Path) -> None:
    if not NAME.fullmatch(recording.name):
        raise Unusable("bad_name")
    agent, caller = (Side.open(path) for path in raw_files(root, recording.name))
    if agent is None and caller is None:
        if recording.attempts < FILE_ATTEMPTS_MAX:
            _later(recording, recording.reason)
        else:
            _settle(recording, State.MISSING, recording.reason or "no_file")
        return
    relative = f"{recording.started_at:%Y/%m/%d}/{recording.name}.ogg"
    target = root / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    try:
        merged = merge(agent, caller, recording.agent_offset, recording.caller_offset, unfinished)
        _keep(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    recording.agent_side, recording.caller_side = agent is not None, caller is not None
    recording.path = relative
    _ready(recording, merged)
    remove_raw(recording)


def _disk_is_full() -> bool:
    """libsndfile keeps the reason of a failed write to itself."""
    return shutil.disk_usage(settings.CENTER.recordings_dir).free < FREE_BYTES_MIN


def raw_files(root: Path, name: str) -> tuple[Path, Path]:
    return root / f"{name}-agent.wav", root / f"{name}-caller.wav"


def _keep(unfinished: Path, target: Path) -> None:
    """The name appears only when the bytes are on the disk."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)


def _ready(recording: Recording, merged: Merged) -> None:
    recording.duration_seconds, recording.size_bytes = merged.duration_seconds, merged.size_bytes
    recording.sha256, recording.peaks = merged.sha256, merged.peaks
    _settle(recording, State.READY, "")


def _settle(recording: Recording, state: State, reason: str) -> None:
    recording.state, recording.reason, recording.claimed_at, recording.retry_at = state, reason, None, None
    recording.save()
    if state in (State.FAILED, State.MISSING):
        log.error("recording %s is %s (%s)", recording.name, state.value, reason)


def _later(recording: Recording, reason: str) -> None:
    recording.reason, recording.claimed_at = reason, None
    recording.retry_at = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
    recording.save()


def remove_raw(recording: Recording) -> None:
    """Only behind a stereo file that was verified and whose row is committed."""
    for path in raw_files(Path(settings.CENTER.recordings_dir), recording.name):
        path.unlink(missing_ok=True)
    Recording.objects.filter(pk=recording.pk).update(raw_kept=False)


def sweep() -> int:
    """Asks for the jobs that were missed, and removes raw files that somebody died over; returns how many jobs."""
    for recording in Recording.objects.filter(state=State.READY, raw_kept=True)[:100]:
        remove_raw(recording)
    names = list(waiting(datetime.now(UTC)).order_by("started_at").values_list("name", flat=True)[:100])
    for name in names:
        _ask_for_job(name)
    return len(names)


def note_play(*, recording: Recording, user: User, address: str | None) -> None:
    """Writes down that somebody listens; requests for the pieces of one play are one entry."""
    since = datetime.now(UTC) - timedelta(seconds=PLAY_SECONDS)
    if not recording.plays.filter(user=user, at__gte=since).exists():
        Play.objects.create(recording=recording, user=user, username=user.username, address=address)
