"""Processes of a bench: started, heard until they say that they are ready, ended in good order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

LAST_WORDS = 20


@asynccontextmanager
async def speaking(
    argv: Sequence[str], ready: str, *, environ: Mapping[str, str] | None = None, seconds_max: float = 60
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Runs `argv` for the length of the block, which begins when it has said a line that holds `ready`.

    Raises SystemExit with its last words when it ends before, TimeoutError when it takes longer than `seconds_max`.
    """
    process = await asyncio.create_subprocess_exec(
        *argv,
        env=None if environ is None else dict(environ),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(seconds_max):
            said: list[str] = []
            while ready not in (line := (await process.stdout.readline()).decode(errors="replace")):
                said.append(line)
                if not line:
                    raise SystemExit(f"{argv[0]} did not start:\n{''.join(said[-LAST_WORDS:])}")
        async with asyncio.TaskGroup() as tasks:
            # An unread pipe would stop the process once it is full.
            drain = tasks.create_task(process.stdout.read())
            try:
                yield process
            finally:
                if process.returncode is None:
                    process.terminate()
                await process.wait()
                await drain
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
