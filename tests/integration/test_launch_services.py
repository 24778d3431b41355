"""The embedded servers really run."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from launch.faults import LaunchFault
from launch.ports import accepts, free_port, holder_of, is_free
from launch.services import Postgres, Valkey, running


def test_a_new_database_belongs_to_the_centers_role_which_is_no_superuser(database_url: str) -> None:
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE parcel (id integer)")
        cursor.execute("SELECT usename, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == ("ccplatform", False)


def test_text_sorts_the_same_on_every_machine(database_url: str) -> None:
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT datlocprovider, datlocale, upper('ä') FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("b", "C.UTF-8", "Ä")


def test_valkey_refuses_without_its_password(empty_redis_url: str) -> None:
    with closing(redis.Redis.from_url(empty_redis_url)) as client:
        assert client.set("parcel", 1)
        port = client.connection_pool.connection_kwargs["port"]
    with closing(redis.Redis(port=port)) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_a_second_start_finds_the_data_of_the_first(tmp_path: Path) -> None:
    first = Postgres(tmp_path / "p", free_port(), "first-password", durable=False)
    with running(first, tmp_path / "log"):
        first.ensure_database()
        with closing(psycopg2.connect(first.url())) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE parcel (id integer)")
            connection.commit()
    second = Postgres(tmp_path / "p", free_port(), "first-password", durable=False)
    with (
        running(second, tmp_path / "log"),
        closing(psycopg2.connect(second.url())) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM parcel")
        assert cursor.fetchone() == (0,)


def test_an_interrupted_first_start_is_made_good(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "p", free_port(), "a-password", durable=False)
    (server.data / "base").mkdir(parents=True)
    with running(server, tmp_path / "log"):
        server.ensure_database()


def test_a_server_that_cannot_start_says_where_its_log_is(tmp_path: Path, redis_url: str) -> None:
    with closing(redis.Redis.from_url(redis_url)) as client:
        taken = client.connection_pool.connection_kwargs["port"]
    server = Valkey(tmp_path / "v", taken, "a-password", durable=False)
    with pytest.raises(LaunchFault, match=r"valkey did not start\. See .*log"), running(server, tmp_path / "log"):
        pass
    assert not is_free("127.0.0.1", taken)
    assert "valkey-server" in (holder_of(taken) or "")


def test_servers_of_a_killed_test_session_end_with_it(tmp_path: Path) -> None:
    port = free_port()
    script = (
        "import sys, pathlib, time; from launch.services import Valkey, running\n"
        f"with running(Valkey(pathlib.Path({str(tmp_path / 'v')!r}), {port}, 'a-password', durable=False),"
        f" pathlib.Path({str(tmp_path / 'log')!r})):\n    print('up', flush=True); sys.stdin.read()"
    )
    session = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert session.stdout is not None
    assert session.stdout.readline() == "up\n"
    session.kill()
    session.wait()
    session.stdout.close()
    while accepts("127.0.0.1", port):  # the time-out of the test ends a hang
        pass
