"""A wallboard that is left open for a week: what it keeps in memory, and whether it ever shows old numbers without a word.

Real boards in Chromium, before the real web process with its database: one of every kind of tile, the Overview, and a wall in full screen
on which both take turns. A small center (busy_floor.py) lives through a week in minutes, two of its minutes in each step; the web process
has the clock of what is told (clocked_web.py), and timers of the page that are longer than LONG_MS come so much sooner. The week
holds midnights, the change to summer time, two restarts of the web process, an engine that falls silent and a sign-in that ends at night.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from playwright.async_api import BrowserContext, CDPSession, Locator, Page, async_playwright
from redis.asyncio import Redis

from benchmarks.boards import FLAGS, OVERVIEW, READY_MS_MAX, VIEWPORT, enter
from benchmarks.busy_floor import SECOND, BusyFloor
from benchmarks.composed import make_board
from benchmarks.goals import Goal, Note
from benchmarks.wallboard import Teller
from benchmarks.web_center import CLOCK, USERNAME, WebCenter, web_center
from contracts.views import STALE_MS
from launch.chromium import chromium_executable

ZONE: Final = ZoneInfo("Europe/Berlin")
BEGIN: Final = datetime(2027, 3, 24, tzinfo=ZONE)
"""A Wednesday; in the night to Sunday the clocks go from two to three."""
DAYS, DAYS_QUICK = 7, 3
STEP_SECONDS: Final = 120
DAY_SECONDS: Final = 86_400
AGENTS, QUEUES = 30, 6
GAP_SECONDS: Final = 20.0
"""A caller so often: some five thousand in a day."""
PAUSE_SECONDS: Final = 0.045
"""After each step, so that every board draws it: a little more than the web gathers (DELTA_INTERVAL_MS)."""
LONG_MS, SOONER, LONG_MS_MIN = 10_000, 2_000, 1_000
"""The page's timers of more than LONG_MS run out so many times sooner, but not before LONG_MS_MIN: hours are seconds here."""
ROTATE_SECONDS: Final = 60
QUIET_SECONDS: Final = 3.0
LOOKS, LOOK_SECONDS = 3, 0.4
RESTARTED_AFTER = (2, 5)
"""Days at whose end the web process is ended and started again."""
SILENT_AFTER: Final = 1
"""The day at whose end the engine says nothing for a while."""
ASLEEP_HOURS: Final = 13
"""Longer than a session: a computer that slept, so that its page could not stay signed in."""

HEAP_KB_MAX: Final = 500.0
NODES_MAX: Final = 100.0
LISTENERS_MAX: Final = 10.0
DETACHED_MAX: Final = 20
"""Parts of the board that has just gone are still held for a moment; each of hundreds of turns must not leave one."""
NOTICED_SECONDS_MAX: Final = STALE_MS / 1000 + 1.5
"""Boards look once a second."""
BACK_SECONDS_MAX: Final = 10.0
SIGNED_OUT_SECONDS_MAX: Final = 30.0
"""ADMISSION_SECONDS (ccplatform/realtime/hub.py) and the way to the page."""
WAIT_MS_MAX: Final = 120_000
KB = 1_000

SOONER_SCRIPT = f"""
(() => {{
  for (const name of ['setTimeout', 'setInterval']) {{
    const real = window[name];
    window[name] = (then, wanted = 0, ...rest) =>
      real(then, wanted > {LONG_MS} ? Math.max({LONG_MS_MIN}, wanted / {SOONER}) : wanted, ...rest);
  }}
}})()
"""


class Held(msgspec.Struct, frozen=True):
    """What a page keeps once everything that could go has gone."""

    bytes: int
    nodes: int
    listeners: int


class Growth(msgspec.Struct, frozen=True):
    """Of one page, a day."""

    bytes: float
    nodes: float
    listeners: float

    @classmethod
    def of(cls, days: Sequence[Held]) -> Growth:
        """After the first day, by which everything has been loaded once. NaN for a single day."""
        count = len(days) - 1
        grown = [getattr(days[-1], name) - getattr(days[0], name) for name in cls.__struct_fields__]
        return cls(*(one / count if count else float("nan") for one in grown))


class Clock:
    """The center's time: passes as usual, and jumps."""

    def __init__(self, begin: datetime) -> None:
        self._ahead = round(begin.timestamp() * SECOND) - time.time_ns() // 1000

    def __call__(self) -> int:
        return time.time_ns() // 1000 + self._ahead

    def jump(self, seconds: float) -> None:
        self._ahead += round(seconds * SECOND)

    def local(self) -> datetime:
        return datetime.fromtimestamp(self() / SECOND, ZONE)


