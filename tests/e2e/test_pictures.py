"""Pictures of every screen with calls behind it: `make docs-pictures` keeps them in docs/pictures, other runs below tests/output.

The names say what is seen: <screen>-<language>-<light or dark>, and the width behind it where it is not 1440.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from launch.places import CHECKOUT
from telephony.softphones.bank import Bank
from tests.e2e.people import MENU_NUMBER, Caller, Desk, Floor, eventually, everybody_leaves
from tests.e2e.screens import COLOURS_HAVE_CHANGED, LOADING
from tests.support.running_center import OF_THE_SESSION, RunningCenter

USUAL = {"width": 1440, "height": 900}
SMALL = {"width": 1280, "height": 720}
KNOWN_NUMBER = "+494066969101"
"""Of a contact of the demo, so that the desk has a card and a past to show."""
DEMO_CALLS_PER_MINUTE = 40
ANSWERED_BEFORE_PICTURES = 8 if "PICTURES_DIR" in os.environ else 3
INTERACTIONS_AT_ONCE = 4
DEMO_SECONDS_MAX = 150
TALKED_A_WHILE = re.compile(r"00:(0[6-9]|[1-5]\d)")
WORDS = {
    "en": ("Answer", "End call", "Talking", "Wrap-up", "Note", "Wants a lower instalment from December"),
    "de": ("Annehmen", "Auflegen", "Im Gespräch", "Nacharbeit", "Notiz", "Möchte ab Dezember einen kleineren Abschlag"),
}
ADMINISTRATION = ("queues", "skills", "flows", "agents", "reasons", "numbers", "trunks", "devices", "dispositions", "configuration")
WITH_A_FORM = ("queues", "agents", "numbers", "trunks", "flows")


async def settled(page: Page) -> None:
    """Nothing is being loaded and the fonts are there."""
    await expect(page.locator(LOADING)).to_have_count(0)
    await page.evaluate("document.fonts.ready.then(() => undefined)")


async def take(desk: Desk, folder: Path, name: str, *, sizes: Sequence[dict[str, int]] = (USUAL,)) -> None:
    """Light and dark, in each size."""
    page = desk.page
    await settled(page)
    for size in sizes:
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for scheme in ("dark", "light"):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            await expect(page.locator("html")).to_have_attribute("data-theme", scheme)
            await page.evaluate(COLOURS_HAVE_CHANGED)
            await desk.picture(folder, f"{name}-{scheme}{'' if size is USUAL else '-' + str(size['width'])}")
    await page.set_viewport_size({"width": USUAL["width"], "height": USUAL["height"]})


async def show(desk: Desk, path: str) -> None:
    """Opens a page of the center and waits until its content is there; pages are pushed to, so that a loaded one is quiet."""
    await desk.page.goto(f"{desk.base}{path}", wait_until="networkidle")
    await expect(desk.page.locator("main")).to_be_visible()
    await settled(desk.page)


@contextlib.asynccontextmanager
async def demo_calls(center: RunningCenter) -> AsyncIterator[None]:
    """`make demo-calls` for as long as one looks; its phones say goodbye before it ends."""
    environment = {name: value for name, value in os.environ.items() if name not in OF_THE_SESSION} | center.environment
    arguments = ("-m", "telephony.softphones.demo", "--calls-per-minute", str(DEMO_CALLS_PER_MINUTE))
    demo = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=CHECKOUT, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield
        assert demo.returncode is None, "the demo still calls"
    finally:
        with contextlib.suppress(ProcessLookupError):
            demo.send_signal(signal.SIGINT)
        await demo.wait()


async def an_answered_call(api: Any) -> str | None:
    """The id of one with a recording that can be played, when there are enough of them for a picture."""
    rows = (await api.request("GET", "/api/v1/interactions?outcome=answered&limit=100"))["results"]
    over = [row for row in rows if row["has_recording"] and row["wrap_up_seconds"]]
    if len(over) < ANSWERED_BEFORE_PICTURES:
        return None
    longest = max(over, key=lambda row: float(row["talk_seconds"]))
    recording = (await api.request("GET", f"/api/v1/interactions/{longest['id']}"))["recording"]
    return str(longest["id"]) if recording["state"] == "ready" else None


async def a_busy_floor(api: Any) -> bool:
    """Several people talk at once."""
    live = await api.request("GET", "/api/v1/live")
    return len(live["interactions"]) >= INTERACTIONS_AT_ONCE


async def test_pictures_of_the_sign_in(floor: Floor, pictures: Path) -> None:
    for language in ("en", "de"):
        desk = await floor.seat("jonas.reuter", language=language)
        await desk.page.context.clear_cookies()
        await desk.page.goto(f"{desk.base}/sign-in")
        await expect(desk.page.locator("input[type=password]")).to_be_visible()
        await take(desk, pictures, f"sign-in-{language}")


async def test_pictures_of_the_floor_and_its_history(running_center: RunningCenter, floor: Floor, pictures: Path) -> None:
    api = await floor.api()
    board = (await api.request("GET", "/api/v1/boards"))["results"][-1]["id"]
    walls = {language: await floor.seat("jonas.reuter", language=language) for language in ("en", "de")}
    async with demo_calls(running_center):
        call = await eventually(lambda: an_answered_call(api), "the demo's calls are in the records", seconds_max=DEMO_SECONDS_MAX)
        await eventually(lambda: a_busy_floor(api), "several calls run", seconds_max=DEMO_SECONDS_MAX)
        for language, wall in walls.items():
            await show(wall, "/wallboard")
            await take(wall, pictures, f"wallboard-{language}")
            await wall.page.goto(f"{wall.base}/wallboard?tv=true")
            await expect(wall.page.get_by_role("row").first).to_be_visible()
            await take(wall, pictures, f"wallboard-tv-{language}")
            await show(wall, f"/wallboard/{board}")
            await take(wall, pictures, f"board-{language}")
            await show(wall, "/floor")
            await take(wall, pictures, f"floor-{language}")
    contacts = (await api.request("GET", "/api/v1/contacts?limit=1"))["results"]
    for language, wall in walls.items():
        await show(wall, "/calls")
        await take(wall, pictures, f"calls-{language}")
        await show(wall, f"/calls/{call}")
        await expect(wall.page.get_by_role("button", name=re.compile("^(Play|Abspielen)"))).to_be_visible()
        await take(wall, pictures, f"call-{language}")
        await show(wall, "/contacts")
        await take(wall, pictures, f"contacts-{language}")
        await show(wall, f"/contacts/{contacts[0]['id']}")
        await take(wall, pictures, f"contact-{language}")
        await show(wall, "/reports")
        await expect(wall.page.locator("canvas, svg[role=img], main svg").first).to_be_visible()
        await take(wall, pictures, f"report-{language}")


async def test_pictures_of_the_administration(floor: Floor, pictures: Path) -> None:
    for language in ("en", "de"):
        admin = await floor.seat("admin", language=language)
        for room in ADMINISTRATION:
            await show(admin, f"/admin/{room}")
            await take(admin, pictures, f"admin-{room}-{language}")
            if room in WITH_A_FORM:
                await admin.page.locator("tr[data-opens]").first.click()
                await expect(admin.page).to_have_url(re.compile(rf"/admin/{room}/.+"))
                await take(admin, pictures, f"admin-{room}-form-{language}")


async def test_pictures_of_the_desk(running_center: RunningCenter, callers: Bank, floor: Floor, pictures: Path) -> None:
    both = (USUAL, SMALL)
    await everybody_leaves(await floor.api())
    for language in ("en", "de"):
        words = WORDS[language]
        desk = await floor.seat("lena.fischer", language=language)
        await show(desk, "/desk")
        await take(desk, pictures, f"desk-idle-{language}", sizes=both)
        caller = await Caller(callers, running_center, name="Katharina Brandt", number=KNOWN_NUMBER).dial(MENU_NUMBER)
        await caller.is_answered()
        await caller.press("1")
        await caller.press("1")
        await desk.page.keyboard.press("Control+.")
        await expect(desk.button(words[0])).to_be_visible()
        await take(desk, pictures, f"desk-ringing-{language}", sizes=both)
        await desk.page.keyboard.press("Alt+Enter")
        await expect(desk.button(words[1])).to_be_visible()
        await desk.state_is(words[2])
        await desk.page.get_by_label(words[4]).fill(words[5])
        await expect(desk.page.locator("header").first).to_have_text(TALKED_A_WHILE)
        await take(desk, pictures, f"desk-talking-{language}", sizes=both)
        await desk.button(words[1]).click()
        await caller.is_over()
        await desk.state_is(words[3])
        await desk.page.keyboard.press("1")
        await take(desk, pictures, f"desk-wrap-up-{language}", sizes=both)
        await desk.page.keyboard.press("Control+Enter")
        await expect(desk.page.get_by_role("radiogroup")).to_have_count(0)
