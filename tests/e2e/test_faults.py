"""Bad input and faults: nobody's phone keeps ringing, no interaction stays open."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest
from playwright.async_api import expect

from telephony.softphones.bank import Bank
from tests.e2e.people import (
    CALLER_HZ,
    DIRECT_NUMBER,
    HEARD_SHARE_MIN,
    MENU_NUMBER,
    Caller,
    Desk,
    Floor,
    eventually,
    everybody_leaves,
    nothing_is_open,
    recorded,
)
from tests.support.running_center import RunningCenter

LIVE_AGAIN_MS_MAX = 120_000
"""The web process is started again, and the page finds it."""
HOSTILE_NAME = "<img src=x onerror=alert(1)>'; DROP TABLE fact; --" + "A" * 100
"""As long as pjsua lets a phone say; 300 characters and control characters: tests/integration/telephony/test_inbound.py."""


@pytest.fixture(autouse=True)
async def _nobody_is_ready(floor: Floor) -> None:
    """Whatever a former test has left: callers wait, and whoever becomes ready is rung."""
    await everybody_leaves(await floor.api())


async def at_the_desk(floor: Floor, username: str = "lena.fischer") -> Desk:
    desk = await floor.seat(username)
    await desk.page.goto(f"{desk.base}/desk")
    return desk


async def goes_home(desk: Desk) -> None:
    """Signs off through the API: the next test begins with nobody ready."""
    api = await Floor.api_of(desk)
    agent = (await api.request("GET", "/api/v1/session"))["agent"]["id"]
    await api.request("PUT", f"/api/v1/agents/{agent}/presence", {"presence": "offline", "reason": ""})


@pytest.mark.parametrize("dialled", ["+4940999", "", "%3Cscript%3E", "112"])
async def test_a_number_nobody_set_up_is_refused_and_recorded(
    running_center: RunningCenter, callers: Bank, floor: Floor, dialled: str
) -> None:
    caller = await Caller(callers, running_center).dial(dialled)
    over = await caller.is_over()
    assert 400 <= over.code < 700, over
    api = await floor.api()
    assert (await recorded(api, caller.number))["outcome"] == "rejected"


async def test_wrong_keys_and_silence_in_the_menu_lead_somewhere(running_center: RunningCenter, callers: Bank, floor: Floor) -> None:
    caller = await Caller(callers, running_center).dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("7")
    api = await floor.api()

    async def tried() -> bool:
        rows = (await api.request("GET", f"/api/v1/interactions?caller={caller.number.replace('+', '%2B')}"))["results"]
        return bool(rows) and "wrong_key" in str(await api.request("GET", f"/api/v1/interactions/{rows[0]['id']}"))

    await eventually(tried, "the wrong key is in the records")
    caller.hang_up()
    assert (await recorded(api, caller.number))["cause"] == "caller_hung_up"


async def test_a_hostile_name_is_shown_as_text(running_center: RunningCenter, callers: Bank, floor: Floor) -> None:
    lena = await at_the_desk(floor)
    await lena.be_ready()
    caller = await Caller(callers, running_center, name=HOSTILE_NAME.replace('"', "")).dial(DIRECT_NUMBER)
    await expect(lena.button("Answer")).to_be_visible()
    card = lena.page.get_by_role("region", name="Call for you")
    await expect(card).to_contain_text("<img src=x onerror=alert(1)>")
    assert await lena.page.locator("img[src=x]").count() == 0
    caller.hang_up()
    await caller.is_over()
    await expect(lena.button("Answer")).to_be_hidden()
    await nothing_is_open(await floor.api())
    assert not lena.person.complaints, lena.person.complaints
    await goes_home(lena)


async def test_a_caller_may_leave_at_any_moment(running_center: RunningCenter, callers: Bank, floor: Floor) -> None:
    api = await floor.api()
    in_greeting = await Caller(callers, running_center).dial(MENU_NUMBER)
    await in_greeting.is_answered()
    in_greeting.hang_up()
    assert (await recorded(api, in_greeting.number))["outcome"] == "in_flow_ended"

    queued = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await queued.is_answered()
    queued.hang_up()
    assert (await recorded(api, queued.number))["outcome"] == "abandoned"

    lena = await at_the_desk(floor)
    await lena.be_ready()
    ringing = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await expect(lena.button("Answer")).to_be_visible()
    ringing.hang_up()
    await expect(lena.button("Answer")).to_be_hidden()
    assert (await recorded(api, ringing.number))["outcome"] == "abandoned"
    await lena.state_is("Ready")

    # In the same instant as the answer: whoever wins, both phones are free afterwards.
    racing = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await expect(lena.button("Answer")).to_be_visible()
    racing.hang_up()
    await lena.page.keyboard.press("Alt+Enter")
    assert (await recorded(api, racing.number))["outcome"] in {"abandoned", "answered"}
    await expect(lena.button("Answer")).to_be_hidden()
    await expect(lena.button("End call")).to_be_hidden()
    await goes_home(lena)
    await nothing_is_open(api)


async def test_an_agent_who_closes_the_browser_while_it_rings_loses_the_offer_only(
    running_center: RunningCenter, callers: Bank, floor: Floor
) -> None:
    lena = await at_the_desk(floor)
    mehmet = await at_the_desk(floor, "mehmet.yilmaz")
    await lena.be_ready()
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await expect(lena.button("Answer")).to_be_visible()
    await lena.page.context.close()
    await mehmet.be_ready()
    await mehmet.answers()
    caller.hang_up()
    await mehmet.wraps_up()
    assert (await recorded(await floor.api(), caller.number))["agent"]["name"] == "Mehmet Yılmaz"
    await goes_home(mehmet)


async def test_killed_web_worker_and_recorder_do_not_touch_a_call(running_center: RunningCenter, callers: Bank, floor: Floor) -> None:
    lena = await at_the_desk(floor)
    await lena.be_ready()
    caller = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await lena.answers()
    await lena.hears(CALLER_HZ)
    killed = {name: running_center.pid(name) for name in ("web", "worker", "recorder")}
    for pid in killed.values():
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
    assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN

    async def restarted() -> bool:
        return all(running_center.pid(name) not in (None, pid) for name, pid in killed.items())

    await eventually(restarted, "the supervisor starts them again")
    await expect(lena.page.get_by_text("Live,")).to_be_visible(timeout=LIVE_AGAIN_MS_MAX)
    assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN
    caller.hang_up()
    await lena.wraps_up()
    assert (await recorded(await floor.api(), caller.number))["outcome"] == "answered"
    await goes_home(lena)


async def test_a_page_that_is_loaded_again_in_the_middle_of_a_talk_has_the_voice_back_without_a_click(
    running_center: RunningCenter, callers: Bank, floor: Floor
) -> None:
    lena = await at_the_desk(floor)
    await lena.be_ready()
    caller = await Caller(callers, running_center, name="Ruth Lange").dial(DIRECT_NUMBER)
    await lena.answers()
    await lena.hears(CALLER_HZ)
    await lena.page.reload()
    await lena.state_is("Talking")
    await expect(lena.button("End call")).to_be_visible()
    await lena.hears(CALLER_HZ)
    await lena.button("End call").click()
    await caller.is_over()
    api = await floor.api()
    assert (await recorded(api, caller.number))["outcome"] == "answered"
    await goes_home(lena)


async def test_a_page_that_crashes_in_the_middle_of_a_talk_is_opened_again_and_has_the_voice_back(
    running_center: RunningCenter, callers: Bank, floor: Floor
) -> None:
    """Nothing can be said on the way out, neither to the center nor to Asterisk."""
    lena = await at_the_desk(floor)
    await lena.be_ready()
    caller = await Caller(callers, running_center, name="Ines Kuhn").dial(DIRECT_NUMBER)
    await lena.answers()
    await lena.hears(CALLER_HZ)
    async with asyncio.TaskGroup() as tasks:
        devtools = await lena.page.context.new_cdp_session(lena.page)
        # The order is never answered: who should is gone.
        order = tasks.create_task(devtools.send("Page.crash"))
        await lena.page.wait_for_event("crash")
        order.cancel()
    await lena.opens_another_page()
    await lena.page.goto(f"{lena.base}/desk")
    await lena.state_is("Talking")
    await lena.hears(CALLER_HZ)
    await lena.button("End call").click()
    await caller.is_over()
    assert (await recorded(await floor.api(), caller.number))["outcome"] == "answered"
    await goes_home(lena)