class Board:
    """One page, and what it held at the end of each day."""

    def __init__(self, name: str, page: Page, debugger: CDPSession, path: str) -> None:
        self.name, self.page, self._debugger, self._path = name, page, debugger, path
        self.days: list[Held] = []
        self.detached = 0
        """At the end: trees of elements that are in no page any more and are kept."""

    async def look(self) -> None:
        """The least of LOOKS: where boards take turns, one that just goes is there beside the next."""
        looks = []
        for _ in range(LOOKS):
            looks.append(await self._held())
            await asyncio.sleep(LOOK_SECONDS)  # not the same instant of a turn
        self.days.append(Held(*(min(getattr(one, name) for one in looks) for name in Held.__struct_fields__)))

    async def _held(self) -> Held:
        """https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/ and the domains Runtime and Memory beside it."""
        # Only the same board can be compared.
        await self.page.wait_for_url(lambda url: self._path in url, timeout=WAIT_MS_MAX)
        for _ in range(2):  # what only finalisers let go of is there for another round
            await self._debugger.send("HeapProfiler.collectGarbage")
        usage = await self._debugger.send("Runtime.getHeapUsage")
        counters = await self._debugger.send("Memory.getDOMCounters")
        return Held(int(usage["usedSize"]), counters["nodes"], counters["jsEventListeners"])

    async def look_for_detached(self) -> None:
        """Once: the browser's tools keep every element that they have told of."""
        await self._held()
        self.detached = len((await self._debugger.send("DOM.getDetachedDomNodes"))["detachedNodes"])

    @property
    def stale(self) -> Locator:
        return self.page.locator("[data-stale]").first

    @property
    def signed_out(self) -> Locator:
        return self.page.get_by_role("alert").filter(has_text="signed out").first

    async def is_right(self, now: datetime) -> bool:
        """Fresh, and its clocks say what time it is."""
        minutes = [f"{moment:%H:%M}" for moment in (now - timedelta(minutes=1), now, now + timedelta(minutes=1))]
        clocks = await self.page.locator("[data-kind=clock] time, [data-tv] > header > time").all_text_contents()
        return await self.stale.count() == 0 and all(clock.strip() in minutes for clock in clocks)


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    clock = Clock(BEGIN)
    say("starting the web; three boards for a week")
    more = {CLOCK: str(clock())}
    async with web_center("benchmarks.clocked_web:application", more) as center, Redis.from_url(center.redis_url) as redis:
        floor = BusyFloor(clock(), agents=AGENTS, queues=QUEUES, gap_seconds=GAP_SECONDS)
        week = Week(center, Teller(redis, floor, clock), clock, say)
        await week.teller.begin()
        async with asyncio.TaskGroup() as tasks:
            week.tell(tasks)
            async with _boards(center, week) as context:
                await week.live(DAYS_QUICK if quick else DAYS)
                for board in week.boards:
                    await board.look_for_detached()
                await week.sleep_over(context)
            week.silence()
    return rows(week)


