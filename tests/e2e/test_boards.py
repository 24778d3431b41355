"""A wallboard of one's own in real browsers: put together by keyboard alone, shared, changed by a call, hung on a wall."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from playwright.async_api import Locator, Page, ViewportSize, expect

from telephony.softphones.bank import Bank
from tests.e2e.people import MENU_NUMBER, Caller, Desk, Floor, eventually, everybody_leaves, nothing_is_open
from tests.support.running_center import RunningCenter

NAME = "Evening shift"
TEXT_PX_MIN = 20
WALL: ViewportSize = {"width": 1920, "height": 1080}
SMALLEST_TEXT = """() => {
  const sizes = [];
  const walk = document.createTreeWalker(document.querySelector('[data-tv]'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest('.visually-hidden, title')) continue;
    sizes.push([parseFloat(getComputedStyle(element).fontSize), walk.currentNode.data]);
  }
  return sizes.sort((a, b) => a[0] - b[0])[0];
}"""


def tile(page: Page, name: str) -> Locator:
    """In the editor: what has the focus when one moves a tile."""
    return page.get_by_role("application", name=re.compile(rf"^{name}, "))


async def makes_a_board(desk: Desk) -> None:
    """From nothing, without touching the mouse."""
    page = desk.page
    await page.goto(f"{desk.base}/wallboard")
    await expect(desk.button("Board: Overview. Choose another")).to_be_visible()
    await page.keyboard.press("b")
    await expect(page.get_by_role("menu")).to_be_visible()
    await page.keyboard.press("n")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("textbox").first).to_be_focused()
    await page.keyboard.type(NAME)
    await page.keyboard.press("Tab")
    await page.keyboard.type("Nothing")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=f"Edit {NAME}")).to_be_visible()


async def puts_tiles_onto_it(desk: Desk) -> None:
    page = desk.page
    await page.keyboard.press("a")
    await page.keyboard.press("Enter")
    number = tile(page, "Waiting")
    await expect(number).to_be_focused()
    await expect(number).to_have_attribute("aria-label", re.compile("column 1, row 1, 3 wide, 3 high"))
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(number).to_have_attribute("aria-label", re.compile("column 2, row 1, 4 wide"))
    await page.keyboard.press("Control+z")
    await expect(number).to_have_attribute("aria-label", re.compile("column 1, row 1, 4 wide"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Title")).to_be_focused()
    await page.keyboard.type("Callers")
    await page.keyboard.press("Escape")
    await expect(tile(page, "Callers")).to_be_focused()
    for kind in ("Table", "List", "Clock"):
        await desk.button(kind).focus()
        await page.keyboard.press("Enter")
    await expect(page.get_by_role("application")).to_have_count(4)
    await page.keyboard.press("Delete")
    await expect(page.get_by_role("application")).to_have_count(3)
    await page.keyboard.press("Control+z")
    await expect(page.get_by_role("application")).to_have_count(4)


async def test_a_board_is_made_by_keyboard_shared_and_changed_by_a_call(
    running_center: RunningCenter, floor: Floor, callers: Bank, pictures: Path
) -> None:
    api = await floor.api()
    await everybody_leaves(api)
    await nothing_is_open(api)
    maker = await floor.seat("jonas.reuter")
    await makes_a_board(maker)
    await puts_tiles_onto_it(maker)
    await maker.picture(pictures, "board-editor-en-light")

    # A message without words is refused at its field, and nothing is lost.
    await maker.button("Message").click()
    await maker.page.keyboard.press("Control+s")
    await expect(maker.page.get_by_role("alert").first).to_be_visible()
    # The browser notes the refusal itself, before or after the page shows it; nothing else may stand there.
    await eventually(lambda: asyncio.sleep(0, maker.person.complaints), "the browser notes the refusal")
    assert all("400" in said for said in maker.person.complaints), maker.person.complaints
    maker.person.complaints.clear()
    await maker.page.get_by_role("textbox", name="Message").fill("Stay calm")
    await maker.button("Close the form").click()
    await maker.page.get_by_text("Everybody", exact=True).click()
    await maker.page.keyboard.press("Control+s")
    await expect(maker.button(f"Board: {NAME}. Choose another")).to_be_visible()

    # Who is elsewhere finds it at once, and sees the next change by itself; how soon is measured in benchmarks/, not here.
    other = await floor.seat("admin")
    boards = (await api.request("GET", "/api/v1/boards"))["results"]
    (board,) = [one for one in boards if one["name"] == NAME]
    await other.page.goto(f"{other.base}/wallboard/{board['id']}")
    callers_tile = other.page.get_by_role("group", name="Callers")
    await expect(callers_tile).to_contain_text("0")
    theirs = await Floor.api_of(maker)
    await theirs.request("PUT", f"/api/v1/boards/{board['id']}", {**board, "name": "Late shift"})
    await expect(other.button("Board: Late shift. Choose another")).to_be_visible()

    # A call changes the number on both, and a press opens who waits.
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")
    caller = await Caller(callers, running_center, name="Erika Holm").dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    for desk in (maker, other):
        await expect(desk.page.get_by_role("group", name="Callers")).to_contain_text("1")
    await other.page.get_by_role("group", name="Callers").get_by_role("button").first.click()
    await expect(other.page.get_by_role("dialog", name="Callers")).to_contain_text("Erika Holm")
    await other.page.keyboard.press("Escape")
    await maker.picture(pictures, "board-en-light")

    # On the wall nothing is small, and the age of the data is there.
    await maker.page.set_viewport_size(WALL)
    await maker.page.goto(f"{maker.base}/wallboard/{board['id']}?tv")
    await expect(maker.page.locator("[data-tv]")).to_contain_text("Live")
    smallest = await maker.page.evaluate(SMALLEST_TEXT)
    assert smallest[0] >= TEXT_PX_MIN, smallest
    await maker.picture(pictures, "board-tv-en")
    caller.hang_up()
    await caller.is_over()
    await expect(maker.page.get_by_role("group", name="Callers")).to_contain_text("0")

    # Gone for everybody, also for who looks at it.
    await theirs.request("DELETE", f"/api/v1/boards/{board['id']}")
    await expect(other.page.get_by_text("This board is not there any more")).to_be_visible()
    for desk in (maker, other):
        assert desk.person.complaints == [], desk.person.complaints


async def test_numbers_of_today_lead_to_their_calls(floor: Floor) -> None:
    desk = await floor.seat("jonas.reuter")
    api = await Floor.api_of(desk)
    number = {"kind": "number", "id": "t1", "place": {"x": 0, "y": 0, "width": 4, "height": 3}, "measure": "abandoned", "title": "Lost"}
    made = await api.request("POST", "/api/v1/boards", {"name": "Lost calls", "tiles": [number]})
    try:
        await desk.page.goto(f"{desk.base}/wallboard/{made['id']}")
        await desk.page.get_by_role("link", name="Lost").click()
        await expect(desk.page).to_have_url(re.compile(r"/calls\?.*outcome=abandoned"))
        assert desk.person.complaints == [], desk.person.complaints
    finally:
        await api.request("DELETE", f"/api/v1/boards/{made['id']}")
