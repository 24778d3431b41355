"""Interaction to next paint in the matrix of skills: an administrator works with 500 agents and 40 skills on one screen.

As benchmarks/floor.py, with the same busy center on the live connection. Turning the wheel and pasting are told by no key or click, so the
page's frame after each is timed beside them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from playwright.async_api import Page

from benchmarks.boards import READY_MS_MAX, enter
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.painting import PAUSE_MS, Hands, busy, by_kind, chromium, paints, rows_of, watched_page
from benchmarks.prepare_matrix import AGENTS, SKILLS
from benchmarks.wallboard import SETTLE_SECONDS
from benchmarks.web_center import USERNAME, WebCenter, prepare, web_center

TURNS, TURNS_QUICK = 4, 1
BLOCK_ROWS, BLOCK_COLUMNS = 50, 10
WHEEL_PX = 400
WHEEL_TURNS = 12
ARROWS = ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowRight", "ArrowDown")
PAGES = ("PageDown", "PageDown", "PageDown", "PageUp", "Control+End", "Control+Home")
LEVELS = ("3", "ArrowDown", "Enter", "5", "Enter", "1", "ArrowRight", "Delete", "4", "ArrowDown")

FRAME_SCRIPT = """
for (const kind of ['wheel', 'paste']) {
  addEventListener(kind, () => {
    const at = performance.now();
    // The callback runs as the frame begins, the message after it was painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.__paints.push({ at, took: performance.now() - at });
      port2.postMessage(0);
    });
  }, { passive: true, capture: true });
}
"""
PASTE_SCRIPT = """
(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}
"""


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say(f"starting the web; the matrix of {AGENTS} agents and {SKILLS} skills")
    async with web_center() as started:
        center = replace(started, password=await prepare("benchmarks.prepare_matrix", started.web.environ))
        async with busy(center, agents=AGENTS), _matrix_page(center) as page:
            await asyncio.sleep(SETTLE_SECONDS)  # a pause is the scenario: the page has been open for long
            say("moving, typing, pasting and scrolling")
            administrator = Administrator(page)
            for _ in range(TURNS_QUICK if quick else TURNS):
                await administrator.turn()
            return rows(by_kind(administrator.spans, await paints(page)))


@asynccontextmanager
async def _matrix_page(center: WebCenter) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await watched_page(browser, FRAME_SCRIPT)
        await enter(page, center.url, USERNAME, center.password)
        await page.goto(f"{center.url}/admin/agents", timeout=READY_MS_MAX)
        await page.get_by_role("radiogroup").get_by_text("Skills", exact=True).click(timeout=READY_MS_MAX)
        await page.get_by_role("grid").wait_for(timeout=READY_MS_MAX)
        yield page


class Administrator(Hands):
    """Does what an administrator does with a spreadsheet."""

    async def turn(self) -> None:
        grid = self.page.get_by_role("grid")
        await grid.focus()
        await self.keys("arrow keys", ARROWS)
        await self.keys("paging", PAGES)
        await self.keys("typing levels", LEVELS)
        await self._paste()
        await self._wheel()
        await self.keys("paging", ("Control+Home",))

    async def _paste(self) -> None:
        block = "\n".join(["\t".join(str(1 + column % 5) for column in range(BLOCK_COLUMNS))] * BLOCK_ROWS)

        async def paste() -> None:
            # A Chromium without a window has no clipboard: the page is given the event that it would be given.
            await self.page.evaluate(PASTE_SCRIPT, block)

        name = f"pasting {BLOCK_ROWS} x {BLOCK_COLUMNS}"
        await self.made(name, 1, paste)
        if await self.page.locator("[data-state=wanted]").count() == 0:
            raise SystemExit("nothing was pasted: the matrix does not hear it")
        await self.keys("taking it back", ("Control+z",))
        await self.made(name, 1, paste)
        await self.keys("one level into all of it", ("2",))
        await self.keys("typing with 500 wishes", ("ArrowDown", *LEVELS))
        await self.keys("taking it back", ("Control+z", "Control+z"))

    async def _wheel(self) -> None:
        await self.page.get_by_role("grid").hover()

        async def turn() -> None:
            for down in (1, -1):
                for _ in range(WHEEL_TURNS):
                    await self.page.mouse.wheel(0, down * WHEEL_PX)
                    await self.page.wait_for_timeout(PAUSE_MS / 4)

        await self.made("turning the wheel", 2 * WHEEL_TURNS, turn)


def rows(found: Mapping[str, Figures]) -> list[Goal | Note]:
    """The lines of the table."""
    return rows_of(f"matrix of {AGENTS} agents x {SKILLS} skills", "keys and turns", found)
