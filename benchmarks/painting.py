"""How long the browser takes from a key or a click to the next frame, on a page of a busy center.

Keys and clicks go in as a person's would, and the browser itself says how long each took until the next frame (Event Timing,
https://www.w3.org/TR/event-timing/), while some forty facts a second come.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

import msgspec
from playwright.async_api import Browser, Page, StorageState, ViewportSize, async_playwright
from redis.asyncio import Redis

from benchmarks.boards import FLAGS
from benchmarks.busy_floor import SECOND, BusyFloor
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.wallboard import BEFORE_SECONDS, Teller, now
from benchmarks.web_center import WebCenter
from launch.chromium import chromium_executable

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
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}

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


@asynccontextmanager
async def busy(center: WebCenter, *, agents: int) -> AsyncIterator[None]:
    """Within, the web is told of callers and agents as they come and go."""
    async with Redis.from_url(center.redis_url) as redis:
        floor = BusyFloor(now() - BEFORE_SECONDS * SECOND, agents=agents, queues=QUEUES, gap_seconds=GAP_SECONDS)
        teller = Teller(redis, floor)
        await teller.begin()
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(teller.run())
            yield
            telling.cancel()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


async def watched_page(browser: Browser, *scripts: str, session: StorageState | None = None) -> Page:
    """A page of its own that tells what it painted; `scripts` run in it before its own."""
    context = await browser.new_context(storage_state=session, viewport=VIEWPORT, locale="en-GB")
    await context.add_init_script(";".join((WATCH_SCRIPT, *scripts)))
    return await context.new_page()


async def paints(page: Page) -> list[Paint]:
    """What a watched page has painted so far."""
    return msgspec.convert(await page.evaluate("window.__paints"), type=list[Paint])


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


def by_kind(spans: Iterable[Span], painted: Iterable[Paint]) -> dict[str, Figures]:
    """What each kind of work took; what the browser did not tell was shorter than SHORT_MS."""
    painted = list(painted)
    found: dict[str, Figures] = {}
    for span in spans:
        took = [paint.took for paint in painted if span.begin <= paint.at < span.end]
        figures = found.setdefault(span.kind, Figures())
        figures.values += [*took, *[SHORT_MS] * (span.count - len(took))]
    return found


def rows_of(page: str, inputs: str, found: Mapping[str, Figures]) -> list[Goal | Note]:
    """The lines of the table; `inputs` says what was made, in the plural."""
    everything = Figures([value for figures in found.values() for value in figures.values])
    what = f"{page}, interaction to next paint"
    return [
        Goal(name=f"{what}, p98", unit="ms", measured=everything.quantile(SHARE), limit=PAINT_MS_MAX, said=f"<= {PAINT_MS_MAX:.0f} ms"),
        Note(name=f"{what}, p50", unit="ms", measured=everything.p50, said=f"({len(everything.values)} {inputs})"),
        *(
            Note(name=f"  {kind}, worst", unit="ms", measured=figures.quantile(1), said=f"({len(figures.values)}, no goal)")
            for kind, figures in sorted(found.items())
        ),
    ]
