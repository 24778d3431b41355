"""The web process as `make up` runs it, with PostgreSQL and Valkey, and without Asterisk or an engine: facts come from the bench."""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import speaking
from launch.ports import free_port
from launch.processes import center_specs
from launch.services import Postgres, Valkey, running
from launch.settings import CenterSettings, ensure_secret

USERNAME = "bench.supervisor"
READY = "Uvicorn running on"


@dataclass(frozen=True, slots=True)
class WebCenter:
    """`url` has no slash at its end; `password` is USERNAME's, a supervisor; `process_id` is the web server's."""

    url: str
    redis_url: str
    password: str = field(repr=False)
    process_id: int


@asynccontextmanager
async def web_center() -> AsyncIterator[WebCenter]:
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
            web = next(spec for spec in center_specs(environment) if spec.name == "web")
            password = await _prepare(dict(web.environment))
            async with speaking(web.argv, READY, environ=web.environment) as process:
                yield WebCenter(settings.local_address.replace("127.0.0.1", "localhost"), valkey.url(), password, process.pid)


def _open_to_all(home: Path) -> Path:
    """PostgreSQL does not run as root: its own account passes through here."""
    home.chmod(0o711)
    return home


async def _prepare(environ: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.prepare_web", USERNAME, env=environ, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode != 0:
        raise SystemExit("the database of the bench could not be prepared")
    return said.decode().strip()
