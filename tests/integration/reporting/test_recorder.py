"""The recorder against real servers: nothing lost, nothing doubled, whatever is away or forgets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from redis import Redis

from contracts import wire
from reporting.facts.models import AcceptedGap, Fact
from reporting.facts.services.recorder import GAP_TICKS_MAX, SHIPPED_MARK_KEY, Recorder
from tests.integration.reporting.recording_facts import acknowledged, marks, record_all, recorded, ship
from tests.support.facts import shift

KILLS = 2
CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_what_is_in_postgresql_is_acknowledged(stream: Redis) -> None:
    told = shift(seed=1).told
    ship(stream, told)
    record_all(stream)
    assert acknowledged(stream) == f"1:{len(told)}"
    assert Fact.objects.count() == len(told)
    assert stream.get(wire.HEARTBEAT_KEY.format(process="recorder")) == str(os.getpid()).encode()


@pytest.mark.django_db
def test_a_container_is_told_whether_a_recorder_lives(stream: Redis, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="No recorder"):
        call_command("record_facts", "--health")
    Recorder(stream, threading.Event()).acknowledge()
    call_command("record_facts", "--health")
    assert "alive" in capsys.readouterr().out


def test_a_container_is_told_that_redis_does_not_answer(redis_away: None) -> None:
    with pytest.raises(CommandError, match="Redis does not answer"):
        call_command("record_facts", "--health")


class Pauses(threading.Event):
    """A stop that nobody asks for; the pauses made meanwhile, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.made.append(timeout)
        return False


