"""A recording's life, and who may hear it."""

from __future__ import annotations

import dataclasses
import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from ccplatform.agents.models import Agent
from contracts.permissions import Role
from telephony.recordings import services
from telephony.recordings.audio import merge
from telephony.recordings.models import Play, Recording, State
from tests.integration.django.conftest import Asks
from tests.support.waves import tone, write_wave

pytestmark = pytest.mark.django_db
NOBODY = 10**9
AT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.CENTER = dataclasses.replace(settings.CENTER, recordings_dir=tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the recordings for which a job was asked."""
    asked: list[str] = []
    monkeypatch.setattr(services, "_ask_for_job", asked.append)
    return asked


def ended(name: str = "1-1", agent: int = NOBODY, failure: str = "", **offsets: int) -> None:
    services.recording_ended(
        name=name,
        interaction=name,
        agent=agent,
        started_at=AT,
        agent_offset=offsets.get("agent_offset", 0),
        caller_offset=offsets.get("caller_offset", 0),
        failure=failure,
    )


def leave_raw(root: Path, name: str = "1-1", *which: str) -> None:
    for side in which or ("agent", "caller"):
        write_wave(root / f"{name}-{side}.wav", tone(440, 1))


def due(recording: Recording) -> None:
    Recording.objects.filter(pk=recording.pk).update(retry_at=datetime.now(UTC) - timedelta(seconds=1))


def test_from_the_engines_words_to_a_file_that_can_be_played(
    root: Path, jobs: list[str], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    services.recording_started(name="1-1", interaction="1-1", agent=1, started_at=AT)
    assert Recording.objects.get().state == State.RECORDING
    leave_raw(root)
    with django_capture_on_commit_callbacks(execute=True):
        ended()
    assert jobs == ["1-1"]
    services.transcode("1-1")
    recording = Recording.objects.get()
    assert (recording.state, recording.reason, recording.duration_seconds, recording.raw_kept) == (State.READY, "", 1.0, False)
    assert (recording.agent_side, recording.caller_side) == (True, True)
    assert [p.relative_to(root).as_posix() for p in sorted(root.rglob("*.*"))] == ["2026/06/01/1-1.ogg"]
    assert (root / recording.path).stat().st_size == recording.size_bytes


def test_hearing_of_it_again_changes_nothing(root: Path) -> None:
    leave_raw(root)
    ended()
    services.transcode("1-1")
    before = Recording.objects.values().get()
    ended()
    services.recording_started(name="1-1", interaction="1-1", agent=1, started_at=AT)
    assert services.transcode("1-1") is None
    assert Recording.objects.values().get() == before


def test_a_side_without_a_file_is_marked(root: Path) -> None:
    leave_raw(root, "1-1", "agent")
    ended()
    services.transcode("1-1")
    recording = Recording.objects.get()
    assert (recording.state, recording.agent_side, recording.caller_side) == (State.READY, True, False)


def test_without_any_file_it_is_looked_for_again_and_then_missing(root: Path) -> None:
    ended()
    for _ in range(services.FILE_ATTEMPTS_MAX):
        assert Recording.objects.get().state == State.TRANSCODING
        recording = services.transcode("1-1")
        assert recording is not None
        assert services.transcode("1-1") is None, "not due yet"
        due(recording)
    assert (Recording.objects.get().state, Recording.objects.get().reason) == (State.MISSING, "no_file")


def test_a_full_disk_leaves_the_raw_files_until_there_is_room(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_raw(root)
    ended()
    real = merge

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(services, "merge", full)
    recording = services.transcode("1-1")
    assert recording is not None
    assert (recording.state, recording.reason) == (State.TRANSCODING, "disk_full")
    assert {p.name for p in root.glob("*.wav")} == {"1-1-agent.wav", "1-1-caller.wav"}
    monkeypatch.setattr(services, "merge", real)
    due(recording)
    services.transcode("1-1")
    assert (Recording.objects.get().state, Recording.objects.get().reason) == (State.READY, "")


def test_files_that_cannot_be_read_fail_and_stay(root: Path) -> None:
    (root / "1-1-agent.wav").write_bytes(b"no sound at all" * 10)
    ended()
    services.transcode("1-1")
    assert (Recording.objects.get().state, Recording.objects.get().reason) == (State.FAILED, "not_wave")
    assert (root / "1-1-agent.wav").exists()


def test_a_name_cannot_lead_out_of_the_folder(root: Path) -> None:
    ended(name="../../etc/passwd")
    services.transcode("../../etc/passwd")
    assert (Recording.objects.get().state, Recording.objects.get().reason) == (State.FAILED, "bad_name")


def test_a_job_in_hand_is_not_done_twice_and_a_dead_worker_is_noticed(root: Path) -> None:
    leave_raw(root)
    ended()
    Recording.objects.update(claimed_at=datetime.now(UTC))
    assert services.transcode("1-1") is None
    Recording.objects.update(claimed_at=datetime.now(UTC) - timedelta(seconds=services.CLAIM_SECONDS_MAX + 1))
    assert services.transcode("1-1") is not None


def test_the_sweep_asks_for_what_was_missed_and_tidies_up(root: Path, jobs: list[str]) -> None:
    leave_raw(root)
    ended()
    services.transcode("1-1")
    leave_raw(root)
    Recording.objects.update(raw_kept=True)
    ended(name="1-2")
    assert services.sweep() == 1
    assert jobs == ["1-2"]
    assert list(root.glob("*.wav")) == []


@pytest.fixture
def heard(root: Path) -> Recording:
    leave_raw(root)
    ended()
    services.transcode("1-1")
    return Recording.objects.get()


def test_a_player_fetches_ranges_and_each_play_is_written_down_once(asks: Asks, heard: Recording, root: Path) -> None:
    jonas = asks(Role.SUPERVISOR)
    address = f"/api/v1/recordings/{heard.pk}/audio"
    whole = jonas.get(address)
    assert (whole.status_code, whole.headers["Content-Type"], whole.headers["Accept-Ranges"]) == (200, "audio/ogg", "bytes")
    assert whole.content == (root / heard.path).read_bytes()
    part = jonas.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (
        206, whole.content[10:20], f"bytes 10-19/{heard.size_bytes}",
    )  # fmt: skip
    beyond = jonas.get(address, headers={"range": f"bytes={heard.size_bytes}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{heard.size_bytes}")
    assert list(Play.objects.values_list("recording", "username", "address")) == [(heard.pk, "supervisor", "127.0.0.1")]


def test_the_waveform_is_one_list_per_side(asks: Asks, heard: Recording) -> None:
    peaks = asks(Role.SUPERVISOR).get(f"/api/v1/recordings/{heard.pk}/peaks").json()
    assert peaks["duration_seconds"] == 1.0
    assert len(peaks["channels"]["agent"]) == len(peaks["channels"]["caller"])
    assert 48 <= max(peaks["channels"]["agent"]) <= 51


def test_an_agent_hears_the_own_calls_only(asks: Asks, heard: Recording) -> None:
    lena = asks(Role.AGENT, agent=True)
    for path in ("", "/audio", "/peaks"):
        assert lena.get(f"/api/v1/recordings/{heard.pk}{path}").status_code == 404
    Recording.objects.update(agent=Agent.objects.get().pk)
    for path in ("", "/audio", "/peaks"):
        assert lena.get(f"/api/v1/recordings/{heard.pk}{path}").status_code == 200
    assert [row["id"] for row in lena.get("/api/v1/recordings", {"interaction": "1-1"}).json()["results"]] == [heard.pk]
    assert asks().get(f"/api/v1/recordings/{heard.pk}/audio").status_code == 401


def test_what_is_not_ready_or_gone_is_said(asks: Asks, heard: Recording, root: Path) -> None:
    jonas = asks(Role.SUPERVISOR)
    (root / heard.path).unlink()
    assert jonas.get(f"/api/v1/recordings/{heard.pk}/audio").json()["code"] == "file_gone"
    Recording.objects.update(state=State.TRANSCODING)
    answer = jonas.get(f"/api/v1/recordings/{heard.pk}/audio")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
