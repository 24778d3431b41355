"""A desk loses the network in the middle of a talk: the customer hears music, and is joined again or handed on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import (
    CALLER_HZ,
    DIRECT_NUMBER,
    Caller,
    Desk,
    Floor,
    eventually,
    everybody_leaves,
    facts_of,
    recorded,
)
from tests.support.network import Network
from tests.support.running_center import RunningCenter

HEARD_SHARE_MIN = 0.5
AWAY_SECONDS = 10.0
"""How long the network is gone: the scenario, not a wait for something."""
NOTICED_SECONDS_MAX = 6.0
"""After so long without a packet the customer must hear music."""


@pytest_asyncio.fixture
async def api(floor: Floor) -> AsyncIterator[DeskClient]:
    """As administrator, with nobody ready before or after."""
    client = await floor.api()
    await everybody_leaves(client)
    yield client
    await everybody_leaves(client)


async def talking_over(network: Network, floor: Floor) -> Desk:
    """Lena, ready, behind this network."""
    lena = await floor.seat("lena.fischer", network=network)
    await lena.page.goto(f"{lena.base}/desk")
    await lena.be_ready()
    return lena


async def state_of(api: DeskClient, name: str) -> str:
    live: dict[str, Any] = await api.request("GET", "/api/v1/live")
    return next(str(agent["live"]["state"]) for agent in live["agents"] if agent["name"] == name)


async def test_ten_seconds_without_a_network_cost_the_customer_some_music(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient, tmp_path: Path
) -> None:
    network = await floor.network()
    lena = await talking_over(network, floor)
    caller = await Caller(callers, running_center, record=tmp_path / "caller.wav").dial(DIRECT_NUMBER)
    await lena.answers()
    assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN
    clock = asyncio.get_running_loop().time
    with network.away():
        gone = clock()
        await eventually(lambda: reconnecting(api), "the loss is noticed")
        noticed = clock() - gone
        await asyncio.sleep(max(0.0, gone + AWAY_SECONDS - clock()))
    await lena.state_is("Talking")
    assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN, "nothing was clicked"
    await lena.button("End call").click()
    await caller.is_over()
    detail = await recorded(api, caller.number)
    assert detail["outcome"] == "answered"
    assert facts_of(detail).count("phone_lost") == 1, facts_of(detail)
    assert [row["why"] for row in detail["timeline"] if row["kind"] == "phone_rejoined"] == ["rejoined"]
    assert noticed < NOTICED_SECONDS_MAX


async def reconnecting(api: DeskClient) -> bool:
    return await state_of(api, "Lena Fischer") == "reconnecting"
