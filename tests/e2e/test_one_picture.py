"""Everything that can happen to a call, in one call, and its picture: to scale, with words, in both languages and themes."""

from __future__ import annotations

import itertools
import re
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page, expect

from tests.e2e.people import MENU_NUMBER, Desk, eventually, facts_of, recorded
from tests.e2e.screens import COLOURS_HAVE_CHANGED, LOADING, WINDOW, ZOOMED
from tests.e2e.working_day import AYLIN_HZ, JONAS_HZ, LENA_HZ, MEHMET_HZ, Day, empty_day, hears, talk
from tests.support.running_center import RunningCenter

QUALITY: Final = {"en": "Quality", "de": "Qualität"}
RECORDING: Final = {"en": "Recording", "de": "Aufnahme"}
EVENTS: Final = {"en": "Events", "de": "Ereignisse"}
CUSTOMER: Final = {"en": "Customer", "de": "Kunde"}
TITLES: Final = {"en": "In one picture", "de": "In einem Bild"}
MARGIN: Final = 1.5
OWNERS: Final = 2
"""Lena, then Aylin: each has a wrap-up, and its end is the last that is told."""
TIMES_WITH_MUSIC: Final = 3
"""On hold, and while Lena asked Aylin, and Aylin Mehmet."""
THEY_TALKED: Final = frozenset({"Mehmet Yılmaz", "Lena Fischer", "Aylin Demir"})
SHARE_WITHIN: Final = 0.2
"""Percent of the picture's width by which a piece may be drawn beside its place."""
DRAWN: Final = """(group) => ({
  lanes: [...group.children].slice(0, -1).map((lane) => ({
    name: lane.firstElementChild.textContent,
    cut: lane.firstElementChild.scrollWidth > lane.firstElementChild.clientWidth && !lane.firstElementChild.title,
    pieces: [...lane.querySelectorAll("rect[data-state]")].map((one) => ({
      state: one.dataset.state,
      from: parseFloat(one.getAttribute("x")),
      width: parseFloat(one.getAttribute("width")),
      text: one.querySelector("title").textContent,
    })),
    marks: [...lane.querySelectorAll("svg svg title")].map((one) => one.textContent),
  })),
  axis: [...group.lastElementChild.querySelectorAll("span")].slice(1).map((one) => one.getBoundingClientRect().toJSON()),
  width: group.getBoundingClientRect().right,
})"""


async def comes_in(day: Day) -> Any:
    """Through the menu into the queue; the first who is asked declines, the second takes it."""
    caller, customer = await day.call("Katharina Brandt", number=MENU_NUMBER)
    await caller.press("1")
    await caller.press("1")
    await day.mehmet.be_ready()
    await expect(day.mehmet.button("Answer")).to_be_visible()
    await day.mehmet.button("Decline").click()
    await day.mehmet.state_is("Declined a call")
    await day.lena.be_ready()
    await day.lena.answers()
    await talk(customer, day.voice(day.lena, LENA_HZ))
    return caller, customer


async def is_held_and_pays(day: Day) -> None:
    page = day.lena.page
    await page.keyboard.press("h")
    await day.lena.state_is("On hold")
    await page.keyboard.press("h")
    await day.lena.state_is("Talking")
    await page.get_by_label("Card number").click()
    await expect(page.locator("[data-control=record]")).to_contain_text("Recording paused")
    await page.keyboard.type("4111111111111111")
    await page.keyboard.press("Tab")
    await page.evaluate("document.activeElement.blur()")
    await expect(page.locator("[data-control=record]")).not_to_contain_text("paused")


async def is_listened_to(day: Day) -> None:
    panel = await day.looks_at("Lena Fischer")
    await panel.get_by_role("button", name=re.compile("^Listen")).click()
    await expect(panel.get_by_text("Nobody hears you.")).to_be_visible()
    await hears(day.voice(day.jonas, JONAS_HZ), day.voice(day.lena, LENA_HZ))
    await panel.get_by_role("button", name="Stop listening").click()
    await expect(panel.get_by_text("Nobody hears you.")).to_have_count(0)


async def asks(desk: Desk, asked: Desk, letters: str, name: str) -> None:
    """The one asks the other, who answers."""
    await desk.page.keyboard.press("c")
    await desk.page.get_by_role("combobox").fill(letters)
    await expect(desk.page.get_by_role("option", name="Ready")).to_contain_text(name)
    await desk.page.keyboard.press("Enter")
    await expect(asked.page.get_by_role("region", name=re.compile("asks you$"))).to_be_visible()
    await expect(asked.button("Answer")).to_be_visible()
    await asked.page.keyboard.press("Alt+Enter")
    await expect(desk.page.get_by_role("group", name="Asking somebody")).to_contain_text(f"You talk with {name}")


async def is_handed_on_and_talks_to_two(day: Day, customer: Any) -> None:
    await day.aylin.be_ready()
    await day.aylin.state_is("Ready")
    await asks(day.lena, day.aylin, "ayl", "Aylin")
    await day.lena.page.keyboard.press("t")
    await day.lena.state_is("Wrap-up")
    await day.lena.wraps_up()  # before its time is over, whatever the others do next
    await day.aylin.state_is("Talking")
    aylin, mehmet = day.voice(day.aylin, AYLIN_HZ), day.voice(day.mehmet, MEHMET_HZ)
    await talk(customer, aylin)
    await day.mehmet.be_ready()
    await day.mehmet.state_is("Ready")
    await asks(day.aylin, day.mehmet, "meh", "Mehmet")
    await day.aylin.page.keyboard.press("a")
    await expect(day.aylin.page.get_by_role("group", name="In this call")).to_contain_text("Mehmet")
    await talk(customer, aylin, mehmet)