class Week:
    """`noticed`: seconds until every board said that its numbers stand still; `back`: until all were fresh again, nothing clicked.

    `wrong`: boards at the end of a day that stood still or said another time.
    """

    def __init__(self, center: WebCenter, teller: Teller, clock: Clock, say: Callable[[str], None]) -> None:
        self._center, self.teller, self._clock, self._say = center, teller, clock, say
        self._tasks: asyncio.TaskGroup | None = None
        self._telling: asyncio.Task[None] | None = None
        self.boards: list[Board] = []
        self.noticed: list[float] = []
        self.back: list[float] = []
        self.signed_out: float = float("nan")
        self.signed_in: float = float("nan")
        self.wrong = 0

    def tell(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks
        self._telling = tasks.create_task(self.teller.run())

    def silence(self) -> None:
        if self._telling is not None:
            self._telling.cancel()

    async def live(self, days: int) -> None:
        for day in range(days):
            end = (BEGIN + timedelta(days=day + 1)).timestamp()
            while self._clock() < end * SECOND:
                self._clock.jump(STEP_SECONDS)
                await self.teller.catch_up()
                await asyncio.sleep(PAUSE_SECONDS)
            await self._evening(day)

    async def _evening(self, day: int) -> None:
        await asyncio.sleep(QUIET_SECONDS)  # a pause is the scenario: what was told is drawn
        self.wrong += [await board.is_right(self._clock.local()) for board in self.boards].count(False)
        for board in self.boards:
            await board.look()
        self._say(f"{self._clock.local():%a %H:%M}: " + ", ".join(_words(board) for board in self.boards))
        if day == SILENT_AFTER:
            await self._engine_away()
        if day in RESTARTED_AFTER:
            await self._web_away()

    async def _engine_away(self) -> None:
        assert self._tasks is not None
        self.silence()
        self.noticed.append(await self._until(lambda board: board.stale.wait_for(timeout=WAIT_MS_MAX)))
        self._telling = self._tasks.create_task(self.teller.run())
        self.back.append(await self._until(_is_fresh))

    async def _web_away(self) -> None:
        await self._center.web.stop()
        self.noticed.append(await self._until(lambda board: board.stale.wait_for(timeout=WAIT_MS_MAX)))
        await self.teller.keep()
        await self._center.web.start({CLOCK: str(self._clock())})
        self.back.append(await self._until(_is_fresh))

    async def sleep_over(self, context: BrowserContext) -> None:
        """A night in which no page could renew its sign-in; in the morning somebody signs in on the same computer."""
        self._clock.jump(ASLEEP_HOURS * 3600)
        await self.teller.catch_up()
        self.signed_out = await self._until(lambda board: board.signed_out.wait_for(timeout=WAIT_MS_MAX))
        self.noticed.append(await self._until(lambda board: board.stale.wait_for(timeout=WAIT_MS_MAX)))
        page = await context.new_page()
        await enter(page, self._center.url, USERNAME, self._center.password)
        self.signed_in = await self._until(_is_let_in)
        await page.close()

    async def _until(self, seen: Callable[[Board], Awaitable[None]]) -> float:
        """Seconds until it is so on every board."""
        began = time.monotonic()
        await asyncio.gather(*(seen(board) for board in self.boards))
        return time.monotonic() - began


async def _is_fresh(board: Board) -> None:
    await board.stale.wait_for(state="detached", timeout=WAIT_MS_MAX)


async def _is_let_in(board: Board) -> None:
    await board.signed_out.wait_for(state="detached", timeout=WAIT_MS_MAX)
    await _is_fresh(board)


@asynccontextmanager
async def _boards(center: WebCenter, week: Week) -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        try:
            context = await browser.new_context(viewport=VIEWPORT, locale="en-GB", timezone_id=str(ZONE))
            await context.add_init_script(SOONER_SCRIPT)
            first = await context.new_page()
            await enter(first, center.url, USERNAME, center.password)
            number = await make_board(context, center.url, "Every kind")
            composed = f"{OVERVIEW}/{number}"
            turns = f"?tv=true&rotate={ROTATE_SECONDS}&boards=%5B{number}%2C0%5D"
            for name, path in (("every kind", composed), ("wall", composed + turns), ("overview", OVERVIEW)):
                page = await context.new_page()
                if path == OVERVIEW:  # a browser opens the board that it has last shown
                    await page.add_init_script("localStorage.removeItem('ccplatform.board')")
                await page.goto(f"{center.url}{path}", timeout=READY_MS_MAX)
                await page.get_by_role("row").filter(has_text="Queue 1").wait_for(timeout=READY_MS_MAX)
                week.boards.append(Board(name, page, await context.new_cdp_session(page), path.split("?")[0]))
            await first.close()
            yield context
        finally:
            await browser.close()


def _words(board: Board) -> str:
    held = board.days[-1]
    return f"{board.name} {held.bytes / KB / KB:.1f} MB, {held.nodes} nodes, {held.listeners} listeners"


def rows(week: Week) -> list[Goal | Note]:
    """The lines of the table: the worst board counts."""
    growths = [Growth.of(board.days) for board in week.boards]
    days = len(week.boards[0].days)

    def grown(name: str, unit: str, most: float, by: float = 1) -> Goal:
        worst = max(getattr(growth, name) for growth in growths) / by
        words = {"bytes": "heap"}.get(name, name)
        said = f"<= {most:g} {unit}".rstrip() + " a day"
        return Goal(
            name=f"board open for {days} days: {words} grown a day after the first", unit=unit, measured=worst, limit=most, said=said
        )

    def within(name: str, seconds: float, most: float) -> Goal:
        return Goal(name=name, unit="s", measured=seconds, limit=most, said=f"<= {most:g} s")

    return [
        grown("bytes", "kB", HEAP_KB_MAX, KB),
        grown("nodes", "", NODES_MAX),
        grown("listeners", "", LISTENERS_MAX),
        Goal(
            name="  elements in no page that are kept at the end",
            unit="",
            measured=max(board.detached for board in week.boards),
            limit=DETACHED_MAX,
            said=f"<= {DETACHED_MAX}",
        ),
        Goal(name="  boards that stood still or told a wrong time at a day's end", unit="", measured=week.wrong, limit=0, said="0"),
        within("  engine or web silent: until every board says so", max(week.noticed), NOTICED_SECONDS_MAX),
        within("  and is fresh by itself once they are back", max(week.back), BACK_SECONDS_MAX),
        within("  sign-in over: until every board says so", week.signed_out, SIGNED_OUT_SECONDS_MAX),
        within("  and is fresh by itself once somebody has signed in", week.signed_in, BACK_SECONDS_MAX),
    ]
