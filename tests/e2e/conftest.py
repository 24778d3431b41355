"""Everything real: one center for the session, phones in their own processes, people in browsers of their own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from telephony.softphones.bank import Bank, open_bank

TRUNK_ADDRESS = "127.0.0.2"
"""From where the demo trunk's calls come."""


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
