"""PostgreSQL and Valkey for tests: started when the first test asks, on free loopback ports, gone with the session."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import psycopg2.sql
import pytest
import redis

from launch.ports import free_port
from launch.services import Postgres, Valkey, running


@pytest.fixture(scope="session")
def services_dir() -> Iterator[Path]:
    """A short folder that PostgreSQL's own account may enter (pytest's is closed to others)."""
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_url(services_dir: Path) -> Iterator[str]:
    """A server for this session, as DATABASE_URL of an empty database whose owner may create others."""
    server = Postgres(services_dir / "postgres", free_port(), secrets.token_urlsafe(), durable=False)
    with running(server, services_dir / "postgres.log"):
        server.ensure_database()
        yield server.url()


@pytest.fixture(scope="session")
def redis_url(services_dir: Path) -> Iterator[str]:
    """A server for this session, as REDIS_URL; it keeps nothing on disk."""
    server = Valkey(services_dir / "valkey", free_port(), secrets.token_urlsafe(), durable=False)
    with running(server, services_dir / "valkey.log"):
        yield server.url()


@pytest.fixture
def empty_redis_url(redis_url: str) -> str:
    """The session's server with nothing in it."""
    with closing(redis.Redis.from_url(redis_url)) as client:
        client.flushall()
    return redis_url


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """A new empty database for one test, as DATABASE_URL, for tests that start processes of their own."""
    name = f"test_{secrets.token_hex(6)}"
    _administer(postgres_url, "CREATE DATABASE {}", name)
    yield urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}"))
    _administer(postgres_url, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres_url: str) -> None:
    """pytest-django's hook before the test database is made: use this session's server."""
    from django.db import connections

    parts = urlsplit(postgres_url)
    connections.settings["default"].update(
        NAME=parts.path.lstrip("/"), HOST=parts.hostname, PORT=parts.port, USER=parts.username, PASSWORD=parts.password
    )


def _administer(postgres_url: str, command: str, name: str) -> None:
    with closing(psycopg2.connect(postgres_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(psycopg2.sql.SQL(command).format(psycopg2.sql.Identifier(name)))
