"""Every screen there is, and what may be found wrong with one when it is looked at.

Rules of accessibility: axe-core, https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md, all that are on by
default and the size of targets of WCAG 2.2 (2.5.8).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import Page, Request, ViewportSize, expect

from launch.places import CHECKOUT
from tests.e2e.people import Desk

WEB: Final = CHECKOUT / "web"
AXE: Final = WEB / "node_modules" / "axe-core" / "axe.min.js"
ROUTER: Final = WEB / "src" / "app" / "router.tsx"
ADMINISTRATION: Final = WEB / "src" / "admin" / "AdminPage.tsx"
ROUTE: Final = re.compile(r'path: "([^"]+)"')
ROOMS: Final = re.compile(r"rooms: \[([^\]]+)\]")
SCREENS: Final = CHECKOUT / "tests" / "output" / "pictures" / "screens"
WINDOW: Final[ViewportSize] = {"width": 1440, "height": 900}
ZOOMED: Final[ViewportSize] = {"width": 720, "height": 450}
"""What is left of 1440 x 900 at 200 % (WCAG 1.4.4, 1.4.10)."""

LOADING: Final = ", ".join(f"{one}:not([data-sample] *)" for one in ("[aria-label=Loading]", "[aria-label=Lädt]", "[aria-busy=true]"))
"""What says of itself that it is being loaded; samples of the components' page always do."""
LOADED_MS_MAX: Final = 60_000
"""The doctor asks other machines and waits for them."""
NEXT_FRAMES: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
COLOURS_HAVE_CHANGED: Final = """() => Promise.all(
  document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => undefined)),
).then(() => undefined)"""
GO: Final = "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
THERE: Final = """(path) => {
  const { status, location, resolvedLocation } = window.__TSR_ROUTER__.state;
  return status === "idle" && location.pathname === path.split("?")[0] && resolvedLocation?.href === location.href;
}"""
"""Whether the router shows that page: the one before stays until the next can be drawn, and would be looked at in its place."""
AT_REST: Final = """() => {
  const { status, location, resolvedLocation } = window.__TSR_ROUTER__.state;
  return status === "idle" && !["/", "/admin", "/sign-in"].includes(location.pathname) && resolvedLocation?.href === location.href;
}"""
"""Whoever signs in is led on, an administrator in two steps: a way begun meanwhile would be overtaken by that."""
RULES: Final = """() => axe
  .run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
  .then((found) => found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map(
    (node) => `${rule.id}: ${node.html.slice(0, 160)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`)))"""
SPILLS: Final = """() => {
  const wide = (one) => one.scrollWidth > one.clientWidth + 1;
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  const ours = [...document.querySelectorAll("body *")].filter((one) => wide(one) && scrolls(one));
  const named = (one) => `${one.tagName.toLowerCase()}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`;
  const may = (one) => one.matches("input, textarea") || one.closest("[data-wide]") || one.querySelector("table, [role=grid]");
  return [
    ...(wide(document.scrollingElement) ? [`the page is ${document.scrollingElement.scrollWidth} wide`] : []),
    ...ours.filter((one) => !may(one)).map(named),
  ];
}"""
"""What scrolls sideways; tables may, and what says of itself that it is wide (WCAG 1.4.10 excepts what needs two dimensions)."""


def routes() -> set[str]:
    """Every path the router knows."""
    return set(ROUTE.findall(ROUTER.read_text()))


def administration() -> list[str]:
    """The rooms below /admin, as its own list has them."""
    return [room for rooms in ROOMS.findall(ADMINISTRATION.read_text()) for room in re.findall(r'"([^"]+)"', rooms)]


class Traffic:
    """What a page has asked for and not got yet. Sound may stay half loaded for as long as nobody plays it."""

    def __init__(self, page: Page) -> None:
        self._page, self._open = page, set[Request]()
        self._changed = asyncio.Event()
        page.on("request", self._asked)
        page.on("requestfinished", self._over)
        page.on("requestfailed", self._over)

    def _asked(self, request: Request) -> None:
        if request.resource_type != "media":
            self._open.add(request)

    def _over(self, request: Request) -> None:
        self._open.discard(request)
        self._changed.set()

    async def is_quiet(self) -> None:
        """Every answer is there and drawn, and has led to no other question."""
        while True:
            while self._open:
                self._changed.clear()
                await self._changed.wait()
            await self._page.evaluate(NEXT_FRAMES)
            if not self._open:
                return


async def settled(page: Page, traffic: Traffic) -> None:
    """Nothing is being loaded, the fonts are there and every colour has arrived."""
    await traffic.is_quiet()
    await expect(page.locator(LOADING)).to_have_count(0, timeout=LOADED_MS_MAX)
    await page.evaluate("document.fonts.ready.then(() => undefined)")
    await page.evaluate(COLOURS_HAVE_CHANGED)


@dataclass
class Inspection:
    """Looks at what a person has on the screen; `found` says what is wrong, by screen."""

    desk: Desk
    language: str
    dark: bool
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self._traffic = Traffic(self.desk.page)

    async def go(self, path: str) -> None:
        """To another page of the product as its own links go, and waits until the content is there."""
        await self.desk.page.wait_for_function(AT_REST)
        await self.desk.page.evaluate(GO, path)
        await self.desk.page.wait_for_function(THERE, arg=path)
        await expect(self.desk.page.locator("main")).to_be_visible()
        await self.settled()

    async def settled(self) -> None:
        """Nothing changes any more by itself."""
        await settled(self.desk.page, self._traffic)

    async def look(self, screen: str, *, zoomed: bool = True) -> None:
        """By the rules of accessibility, then at twice the size."""
        page = self.desk.page
        await self.settled()
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE.read_text())
        self._note(screen, await page.evaluate(RULES))
        await self._pictures(screen)
        if zoomed:
            await page.set_viewport_size(ZOOMED)
            await self.settled()
            self._note(f"{screen} at 200 %", await page.evaluate(SPILLS))
            await page.set_viewport_size(WINDOW)

    async def _pictures(self, screen: str) -> None:
        """In both themes, into tests/output/pictures/screens: `admin-queues-en-light.png`."""
        page = self.desk.page
        name = re.sub(r"[^a-z]+", "-", re.sub(r"\d[\w.-]*", "one", screen.lower())).strip("-")
        for dark in (not self.dark, self.dark):
            await page.emulate_media(color_scheme="dark" if dark else "light")
            # What was begun by the change of theme is not disabled by the picture, only what begins while it is taken.
            await page.evaluate(NEXT_FRAMES)
            await page.evaluate(COLOURS_HAVE_CHANGED)
            theme = "dark" if dark else "light"
            await page.screenshot(path=SCREENS / f"{name}-{self.language}-{theme}.png", animations="disabled")

    async def open(self, path: str, *, zoomed: bool = True) -> None:
        await self.go(path)
        await self.look(path, zoomed=zoomed)

    def _note(self, screen: str, faults: Any) -> None:
        theme = "dark" if self.dark else "light"
        self.found += [f"{screen} ({self.language}, {theme}): {fault}" for fault in faults]

    def complaints(self) -> list[str]:
        """What is wrong with the screens and what the browser itself complained about."""
        return [*self.found, *self.desk.person.complaints]
