"""What people do at their screens and phones, in their own words; the tests read as stories."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
import urllib.request
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, expect

from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.support.audio import write_tone
from tests.support.browser import Person, open_person
from tests.support.network import Network
from tests.support.running_center import RunningCenter

TRUNK_ADDRESS = "127.0.0.2"
MENU_NUMBER = "+49405550100"
DIRECT_NUMBER = "+49405550199"
CALLER_HZ = 440
AGENT_HZ = 600
BROWSER_MS_MAX = 60_000
POLL_SECONDS = 0.2
EVENTUALLY_SECONDS_MAX = 120
HEARD_SHARE_MIN = 0.5
"""Of the one voice that is there."""

_numbers = itertools.count(1)
expect.set_options(timeout=BROWSER_MS_MAX)


async def eventually(
    look: Callable[[], Awaitable[Any]], why: str, *, seconds_max: float = EVENTUALLY_SECONDS_MAX, known: Callable[[], object] = lambda: ""
) -> Any:
    """Asks over and over until the answer is truthy: for what another process does and cannot announce to a test.

    `known` is told when it never is: what was seen instead.
    """
    try:
        async with asyncio.timeout(seconds_max):
            while True:
                if found := await look():
                    return found
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise AssertionError(f"{why}: not within {seconds_max} s {known()}") from None


class Desk:
    """An agent or supervisor at the browser, signed in."""

    def __init__(self, person: Person, center: RunningCenter, username: str, network: Network | None = None) -> None:
        self.person, self.page, self.center, self.username = person, person.page, center, username
        self._network = network

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    async def opens_another_page(self) -> None:
        """In the same browser, still signed in; what the former one complained of stays said."""
        complaints = self.person.complaints
        self.person = Person(await self.page.context.new_page())
        self.person.complaints += complaints
        self.page = self.person.page

    async def sign_in(self, *, password: str | None = None) -> None:
        """With the demo's password unless another is given."""
        secret = password or self.center.password(self.username)
        await self.page.goto(f"{self.base}/sign-in")
        await self.page.locator("input[name=username], input[autocomplete=username]").first.fill(self.username)
        await self.page.locator("input[type=password]").first.fill(secret)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_url(lambda url: "sign-in" not in url, timeout=BROWSER_MS_MAX)

    @property
    def base(self) -> str:
        """By the name `localhost`: browsers allow the microphone there without a certificate."""
        if self._network is not None:
            return f"http://localhost:{self._network.port}"
        return self.center.url.replace("127.0.0.1", "localhost")

    async def be_ready(self) -> None:
        """Says ready, unless that is so already; with somebody waiting it rings at once."""
        ready, unready = self.page.get_by_role("button", name="I am ready"), self.page.get_by_text("You are ready.")
        await expect(ready.or_(unready).first).to_be_visible()
        if await unready.is_visible():
            return
        await expect(ready).to_be_enabled()
        await self.page.keyboard.press("Control+.")

    async def answers(self) -> None:
        """Waits for an offer and takes it."""
        await expect(self.button("Answer")).to_be_visible()
        await self.page.keyboard.press("Alt+Enter")
        await self.state_is("Talking")

    async def wraps_up(self) -> None:
        """Chooses the first disposition and is ready again; returns when the center knows of it."""
        outcomes = self.page.get_by_role("radiogroup", name="How did it end?")
        await expect(outcomes.first).to_be_visible()
        await self.page.keyboard.press("1")
        await self.button("Save and become Ready").click()
        await expect(outcomes).to_have_count(0)

    async def hears(self, hertz: int, least: float = HEARD_SHARE_MIN) -> None:
        """Now or in a moment: the page knows of a talk some time before the first voice has come to it."""
        shares: list[float] = []

        async def heard() -> bool:
            shares.append(await self.person.hears(hertz))
            return shares[-1] > least

        await eventually(heard, f"{self.username} hears {hertz} Hz", known=lambda: f"shares were {shares}")

    async def state_is(self, text: str) -> None:
        """The state stands first in the top bar; what comes after this call may stand behind it."""
        await expect(self.page.locator("header").first).to_have_text(re.compile(rf"^\s*{re.escape(text)}"))

    async def picture(self, folder: Path, name: str) -> None:
        await self.page.screenshot(path=folder / f"{name}.png")


