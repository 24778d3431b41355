"""Everything real: one center for the session, phones in their own processes, people in browsers of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from telephony.softphones.bank import Bank, open_bank
from tests.support.whole_center import TRUNK_ADDRESS, WholeCenter, whole_center


@pytest.fixture(scope="session")
def center() -> Iterator[WholeCenter]:
    with whole_center() as running:
        yield running


@pytest_asyncio.fixture
async def callers() -> AsyncIterator[Bank]:
    """Phones behind the demo trunk."""
    async with open_bank(TRUNK_ADDRESS) as bank:
        yield bank


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the screens go: tests/output unless the documentation is being made."""
    folder = Path(__file__).resolve().parents[1] / "output" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
