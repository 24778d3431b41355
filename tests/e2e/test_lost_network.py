"""A desk loses the network in the middle of a talk: the customer hears music, and is joined again or handed on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import (
    AGENT_HZ,
    CALLER_HZ,
    DIRECT_NUMBER,
    Caller,
    Desk,
    Floor,
    eventually,
    everybody_leaves,
    facts_of,
    nothing_is_open,
    recorded,
)
from tests.support.audio import heard_whole, seconds_with_tone
from tests.support.network import Network
from tests.support.running_center import RunningCenter

AWAY_SECONDS = 10.0
"""How long the network is gone: the scenario, not a wait for something."""
AWAITED_SECONDS = 3
TALK_SECONDS_MIN = 2.0


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
    await lena.hears(CALLER_HZ)
    clock = asyncio.get_running_loop().time
    with network.away():
        gone = clock()
        await eventually(lambda: reconnecting(api), "the loss is noticed, and the customer hears music")
        await asyncio.sleep(gone + AWAY_SECONDS - clock())
    await lena.hears(CALLER_HZ)  # both are back, and nothing was clicked
    await lena.state_is("Talking")
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()
    detail = await recorded(api, caller.number)
    assert detail["outcome"] == "answered"
    assert facts_of(detail).count("phone_lost") == 1, facts_of(detail)
    assert [row["why"] for row in detail["timeline"] if row["kind"] == "phone_rejoined"] == ["rejoined"]
    (heard,), rate = await heard_whole(tmp_path / "caller.wav")
    assert seconds_with_tone(heard, rate, AGENT_HZ) >= TALK_SECONDS_MIN, "before and after"


async def reconnecting(api: DeskClient) -> bool:
    return await state_of(api, "Lena Fischer") == "reconnecting"


@asynccontextmanager
async def awaited(api: DeskClient, seconds: int) -> AsyncIterator[None]:
    """The queue of DIRECT_NUMBER awaits a lost phone for so long."""
    numbers = (await api.request("GET", "/api/v1/numbers?limit=200"))["results"]
    queue = next(row["queue"] for row in numbers if row["number"] == DIRECT_NUMBER)
    before = (await api.request("GET", f"/api/v1/queues/{queue}"))["rescue_seconds"]
    await api.request("PATCH", f"/api/v1/queues/{queue}", {"rescue_seconds": seconds})
    try:
        yield
    finally:
        await api.request("PATCH", f"/api/v1/queues/{queue}", {"rescue_seconds": before})


async def test_who_stays_away_loses_the_customer_to_the_head_of_the_queue(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient
) -> None:
    network = await floor.network()
    mehmet = await floor.seat("mehmet.yilmaz", tone_hz=AGENT_HZ)
    await mehmet.page.goto(f"{mehmet.base}/desk")
    async with awaited(api, AWAITED_SECONDS):
        lena = await talking_over(network, floor)
        lost = await Caller(callers, running_center, name="Ruth Lange").dial(DIRECT_NUMBER)
        await lena.answers()
        later = await Caller(callers, running_center, name="Somebody later").dial(DIRECT_NUMBER)
        await later.is_answered()
        with network.away():
            await eventually(lambda: reconnecting(api), "the loss is noticed")
            await eventually(lambda: given_up(api), "the phone is not awaited any more")
            await mehmet.be_ready()
            await expect(mehmet.page.get_by_role("region", name="Call for you")).to_contain_text("Ruth Lange")
            await mehmet.answers()
            await mehmet.hears(CALLER_HZ)
        later.hang_up()
        lost.hang_up()
        await mehmet.wraps_up()
    detail = await recorded(api, lost.number)
    assert (detail["agent"]["name"], detail["outcome"]) == ("Mehmet Yılmaz", "answered")
    assert [row["why"] for row in detail["timeline"] if row["kind"] == "phone_rejoined"] == ["requeued"]
    first, second = detail["visits"]
    assert second["entered_at"] == first["entered_at"], "the wait is kept"
    assert (await recorded(api, later.number))["outcome"] == "abandoned"
    await nothing_is_open(api)


async def given_up(api: DeskClient) -> bool:
    return await state_of(api, "Lena Fischer") not in ("reconnecting", "talking")
