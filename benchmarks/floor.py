"""Interaction to next paint on the floor: a supervisor works with 500 agents on the screen while some forty facts a second come.

The real web process is told the day of busy_floor.py; one page of Chromium, in the production build, shows the floor. Keys and clicks go in
as a person's would, and the browser itself says how long each took until the next frame (Event Timing, https://www.w3.org/TR/event-timing/).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import msgspec
from playwright.async_api import Page, ViewportSize, async_playwright
from redis.asyncio import Redis

from benchmarks.boards import FLAGS, READY_MS_MAX, sign_in
from benchmarks.busy_floor import SECOND, BusyFloor
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.wallboard import BEFORE_SECONDS, SETTLE_SECONDS, Teller, now
from benchmarks.web_center import WebCenter, web_center
from launch.chromium import chromium_executable

AGENTS = 500
QUEUES = 20
GAP_SECONDS = 0.25
"""Four callers a second keep nine of ten of 500 agents busy: some forty facts a second."""
PAINT_MS_MAX = 100.0
SHARE = 0.98
"""The browser's own measure leaves out one in fifty (https://web.dev/articles/inp)."""
SHORT_MS = 16.0
"""Shorter ones the browser does not tell: they count as this."""
PAUSE_MS = 350
"""A person's next key or click; no multiple of any interval of the web's or of the page's."""
TURNS, TURNS_QUICK = 4, 1
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
TYPED = "agent 31"
STEPS = ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowDown", "End", "Home")

WATCH_SCRIPT = """
(() => {
  const seen = (window.__paints = []);
  const longest = new Map();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.interactionId) continue;
      const known = longest.get(entry.interactionId);
      if (known === undefined) {
        longest.set(entry.interactionId, seen.length);
        seen.push({ at: entry.startTime, took: entry.duration });
      } else if (entry.duration > seen[known].took) seen[known].took = entry.duration;
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
})()
"""


class Paint(msgspec.Struct, frozen=True):
    """One key or click: `at` since the page began, `took` until the frame after it, both in milliseconds."""

    at: float
    took: float


class Span(msgspec.Struct, frozen=True):
    """In these milliseconds of the page so many keys and clicks of one kind were made."""

    kind: str
    begin: float
    end: float
    count: int


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say(f"starting the web; the floor with {AGENTS} agents")
    async with web_center() as center, Redis.from_url(center.redis_url) as redis:
        floor = BusyFloor(now() - BEFORE_SECONDS * SECOND, agents=AGENTS, queues=QUEUES, gap_seconds=GAP_SECONDS)
        teller = Teller(redis, floor)
        await teller.begin()
        async with asyncio.TaskGroup() as tasks, _floor_page(center) as page:
            telling = tasks.create_task(teller.run())
            await asyncio.sleep(SETTLE_SECONDS)  # a pause is the scenario: the page has been open for long
            say("typing, choosing, opening and ordering")
            worker = Worker(page)
            for _ in range(TURNS_QUICK if quick else TURNS):
                await worker.turn()
            paints = msgspec.convert(await page.evaluate("window.__paints"), type=list[Paint])
            telling.cancel()
    return rows(by_kind(worker.spans, paints))


@asynccontextmanager
async def _floor_page(center: WebCenter) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        try:
            session = await sign_in(await browser.new_page(), center)
            context = await browser.new_context(storage_state=session, viewport=VIEWPORT, locale="en-GB")
            await context.add_init_script(WATCH_SCRIPT)
            page = await context.new_page()
            await page.goto(f"{center.url}/floor", timeout=READY_MS_MAX)
            await page.locator("[data-agent]").first.wait_for(timeout=READY_MS_MAX)
            yield page
        finally:
            await browser.close()


class Hands:
    """On the keyboard and the mouse; `spans` says what they did when."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.spans: list[Span] = []

    async def keys(self, kind: str, keys: list[str] | tuple[str, ...]) -> None:
        async def press() -> None:
            for key in keys:
                await self.page.keyboard.press(key)
                await self.page.wait_for_timeout(PAUSE_MS)

        await self.made(kind, len(keys), press)

    async def made(self, kind: str, count: int, make: Callable[[], Awaitable[None]]) -> None:
        begin: float = await self.page.evaluate("performance.now()")
        await make()
        await self.page.wait_for_timeout(PAUSE_MS)
        end: float = await self.page.evaluate("performance.now()")
        self.spans.append(Span(kind, begin, end, count))


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


def by_kind(spans: list[Span], paints: list[Paint]) -> dict[str, Figures]:
    """What each kind of work took; what the browser did not tell was shorter than SHORT_MS."""
    found: dict[str, Figures] = {}
    for span in spans:
        took = [paint.took for paint in paints if span.begin <= paint.at < span.end]
        figures = found.setdefault(span.kind, Figures())
        figures.values += [*took, *[SHORT_MS] * (span.count - len(took))]
    return found


def rows(found: dict[str, Figures]) -> list[Goal | Note]:
    """The lines of the table."""
    everything = Figures([value for figures in found.values() for value in figures.values])
    what = f"floor of {AGENTS} agents, interaction to next paint"
    return [
        Goal(name=f"{what}, p98", unit="ms", measured=everything.quantile(SHARE), limit=PAINT_MS_MAX, said=f"<= {PAINT_MS_MAX:.0f} ms"),
        Note(name=f"{what}, p50", unit="ms", measured=everything.p50, said=f"({len(everything.values)} keys and clicks)"),
        *(
            Note(name=f"  {kind}, worst", unit="ms", measured=figures.quantile(1), said=f"({len(figures.values)}, no goal)")
            for kind, figures in sorted(found.items())
        ),
    ]
