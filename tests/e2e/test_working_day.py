"""A whole working day: three agents, a supervisor and an administrator in browsers of their own, and callers, all heard by frequency."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.people import eventually, everybody_leaves, facts_of, nothing_is_open, recorded
from tests.e2e.working_day import (
    AYLIN_HZ,
    JONAS_HZ,
    LENA_HZ,
    MEHMET_HZ,
    Day,
    figure,
    hears,
    hears_music,
    hears_nothing_of,
    is_still_the_same_page,
    opened,
    talk,
)
from tests.support.running_center import RunningCenter

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(running_center: RunningCenter, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    """Everybody comes once and stays for all tests of this file: five browsers are heavy to start."""
    async with AsyncExitStack() as stack:
        yield await opened(stack, running_center, tmp_path_factory.mktemp("day"))


async def test_what_the_administrator_changes_in_the_morning_stands_at_open_desks(day: Day) -> None:
    kept = {path: await day.keeps(path, name) for path, name in (("reasons", "Fire drill"), ("dispositions", "Meter read"))}
    try:
        await day.rings_next_at(day.lena)
        menu = day.lena.page.get_by_role("button", name="Your presence")
        await menu.click()
        await expect(day.lena.page.get_by_role("menuitemradio", name="Fire drill")).to_be_visible()
        await day.lena.page.keyboard.press("Escape")
        caller, _ = await day.call("Leyla Sahin")
        await day.lena.answers()
        caller.hang_up()
        await day.lena.state_is("Wrap-up")
        await expect(day.lena.page.get_by_role("radio", name="Meter read")).to_be_attached()
        await day.lena.wraps_up()
        for desk in day.desks.values():
            await is_still_the_same_page(desk)
    finally:
        await day.api.request("DELETE", f"/api/v1/not-ready-reasons/{kept['reasons']}")
        await day.api.request("DELETE", f"/api/v1/dispositions/{kept['dispositions']}")


async def test_a_caller_is_answered_hears_music_on_hold_and_is_handed_on(day: Day) -> None:
    await day.rings_next_at(day.lena, day.mehmet, day.aylin)
    caller, customer = await day.call("Katharina Brandt")
    lena, mehmet = day.voice(day.lena, LENA_HZ), day.voice(day.mehmet, MEHMET_HZ)
    await expect(day.lena.page.get_by_role("region", name="Call for you")).to_contain_text("Katharina Brandt")
    await day.lena.answers()
    await talk(customer, lena)

    await day.lena.page.keyboard.press("h")
    await day.lena.state_is("On hold")
    await hears_music(customer, lena)
    await day.lena.page.keyboard.press("h")
    await day.lena.state_is("Talking")
    await talk(customer, lena)

    await day.lena.page.keyboard.press("t")
    await day.lena.page.get_by_role("combobox").fill("meh")
    await expect(day.lena.page.get_by_role("option", name="Ready")).to_contain_text("Mehmet")
    await day.lena.page.keyboard.press("Enter")
    await day.lena.state_is("Wrap-up")
    await expect(day.mehmet.page.get_by_role("region", name="Call for you")).to_contain_text("Katharina Brandt")
    await hears_music(customer, lena, mehmet)
    await day.mehmet.answers()
    await day.lena.wraps_up()
    await talk(customer, mehmet)
    await day.mehmet.button("End call").click()
    await caller.is_over()
    await day.mehmet.wraps_up()
    day.told[caller.number] = ["offer_made", "hold_started", "hold_ended", "transferred", "offer_made", "interaction_ended"]


async def test_a_colleague_is_asked_all_three_talk_and_the_two_stay(day: Day) -> None:
    await day.rings_next_at(day.lena, day.mehmet, day.aylin)
    caller, customer = await day.call("Ole Petersen")
    lena, aylin = day.voice(day.lena, LENA_HZ), day.voice(day.aylin, AYLIN_HZ)
    await day.lena.answers()
    await talk(customer, lena)

    keys = day.lena.page.keyboard
    await keys.press("c")
    await day.lena.page.get_by_role("combobox").fill("ayl")
    await expect(day.lena.page.get_by_role("option", name="Ready")).to_contain_text("Aylin")
    await keys.press("Enter")
    await expect(day.aylin.page.get_by_role("region", name="Lena Fischer asks you")).to_contain_text("Ole Petersen")
    await expect(day.aylin.button("Answer")).to_be_visible()
    await day.aylin.page.keyboard.press("Alt+Enter")
    asking = day.lena.page.get_by_role("group", name="Asking somebody")
    await expect(asking).to_contain_text("You talk with Aylin")
    await talk(lena, aylin)
    await hears_music(customer, lena, aylin)
    await hears_nothing_of(aylin, customer)

    # To the customer, and back to the one who is asked.
    await keys.press("s")
    await expect(asking).to_contain_text("You talk with Ole Petersen")
    await talk(customer, lena)
    await hears_nothing_of(aylin, customer, lena)
    await keys.press("s")
    await expect(asking).to_contain_text("You talk with Aylin")
    await talk(lena, aylin)
    await hears_music(customer, lena, aylin)

    await keys.press("a")
    together = day.lena.page.get_by_role("group", name="In this call")
    await expect(together).to_contain_text("Aylin")
    await talk(customer, lena, aylin)
    await together.get_by_role("button", name="Hand over").click()
    await day.lena.state_is("Wrap-up")
    await day.lena.wraps_up()  # before its time is over, whatever the others do next
    await day.aylin.state_is("Talking")
    await talk(customer, aylin)
    await hears_nothing_of(customer, lena)
    await day.aylin.button("End call").click()
    await caller.is_over()
    await day.aylin.wraps_up()
    asked = ["party_invited", "party_joined", "consult_switched", "consult_switched", "conference_started"]
    day.told[caller.number] = [*asked, "owner_changed", "interaction_ended"]


async def test_a_supervisor_listens_whispers_joins_and_leaves_heard_by_whom_it_shall_be(day: Day) -> None:
    await day.rings_next_at(day.mehmet, day.lena)
    caller, customer = await day.call("Fatma Arslan")
    mehmet, jonas = day.voice(day.mehmet, MEHMET_HZ), day.voice(day.jonas, JONAS_HZ)
    await day.mehmet.answers()
    await talk(customer, mehmet)

    panel = await day.looks_at("Mehmet Yılmaz")
    await panel.get_by_role("button", name=re.compile("^Listen")).click()
    await expect(panel.get_by_text("Nobody hears you.")).to_be_visible()
    await hears(jonas, customer)
    await hears(jonas, mehmet)
    await hears_nothing_of(mehmet, jonas)
    await hears_nothing_of(customer, jonas)

    await panel.get_by_role("button", name="Whisper").click()
    await expect(panel.get_by_text("Only Mehmet Yılmaz hears you.")).to_be_visible()
    await hears(mehmet, jonas)
    await hears(mehmet, customer)
    await hears(jonas, customer)
    await hears_nothing_of(customer, jonas)

    await panel.get_by_role("button", name="Join").click()
    await expect(panel.get_by_text("Both hear you.")).to_be_visible()
    await talk(customer, mehmet, jonas)

    await panel.get_by_role("button", name="Stop listening").click()
    await hears_nothing_of(customer, jonas)
    await talk(customer, mehmet)
    await day.mehmet.button("End call").click()
    await caller.is_over()
    await day.mehmet.wraps_up()
    day.told[caller.number] = ["party_joined", "monitor_mode_changed", "monitor_mode_changed", "party_left", "interaction_ended"]


async def test_a_page_that_is_loaded_again_during_a_call_is_back_in_it_with_both_voices_and_no_click(day: Day) -> None:
    await day.rings_next_at(day.mehmet)
    caller, customer = await day.call("Jan Weber")
    mehmet = day.voice(day.mehmet, MEHMET_HZ)
    await day.mehmet.answers()
    await talk(customer, mehmet)
    await day.mehmet.page.reload()
    loaded = time.monotonic()
    await hears(mehmet, customer, seconds=0.4)
    there = time.monotonic() - loaded
    await hears(customer, mehmet, seconds=0.4)
    both = time.monotonic() - loaded
    print(f"after the page was loaded: the agent hears the customer in {there:.1f} s, both hear each other in {both:.1f} s")
    await day.mehmet.state_is("Talking")
    await talk(customer, mehmet)
    await day.mehmet.button("End call").click()
    await caller.is_over()
    await day.mehmet.wraps_up()
    day.told[caller.number] = ["phone_lost", "phone_rejoined", "interaction_ended"]


async def test_a_message_steals_no_focus_and_the_break_that_was_chosen_comes_to_pass(day: Day) -> None:
    await day.rings_next_at(day.lena)
    caller, customer = await day.call("Milena Novak")
    lena = day.voice(day.lena, LENA_HZ)
    await day.lena.answers()
    await talk(customer, lena)
    page = day.lena.page

    await page.keyboard.press("k")
    for digit in "42#":
        await page.keyboard.press(digit)
    await expect(page.get_by_label("Keys sent")).to_have_text("42#")
    await page.keyboard.press("Escape")

    # In the middle of a word somebody writes to her: she types on, and reads it when she likes.
    note = page.get_by_label("Note")
    await note.focus()
    await page.keyboard.type("Reads the me")
    await day.writes_to("Lena Fischer", "Please stay five minutes longer.")
    message = page.get_by_role("region", name="Messages")
    await expect(message).to_contain_text("Please stay five minutes longer.")
    await expect(note).to_be_focused()
    await page.keyboard.type("ter herself")
    await expect(note).to_have_value("Reads the meter herself")
    await message.get_by_role("button", name="Read").click()
    await expect(message).to_have_count(0)

    # A break after this call, said during it; somebody waits already, and does not slip in between.
    await page.get_by_role("button", name="After this call").click()
    await page.get_by_role("menuitemradio", name="Break").or_(page.get_by_role("menuitem", name="Break")).first.click()
    await expect(page.get_by_role("button", name="After this call")).to_contain_text("Break")
    waits, _ = await day.call("Agnieszka Wójcik")
    await page.get_by_role("button", name="End call").click()
    await caller.is_over()
    await day.lena.state_is("Wrap-up")
    await expect(note).to_have_value("Reads the meter herself")
    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")
    await day.lena.state_is("Break")
    waits.hang_up()
    await waits.is_over()
    kept = await recorded(day.api, caller.number)
    assert (kept["note"], kept["disposition"]["code"]) == ("Reads the meter herself", "solved")
    assert (await recorded(day.api, waits.number))["outcome"] == "abandoned"
    day.told[caller.number] = ["interaction_connected", "digits_sent", "wrap_up_started", "interaction_ended", "handling_ended"]


async def test_my_day_says_what_the_report_says(day: Day) -> None:
    await nothing_is_open(day.api)
    both: list[tuple[str, str]] = []

    async def agree() -> bool:
        # The report is written a moment after the event, and the desk asks for it: either may be ahead.
        told = await day.report_of(day.lena, "Lena Fischer")
        minutes, seconds = divmod(int((told["aht"] or 0) + 0.5), 60)
        shown = [await figure(day.lena, measure).inner_text() for measure in ("handled", "aht")]
        both[:] = list(zip((str(told["handled"]), f"{minutes}:{seconds:02}"), shown, strict=True))
        return told["handled"] > 0 and all(said == seen for said, seen in both)

    await eventually(agree, "my day says what the report says", known=lambda: both)


async def test_in_the_evening_everybody_leaves_and_each_timeline_holds_every_step(day: Day) -> None:
    for desk in day.desks.values():
        assert desk.person.complaints == [], desk.username
        await desk.page.get_by_role("button", name="Account of").click()
        await desk.page.get_by_role("menuitem", name="Sign out").click()
        await desk.page.wait_for_url("**/sign-in*")
    await nothing_is_open(day.api)
    for number, steps in day.told.items():
        kinds = iter(facts_of(await recorded(day.api, number)))
        missing = [step for step in steps if step not in kinds]
        assert missing == [], f"{number}: {steps}"
    assert [desk.person.complaints for desk in day.desks.values()] == [[]] * 5
    await everybody_leaves(day.api)
