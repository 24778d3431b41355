"""PostgreSQL and Valkey for tests: started when the first test asks, on free loopback ports, gone with the session."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import psycopg2.sql
import pytest
import redis

from launch.services import running
from tests.support.plan import PLAN


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server for this session, as DATABASE_URL of an empty database whose owner may create others."""
    server = PLAN.postgres
    PLAN.postgres_port.release()
    with running(server, PLAN.home / "postgres.log"):
        server.ensure_database()
        yield server.url()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A server for this session, as REDIS_URL; it keeps nothing on disk."""
    PLAN.valkey_port.release()
    with running(PLAN.valkey, PLAN.home / "valkey.log"):
        yield PLAN.valkey.url()


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
    """pytest-django's hook before the test database is made: the server that the settings name must run by then."""


def _administer(postgres_url: str, command: str, name: str) -> None:
    with closing(psycopg2.connect(postgres_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(psycopg2.sql.SQL(command).format(psycopg2.sql.Identifier(name)))
