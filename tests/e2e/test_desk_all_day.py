"""A desk is open all day: what a call leaves behind in the browser, times the calls of a day, stays small."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import CDPSession, Page, expect

from telephony.softphones.bank import Bank
from tests.e2e.people import DIRECT_NUMBER, Caller, Desk, Floor, everybody_leaves
from tests.support.running_center import RunningCenter

CALLS_OF_A_DAY = 96
"""Eight hours of twelve calls."""
BEFORE, MEASURED = 3, 48
"""What is loaded and kept once has been by the first calls. Answers of the server that nobody shows are kept for five minutes, so a day
in one minute keeps more than a day."""
GROWTH_BYTES_MAX = 10_000_000
NODES_OF_A_DAY_MAX = 2_500
"""The rows of today's calls are there to be read; the rest of a call's elements are not."""
LISTENERS_OF_A_DAY_MAX = 500


@dataclass(frozen=True)
class Held:
    """What the page keeps once everything that could go has gone."""

    bytes: int
    nodes: int
    listeners: int


async def held(page: Page, browser: CDPSession) -> Held:
    """https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/ and tot/Memory/"""
    # The test's own list of connections, for hearing what is said, would keep all of them.
    await page.evaluate("window.__peers.length = 0")
    for _ in range(2):  # what only finalisers let go of is there for another round
        await browser.send("HeapProfiler.collectGarbage")
    usage = await browser.send("Runtime.getHeapUsage")
    counters = await browser.send("Memory.getDOMCounters")
    return Held(int(usage["usedSize"]), counters["nodes"], counters["jsEventListeners"])


async def one_call(desk: Desk, caller: Caller) -> None:
    """Rung, answered, noted, hung up and wrapped up."""
    await desk.answers()
    await desk.page.get_by_label("Note").fill("Wants a lower instalment")
    await desk.button("End call").click()
    await caller.is_over()
    await desk.wraps_up()
    await expect(desk.page.get_by_role("radiogroup")).to_have_count(0)
    await desk.state_is("Ready")


async def test_a_desk_that_is_open_all_day_grows_by_less_than_ten_megabytes(
    running_center: RunningCenter, callers: Bank, floor: Floor
) -> None:
    await everybody_leaves(await floor.api())
    desk = await floor.seat("lena.fischer")
    await desk.page.goto(f"{desk.base}/desk")
    await desk.be_ready()
    browser = await desk.page.context.new_cdp_session(desk.page)
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await one_call(desk, caller)
    for _ in range(BEFORE - 1):
        caller.dial_again(DIRECT_NUMBER)
        await one_call(desk, caller)
    before = await held(desk.page, browser)
    for _ in range(MEASURED):
        caller.dial_again(DIRECT_NUMBER)
        await one_call(desk, caller)
    after = await held(desk.page, browser)
    day = CALLS_OF_A_DAY / MEASURED
    assert (after.bytes - before.bytes) * day <= GROWTH_BYTES_MAX, (before, after)
    assert (after.nodes - before.nodes) * day <= NODES_OF_A_DAY_MAX, (before, after)
    assert (after.listeners - before.listeners) * day <= LISTENERS_OF_A_DAY_MAX, (before, after)
    assert desk.person.complaints == []
