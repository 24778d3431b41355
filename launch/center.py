"""`make up`, `make down` and `make status`: the plan of steps, each of which may be run again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import psycopg2
import redis

from launch.areas import SETTING as AREAS_SETTING
from launch.areas import ensure_areas
from launch.faults import LaunchFault
from launch.frontend import built_from, ensure_front_end
from launch.groups import Group, last_line
from launch.places import CHECKOUT, locked
from launch.ports import LOOPBACK, Transport, holder_of, is_free
from launch.ports_file import choose_server_ports, server_ports
from launch.processes import EmbeddedServers
from launch.progress import Progress, Steps
from launch.services import STOP_SIGNAL
from launch.settings import NODES_MAX, CenterSettings, ensure_secret, read_environment, write_environment
from telephony.asterisk.certificate import ensure_certificate
from telephony.asterisk.install import obtain
from telephony.asterisk.settings import ensure_password

ENVIRONMENT_FILE: Final = "center.env"
SIGN_INS_FILE: Final = "demo-sign-ins.json"
FRONT_END_FILE: Final = "front-end"


class Center:
    """The center of one state directory."""

    def __init__(self, settings: CenterSettings, steps: Steps) -> None:
        self._settings = settings
        self._steps = steps
        run, log = settings.run_dir, settings.log_dir
        self._servers = Group("servers", run / "servers.json", log / "supervisor-servers.log", STOP_SIGNAL)
        self._center = Group("center", run / "status.json", log / "supervisor-center.log")

    def up(self, demo_calls_per_minute: int = 0) -> None:
        """Bring everything up and print where it is. Raises LaunchFault; a second call continues."""
        self._settings.make_folders()
        with locked(self._settings.run_dir / ".command.lock"):
            if self._center.status() is not None:
                self._steps.say("The center of this checkout is already running; make down stops it.")
                self._renew_front_end()
            else:
                self._start(demo_calls_per_minute)
            with self._steps.step("Center is well") as progress:
                self._center.wait_until_healthy(progress)
        self._steps.say(self._welcome())

    def _start(self, demo_calls_per_minute: int) -> None:
        settings = self._settings
        self._center.end_left_overs()
        demand_free_ports(settings)
        with self._steps.step("Front end") as progress:
            ensure_front_end(progress)
        with self._steps.step("Asterisk") as progress:
            obtain(progress)
        with self._steps.step("Towns of telephone numbers") as progress:
            areas = ensure_areas(progress, self._steps.say)
        self.make_secrets()
        with self._steps.step("PostgreSQL and Valkey") as progress:
            environment = {**self._start_servers(progress), AREAS_SETTING: str(areas)}
        write_environment(settings.state_dir / ENVIRONMENT_FILE, environment)
        surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "ccplatform.settings", **environment}
        with self._steps.step("Database and demo center"):
            self._prepare_database(surroundings)
        self._front_end_file.write_text(built_from())
        self._center.start(["--demo-calls-per-minute", str(demo_calls_per_minute)], surroundings)

    def _renew_front_end(self) -> None:
        """Build what has changed, and let the web process read it: it knows the files that were there when it began."""
        with self._steps.step("Front end") as progress:
            ensure_front_end(progress)
        if not self._front_end_file.exists() or self._front_end_file.read_text() != built_from():
            with self._steps.step("Web starts again with the new front end") as progress:
                self._front_end_file.write_text(built_from())
                self._center.restart("web", progress)

    @property
    def _front_end_file(self) -> Path:
        """Which front end the web process has read."""
        return self._settings.run_dir / FRONT_END_FILE

    def make_secrets(self) -> None:
        """Generate what is missing below var/secrets."""
        settings = self._settings
        ensure_secret(settings.secrets_dir / "secret_key")
        ensure_password(settings.secrets_dir / "ari_password")
        if settings.nodes == NODES_MAX:
            ensure_password(settings.secrets_dir / "node_secret")
        if settings.tls_cert and settings.tls_key and "CC_TLS_CERT" not in settings.given:
            ensure_certificate(settings.tls_cert, settings.tls_key, settings.certificate_hosts())

    def _start_servers(self, progress: Progress) -> dict[str, str]:
        """Start what is not named by the surroundings; the center's environment with the servers in it."""
        settings = self._settings
        running = self._servers.status() is not None
        ports = server_ports(settings.run_dir) if running else choose_server_ports(settings.run_dir)
        embedded = EmbeddedServers.of(settings, ports)
        if embedded.all() and not running:
            self._servers.end_left_overs()
            for server in embedded.all():
                progress(f"preparing {server.name}")
                server.prepare()
            self._servers.start([], os.environ)
        if embedded.all():
            self._servers.wait_until_healthy(progress)
        if embedded.postgres:
            embedded.postgres.ensure_database()
        database_url = embedded.postgres.url() if embedded.postgres else settings.database_url
        redis_url = embedded.valkey.url() if embedded.valkey else settings.redis_url
        demand_answers(database_url, redis_url)
        return settings.environment(database_url, redis_url)

    def _prepare_database(self, environment: Mapping[str, str]) -> None:
        log = self._settings.log_dir / "database.log"
        with log.open("wb") as output:
            argv = [sys.executable, "-m", "launch.database"]
            done = subprocess.run(argv, env=dict(environment), cwd=CHECKOUT, stdout=output, stderr=output, check=False)
        if done.returncode != 0:
            raise LaunchFault(f"The database could not be prepared ({last_line(log)})", f"See {log} and run the same command again")

    def down(self) -> None:
        """End everything in order. Running it twice does no harm."""
        if not self._settings.run_dir.exists():
            self._steps.say("The center is not running.")
            return
        with locked(self._settings.run_dir / ".command.lock"):
            with self._steps.step("Center ends") as progress:
                center = self._center.stop(progress)
            with self._steps.step("PostgreSQL and Valkey end") as progress:
                servers = self._servers.stop(progress)
        self._steps.say("The center is down." if center or servers else "The center was not running.")

    def status(self) -> bool:
        """Print what runs and where the logs are; whether all is well."""
        well = True
        lines = [f"{'process':<16} {'state':<10} {'since':<10} {'pid':>8} {'restarts':>8}  log"]
        groups = [self._servers, self._center] if self._servers.status_file.exists() else [self._center]
        for group in groups:
            status = group.status()
            well = well and status is not None and status.all_healthy()
            for process in status.processes if status else []:
                since = _ago(time.time() - process.since)
                pid = str(process.identity.pid) if process.identity else "-"
                lines.append(f"{process.name:<16} {process.state:<10} {since:<10} {pid:>8} {process.restarts:>8}  {process.log}")
        if self._center.status() is None:
            self._steps.say("The center is not running; make up starts it.")
        if len(lines) > 1:
            self._steps.say("\n".join(lines))
        if self._center.status() is not None:
            self._steps.say(f"Address      {self._settings.address}")
        self._steps.say(f"Logs         {self._settings.log_dir}")
        return well

    def _welcome(self) -> str:
        lines = ["", f"The center runs at {self._settings.address} (ready after {self._steps.elapsed_seconds():.0f} s)", ""]
        with suppress(OSError):
            people = json.loads((self._settings.run_dir / SIGN_INS_FILE).read_text())
            columns = [("role", 15), ("name", 20), ("username", 18), ("password", 0)]
            lines.append("  " + " ".join(f"{title.capitalize():<{width}}" for title, width in columns).rstrip())
            for person in people:
                if person.get("headless"):
                    continue
                lines.append("  " + " ".join(f"{person[title]:<{width}}" for title, width in columns).rstrip())
            lines.append("")
        return "\n".join([*lines, "make status says what runs, make down stops it."])