class Floor:
    """The people of one test; everybody leaves with the test."""

    def __init__(self, center: RunningCenter, folder: Path, stack: AsyncExitStack) -> None:
        self.center, self._folder, self._stack = center, folder, stack

    async def seat(
        self,
        username: str,
        *,
        tone_hz: int = AGENT_HZ,
        silent_seconds: float = 0,
        language: str = "en",
        dark: bool = False,
        network: Network | None = None,
    ) -> Desk:
        """Opens a browser for somebody and signs in; `network` is what lies between it and the center.

        The microphone delivers nothing for its first `silent_seconds`, whenever it is opened.
        """
        profile = self._folder / f"{username}-{next(_numbers)}"
        sound = self._folder / f"{tone_hz}-after-{silent_seconds}.wav"
        microphone = write_tone(sound, tone_hz, seconds=60 if silent_seconds else 10, silent_seconds=silent_seconds)
        person = await self._stack.enter_async_context(open_person(profile, microphone=microphone, language=language, dark=dark))
        if network is not None:
            await network.used_by(person.page.context)
        desk = Desk(person, self.center, username, network)
        await desk.sign_in()
        return desk

    async def network(self) -> Network:
        """A network that can be taken away; seat somebody behind it."""
        environment = self.center.environment
        between = Network(("127.0.0.1", int(environment["CC_WEB_PORT"])), ("127.0.0.1", int(environment["CC_WS_PORT"])))
        return await self._stack.enter_async_context(between.open())

    async def api(self, username: str = "admin") -> DeskClient:
        """The REST API as this account."""
        client = DeskClient(self.center.url)
        await client.sign_in(username, self.center.password(username))
        return client

    @staticmethod
    async def api_of(desk: Desk) -> DeskClient:
        """The REST API as the person at this desk."""
        return await Floor(desk.center, Path(), AsyncExitStack()).api(desk.username)


class Caller:
    """A phone behind the trunk that makes one call."""

    def __init__(self, bank: Bank, center: RunningCenter, *, number: str = "", name: str = "", record: Path | None = None) -> None:
        n = next(_numbers)
        self.bank, self._center = bank, center
        # Never the same twice, also when a center outlives the tests.
        self.number = number or f"+4940{int(time.time()) % 100_000:05d}{n:03d}"
        self.name, self._record = name, record
        self.call = self.phone = f"call{n}"

    async def dial(self, number: str) -> Caller:
        display = f'"{self.name}" ' if self.name else ""
        uri = f"{display}<sip:{self.number}@{TRUNK_ADDRESS}:{self.bank.port}>"
        await self.bank.add_phone(p.AddPhone(phone=self.phone, uri=uri))
        self._place_call(number)
        return self

    def dial_again(self, number: str) -> None:
        """The next call of the same phone, once the one before is over: a bank has only a few phones."""
        self.call = f"call{next(_numbers)}"
        self._place_call(number)

    def _place_call(self, number: str) -> None:
        user = f"{number}@" if number else ""  # no number at all is a URI without a user part
        target = f"sip:{user}127.0.0.1:{self._center.sip_port}"
        sound = p.Sound(tone_hz=CALLER_HZ)
        self.bank.order(p.PlaceCall(phone=self.phone, call=self.call, uri=target, sound=sound, record=str(self._record or "")))

    async def is_answered(self) -> None:
        await self.bank.call_reaches(self.call, p.CallState.CONFIRMED)

    async def press(self, digits: str) -> None:
        self.bank.order(p.SendDigits(call=self.call, digits=digits))

    def hang_up(self) -> None:
        self.bank.order(p.HangUpCall(call=self.call))

    def has_ended(self) -> bool:
        return any(
            isinstance(said, p.CallChanged) and said.call == self.call and said.state is p.CallState.DISCONNECTED
            for said in self.bank.heard
        )

    async def is_over(self) -> p.CallChanged:
        return await self.bank.call_reaches(self.call, p.CallState.DISCONNECTED)


async def recorded(api: DeskClient, number: str) -> dict[str, Any]:
    """The one interaction of this caller, once it has ended in the records; fails when there are two."""

    async def look() -> dict[str, Any] | None:
        rows = (await api.request("GET", f"/api/v1/interactions?caller={number.replace('+', '%2B')}"))["results"]
        assert len(rows) <= 1, dump(rows)
        if not rows or rows[0]["ended_at"] is None:
            return None
        detail: dict[str, Any] = await api.request("GET", f"/api/v1/interactions/{rows[0]['id']}")
        return detail

    found: dict[str, Any] = await eventually(look, f"the interaction of {number} stands in the records")
    return found


async def everybody_leaves(api: DeskClient) -> None:
    """Who was ready before is signed off: nobody else shall be asked for the next caller."""
    for agent in (await api.request("GET", "/api/v1/agents?limit=200"))["results"]:
        await api.request("PUT", f"/api/v1/agents/{agent['id']}/presence", {"presence": "offline", "reason": ""})


async def nothing_is_open(api: DeskClient) -> None:
    """No interaction is live and no agent has work in hand."""
    left: list[Any] = []

    async def look() -> bool:
        live = await api.request("GET", "/api/v1/live")
        left[:] = [one["live"] for one in live["interactions"]]
        left.extend(agent["live"] for agent in live["agents"] if agent["live"]["interaction"] is not None)
        return not left

    await eventually(look, "nothing stays open", known=lambda: dump(left))


def download(client: DeskClient, path: str, target: Path) -> Path:
    """A file from the API with the session's cookies."""
    request = urllib.request.Request(client.address(path), headers={"Cookie": client.cookie_header()})
    with urllib.request.urlopen(request) as response:
        target.write_bytes(response.read())
    return target


def facts_of(detail: dict[str, Any]) -> list[str]:
    """The kinds of an interaction's timeline, in order."""
    return [row["kind"] for row in detail["timeline"]]


def dump(value: Any) -> str:
    return json.dumps(value, indent=1)[:4000]
