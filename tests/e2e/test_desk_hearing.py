"""What a desk says of its own ears and mouth, in a real browser: a dead microphone, a network that loses packets, two loudspeakers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import CALLER_HZ, DIRECT_NUMBER, HEARD_SHARE_MIN, Caller, Floor, eventually, everybody_leaves, recorded
from tests.support.running_center import RunningCenter

LOST: Final = 0.15
SHOWN_FROM: Final = 3
"""Percent that are lost, from which the desk says so (quality.ts)."""
FIGURES: Final = re.compile(r"([\d.]+)\s?% lost · MOS ([\d.]+)")
WELL: Final = "You hear each other well"
LOSES: Final = "Your network loses packets"
SILENT: Final = "Your microphone is silent"
DEAD_SECONDS = 25
"""How long the microphone delivers nothing: the desk must have said so before it sounds. Its own patience is 8 s (quality.ts)."""
SINKS: Final = """(() => {
  window.__sinks = [];
  for (const kind of [AudioContext, HTMLMediaElement]) {
    const real = kind.prototype.setSinkId;
    kind.prototype.setSinkId = async function (device) {
      await real.call(this, device);
      window.__sinks.push([kind.name, device]);
    };
  }
})();"""
"""Notes where each sound was led to, once it is there."""


@pytest_asyncio.fixture
async def api(floor: Floor) -> AsyncIterator[DeskClient]:
    """As administrator, with nobody ready before or after."""
    client = await floor.api()
    await everybody_leaves(client)
    yield client
    await everybody_leaves(client)


async def test_a_dead_microphone_is_told_before_the_shift_and_in_a_call_until_it_sounds(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient
) -> None:
    lena = await floor.seat("lena.fischer", silent_seconds=DEAD_SECONDS)
    page = lena.page
    await page.goto(f"{lena.base}/desk")
    phone = page.get_by_role("region", name="Phone")

    # Before the shift, by itself: the page and whoever says Ready read it; it goes when something comes.
    await expect(phone.get_by_text(SILENT)).to_be_visible()
    await lena.be_ready()
    await expect(page.get_by_role("button", name="Your presence")).to_contain_text("Microphone silent")
    await expect(phone.get_by_text(SILENT)).to_have_count(0)
    await expect(page.get_by_role("button", name="Your presence")).not_to_contain_text("silent")

    # In a call, where the microphone is opened anew.
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await lena.answers()
    await lena.hears(CALLER_HZ)
    await expect(phone.get_by_text(SILENT).last).to_be_visible()
    await expect(phone).to_contain_text("The caller hears nothing. The headset may be muted at its own button.")
    await expect(phone).to_contain_text(WELL)
    await expect(phone.get_by_text(SILENT)).to_have_count(0)
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()

    assert (await measured_leg(api, caller.number))["sentence_code"] == "microphone_silent"
    assert lena.person.complaints == []


async def figures(phone: Locator, sentence: str) -> tuple[float, float]:
    """The share that is lost, in percent, and the MOS, as the desk shows them once it says this: sentence and figures change together."""
    texts: list[str] = []

    async def look() -> re.Match[str] | None:
        texts.append(await phone.inner_text())
        return FIGURES.search(texts[-1]) if sentence in texts[-1] else None

    found = await eventually(look, f"the desk says {sentence!r}", known=lambda: texts[-1:])
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("from_browser", [False, True], ids=["what the agent hears", "what the customer hears"])
async def test_a_network_that_loses_packets_is_told_with_its_figures_until_it_is_well_again(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient, from_browser: bool
) -> None:
    network = await floor.network()
    lena = await floor.seat("lena.fischer", network=network)
    page = lena.page
    await page.goto(f"{lena.base}/desk")
    await lena.be_ready()
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await lena.answers()
    phone = page.get_by_role("region", name="Phone")
    await lena.hears(CALLER_HZ)
    lost, well = await figures(phone, WELL)
    assert lost <= SHOWN_FROM

    with network.losing(LOST, from_browser=from_browser):
        lost, badly = await figures(phone, LOSES)
        assert lost > SHOWN_FROM and badly < well
        assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN, "most of it still arrives"
    lost, again = await figures(phone, WELL)
    assert lost <= SHOWN_FROM and again > badly
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()

    # Whoever looks at the interaction later reads the same.
    leg = await measured_leg(api, caller.number)
    assert leg["sentence_code"] == "loss" and 0 < leg["loss_share"] < LOST
    detail = await recorded(api, caller.number)
    await page.goto(f"{lena.base}/calls/{detail['id']}")
    await page.get_by_text("As a table").click()
    row = page.get_by_role("row").filter(has_text="Quality")
    await expect(row).to_contain_text("Lena Fischer: the network lost packets: MOS")
    assert lena.person.complaints == []


async def measured_leg(api: DeskClient, number: str) -> dict[str, Any]:
    """What the only leg to an agent was like; the desk tells of it a moment after its end."""

    async def look() -> Any:
        return (await recorded(api, number))["legs"]

    (leg,) = await eventually(look, "the desk has told how the line was")
    assert isinstance(leg, dict)
    return leg


async def led_to(page: Page, *sinks: list[str | None]) -> None:
    """These and no others, in this order, now or in a moment."""
    await page.wait_for_function("(wanted) => JSON.stringify(window.__sinks) === JSON.stringify(wanted)", arg=list(sinks))


async def test_it_rings_at_one_loudspeaker_and_one_talks_at_another(
    running_center: RunningCenter, callers: Bank, floor: Floor, api: DeskClient
) -> None:
    lena = await floor.seat("lena.fischer")
    page = lena.page
    await page.context.add_init_script(SINKS)
    await page.goto(f"{lena.base}/desk")
    ringer, speaker = page.get_by_label("Rings at"), page.get_by_label("Speaker", exact=True)
    rings_at = await ringer.locator("option", has_text="Fake Audio Output 1").get_attribute("value")
    talks_at = await speaker.locator("option", has_text="Fake Audio Output 2").get_attribute("value")
    assert rings_at != talks_at
    await ringer.select_option(rings_at)
    await speaker.select_option(talks_at)
    await lena.be_ready()
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await expect(lena.button("Answer")).to_be_visible()
    await led_to(page, ["AudioContext", rings_at])
    await lena.answers()
    await lena.hears(CALLER_HZ)
    await led_to(page, ["AudioContext", rings_at], ["HTMLMediaElement", talks_at])
    await lena.button("End call").click()
    await caller.is_over()
    await lena.wraps_up()
    assert lena.person.complaints == []
