"""What an agent does beside talking: finding by keyboard, keeping something out of the recording, and ending a call well."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from telephony.softphones.bank import Bank
from tests.e2e.people import MENU_NUMBER, Caller, Floor, everybody_leaves, recorded
from tests.support.running_center import RunningCenter


async def test_a_call_is_recorded_with_a_pause_and_ends_with_its_outcome_and_nothing_typed_is_lost(
    running_center: RunningCenter, callers: Bank, floor: Floor, pictures: Path
) -> None:
    await everybody_leaves(await floor.api())
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")
    await lena.state_is("Offline")
    await lena.be_ready()
    caller = await Caller(callers, running_center, name="Katharina Brandt").dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    await lena.answers()

    # The recording stops for a card number: by key, and by the palette the other way round.
    recording = lena.page.locator("[data-control=record]")
    await expect(recording).to_contain_text("Recording")
    await lena.page.keyboard.press("r")
    await expect(recording).to_contain_text("Recording paused")
    await lena.picture(pictures, "desk-recording-paused-en-light")
    await lena.page.keyboard.press("Control+k")
    await lena.page.get_by_role("combobox", name="Name, number, page or action").fill("contin rec")
    await expect(lena.page.get_by_role("option", name="Continue the recording")).to_be_visible()
    await lena.picture(pictures, "desk-palette-en-light")
    await lena.page.keyboard.press("Enter")
    await expect(recording).not_to_contain_text("paused")

    # The customer hangs up in the middle of a word: one types on where one was.
    note = lena.page.get_by_label("Note")
    await note.focus()
    await lena.page.keyboard.type("Reads the me")
    caller.hang_up()
    await lena.state_is("Wrap-up")
    await expect(note).to_be_focused()
    await lena.page.keyboard.type("ter today")
    await expect(note).to_have_value("Reads the meter today")

    # Saving leads to what is missing; a group opens its own column; a field of the queue is filled in.
    await lena.page.keyboard.press("Control+Enter")
    await expect(lena.page.get_by_role("alert")).to_contain_text("Choose how it ended")
    outcomes = lena.page.get_by_role("radiogroup", name="How did it end?")
    await expect(outcomes.first.get_by_role("radio").first).to_be_focused()
    await lena.page.get_by_role("radio", name="Instalment").check(force=True)
    await lena.page.get_by_role("radio", name="Lowered").check(force=True)
    await lena.page.get_by_label("New instalment").fill("71,50")
    await lena.picture(pictures, "desk-wrap-up-tree-en-light")
    await lena.page.keyboard.press("Control+Enter")
    await lena.state_is("Ready")

    kept = await recorded(await floor.api(), caller.number)
    assert (kept["note"], kept["disposition"]["code"]) == ("Reads the meter today", "instalment_lowered")
    assert kept["answers"] == {"new_instalment": 71.5}
    kinds = [fact["kind"] for fact in kept["timeline"]]
    assert kinds.index("recording_paused") < kinds.index("recording_continued")
    assert lena.person.complaints == []
