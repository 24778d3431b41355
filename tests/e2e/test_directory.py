"""The directory of a desk in a call: favourites, what was used last, speed dial and what changes while one looks, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import DIRECT_NUMBER, Caller, Desk, Floor, everybody_leaves
from tests.support.running_center import RunningCenter

QUEUE = "Billing DE"
SPEED_DIAL = "Metering service"
HEADS = ("Favourites", "Used last", "Number", "People", "Queues", "Menus", "Offline")
RECENT_MAX = 10
USED = [f"+4940555990{n:02}" for n in range(12)]
WAITED_BEFORE = 6
"""Calls that had to wait for somebody, until the engine trusts its estimate (acd/core/estimates.py)."""


@pytest_asyncio.fixture
async def api(floor: Floor) -> AsyncIterator[DeskClient]:
    """As administrator, with nobody ready before or after."""
    client = await floor.api()
    await everybody_leaves(client)
    yield client
    await everybody_leaves(client)


async def in_a_call(running_center: RunningCenter, callers: Bank, floor: Floor) -> tuple[Desk, Caller]:
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")
    await lena.be_ready()
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await lena.answers()
    return lena, caller


async def opened(desk: Desk, typed: str = "") -> Locator:
    """The directory, to ask somebody, with this in its field."""
    # A dialog that was closed by a key leaves the page a moment after it.
    await expect(desk.page.locator("[data-autofocus]")).to_have_count(0)
    await desk.page.keyboard.press("c")
    field = desk.page.get_by_role("combobox")
    await expect(field).to_be_focused()
    await desk.page.keyboard.type(typed)
    return field


async def groups(page: Page) -> dict[str, list[str]]:
    """What the list shows below each of its heads."""
    found: dict[str, list[str]] = {}
    head = ""
    for text in await page.get_by_role("option").all_inner_texts():
        first, *rest = [line.strip() for line in text.splitlines() if line.strip()]
        if first in HEADS:
            head, first = first, rest[0]
        found.setdefault(head, []).append(first)
    return found


async def test_stars_speed_dial_and_the_last_ten_are_there_by_keyboard(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient
) -> None:
    own = await floor.api("lena.fischer")
    for place in (await own.request("GET", "/api/v1/directory/own"))["favourites"]:
        await own.request("PUT", "/api/v1/directory/own", {"place": place, "starred": False})
    for number in USED:
        await own.request("PUT", "/api/v1/directory/own", {"place": f"number:{number}"})
    lena, caller = await in_a_call(running_center, callers, floor)
    page = lena.page

    # A star by its key: the entry stands first the next time, on every computer.
    await opened(lena, "aylin")
    await page.keyboard.press("*")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Aylin Demir")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("favourite")
    await page.keyboard.press("Escape")
    await opened(lena)
    await expect(page.get_by_role("option").first).to_contain_text("Aylin Demir")
    shown = await groups(page)
    assert [text.startswith("Aylin Demir") for text in shown["Favourites"]] == [True]
    assert len(shown["Used last"]) == RECENT_MAX
    digits = [re.sub(r"\D", "", text) for text in shown["Used last"]]
    assert digits == [number[1:] for number in reversed(USED)][:RECENT_MAX], "the newest first"

    # A number of the house by the beginning of its name: rung, and let go again.
    await page.keyboard.type("meter")
    await expect(page.get_by_role("option", selected=True)).to_contain_text(SPEED_DIAL)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("group", name="Asking somebody")).to_be_visible()
    await page.keyboard.press("x")
    await expect(page.get_by_role("group", name="Asking somebody")).to_have_count(0)
    await opened(lena)
    await expect(page.get_by_role("option").nth(1)).to_contain_text(SPEED_DIAL)
    assert len((await groups(page))["Used last"]) == RECENT_MAX

    # The star is taken away as it was given.
    await page.keyboard.press("*")
    await expect(page.get_by_role("option").first).to_contain_text(SPEED_DIAL)
    assert "Favourites" not in await groups(page)
    await page.keyboard.press("Escape")
    caller.hang_up()
    await caller.is_over()
    await lena.wraps_up()
    assert lena.person.complaints == []


async def waits_and_is_answered(lena: Desk, api: DeskClient, caller: Caller) -> None:
    """Nobody is there when the call comes; then somebody is."""
    await everybody_leaves(api)
    await lena.state_is("Offline")
    caller.dial_again(DIRECT_NUMBER)
    await expect(
        lena.page.get_by_role("region", name="Phone").get_by_role("listitem").filter(has_text=QUEUE).locator(".num").first
    ).to_have_text("1")
    await lena.be_ready()
    await lena.answers()
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()


async def test_presence_and_waits_change_while_one_looks(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient
) -> None:
    lena, caller = await in_a_call(running_center, callers, floor)
    page = lena.page
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()
    for _ in range(WAITED_BEFORE):
        await waits_and_is_answered(lena, api, caller)
    mehmet = await floor.seat("mehmet.yilmaz")
    await mehmet.page.goto(f"{mehmet.base}/desk")
    caller.dial_again(DIRECT_NUMBER)
    await lena.answers()

    # Of a colleague, by the words of the live state.
    await opened(lena, "mehmet")
    colleague = page.get_by_role("option").filter(has_text="Mehmet")
    await expect(colleague).to_contain_text("Offline")
    await mehmet.be_ready()
    await expect(colleague).to_contain_text("Ready")
    await everybody_leaves_but(api, "Lena Fischer")
    await expect(colleague).to_contain_text("Offline")

    # Of a queue: how many wait, and for about how long.
    await page.get_by_role("combobox").fill(QUEUE)
    queue = page.get_by_role("option").filter(has_text=QUEUE).filter(has_text=re.compile("free|wait|closed"))
    await expect(queue).to_contain_text("nobody is free")
    waiting = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await expect(queue).to_contain_text(re.compile(r"1 waits · about \d+:\d\d"))
    waiting.hang_up()
    await waiting.is_over()
    await expect(queue).to_contain_text("nobody is free")
    await page.keyboard.press("Escape")
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()
    assert lena.person.complaints + mehmet.person.complaints == []


async def everybody_leaves_but(api: DeskClient, name: str) -> None:
    for agent in (await api.request("GET", "/api/v1/agents?limit=200"))["results"]:
        if agent["name"] != name:
            await api.request("PUT", f"/api/v1/agents/{agent['id']}/presence", {"presence": "offline", "reason": ""})