def settings_of_running_center(environ: Mapping[str, str] = os.environ) -> CenterSettings:
    """What the last `make up` was told, so that `make status` need not be told again."""
    settings = CenterSettings.read(environ)
    recorded = read_environment(settings.state_dir / ENVIRONMENT_FILE)
    return CenterSettings.read({**recorded, **environ})


def demand_free_ports(settings: CenterSettings) -> None:
    """Refuse to start on a port that somebody holds, naming the holder and the setting."""
    wanted: list[tuple[str, Transport, str, int]] = [
        ("CC_WEB_PORT", "tcp", settings.listen, settings.web_port),
        ("CC_SIP_PORT", "udp", settings.listen, settings.sip_port),
        ("CC_SIP_PORT", "tcp", settings.listen, settings.sip_port),
        ("CC_WS_PORT", "tcp", LOOPBACK, settings.ws_port),
    ]
    if settings.nodes == NODES_MAX:
        wanted += [
            ("CC_AGENTS_SIP_PORT", "udp", settings.listen, settings.agents_sip_port),
            ("CC_AGENTS_SIP_PORT", "tcp", settings.listen, settings.agents_sip_port),
            ("CC_AGENTS_WS_PORT", "tcp", LOOPBACK, settings.agents_ws_port),
            ("CC_AGENTS_WSS_PORT", "tcp", settings.listen, settings.agents_wss_port),
        ]
    else:
        wanted.append(("CC_WSS_PORT", "tcp", settings.listen, settings.wss_port))
    for name, transport, host, port in wanted:
        if not is_free(host, port, transport):
            holder = holder_of(port, transport) or "another program"
            raise LaunchFault(
                f"{transport.upper()} port {port} on {host} is taken by {holder}",
                f"Stop that program, or choose another port such as: make up {name}={port + 1}",
            )


def demand_answers(database_url: str, redis_url: str) -> None:
    """Say clearly when a server that the surroundings name is not there. Never prints a URL: it holds a password."""
    try:
        psycopg2.connect(database_url, connect_timeout=5).close()
    except psycopg2.Error as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise LaunchFault(f"The database that DATABASE_URL names cannot be used ({reason})", "Start it or correct DATABASE_URL") from error
    try:
        with closing(redis.Redis.from_url(redis_url, socket_timeout=5, socket_connect_timeout=5)) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise LaunchFault(f"The Redis that REDIS_URL names cannot be used ({error})", "Start it or correct REDIS_URL") from error


def _ago(seconds: float) -> str:
    minutes, hours = seconds / 60, seconds / 3600
    return f"{seconds:.0f} s" if minutes < 2 else f"{minutes:.0f} min" if hours < 2 else f"{hours:.0f} h"


def recorded_environment(settings: CenterSettings) -> dict[str, str]:
    """The environment of the running center, for commands that talk to it. Raises LaunchFault when there is none."""
    recorded = read_environment(settings.state_dir / ENVIRONMENT_FILE)
    if not recorded or not Path(settings.run_dir / "status.json").exists():
        raise LaunchFault("The center is not running", "Start it first: make up")
    return recorded
