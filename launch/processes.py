"""The processes of a center: how each is started, and how one knows that it is well."""

from __future__ import annotations

import http.client
import ipaddress
import os
import ssl
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import redis

from contracts.wire import HEARTBEAT_KEY, STANDBY
from launch.places import CHECKOUT
from launch.ports import LOOPBACK
from launch.services import STOP_SIGNAL, Postgres, Server, Valkey
from launch.settings import CenterSettings, ensure_secret
from launch.supervisor import ProcessSpec
from telephony.asterisk.check import NotWell, check
from telephony.asterisk.settings import AGENTS, FIRST, from_environment, nodes

ANSWER_SECONDS_MAX: Final = 3.0
WORKER_THREADS: Final = 4
POSTGRES_STOP_SECONDS: Final = 30.0
ASTERISK_STOP_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 3


@dataclass(frozen=True, slots=True)
class EmbeddedServers:
    """The servers that this center runs itself; None where the surroundings name one."""

    postgres: Postgres | None
    valkey: Valkey | None

    @classmethod
    def of(cls, settings: CenterSettings, ports: Mapping[str, int]) -> EmbeddedServers:
        state, keys = settings.state_dir, settings.secrets_dir
        postgres = Postgres(state / "postgres", ports["postgresql"], ensure_secret(keys / "postgres_password"))
        valkey = Valkey(state / "valkey", ports["valkey"], ensure_secret(keys / "valkey_password"))
        return cls(None if settings.database_url else postgres, None if settings.redis_url else valkey)

    def all(self) -> list[Server]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def specs(self) -> list[ProcessSpec]:
        return [
            ProcessSpec(
                server.name,
                tuple(server.argv()),
                _ignoring_pid(server.healthy),
                stop_signal=STOP_SIGNAL,
                stop_seconds=POSTGRES_STOP_SECONDS,
            )
            for server in self.all()
        ]


def center_specs(environment: Mapping[str, str], demo_calls_per_minute: int = 0) -> list[ProcessSpec]:
    """Asterisk and ours, in the order in which they are started; they end in the reverse order.

    `environment` is what `CenterSettings.environment` made.
    """
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONSTARTUP"}
    surroundings |= {"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "ccplatform.settings", **environment}

    def spec(name: str, *argv: str, healthy: Callable[[int], bool], stop_seconds: float = 10.0) -> ProcessSpec:
        command = (sys.executable, *argv)
        return ProcessSpec(name, command, healthy, surroundings, cwd=CHECKOUT, stop_seconds=stop_seconds)

    beats = _Heartbeats(environment["REDIS_URL"])
    # One leads, whichever; the others stand by.
    engines = ["engine", *(f"engine-{n}" for n in range(2, int(environment.get("CC_ENGINES") or 1) + 1))]
    specs = [
        *(
            spec(node, "-m", "telephony.asterisk", "run", node, healthy=_asterisk(environment, node), stop_seconds=ASTERISK_STOP_SECONDS)
            for node in (FIRST, AGENTS)[: nodes(environment)]
        ),
        *(spec(name, "-m", "acd", healthy=beats.of_engine()) for name in engines),
        spec("recorder", "manage.py", "record_facts", healthy=beats.of("recorder")),
        spec("worker", *_worker(), healthy=beats.of("worker")),
        spec("web", *_web(environment), healthy=_web_answers(environment)),
    ]
    if demo_calls_per_minute:
        argv = ("-m", "telephony.softphones.demo", "--calls-per-minute", str(demo_calls_per_minute))
        specs.append(spec("demo-calls", *argv, healthy=lambda _: True))
    return specs


def _worker() -> tuple[str, ...]:
    threads = ("--pool=threads", f"--concurrency={WORKER_THREADS}")
    return ("-m", "celery", "-A", "ccplatform", "worker", *threads, "--without-gossip", "--without-mingle", "--loglevel=INFO")


def _web(environment: Mapping[str, str]) -> tuple[str, ...]:
    listen = ("--host", environment["CC_LISTEN"], "--port", environment["CC_WEB_PORT"])
    # A desk's WebSocket never ends by itself: after the grace it is closed, and the browser comes back.
    manner = ("--no-access-log", "--timeout-graceful-shutdown", str(GRACE_SECONDS), "--no-server-header")
    tls: tuple[str, ...] = ()
    if "CC_TLS_CERT" in environment:
        tls = ("--ssl-certfile", environment["CC_TLS_CERT"], "--ssl-keyfile", environment["CC_TLS_KEY"])
    return ("-m", "uvicorn", "ccplatform.asgi:application", *listen, *manner, *tls)


def _asterisk(environment: Mapping[str, str], node: str) -> Callable[[int], bool]:
    settings = from_environment(environment, node)

    def healthy(_: int) -> bool:
        with suppress(NotWell):
            return bool(check(settings))
        return False

    return healthy


class _Heartbeats:
    """The keys that processes renew in Redis; each holds the id of the process that wrote it (contracts/wire.py)."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(
            url, socket_timeout=ANSWER_SECONDS_MAX, socket_connect_timeout=ANSWER_SECONDS_MAX, decode_responses=True
        )

    def of(self, process: str) -> Callable[[int], bool]:
        def healthy(pid: int) -> bool:
            with suppress(redis.RedisError):
                return bool(self._client.get(HEARTBEAT_KEY.format(process=process)) == str(pid))
            return False

        return healthy

    def of_engine(self) -> Callable[[int], bool]:
        """One that leads, or that stands by."""
        leads = self.of("engine")

        def healthy(pid: int) -> bool:
            return leads(pid) or self.of(STANDBY.format(pid=pid))(pid)

        return healthy


def _web_answers(environment: Mapping[str, str]) -> Callable[[int], bool]:
    listen, port = environment["CC_LISTEN"], int(environment["CC_WEB_PORT"])
    host = LOOPBACK if ipaddress.ip_address(listen).is_unspecified else listen
    tls = "CC_TLS_CERT" in environment

    def healthy(_: int) -> bool:
        connection = (
            http.client.HTTPSConnection(host, port, timeout=ANSWER_SECONDS_MAX, context=_unverified())
            if tls
            else http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS_MAX)
        )
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return healthy


def _unverified() -> ssl.SSLContext:
    """We ask our own process on this machine whether it lives; its certificate is for others to judge."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _ignoring_pid(healthy: Callable[[], bool]) -> Callable[[int], bool]:
    return lambda _: healthy()
