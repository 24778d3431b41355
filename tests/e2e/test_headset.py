"""The buttons and lights of a headset at a real desk in a real call, for two families of headsets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.listening import Ear
from tests.e2e.people import AGENT_HZ, CALLER_HZ, DIRECT_NUMBER, Caller, Desk, Floor, everybody_leaves, recorded
from tests.e2e.working_day import Voice, hears, hears_nothing_of, talk
from tests.support.headset import GN_LINK, POLY, Headset, Worn, plugged_in
from tests.support.running_center import RunningCenter

TELEPHONY_PAGE = 0x0B


@pytest_asyncio.fixture
async def api(floor: Floor) -> AsyncIterator[DeskClient]:
    """As administrator, with nobody ready before or after."""
    client = await floor.api()
    await everybody_leaves(client)
    yield client
    await everybody_leaves(client)


async def at_a_desk_with(floor: Floor, headset: Headset) -> tuple[Desk, Worn]:
    """Lena has allowed the buttons by the button of the desk, and is ready."""
    lena = await floor.seat("lena.fischer")
    await plugged_in(lena.page.context, headset)
    await lena.page.goto(f"{lena.base}/desk")
    worn = Worn(lena.page)
    assert await worn.asked() == [], "nobody is asked who has not clicked"
    await lena.button("Use the buttons of the headset").click()
    await expect(lena.page.get_by_text(f"The buttons of {headset.name} answer, mute and hang up.")).to_be_visible()
    assert await worn.asked() == [[{"usagePage": TELEPHONY_PAGE}]]
    await lena.be_ready()
    await lena.state_is("Ready")
    return lena, worn


def mute_button(desk: Desk) -> Locator:
    return desk.page.locator("[data-control=mute]")


@pytest.mark.parametrize("headset", [GN_LINK, POLY], ids=lambda headset: headset.name)
async def test_its_buttons_answer_mute_and_hang_up_and_its_lights_show_the_call(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient, tmp_path: Path, headset: Headset
) -> None:
    lena, worn = await at_a_desk_with(floor, headset)
    await worn.shows()
    caller = await Caller(callers, running_center, record=tmp_path / "caller.wav").dial(DIRECT_NUMBER)
    customer = Voice("the customer", Ear(tmp_path / "caller.wav"), CALLER_HZ)
    agent = Voice("the agent", lena.person, AGENT_HZ)

    await expect(lena.button("Answer")).to_be_visible()
    await worn.shows("ring")
    await worn.hook()
    await lena.state_is("Talking")
    await worn.shows("off_hook")
    await talk(customer, agent)

    # Muted at the headset, at the page, and back by the other one each time.
    await worn.mute()
    await worn.shows("mute", "off_hook")
    await expect(mute_button(lena)).to_have_attribute("aria-pressed", "true")
    await hears_nothing_of(customer, agent)
    await lena.page.keyboard.press("m")
    await worn.shows("off_hook")
    await hears(customer, agent)
    await lena.page.keyboard.press("m")
    await worn.shows("mute", "off_hook")
    await hears_nothing_of(customer, agent)
    await worn.mute()
    await worn.shows("off_hook")
    await expect(mute_button(lena)).to_have_attribute("aria-pressed", "false")
    await talk(customer, agent)

    await lena.page.keyboard.press("h")
    await lena.state_is("On hold")
    await worn.shows("hold", "off_hook")
    await lena.page.keyboard.press("h")
    await lena.state_is("Talking")
    await worn.shows("off_hook")

    await worn.hook()
    await caller.is_over()
    await worn.shows()
    await lena.wraps_up()
    assert (await recorded(api, caller.number))["cause"] == "agent_hung_up"
    assert lena.person.complaints == []


async def test_one_that_is_pulled_out_in_a_call_costs_nothing_and_works_again_when_it_is_back(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient, tmp_path: Path
) -> None:
    lena, _ = await at_a_desk_with(floor, GN_LINK)
    # Once allowed, it is found at every start, and nobody is asked again.
    await lena.page.reload()
    await expect(lena.page.get_by_text(f"The buttons of {GN_LINK.name}")).to_be_visible()
    worn = Worn(lena.page)
    caller = await Caller(callers, running_center, record=tmp_path / "caller.wav").dial(DIRECT_NUMBER)
    customer = Voice("the customer", Ear(tmp_path / "caller.wav"), CALLER_HZ)
    agent = Voice("the agent", lena.person, AGENT_HZ)
    await lena.answers()
    await worn.shows("off_hook")
    await talk(customer, agent)

    # With the plug the microphone goes, too: the browser ends its sound, and another is taken.
    await worn.unplug()
    await lena.page.evaluate(MICROPHONE_GONE)
    await talk(customer, agent)
    await lena.state_is("Talking")

    await worn.plug()
    await worn.shows("off_hook")
    await worn.mute()
    await worn.shows("mute", "off_hook")
    await worn.mute()
    await worn.shows("off_hook")
    await talk(customer, agent)
    await worn.hook()
    await caller.is_over()
    await lena.wraps_up()
    assert await worn.asked() == []
    assert lena.person.complaints == []


MICROPHONE_GONE = """() => {
  const [track] = window.__peers.at(-1).getSenders().map((sender) => sender.track).filter(Boolean);
  track.stop();
  track.dispatchEvent(new Event("ended"));
}"""
"""What a browser does when the device of a track is pulled out (Media Capture and Streams, 4.3.1: the source ends)."""


async def test_its_button_refuses_a_call_that_rings(running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient) -> None:
    lena, worn = await at_a_desk_with(floor, GN_LINK)
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await worn.shows("ring")
    await worn.refuse()
    await worn.shows()
    await lena.state_is("Declined a call")
    caller.hang_up()
    await caller.is_over()
    assert lena.person.complaints == []
