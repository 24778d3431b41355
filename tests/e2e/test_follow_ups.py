"""What is promised in a call is made by one key, survives the hang-up and a reload, and is ticked off in my day by keyboard."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Locator, expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import MENU_NUMBER, Caller, Desk, Floor, everybody_leaves, recorded
from tests.support.running_center import RunningCenter

PROMISE = "Send the new instalment plan"
PHOTO = "Send the meter photo"


async def forget(api: DeskClient) -> None:
    """What an earlier run has left."""
    for row in (await api.request("GET", "/api/v1/follow-ups?limit=200"))["results"]:
        if row["text"] in (PROMISE, PHOTO):
            await api.request("DELETE", f"/api/v1/follow-ups/{row['id']}")


def form(desk: Desk) -> Locator:
    return desk.page.get_by_role("form", name="New follow-up")


async def test_a_promise_made_while_talking_survives_the_hang_up_and_a_reload_and_is_ticked_off(
    running_center: RunningCenter, callers: Bank, floor: Floor, pictures: Path
) -> None:
    api = await floor.api()
    await forget(api)
    await everybody_leaves(api)
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")
    await lena.state_is("Offline")
    await lena.be_ready()
    caller = await Caller(callers, running_center, name="Katharina Brandt").dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    await lena.answers()

    # One key opens the form for this caller; in the middle of a word the caller hangs up, and one types on.
    await lena.page.keyboard.press("n")
    text = form(lena).get_by_label("What is to be done")
    await expect(text).to_be_focused()
    await expect(form(lena)).to_contain_text("Katharina Brandt")
    await lena.page.keyboard.type("Send the new inst")
    await lena.picture(pictures, "desk-follow-up-en-light")
    caller.hang_up()
    await lena.state_is("Wrap-up")
    await expect(text).to_be_focused()
    await lena.page.keyboard.type("alment plan")

    # The page is loaded again before anything was saved.
    await lena.page.reload()
    await lena.state_is("Wrap-up")
    await expect(text).to_have_value(PROMISE)
    await form(lena).get_by_role("radio", name="In a week").check(force=True)
    await lena.picture(pictures, "desk-follow-up-wrap-up-en-light")
    await text.press("Enter")
    await expect(form(lena)).to_have_count(0)
    await expect(lena.page.get_by_role("checkbox", name=f"Done: {PROMISE}")).to_have_count(1)
    await lena.wraps_up()

    # It stands on the free desk and in my day, and is ticked off without the mouse.
    await lena.state_is("Ready")
    await lena.page.get_by_role("heading", name="Due next").wait_for()
    await lena.picture(pictures, "desk-due-next-en-light")
    await lena.page.keyboard.press("g")
    await lena.page.keyboard.press("f")
    drawer = lena.page.get_by_role("dialog", name="My follow-ups")
    tick = drawer.get_by_role("checkbox", name=f"Done: {PROMISE}")
    await tick.focus()
    await lena.page.keyboard.press("Space")
    await expect(lena.page.get_by_text(f"Done: {PROMISE}")).to_be_visible()
    await expect(tick).to_have_count(0)

    call = await recorded(api, caller.number)
    (row,) = (await api.request("GET", f"/api/v1/follow-ups?interaction={call['id']}"))["results"]
    assert (row["text"], row["agent"]["name"], row["done_by"], row["number"]) == (PROMISE, "Lena Fischer", "Lena Fischer", caller.number)
    assert row["queue"]["name"] == call["queue"]["name"]
    assert lena.person.complaints == []


async def test_what_is_handed_over_appears_at_the_other_desk_by_itself(floor: Floor) -> None:
    api = await floor.api()
    await forget(api)
    lena, mehmet = await floor.seat("lena.fischer"), await floor.seat("mehmet.yilmaz")
    for desk in (lena, mehmet):
        await desk.page.goto(f"{desk.base}/desk")
        await expect(desk.page.get_by_role("heading", name="Due next")).to_be_visible()
    await lena.page.keyboard.press("n")
    await expect(form(lena).get_by_label("What is to be done")).to_be_focused()
    await lena.page.keyboard.type(PHOTO)
    await form(lena).get_by_label("Who does it").select_option(label="Mehmet Yılmaz")
    await form(lena).get_by_role("button", name="Save follow-up").click()
    await expect(form(lena)).to_have_count(0)
    await expect(mehmet.page.get_by_role("checkbox", name=f"Done: {PHOTO}")).to_be_visible()
    assert lena.person.complaints + mehmet.person.complaints == []
