"""Open wallboards in one headless Chromium, each telling when a queue's number of waiting callers came and when it was painted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

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
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}

WATCH_SCRIPT = """
(({ queue, name }) => {
  const seen = (window.__seen = { received: [], painted: [] });
  const now = () => performance.timeOrigin + performance.now();
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', (event) => {
        const at = now();
        const view = (JSON.parse(event.data).queues ?? []).find((one) => one.id === queue);
        if (view) note(seen.received, view.waiting, at);
      });
    }
  };
  const note = (list, waiting, at) => {
    if (list.at(-1)?.waiting !== waiting) list.push({ waiting, at });
  };
  let shown = null;
  const look = () => {
    const row = [...document.querySelectorAll('table tbody tr')].find((tr) => tr.querySelector('th')?.textContent === name);
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
async def open_boards(center: WebCenter, count: int, *, queue: int, name: str) -> AsyncIterator[Boards]:
    """`count` wallboards of a signed-in supervisor, each in a window of its own; all show the center when the block begins."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        try:
            session = await _sign_in(await browser.new_page(), center)
            script = f"({WATCH_SCRIPT})({msgspec.json.encode({'queue': queue, 'name': name}).decode()})"
            pages: list[Page] = []
            while len(pages) < count:
                together = min(TOGETHER, count - len(pages))
                pages += await asyncio.gather(*(_open(browser, session, center, script, name) for _ in range(together)))
            yield Boards(pages)
        finally:
            await browser.close()


async def _open(browser: Browser, session: Any, center: WebCenter, script: str, name: str) -> Page:
    context = await browser.new_context(storage_state=session, viewport=VIEWPORT, locale="en-GB")
    await context.add_init_script(script)
    page = await context.new_page()
    await page.goto(f"{center.url}/wallboard", timeout=READY_MS_MAX)
    await page.get_by_role("row").filter(has_text=name).wait_for(timeout=READY_MS_MAX)
    return page


async def _sign_in(page: Page, center: WebCenter) -> Any:
    await page.goto(f"{center.url}/sign-in")
    await page.locator("input[autocomplete=username]").fill(USERNAME)
    await page.locator("input[type=password]").fill(center.password)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "sign-in" not in url, timeout=READY_MS_MAX)
    state = await page.context.storage_state()
    await page.context.close()
    return state
