"""The people of a whole working day, each at a browser of their own, who stay until the evening."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, expect

from telephony.softphones.bank import Bank, open_bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.listening import Ear
from tests.e2e.people import CALLER_HZ, DIRECT_NUMBER, TRUNK_ADDRESS, Caller, Desk, Floor, eventually, everybody_leaves
from tests.support.running_center import RunningCenter

LENA_HZ, MEHMET_HZ, AYLIN_HZ, JONAS_HZ = 600, 750, 950, 1150
"""Each has a voice; none is a multiple of another's."""
ALONE_MIN, AMONG_OTHERS_MIN, NOTHING_MAX = 0.3, 0.1, 0.05
"""Shares of the power between 200 and 3400 Hz; music has a little of every tone."""
ROOMS = {"reasons": "Not-ready reasons", "dispositions": "Dispositions"}
MARK = "window.__sameDay"


@dataclass
class Voice:
    """Somebody on a call: where the ear is, and the tone that is spoken."""

    name: str
    ear: Any
    """Person or Ear: both have `hears`."""
    hertz: int


@dataclass
class Day:
    """`told` keeps, by the caller's number, which facts the timeline must hold in the evening, in this order."""

    center: RunningCenter
    floor: Floor
    bank: Bank
    api: DeskClient
    folder: Path
    desks: dict[str, Desk] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    on_the_line: list[Caller] = field(default_factory=list)

    @property
    def lena(self) -> Desk:
        return self.desks["lena.fischer"]

    @property
    def mehmet(self) -> Desk:
        return self.desks["mehmet.yilmaz"]

    @property
    def aylin(self) -> Desk:
        return self.desks["aylin.demir"]

    @property
    def jonas(self) -> Desk:
        return self.desks["jonas.reuter"]

    @property
    def admin(self) -> Desk:
        return self.desks["admin"]

    async def arrive(self, username: str, page: str, *, tone_hz: int = LENA_HZ) -> None:
        desk = await self.floor.seat(username, tone_hz=tone_hz)
        await desk.page.goto(f"{desk.base}{page}")
        await desk.page.evaluate(f"{MARK} = true")
        self.desks[username] = desk

    async def rings_next_at(self, desk: Desk, *others: Desk) -> None:
        """This one has been ready for longest; the others are ready, too. What a failed test left behind ends."""
        for caller in self.on_the_line:
            if not caller.has_ended():
                caller.hang_up()
        self.on_the_line.clear()
        await everybody_leaves(self.api)
        for one in (desk, *others):
            await one.state_is("Offline")
            await one.be_ready()
            await one.state_is("Ready")

    async def call(self, name: str, *, number: str = DIRECT_NUMBER) -> tuple[Caller, Voice]:
        """Somebody dials the center, and what the center says to the phone can be listened to."""
        recording = self.folder / f"{name.replace(' ', '-')}.wav"
        caller = await Caller(self.bank, self.center, name=name, record=recording).dial(number)
        self.on_the_line.append(caller)
        await caller.is_answered()
        return caller, Voice(name, Ear(recording), CALLER_HZ)

    async def keeps(self, room: str, name: str) -> str:
        """The administrator adds words to a room by its form; their id."""
        page = self.admin.page
        await page.get_by_role("navigation").get_by_role("link", name=ROOMS[room]).click()
        await page.get_by_role("button", name=re.compile("^New ")).or_(page.get_by_role("link", name=re.compile("^New "))).click()
        await page.get_by_label("Name in English").fill(name)
        await page.get_by_label("Name in German").fill(name)
        await page.get_by_label("Code").fill(name.lower().replace(" ", "_"))
        await page.keyboard.press("Control+s")
        await expect(page).to_have_url(re.compile(rf"/admin/{room}/\d+$"))
        return page.url.rsplit("/", 1)[1]

    async def looks_at(self, name: str) -> Locator:
        """The supervisor chooses somebody on the floor; what can be done stands in the panel."""
        page = self.jonas.page
        await page.get_by_role("option").filter(has_text=name).click()
        panel = page.get_by_role("complementary", name="Details")
        await expect(panel.get_by_role("heading", name=name)).to_be_visible()
        return panel

    async def writes_to(self, name: str, text: str) -> None:
        """The supervisor sends a message to whoever is chosen."""
        await self.looks_at(name)
        page = self.jonas.page
        await page.keyboard.press("m")
        dialog = page.get_by_role("dialog", name="New message")
        await dialog.get_by_label("Text").fill(text)
        await dialog.get_by_role("button", name="Send").click()
        await expect(dialog).to_have_count(0)

    async def report_of(self, desk: Desk, name: str) -> dict[str, Any]:
        """The agent's numbers of today, as the report has them: from midnight to midnight by the clock of the browser."""
        zone = await desk.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
        today = datetime.now(ZoneInfo(zone)).date()
        agents = (await self.api.request("GET", "/api/v1/agents?limit=200"))["results"]
        agent = next(row["id"] for row in agents if row["name"] == name)
        period = f"from={today}&to={today + timedelta(days=1)}&time_zone={zone}"
        report = await self.api.request("GET", f"/api/v1/reports/agents?{period}&agent={agent}")
        totals: dict[str, Any] = report["totals"][0]
        return totals

    @staticmethod
    def voice(desk: Desk, hertz: int) -> Voice:
        return Voice(desk.username, desk.person, hertz)


