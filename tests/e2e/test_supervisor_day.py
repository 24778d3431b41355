"""What a supervisor does from the floor and the wallboard, at a real center: alarms, lending, the order of callers, messages, why."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.people import dump, eventually, everybody_leaves, recorded
from tests.e2e.working_day import Day, empty_day
from tests.support.running_center import RunningCenter
from tests.support.webhooks import WebhookServer, webhook_server

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUEUE = "Billing DE"
SECRET = "a secret of at least sixteen"
WAIT_SECONDS = 2


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(running_center: RunningCenter, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    """A supervisor and two agents come once, for all tests of this file."""
    async with AsyncExitStack() as stack:
        day = await empty_day(stack, running_center, tmp_path_factory.mktemp("supervisor"))
        await day.arrive("jonas.reuter", "/floor")
        await day.arrive("lena.fischer", "/desk")
        await day.arrive("aylin.demir", "/desk")
        yield day
        await everybody_leaves(day.api)


@pytest.fixture
def web() -> Iterator[WebhookServer]:
    with webhook_server() as server:
        yield server


async def queue_id(day: Day) -> int:
    queues = (await day.api.request("GET", "/api/v1/queues?limit=200"))["results"]
    return next(int(row["id"]) for row in queues if row["name"] == QUEUE)


async def at(page: Page, place: str) -> None:
    await page.get_by_role("navigation").first.get_by_role("link", name=place, exact=True).click()


async def test_an_alarm_is_seen_taken_by_name_sent_signed_and_ends(day: Day, web: WebhookServer) -> None:
    await everybody_leaves(day.api)
    wish: dict[str, Any] = {"name": "Waits too long", "kind": "wait", "bound": WAIT_SECONDS, "clear_seconds": 0, "severe": True}
    told_to = {"queue": await queue_id(day), "webhook_url": web.url, "webhook_secret": SECRET}
    rule = await day.api.request("POST", "/api/v1/alarm-rules", wish | told_to)
    try:
        caller, _ = await day.call("Rüdiger Maßmann")
        page = day.jonas.page
        bar = page.locator("header").first
        await expect(bar).to_contain_text(f"{QUEUE}: longest wait")
        await at(page, "Wallboard")
        await expect(page.get_by_text(f"{QUEUE}: longest wait").first).to_be_visible()
        await at(page, "Floor")
        await bar.get_by_role("button", name=re.compile("^I take it")).click()
        await expect(bar).to_contain_text("Jonas Reuter looks after it")
        caller.hang_up()
        await expect(bar).to_contain_text("No alarm")

        async def both_came() -> bool:
            return len(web.came) == 2

        await eventually(both_came, "the webhook is told of the alarm and of its end")
        raised, cleared = web.signed_by(SECRET)
        assert (raised["event"], raised["alarm"]["subject_name"]) == ("alarm.raised", QUEUE), dump(raised)
        assert (cleared["event"], cleared["alarm"]["id"]) == ("alarm.cleared", raised["alarm"]["id"])
        history = (await day.api.request("GET", "/api/v1/alarms"))["results"]
        assert next(row["taken_by"] for row in history if row["id"] == raised["alarm"]["id"]) == "Jonas Reuter"
    finally:
        await day.api.request("DELETE", f"/api/v1/alarm-rules/{rule['id']}")


async def test_somebody_is_lent_to_a_queue_and_is_rung_for_it(day: Day) -> None:
    await day.rings_next_at(day.aylin)
    panel = await day.looks_at("Aylin Demir")
    works = panel.get_by_role("checkbox", name=QUEUE)
    await expect(works).not_to_be_checked()
    # Checked when the center has it, not when it was clicked.
    await works.click()
    try:
        await expect(works).to_be_checked()
        await expect(day.jonas.page.get_by_text("Aylin Demir now works for:")).to_be_visible()
        caller, _ = await day.call("Heinrich von Thalberg")
        await expect(day.aylin.page.get_by_role("region", name="Call for you")).to_contain_text("Heinrich von Thalberg")
        await day.aylin.answers()
        await day.aylin.button("End call").click()
        await caller.is_over()
        await day.aylin.wraps_up()
    finally:
        await works.click()
        await expect(works).not_to_be_checked()


async def test_a_presence_that_the_supervisor_sets_stands_at_the_desk(day: Day) -> None:
    await day.rings_next_at(day.aylin)
    panel = await day.looks_at("Aylin Demir")
    await panel.get_by_label("Presence").select_option(label="Not ready: Lunch")
    await day.aylin.state_is("Lunch")


async def test_who_is_pulled_forward_is_answered_first(day: Day) -> None:
    await everybody_leaves(day.api)
    await day.lena.state_is("Offline")
    first, _ = await day.call("Björn Åkesson")
    second, _ = await day.call("Paul Ehrlich-Voss")
    page = day.jonas.page
    await page.keyboard.press("Escape")
    panel = page.get_by_role("complementary", name="Details")
    await panel.get_by_role("button", name=re.compile(f"^{QUEUE}")).click()
    await panel.get_by_role("button", name="Pull forward: Paul Ehrlich-Voss").click()
    await expect(panel.get_by_role("button", name="Pull forward: Paul Ehrlich-Voss")).to_have_count(0)
    await day.lena.be_ready()
    await expect(day.lena.page.get_by_role("region", name="Call for you")).to_contain_text("Paul Ehrlich-Voss")
    await day.lena.answers()
    first.hang_up()
    await day.lena.button("End call").click()
    await second.is_over()
    await day.lena.wraps_up()
    assert (await recorded(day.api, first.number))["outcome"] == "abandoned"
    assert (await recorded(day.api, second.number))["agent"]["name"] == "Lena Fischer"


async def test_a_message_to_a_team_reaches_its_people_and_nobody_else(day: Day) -> None:
    page = day.jonas.page
    await page.get_by_role("button", name="Message all").click()
    dialog = page.get_by_role("dialog", name="New message")
    await dialog.get_by_label("To").select_option(label="Team Back office")
    await dialog.get_by_label("Text").fill("Team meeting at three.")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    message = day.aylin.page.get_by_role("region", name="Messages")
    await expect(message).to_contain_text("Team meeting at three.")
    await expect(day.lena.page.get_by_role("region", name="Messages")).to_have_count(0)
    await message.get_by_role("button", name="Read").click()
    await expect(message).to_have_count(0)


async def test_a_number_on_the_wallboard_leads_to_its_calls_and_a_call_says_why_it_went_to_whom(day: Day) -> None:
    page = day.jonas.page
    await at(page, "Wallboard")
    row = page.get_by_role("row").filter(has_text=QUEUE)
    await row.get_by_role("link").first.click()
    await expect(page).to_have_url(re.compile(r"/calls\?.*outcome=%22answered%22|/calls\?.*outcome=answered"))
    await page.get_by_role("row").filter(has_text="Paul Ehrlich-Voss").first.click()
    await expect(page).to_have_url(re.compile(r"/calls/[^?]+$"))
    why = page.get_by_role("region", name="Why this agent?")
    await expect(why).to_contain_text("Lena Fischer")
    await at(page, "Floor")
    for desk in day.desks.values():
        assert desk.person.complaints == [], desk.username
