"""The main job, on real parts: a call reaches an agent's browser, and everything that was promised about it is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import expect

from telephony.softphones.bank import Bank
from tests.e2e.people import AGENT_HZ, CALLER_HZ, MENU_NUMBER, Caller, Floor, download, dump, eventually, everybody_leaves
from tests.support.audio import heard_whole, read_channels, seconds_with_tone
from tests.support.running_center import RunningCenter

TALK_SECONDS_MIN = 1.5


async def test_a_call_passes_the_menu_waits_rings_in_a_browser_and_both_sides_hear_each_other(
    running_center: RunningCenter, callers: Bank, floor: Floor, tmp_path: Path, pictures: Path
) -> None:
    api = await floor.api()
    await everybody_leaves(api)
    supervisor = await floor.seat("jonas.reuter", language="de", dark=True)
    await supervisor.page.goto(f"{supervisor.base}/wallboard")
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")

    # The caller hears the menu, chooses German and invoices, and waits: nobody is ready yet.
    caller = await Caller(callers, running_center, name="Katharina Brandt", record=tmp_path / "caller.wav").dial(MENU_NUMBER)
    await caller.is_answered()
    await caller.press("1")
    await caller.press("1")
    await expect(lena.page.get_by_text("Billing DE").first).to_be_visible()
    await expect(supervisor.page.get_by_role("row").filter(has_text="Billing DE").get_by_role("cell").first).to_have_text("1")
    await supervisor.picture(pictures, "wallboard-waiting-de-dark")

    # Lena becomes ready: it rings at her desk, with the caller's card before the answer.
    await lena.be_ready()
    await expect(lena.button("Answer")).to_be_visible()
    await expect(lena.page.get_by_role("region", name="Call for you")).to_contain_text("Katharina Brandt")
    await lena.picture(pictures, "desk-ringing-en-light")
    await lena.page.keyboard.press("Enter")
    await expect(lena.button("End call")).to_be_visible()
    await lena.state_is("Talking")

    # Each hears the other's tone.
    await lena.hears(CALLER_HZ)
    await lena.picture(pictures, "desk-talking-en-light")
    await supervisor.picture(pictures, "wallboard-de-dark")

    # On hold the caller hears music, not the agent; then both are back.
    await lena.page.keyboard.press("h")
    await lena.state_is("On hold")
    await lena.picture(pictures, "desk-hold-en-light")
    await lena.page.keyboard.press("h")
    await lena.state_is("Talking")
    await lena.hears(CALLER_HZ)

    await lena.button("End call").click()
    await caller.is_over()
    await lena.state_is("Wrap-up")
    await expect(lena.page.get_by_role("radiogroup", name="How did it end?")).to_be_visible()
    await lena.page.keyboard.press("1")
    await lena.page.get_by_label("Note").fill("Wants a lower instalment")
    await lena.picture(pictures, "desk-wrap-up-en-light")
    await lena.button("Save and become Ready").click()
    await lena.state_is("Ready")

    (heard,), rate = await heard_whole(tmp_path / "caller.wav")
    assert seconds_with_tone(heard, rate, AGENT_HZ) >= TALK_SECONDS_MIN, "the caller heard the agent"

    detail = await eventually(lambda: _finished(api, caller.number), "the interaction stands in the API with its recording")
    assert detail["outcome"] == "answered"
    assert detail["agent"]["name"] == "Lena Fischer"
    assert detail["disposition"] is not None
    assert detail["note"] == "Wants a lower instalment"
    recording = download(api, f"/api/v1/recordings/{detail['recording']['id']}/audio", tmp_path / "recording.ogg")
    (left, right), rate = read_channels(recording)
    assert seconds_with_tone(left, rate, AGENT_HZ) >= TALK_SECONDS_MIN, "the agent is on the left"
    assert seconds_with_tone(right, rate, CALLER_HZ) >= TALK_SECONDS_MIN, "the caller is on the right"
    assert seconds_with_tone(left, rate, CALLER_HZ) == 0.0
    assert seconds_with_tone(right, rate, AGENT_HZ) == 0.0
    assert not lena.person.complaints, lena.person.complaints
    assert not supervisor.person.complaints, supervisor.person.complaints


async def _finished(api: Any, number: str) -> dict[str, Any] | None:
    rows = (await api.request("GET", f"/api/v1/interactions?caller={number.replace('+', '%2B')}"))["results"]
    if not rows or rows[0]["ended_at"] is None:
        return None
    detail: dict[str, Any] = await api.request("GET", f"/api/v1/interactions/{rows[0]['id']}")
    if not detail["recording"] or detail["recording"]["state"] not in ("ready", "failed", "missing"):
        return None
    assert detail["recording"]["state"] == "ready", dump(detail)
    return detail


async def test_who_signs_in_reaches_the_page_that_was_asked_for(running_center: RunningCenter, floor: Floor) -> None:
    stranger = await floor.seat("jonas.reuter")
    await stranger.page.context.clear_cookies()
    await stranger.page.goto(f"{stranger.base}/reports")
    await stranger.page.wait_for_url("**/sign-in?next=%2Freports")
