"""The web process as `make up` runs it, with PostgreSQL and Valkey, and without Asterisk or an engine: facts come from the bench."""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import speaking
from launch.ports import free_port
from launch.processes import center_specs
from launch.services import Postgres, Valkey, running
from launch.settings import CenterSettings, ensure_secret

USERNAME = "bench.supervisor"
READY = "Uvicorn running on"
APPLICATION = "ccplatform.asgi:application"
CLOCK = "BENCH_NOW"
"""For benchmarks.clocked_web: the engine's time as the process starts, in microseconds since 1970."""


class WebProcess:
    """The web server, which a bench may end and start again on the same port.

    `process_id` is of the running one; `environ` for programs beside it.
    """

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self._argv, self.environ = argv, environ
        self._running = AsyncExitStack()
        self.process_id = 0

    async def start(self, more: Mapping[str, str]) -> None:
        """Returns when it listens. `more`: variables beside those of the center."""
        process = await self._running.enter_async_context(speaking(self._argv, READY, environ={**self.environ, **more}))
        self.process_id = process.pid

    async def stop(self) -> None:
        """In good order: browsers are told to come back."""
        await self._running.aclose()


@dataclass(frozen=True, slots=True)
class WebCenter:
    """`url` has no slash at its end; `password` is USERNAME's, a supervisor."""

    url: str
    redis_url: str
    web: WebProcess
    password: str = field(repr=False)


@asynccontextmanager
async def web_center(application: str = APPLICATION, more: Mapping[str, str] | None = None) -> AsyncIterator[WebCenter]:
    """`application` in place of the center's own, with `more` variables."""
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        home = _open_to_all(Path(folder))
        postgres = Postgres(home / "postgres", free_port(), secrets.token_urlsafe(), durable=False)
        valkey = Valkey(home / "valkey", free_port(), secrets.token_urlsafe(), durable=False)
        with running(postgres, home / "postgres.log"), running(valkey, home / "valkey.log"):
            postgres.ensure_database()
            settings = CenterSettings.read({"CC_STATE_DIR": str(home / "var"), "CC_WEB_PORT": str(free_port())})
            for place in (settings.log_dir, settings.secrets_dir):
                place.mkdir(parents=True)
            ensure_secret(settings.secrets_dir / "secret_key")
            environment = settings.environment(postgres.url(), valkey.url())
            spec = next(spec for spec in center_specs(environment) if spec.name == "web")
            assert spec.environment is not None, "every process of ours is given its settings"
            password = await prepare("benchmarks.prepare_web", spec.environment)
            web = WebProcess([application if word == APPLICATION else word for word in spec.argv], spec.environment)
            await web.start(more or {})
            try:
                yield WebCenter(settings.local_address.replace("127.0.0.1", "localhost"), valkey.url(), web, password)
            finally:
                await web.stop()


def _open_to_all(home: Path) -> Path:
    """PostgreSQL does not run as root: its own account passes through here."""
    home.chmod(0o711)
    return home


async def prepare(module: str, environ: Mapping[str, str]) -> str:
    """What the program says that fills the database: the password of USERNAME."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, USERNAME, env=dict(environ), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode != 0:
        raise SystemExit("the database of the bench could not be prepared")
    return said.decode().strip()