def is_to_scale(drawn: dict[str, Any], detail: dict[str, Any]) -> None:
    """Every stretch of talking stands where its time is."""
    start, end = detail["arrived_at"], max(row["at"] for row in detail["timeline"])
    for lane in drawn["lanes"]:
        rows = [row for row in detail["segments"] if row["agent"]["name"] == lane["name"] and row["kind"] == "talking"]
        pieces = [piece for piece in lane["pieces"] if piece["state"] == "talking"]
        if not rows:
            continue
        assert len(pieces) == len(rows), lane
        for row, piece in zip(rows, pieces, strict=True):
            assert abs(share(row["started_at"], start, end) - piece["from"]) < SHARE_WITHIN, (row, piece)
            assert abs(share(row["ended_at"], start, end) - piece["from"] - piece["width"]) < SHARE_WITHIN, (row, piece)


def share(at: str, start: str, end: str) -> float:
    """In percent of the lane, of which a little at either end stays free."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return MARGIN + (datetime.fromisoformat(at) - first) / (last - first) * (100 - 2 * MARGIN)


def is_well_drawn(drawn: dict[str, Any], language: str) -> None:
    """Every lane has its name, every piece and mark its words, and no figure of the axis touches another or the edge."""
    measured = QUALITY[language]
    people = ["Mehmet Yılmaz", measured, "Lena Fischer", measured, "Jonas Reuter", "Aylin Demir", measured]
    names = [lane["name"] for lane in drawn["lanes"]]
    # Whoever listens for some seconds has a leg that is measured too; how many seconds it were is the machine's.
    after_jonas = names.index("Jonas Reuter") + 1
    if names[after_jonas] == measured:
        del names[after_jonas]
    assert names == [CUSTOMER[language], *people, RECORDING[language], EVENTS[language]]
    heard_music = [piece for piece in drawn["lanes"][0]["pieces"] if piece["state"] == "hold"]
    assert len(heard_music) == TIMES_WITH_MUSIC, heard_music
    for lane in drawn["lanes"]:
        assert not lane["cut"], lane["name"]
        assert all(piece["text"] for piece in lane["pieces"]), lane
        assert all(lane["marks"]), lane
    for one, other in itertools.pairwise(drawn["axis"]):
        assert one["right"] < other["left"], drawn["axis"]
    assert drawn["axis"][-1]["right"] <= drawn["width"] + 1


async def photographed(page: Page, folder: Path, detail: dict[str, Any], language: str) -> None:
    """Whole and at 200 %, light and dark."""
    picture = page.get_by_role("group", name=re.compile("lanes over|Spuren über"))
    for size, behind in ((WINDOW, ""), (ZOOMED, "-zoomed")):
        await page.set_viewport_size(size)
        for scheme in ("dark", "light"):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            await page.evaluate(COLOURS_HAVE_CHANGED)
            section = page.locator("section").filter(has=page.get_by_role("heading", name=TITLES[language])).last
            await section.screenshot(path=folder / f"one-picture-{language}-{scheme}{behind}.png")
        drawn = await picture.evaluate(DRAWN)
        is_well_drawn(drawn, language)
        is_to_scale(drawn, detail)


async def test_a_call_to_which_everything_has_happened_is_one_picture(
    running_center: RunningCenter, tmp_path: Path, pictures: Path
) -> None:
    async with AsyncExitStack() as stack:
        day = await empty_day(stack, running_center, tmp_path)
        await day.arrive("lena.fischer", "/desk", tone_hz=LENA_HZ)
        await day.arrive("mehmet.yilmaz", "/desk", tone_hz=MEHMET_HZ)
        await day.arrive("aylin.demir", "/desk", tone_hz=AYLIN_HZ)
        await day.arrive("jonas.reuter", "/floor", tone_hz=JONAS_HZ)
        caller, customer = await comes_in(day)
        await is_held_and_pays(day)
        await is_listened_to(day)
        await is_handed_on_and_talks_to_two(day, customer)
        caller.hang_up()
        await caller.is_over()
        await day.aylin.wraps_up()
        detail = await eventually(lambda: whole(day, caller.number), "everybody's part is told")

        german = await day.floor.seat("jonas.reuter", language="de")
        for language, desk in (("en", day.jonas), ("de", german)):
            await desk.page.goto(f"{desk.base}/calls/{detail['id']}")
            await expect(desk.page.get_by_role("heading", name=TITLES[language])).to_be_visible()
            await expect(desk.page.locator(LOADING)).to_have_count(0)
            await photographed(desk.page, pictures, detail, language)
        assert [desk.person.complaints for desk in (*day.desks.values(), german)] == [[]] * 5


async def whole(day: Day, number: str) -> dict[str, Any] | None:
    """Once the desks have told how their legs were, the recording can be heard, and nothing is left to come: the picture ends with it."""
    detail = await recorded(day.api, number)
    measured = {leg["agent"]["name"] for leg in detail["legs"] if leg["agent"]}
    told = measured >= THEY_TALKED and facts_of(detail).count("handling_ended") == OWNERS
    return detail if told and detail["recording"]["state"] == "ready" else None
