"""Everything real: one center for the session, phones in their own processes, people in browsers of their own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from telephony.softphones.bank import Bank, open_bank
from tests.e2e.people import TRUNK_ADDRESS, Floor
from tests.support.running_center import RunningCenter


@pytest_asyncio.fixture
async def callers() -> AsyncIterator[Bank]:
    """Phones behind the demo trunk."""
    async with open_bank(TRUNK_ADDRESS) as bank:
        yield bank


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the screens go: tests/output, or docs/pictures when `make docs-pictures` says so."""
    default = Path(__file__).resolve().parents[1] / "output" / "pictures"
    folder = Path(os.environ.get("PICTURES_DIR", default))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture
async def floor(running_center: RunningCenter, tmp_path: Path) -> AsyncIterator[Floor]:
    """Nobody is there yet: seat people."""
    async with AsyncExitStack() as stack:
        yield Floor(running_center, tmp_path, stack)
