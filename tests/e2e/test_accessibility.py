"""Nobody is kept out: no screen breaks a rule of accessibility, in either language and theme, nor spills at 200 %."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from telephony.softphones.bank import Bank
from tests.e2e.people import MENU_NUMBER, Caller, Floor, eventually, everybody_leaves, nothing_is_open
from tests.e2e.screens import Inspection, administration, routes
from tests.support.running_center import RunningCenter

KNOWN_NUMBER = "+494066969101"
"""Of a contact of the demo, so that the desk has a card and a past to show."""
FAILS = re.compile(r"/api/v1/contacts\b")
LOOKED_AT = {
    "/": "leads to the first page of one's role",
    "/admin": "leads to the queues",
    "/sign-in": "before signing in",
    "/styleguide": "with the pages",
    "/desk": "through a whole call",
    "/wallboard": "by the supervisor",
    "/wallboard/$board": "by the supervisor",
    "/floor": "by the supervisor",
    "/floor/alarms": "by the supervisor",
    "/calls": "with the pages",
    "/calls/$id": "with the pages",
    "/follow-ups": "with the pages",
    "/reports": "with the pages",
    "/reports/what-if": "with the pages",
    "/contacts": "with the pages",
    "/contacts/$id": "with the pages",
    "/admin/$room": "each room",
    "/admin/$room/$id": "the first thing of each room and a new one",
}
WITHOUT_THINGS = ("center", "configuration", "drafts", "setup", "doctor", "limits")
"""Rooms that are one page: nothing is made anew there."""
MADE_IN_A_DIALOG = ("flows",)
both_ways = pytest.mark.parametrize(("language", "dark"), [("en", False), ("de", True)], ids=["english-light", "german-dark"])


def test_every_page_of_the_product_is_looked_at() -> None:
    assert routes() == set(LOOKED_AT)
    assert len(administration()) > len(WITHOUT_THINGS)


def any_of(page: Page, english: str, german: str) -> Any:
    """What has one of these names."""
    return page.get_by_role("button", name=re.compile(f"^(?:{english}|{german})"))


async def in_a_dialog(seen: Inspection, screen: str, opens: Callable[[], Awaitable[None]]) -> None:
    """Looks at a dialog and closes it."""
    await opens()
    dialog = seen.desk.page.locator("dialog[open]")
    await expect(dialog).to_be_visible()
    await seen.look(screen)
    await seen.desk.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def by_key(seen: Inspection, screen: str, key: str) -> None:
    await in_a_dialog(seen, screen, lambda: seen.desk.page.keyboard.press(key))


@both_ways
async def test_the_desk_from_signing_in_to_the_next_call(
    running_center: RunningCenter, callers: Bank, floor: Floor, language: str, dark: bool
) -> None:
    await everybody_leaves(await floor.api())
    desk = await floor.seat("lena.fischer", language=language, dark=dark)
    seen = Inspection(desk, language, dark)
    page = desk.page
    await seen.go("/desk")
    await expect(any_of(page, "I am ready", "Ich bin bereit")).to_be_visible()
    await seen.look("/desk")
    await by_key(seen, "the keys", "?")
    await by_key(seen, "the palette", "Control+K")
    caller = await Caller(callers, running_center, name="Katharina Brandt", number=KNOWN_NUMBER).dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    await expect(any_of(page, "I am ready", "Ich bin bereit")).to_be_enabled()
    await page.keyboard.press("Control+.")
    await expect(any_of(page, "Answer", "Annehmen")).to_be_visible()
    await seen.look("the desk, ringing")
    await page.keyboard.press("Alt+Enter")
    end = any_of(page, "End call", "Auflegen")
    await expect(end).to_be_visible()
    await seen.look("the desk, talking")
    await by_key(seen, "the directory to transfer", "t")
    await by_key(seen, "the directory to ask", "c")
    await by_key(seen, "the call-back", "b")
    await page.keyboard.press("n")
    follow_up = page.locator("[data-follow-up]")
    await expect(follow_up).to_be_focused()
    await seen.look("the follow-up")
    await page.keyboard.press("Escape")
    await expect(follow_up).to_have_count(0)
    await page.keyboard.press("k")
    await seen.look("the keypad")
    await page.keyboard.press("Escape")
    await end.click()
    await caller.is_over()
    await expect(page.get_by_role("radiogroup").first).to_be_visible()
    await seen.look("the desk, wrap-up")
    await page.keyboard.press("Control+Enter")
    await seen.look("the desk, wrap-up that misses an outcome")
    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("radiogroup")).to_have_count(0)
    await seen.look("the desk, ready")
    await by_key(seen, "the dialling", "d")
    await in_a_dialog(seen, "my follow-ups", lambda: any_of(page, r"\d+ follow-up", r"\d+ Wiedervorlage").click())
    await nothing_is_open(await floor.api())
    assert seen.complaints() == []


async def somebody_is_there(api: Any) -> str:
    """The name of an agent who is not ready, for as long as nobody changes it."""
    agents = (await api.request("GET", "/api/v1/agents?limit=200"))["results"]
    reasons = (await api.request("GET", "/api/v1/not-ready-reasons"))["results"]
    wish = {"presence": "not_ready", "reason": reasons[0]["code"]}
    await api.request("PUT", f"/api/v1/agents/{agents[0]['id']}/presence", wish)
    return str(agents[0]["name"])


@both_ways
async def test_the_wall_and_the_floor(floor: Floor, language: str, dark: bool) -> None:
    lena = await somebody_is_there(await floor.api())
    seen = Inspection(await floor.seat("jonas.reuter", language=language, dark=dark), language, dark)
    page = seen.desk.page
    await seen.open("/wallboard")
    await expect(page).to_have_title(re.compile("^(?:Wallboard|Anzeigetafel) – ccplatform$"))
    boards = await (await floor.api("jonas.reuter")).request("GET", "/api/v1/boards")
    board = (boards["results"] if isinstance(boards, dict) else boards)[0]["id"]
    await seen.open(f"/wallboard/{board}")
    await seen.open(f"/wallboard/{board}?edit=true", zoomed=False)
    await seen.open("/floor/alarms")
    await seen.open("/floor")
    await page.get_by_role("option", name=lena).click()
    await seen.look("the floor with somebody chosen")
    await by_key(seen, "a message to somebody", "m")
    # A wall in the distance is for eyes that are far away, not for small windows.
    await page.goto(f"{seen.desk.base}/wallboard?tv=true")
    await expect(page.get_by_role("row").first).to_be_visible()
    await seen.look("the wall as a television", zoomed=False)
    assert seen.complaints() == []


async def a_call(api: Any) -> str:
    """The id of one in the records."""

    async def look() -> str | None:
        rows = (await api.request("GET", "/api/v1/interactions?limit=1"))["results"]
        return str(rows[0]["id"]) if rows else None

    return str(await eventually(look, "a call is in the records"))


@both_ways
async def test_the_pages_of_what_has_been(running_center: RunningCenter, callers: Bank, floor: Floor, language: str, dark: bool) -> None:
    caller = await Caller(callers, running_center).dial(MENU_NUMBER)
    await caller.is_answered()
    caller.hang_up()
    await caller.is_over()
    api = await floor.api()
    contacts = (await api.request("GET", "/api/v1/contacts?limit=1"))["results"]
    seen = Inspection(await floor.seat("admin", language=language, dark=dark), language, dark)
    for path in ("/calls", f"/calls/{await a_call(api)}", "/follow-ups", "/reports", "/reports/what-if", "/contacts"):
        await seen.open(path)
    for path in (f"/contacts/{contacts[0]['id']}", "/contacts/new", "/styleguide", "/nowhere"):
        await seen.open(path)
    assert seen.complaints() == []
    # From here on the browser itself complains, rightly, about an answer that is an error.
    page = seen.desk.page
    await page.route(FAILS, lambda route: route.fulfill(status=500, json={"code": "error", "detail": "out of order"}))
    await page.goto(f"{seen.desk.base}/contacts")
    await expect(page.get_by_role("alert").first).to_be_visible()
    await seen.look("what could not be loaded")
    await page.context.clear_cookies()
    await page.goto(f"{seen.desk.base}/sign-in")
    await expect(page.locator("input[type=password]")).to_be_visible()
    await seen.look("the sign-in")
    await page.locator("input[autocomplete=username]").first.fill("nobody")
    await page.locator("input[type=password]").first.fill("wrong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_be_visible()
    await seen.look("the sign-in that failed")
    assert seen.found == []


@both_ways
async def test_every_room_of_the_administration(floor: Floor, language: str, dark: bool) -> None:
    seen = Inspection(await floor.seat("admin", language=language, dark=dark), language, dark)
    for room in administration():
        await seen.open(f"/admin/{room}")
        first = seen.desk.page.locator("tr[data-opens]").first
        if await first.count():
            await first.click()
            await expect(seen.desk.page).to_have_url(re.compile(rf"/admin/{room}/.+"))
            await seen.look(f"/admin/{room}, the first")
        if room in MADE_IN_A_DIALOG:
            await seen.open(f"/admin/{room}")
            await in_a_dialog(seen, f"/admin/{room}, a new one", any_of(seen.desk.page, "New flow", "Neuer Ablauf").click)
        elif room not in WITHOUT_THINGS:
            await seen.open(f"/admin/{room}/new")
    assert seen.complaints() == []