@pytest.mark.django_db
def test_who_catches_up_leaves_time_to_others(stream: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.facts.services.recorder.BATCH_LENGTH_MAX", 10)
    ship(stream, shift(seed=1).told[:25])
    pauses = Pauses()
    recorder = Recorder(stream, pauses)
    for _ in range(3):
        recorder.step()
    assert marks() == {1: 25}
    assert len(pauses.made) == 2, "two batches were full"
    assert min(pauses.made) > 0


@pytest.mark.django_db
def test_a_restart_goes_on_behind_the_mark(stream: Redis) -> None:
    told = shift(seed=1).told
    ship(stream, told[:20])
    record_all(stream)
    ship(stream, told[20:])
    again = record_all(stream)
    assert again.position is not None
    assert marks() == {1: len(told)}


@pytest.mark.django_db
def test_a_redis_that_lost_its_memory_is_told_again_how_far_it_was_and_doubles_nothing(stream: Redis) -> None:
    told = shift(seed=1).told
    ship(stream, told[:30])
    recorder = record_all(stream)
    stream.flushall()
    recorder.step()
    assert acknowledged(stream) == "1:30"
    ship(stream, told[10:])
    while recorder.behind():
        recorder.step()
    assert recorded() == [(1, n) for n in range(1, len(told) + 1)]


@pytest.mark.django_db
def test_behind_a_gap_nothing_is_acknowledged_and_the_engine_is_made_to_ship_again(stream: Redis) -> None:
    told = shift(seed=1).told
    stream.set(SHIPPED_MARK_KEY, "token")
    ship(stream, told[:10] + told[15:])
    recorder = record_all(stream)
    assert acknowledged(stream) == "1:10"
    for _ in range(GAP_TICKS_MAX):
        recorder.tick()
    assert not stream.exists(SHIPPED_MARK_KEY)
    assert not stream.exists(wire.FACTS_STREAM)
    ship(stream, told[10:])
    record_all(stream)
    assert marks() == {1: len(told)}


@pytest.mark.django_db
def test_behind_a_gap_a_stream_that_is_never_silent_is_asked_for_again_too(stream: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.facts.services.recorder.GAP_SECONDS_MAX", 0.0)
    told = shift(seed=1).told
    stream.set(SHIPPED_MARK_KEY, "token")
    ship(stream, told[:10] + told[15:20])
    recorder = record_all(stream)
    assert stream.exists(SHIPPED_MARK_KEY)
    ship(stream, told[20:])
    recorder.step()
    assert not stream.exists(SHIPPED_MARK_KEY)
    ship(stream, told[10:])
    record_all(stream)
    assert marks() == {1: len(told)}


@pytest.mark.django_db
def test_an_administrator_may_declare_facts_lost(stream: Redis) -> None:
    told = shift(seed=1).told
    ship(stream, told[5:])
    recorder = record_all(stream)
    assert acknowledged(stream) is None
    assert recorder.accept_gap()
    assert (AcceptedGap.objects.get().first, AcceptedGap.objects.get().last) == (1, 5)
    record_all(stream)
    assert marks() == {1: len(told)}
    assert not recorder.accept_gap()


@pytest.mark.django_db
def test_an_entry_that_is_no_fact_is_named_and_left_out(stream: Redis, caplog: pytest.LogCaptureFixture) -> None:
    told = shift(seed=1, calls=2).told
    stream.xadd(wire.FACTS_STREAM, {"f": b"not json"})
    stream.xadd(wire.FACTS_STREAM, {"x": b"no field f"})
    ship(stream, told)
    record_all(stream)
    assert marks() == {1: len(told)}
    assert "is no fact" in caplog.text


@pytest.mark.django_db
def test_redis_away_is_waited_for(redis_away: None, caplog: pytest.LogCaptureFixture) -> None:
    from ccplatform.kernel.redis import redis

    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    Recorder(redis(), stop).run()
    assert "recording waits, a server is away" in caplog.text


def environment(database_url: str, redis_url: str) -> dict[str, str]:
    center = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "CC_SECRET_KEY": "only for this test"}
    return os.environ | center | {"DJANGO_SETTINGS_MODULE": "ccplatform.settings"}


def test_killed_at_any_point_it_loses_and_doubles_nothing(database_url: str, empty_redis_url: str) -> None:
    """A real process, killed as soon as it has acknowledged something new, and started again until all is recorded."""
    env = environment(database_url, empty_redis_url)
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=env, cwd=CHECKOUT, check=True)
    told = shift(seed=11, calls=120).told
    goal = f"1:{len(told)}"
    with Redis.from_url(empty_redis_url) as redis, psycopg2.connect(database_url) as database:
        database.autocommit = True
        before: str | None = None
        ship(redis, told[:1200])
        for life in range(KILLS + 1):
            process = subprocess.Popen([sys.executable, "manage.py", "record_facts"], env=env, cwd=CHECKOUT)
            try:
                before = wait_for_another(redis, before, process)
                while life == KILLS and before != goal:
                    before = wait_for_another(redis, before, process)
            finally:
                process.kill()
                process.wait()
            if life == 0:
                ship(redis, told[900:])
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*), max(seq) FROM fact")
            assert cursor.fetchone() == (len(told), len(told))
            cursor.execute("SELECT count(*) FROM interaction")
            assert cursor.fetchone() == (120,)


def wait_for_another(redis: Redis, before: str | None, process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> str:
    """Polls: Redis has no event for a key that was set unless the server is configured for it."""
    pause = threading.Event()
    while (now := acknowledged(redis)) == before or now is None:
        assert process.poll() is None, "the recorder ended by itself"
        pause.wait(0.005)
    return now


def test_postgresql_away_is_waited_for_and_the_end_comes_when_asked(postgres_url: str, database_url: str, empty_redis_url: str) -> None:
    env = environment(database_url, empty_redis_url)
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=env, cwd=CHECKOUT, check=True)
    told = shift(seed=1).told
    name = database_url.rpartition("/")[2]
    with Redis.from_url(empty_redis_url) as redis, closing(psycopg2.connect(postgres_url)) as elsewhere:
        elsewhere.autocommit = True
        ship(redis, told[:50])
        process = subprocess.Popen([sys.executable, "manage.py", "record_facts"], env=env, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True)
        try:
            wait_for_another(redis, None, process)
            with elsewhere.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
                ship(redis, told[50:])
                assert process.stderr is not None
                assert any("recording waits" in line for line in iter(process.stderr.readline, ""))
                cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            assert wait_for_another(redis, "1:50", process) == f"1:{len(told)}"
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.communicate()
