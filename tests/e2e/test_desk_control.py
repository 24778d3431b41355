"""People ask each other, confer, hand over and listen in, at real desks with real voices."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from playwright.async_api import expect

from telephony.softphones.bank import Bank
from tests.e2e.people import AGENT_HZ, CALLER_HZ, MENU_NUMBER, Caller, Desk, Floor, eventually, everybody_leaves
from tests.support.audio import heard_whole, seconds_with_tone
from tests.support.running_center import RunningCenter

MEHMET_HZ = 750
HEARD_SHARE_MIN = 0.3
HEARD_SHARE_MAX = 0.02
SHARE_OF_SEVERAL_MIN = 0.1
"""Of one voice where two or three speak."""
TALK_SECONDS_MIN = 1.0


async def at_the_desk(floor: Floor, username: str, *, tone_hz: int = AGENT_HZ) -> Desk:
    desk = await floor.seat(username, tone_hz=tone_hz)
    await desk.page.goto(f"{desk.base}/desk")
    return desk


async def a_call_of_lena(running_center: RunningCenter, callers: Bank, floor: Floor, lena: Desk, *, record: Path | None = None) -> Caller:
    await everybody_leaves(await floor.api())
    await lena.state_is("Offline")
    await lena.be_ready()
    caller = await Caller(callers, running_center, name="Katharina Brandt", record=record).dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    await lena.answers()
    return caller


async def test_an_agent_asks_a_colleague_all_three_talk_and_the_colleague_keeps_the_call(
    running_center: RunningCenter, callers: Bank, floor: Floor, pictures: Path
) -> None:
    lena = await at_the_desk(floor, "lena.fischer")
    mehmet = await at_the_desk(floor, "mehmet.yilmaz", tone_hz=MEHMET_HZ)
    caller = await a_call_of_lena(running_center, callers, floor, lena)
    await mehmet.be_ready()
    await mehmet.state_is("Ready")

    # Found by three letters, asked; the caller hears music meanwhile.
    await lena.page.keyboard.press("c")
    await lena.page.get_by_role("combobox").fill("meh")
    await expect(lena.page.get_by_role("option", name="Ready")).to_contain_text("Mehmet")
    await lena.picture(pictures, "desk-directory-en-light")
    await lena.page.keyboard.press("Enter")
    await expect(mehmet.page.get_by_role("region", name="Lena Fischer asks you")).to_contain_text("Katharina Brandt")
    await mehmet.picture(pictures, "desk-asked-en-light")
    await expect(mehmet.button("Answer")).to_be_visible()
    await mehmet.page.keyboard.press("Alt+Enter")
    asking = lena.page.get_by_role("group", name="Asking somebody")
    await expect(asking).to_contain_text("You talk with Mehmet")
    await mehmet.hears(AGENT_HZ, HEARD_SHARE_MIN)
    assert await mehmet.person.hears(CALLER_HZ) < HEARD_SHARE_MAX
    await lena.picture(pictures, "desk-asking-en-light")

    # To the caller and back, then everybody hears everybody.
    await lena.page.keyboard.press("s")
    await expect(asking).to_contain_text("hears music")
    await expect(asking).to_contain_text("You talk with Katharina Brandt")
    await lena.page.keyboard.press("s")
    await expect(asking).to_contain_text("You talk with Mehmet")
    await lena.page.keyboard.press("a")
    together = lena.page.get_by_role("group", name="In this call")
    await expect(together).to_contain_text("Mehmet")
    await mehmet.hears(CALLER_HZ, HEARD_SHARE_MIN)
    await lena.picture(pictures, "desk-conference-en-light")

    # The colleague has the call from here on.
    await together.get_by_role("button", name="Hand over").click()
    await lena.state_is("Wrap-up")
    await mehmet.state_is("Talking")
    await expect(mehmet.button("End call")).to_be_visible()
    await mehmet.hears(CALLER_HZ, HEARD_SHARE_MIN)
    await mehmet.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()
    await mehmet.wraps_up()
    assert lena.person.complaints + mehmet.person.complaints == []


async def test_a_supervisor_listens_whispers_joins_and_takes_over_and_only_those_hear_it_who_shall(
    running_center: RunningCenter, callers: Bank, floor: Floor, pictures: Path, tmp_path: Path
) -> None:
    lena = await at_the_desk(floor, "lena.fischer")
    jonas = await floor.seat("jonas.reuter", tone_hz=MEHMET_HZ)
    await jonas.page.goto(f"{jonas.base}/wallboard")
    caller = await a_call_of_lena(running_center, callers, floor, lena, record=tmp_path / "caller.wav")
    clock = asyncio.get_running_loop().time

    await jonas.button("Lena Fischer").click()
    panel = jonas.page.get_by_role("dialog", name="Lena Fischer")
    await panel.get_by_role("button", name=re.compile("^Listen")).click()
    await expect(panel.get_by_text("Nobody hears you.")).to_be_visible()
    await jonas.hears(CALLER_HZ, HEARD_SHARE_MIN)
    await jonas.hears(AGENT_HZ, HEARD_SHARE_MIN)
    assert await lena.person.hears(MEHMET_HZ) < HEARD_SHARE_MAX
    await jonas.picture(pictures, "wallboard-listening-en-light")

    await panel.get_by_role("button", name="Whisper").click()
    whispering = clock()
    await expect(panel.get_by_text("Only Lena Fischer hears you.")).to_be_visible()
    await lena.hears(MEHMET_HZ, SHARE_OF_SEVERAL_MIN)
    await lena.hears(CALLER_HZ, SHARE_OF_SEVERAL_MIN)
    await jonas.hears(CALLER_HZ, SHARE_OF_SEVERAL_MIN)

    # From here on the caller hears three seconds or so of the supervisor, who spoke to the agent for longer before.
    joining = clock()
    await panel.get_by_role("button", name="Join").click()
    await expect(panel.get_by_text("Both hear you.")).to_be_visible()
    await lena.hears(MEHMET_HZ, SHARE_OF_SEVERAL_MIN)
    await panel.get_by_role("button", name=re.compile("^Listen")).click()
    await expect(panel.get_by_text("Nobody hears you.")).to_be_visible()
    caller_heard_for = clock() - joining

    async def is_silent() -> bool:
        # The largest share of two seconds: it may still hold the end of what was said before.
        return await lena.person.hears(MEHMET_HZ) < HEARD_SHARE_MAX

    await eventually(is_silent, "the agent does not hear the supervisor any more")

    await panel.get_by_role("button", name="Take the call over").click()
    await lena.state_is("Wrap-up")
    taken = clock()
    await jonas.hears(CALLER_HZ, HEARD_SHARE_MIN)
    caller.hang_up()
    await caller.is_over()
    caller_heard_for += clock() - taken
    await lena.wraps_up()
    await everybody_leaves(await floor.api())

    (heard,), rate = await heard_whole(tmp_path / "caller.wav")
    seconds = seconds_with_tone(heard, rate, MEHMET_HZ, share_min=SHARE_OF_SEVERAL_MIN)
    assert 2 * TALK_SECONDS_MIN <= seconds <= caller_heard_for + 3, "neither listening nor whispering was heard"
    assert joining - whispering > 5, "so that it would have been noticed"
    assert lena.person.complaints + jonas.person.complaints == []
