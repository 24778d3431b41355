"""Open wallboards. Some are painted, in one headless Chromium, and tell when a queue's number of waiting callers came and was painted.

The others only listen: the web sends them every message as it does to any wallboard, but nothing is drawn. A painted board takes some 7 %
of a core, and on walls each has a computer of its own; more of them than this machine can draw would measure the machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec
from playwright.async_api import Browser, Page, StorageState, ViewportSize, async_playwright
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.composed import make_board
from benchmarks.web_center import USERNAME, WebCenter
from launch.chromium import chromium_executable

# A board that nobody looks at would not be painted: every page counts as one in front.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)
READY_MS_MAX = 120_000
TOGETHER = 4
"""So many are opened at once: more only keep each other waiting."""
OVERVIEW = "/wallboard"
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}

WATCH_SCRIPT = """
(({ queue, name }) => {
  const seen = (window.__seen = { received: [], painted: [] });
  const now = () => performance.timeOrigin + performance.now();
  const marked = `"id":${queue},`;
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', (event) => {
        const at = now();
        // Most messages are about other queues: what the watching costs must not be taken for the board's.
        if (!event.data.includes(marked)) return;
        const view = (JSON.parse(event.data).queues ?? []).find((one) => one.id === queue);
        if (view) note(seen.received, view.waiting, at);
      });
    }
  };
  const note = (list, waiting, at) => {
    if (list.at(-1)?.waiting !== waiting) list.push({ waiting, at });
  };
  let shown = null;
  let row = null;
  const find = () => [...document.querySelectorAll('table tbody tr')].find((tr) => tr.querySelector('th')?.textContent === name);
  const look = () => {
    row = row?.isConnected ? row : find();
    const text = row?.querySelector('td')?.textContent ?? '';
    if (text === shown || !/^\\d+$/.test(text)) return;
    shown = text;
    // The callback runs as the frame begins, the message after it was painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => note(seen.painted, Number(text), now());
      port2.postMessage(0);
    });
  };
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
})
"""


class Sighting(msgspec.Struct, frozen=True):
    """`at`: milliseconds since 1970."""

    waiting: int
    at: float


class Sightings(msgspec.Struct, frozen=True):
    """What one board saw: every change of the number, as it came over the WebSocket and as it was painted."""

    received: list[Sighting]
    painted: list[Sighting]


class Boards:
    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages

    async def sightings(self) -> list[Sightings]:
        return [msgspec.convert(await page.evaluate("window.__seen"), type=Sightings) for page in self._pages]


@asynccontextmanager
async def open_boards(center: WebCenter, painted: int, listening: int, *, queue: int, name: str) -> AsyncIterator[Boards]:
    """Wallboards of a signed-in supervisor, the painted ones each in a window of its own; all know the center when the block begins.

    Every second one of the painted is put together of every kind of tile, the others are the Overview.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        try:
            session = await sign_in(await browser.new_page(), center)
            composed = await _composed(browser, session, center)
            script = f"({WATCH_SCRIPT})({msgspec.json.encode({'queue': queue, 'name': name}).decode()})"
            pages: list[Page] = []
            while len(pages) < painted:
                together = min(TOGETHER, painted - len(pages))
                wanted = [composed if is_composed(at) else OVERVIEW for at in range(len(pages), len(pages) + together)]
                pages += await asyncio.gather(*(_open(browser, session, center.url + path, script, name) for path in wanted))
            async with _listeners(center, session, listening):
                yield Boards(pages)
        finally:
            await browser.close()


@asynccontextmanager
async def _listeners(center: WebCenter, session: StorageState, count: int) -> AsyncIterator[None]:
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in session["cookies"])
    address = f"{center.url.replace('http', 'ws', 1)}/ws/live"
    async with AsyncExitStack() as opened, asyncio.TaskGroup() as tasks:
        listening = []
        for _ in range(count):
            socket = await opened.enter_async_context(connect(address, origin=Origin(center.url), additional_headers={"Cookie": cookies}))
            await socket.recv()  # hello: the whole center
            listening.append(tasks.create_task(_drain(socket)))
        yield
        for task in listening:
            task.cancel()


async def _drain(socket: ClientConnection) -> None:
    async for _ in socket:
        pass


def is_composed(at: int) -> bool:
    """Whether the painted board at this place is put together of tiles."""
    return at % 2 == 1


async def _composed(browser: Browser, session: StorageState, center: WebCenter) -> str:
    context = await browser.new_context(storage_state=session)
    path = f"{OVERVIEW}/{await make_board(context, center.url, 'Every kind')}"
    await context.close()
    return path


async def _open(browser: Browser, session: StorageState, address: str, script: str, name: str) -> Page:
    context = await browser.new_context(storage_state=session, viewport=VIEWPORT, locale="en-GB")
    await context.add_init_script(script)
    page = await context.new_page()
    await page.goto(address, timeout=READY_MS_MAX)
    await page.get_by_role("row").filter(has_text=name).wait_for(timeout=READY_MS_MAX)
    return page


async def sign_in(page: Page, center: WebCenter) -> StorageState:
    """The session of USERNAME; closes the page and its context."""
    await enter(page, center.url, USERNAME, center.password)
    state = await page.context.storage_state()
    await page.context.close()
    return state


async def enter(page: Page, url: str, username: str, password: str) -> None:
    """Through the door that people use."""
    await page.goto(f"{url}/sign-in", timeout=READY_MS_MAX)
    await page.locator("input[autocomplete=username]").fill(username)
    await page.locator("input[type=password]").fill(password)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda address: "sign-in" not in address, timeout=READY_MS_MAX)