async def talk(*voices: Voice) -> None:
    """Each hears every other."""
    least = ALONE_MIN if len(voices) == 2 else AMONG_OTHERS_MIN
    for listener in voices:
        for speaker in voices:
            if listener is not speaker:
                await hears(listener, speaker, least)


async def hears(listener: Voice, speaker: Voice, least: float = AMONG_OTHERS_MIN, *, seconds: float = 1) -> None:
    """Now or in a moment: what is ordered takes its way through the telephone system."""

    async def heard() -> bool:
        return bool(await listener.ear.hears(speaker.hertz, seconds=seconds) > least)

    await eventually(heard, f"{listener.name} hears {speaker.name}")


async def hears_nothing_of(listener: Voice, *speakers: Voice) -> None:
    """For a whole second, now or in a moment."""
    for speaker in speakers:

        async def silent(speaker: Voice = speaker) -> bool:
            return bool(await listener.ear.hears(speaker.hertz, seconds=1) < NOTHING_MAX)

        await eventually(silent, f"{listener.name} hears nothing of {speaker.name}")


async def hears_music(caller: Voice, *voices: Voice) -> None:
    """Music is heard, and none of these."""

    async def heard() -> bool:
        return bool(await caller.ear.hears_music(*(one.hertz for one in voices)))

    await eventually(heard, f"{caller.name} hears music")


def figure(desk: Desk, measure: str) -> Locator:
    """A number of My day."""
    return desk.page.get_by_label("My day").locator(f"[data-measure={measure}] b")


async def is_still_the_same_page(desk: Desk) -> None:
    assert await desk.page.evaluate(MARK) is True, f"the page of {desk.username} was never loaded anew"


async def empty_day(stack: AsyncExitStack, center: RunningCenter, folder: Path) -> Day:
    """Nobody has come yet, and nobody is ready."""
    floor = Floor(center, folder, stack)
    bank = await stack.enter_async_context(open_bank(TRUNK_ADDRESS))
    api = await floor.api()
    await everybody_leaves(api)
    return Day(center, floor, bank, api, folder)


async def opened(stack: AsyncExitStack, center: RunningCenter, folder: Path) -> Day:
    """Three agents, a supervisor and an administrator have come."""
    day = await empty_day(stack, center, folder)
    await day.arrive("lena.fischer", "/desk", tone_hz=LENA_HZ)
    await day.arrive("mehmet.yilmaz", "/desk", tone_hz=MEHMET_HZ)
    await day.arrive("aylin.demir", "/desk", tone_hz=AYLIN_HZ)
    await day.arrive("jonas.reuter", "/floor", tone_hz=JONAS_HZ)
    await day.arrive("admin", "/admin/reasons")
    await expect(day.jonas.page.get_by_role("group", name="Filter by state")).to_be_visible()
    return day
