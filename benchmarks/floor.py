"""Interaction to next paint on the floor: a supervisor works with 500 agents on the screen while some forty facts a second come.

The real web process is told the day of busy_floor.py; one page of Chromium, in the production build, shows the floor (painting.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from playwright.async_api import Page

from benchmarks.boards import READY_MS_MAX, sign_in
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.painting import Hands, busy, by_kind, chromium, paints, rows_of, watched_page
from benchmarks.wallboard import SETTLE_SECONDS
from benchmarks.web_center import WebCenter, web_center

AGENTS = 500
TURNS, TURNS_QUICK = 4, 1
TYPED = "agent 31"
STEPS = ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowDown", "End", "Home")


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say(f"starting the web; the floor with {AGENTS} agents")
    async with web_center() as center, busy(center, agents=AGENTS), _floor_page(center) as page:
        await asyncio.sleep(SETTLE_SECONDS)  # a pause is the scenario: the page has been open for long
        say("typing, choosing, opening and ordering")
        worker = Worker(page)
        for _ in range(TURNS_QUICK if quick else TURNS):
            await worker.turn()
        return rows(by_kind(worker.spans, await paints(page)))


@asynccontextmanager
async def _floor_page(center: WebCenter) -> AsyncIterator[Page]:
    async with chromium() as browser:
        session = await sign_in(await browser.new_page(), center)
        page = await watched_page(browser, session=session)
        await page.goto(f"{center.url}/floor", timeout=READY_MS_MAX)
        await page.locator("[data-agent]").first.wait_for(timeout=READY_MS_MAX)
        yield page


class Worker(Hands):
    """Does what a supervisor does on the floor."""

    async def turn(self) -> None:
        await self._type()
        await self._arrows()
        await self._panel()
        await self._choices()

    async def _type(self) -> None:
        search = self.page.get_by_role("searchbox")
        await search.focus()
        await self.keys("typing in the filter", [*TYPED, *(["Backspace"] * len(TYPED))])

    async def _arrows(self) -> None:
        await self.page.get_by_role("listbox", name="Agents").focus()
        await self.keys("arrow keys through the rows", STEPS)
        await self.keys("closing the panel", ["Escape"])

    async def _panel(self) -> None:
        rows = self.page.locator("[data-agent]")
        for row in (3, 20, 11):
            await self.made("opening the panel", 1, rows.nth(row).click)
        await self.keys("closing the panel", ["Escape"])
        queue = self.page.locator("aside").get_by_role("button").first
        await self.made("opening the panel", 1, queue.click)
        await self.keys("closing the panel", ["Escape"])

    async def _choices(self) -> None:
        states = self.page.get_by_role("group", name="Filter by state").get_by_role("button")
        for state in (3, 1, 0):
            await self.made("filtering by state", 1, states.nth(state).click)
        for name, kind in (("Order", "ordering"), ("Queue", "filtering by queue")):
            await self.page.get_by_role("combobox", name=name).focus()
            await self.keys(kind, ["ArrowDown", "ArrowUp"])
        await self.keys("closing the panel", ["Escape"])


def rows(found: Mapping[str, Figures]) -> list[Goal | Note]:
    """The lines of the table."""
    return rows_of(f"floor of {AGENTS} agents", "keys and clicks", found)
