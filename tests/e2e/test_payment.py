"""A card number is taken during a recorded call: it is in no recording, on no page, in no record and in no log."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from playwright.async_api import Page, expect

from telephony.softphones.bank import Bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.listening import LOUD_MIN, WINDOW_SECONDS, Ear
from tests.e2e.people import AGENT_HZ, CALLER_HZ, DIRECT_NUMBER, Caller, Floor, download, eventually, everybody_leaves, facts_of, recorded
from tests.support.audio import TONE_SHARE_MIN, Samples, read_channels, tone_share
from tests.support.running_center import RunningCenter

CARD, MASKED = "4111111111111111", "•••• 1111"
PRESSED = "4111#"
SPOKEN_SECONDS = 3.0
"""How long both speak before, while and after the number is taken."""
EDGE_SECONDS = 1.0
"""What an order needs on its way to the telephone system and back."""


async def test_the_recording_stands_still_in_the_payment_field_and_the_number_is_nowhere(
    running_center: RunningCenter, callers: Bank, floor: Floor, tmp_path: Path, pictures: Path
) -> None:
    api = await floor.api()
    await everybody_leaves(api)
    lena = await floor.seat("lena.fischer")
    page = lena.page
    await page.goto(f"{lena.base}/desk")
    await lena.be_ready()
    caller = await Caller(callers, running_center, record=tmp_path / "caller.wav").dial(DIRECT_NUMBER)
    await lena.answers()
    ear = Ear(tmp_path / "caller.wav")
    recording, field = page.locator("[data-control=record]"), page.get_by_label("Card number")
    await expect(recording).to_contain_text("Recording")
    await ear.listen(SPOKEN_SECONDS)

    # Whoever enters the field needs to think of nothing.
    await field.click()
    await expect(page.get_by_text("The recording is paused. Only the last four digits are kept.")).to_be_visible()
    await expect(recording).to_contain_text("Recording paused")
    await page.keyboard.type(CARD)
    await caller.press(PRESSED)
    await ear.listen(SPOKEN_SECONDS)
    await page.keyboard.press("Tab")
    await expect(recording).not_to_contain_text("paused")
    await expect(field).to_have_value(MASKED)
    await ear.listen(SPOKEN_SECONDS)
    await lena.picture(pictures, "desk-payment-en-light")
    assert CARD not in await all_of(page)

    await lena.button("End call").click()
    await caller.is_over()
    await expect(page.get_by_label("Card number")).to_have_value(MASKED)
    assert CARD not in await all_of(page)
    await lena.wraps_up()

    detail = await heard_and_kept(api, caller.number)
    assert detail["answers"] == {"card": MASKED}
    assert CARD not in json.dumps(detail)
    kinds = facts_of(detail)
    assert [kind for kind in kinds if kind.startswith("recording_")] == [
        "recording_started",
        "recording_paused",
        "recording_continued",
        "recording_ended",
    ]
    assert not {"digits_sent", "menu_key_pressed", "digit_received"} & set(kinds), kinds
    file = download(api, f"/api/v1/recordings/{detail['recording']['id']}/audio", tmp_path / "recording.ogg")
    (agent, customer), rate = read_channels(file)
    stands_still(agent, rate, AGENT_HZ)
    stands_still(customer, rate, CALLER_HZ)
    await page.goto(f"{lena.base}/calls/{detail['id']}")
    await page.get_by_text("As a table").click()
    await expect(page.get_by_role("row").filter(has_text="Recording paused").first).to_be_visible()
    assert CARD not in await all_of(page)
    assert lena.person.complaints == []
    nowhere_in_the_logs(running_center)


async def all_of(page: Page) -> str:
    """Whatever the page shows, holds in its fields and keeps on this computer."""
    held: str = await page.evaluate(
        """() => [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll("input, textarea")].map((one) => one.value),
          JSON.stringify(localStorage),
          JSON.stringify(sessionStorage),
        ].join("\\n")"""
    )
    return held.replace(" ", "")


async def heard_and_kept(api: DeskClient, number: str) -> dict[str, Any]:
    """The interaction, once its recording is ready and what the desk has sent of it is kept."""

    async def look() -> Any:
        detail = await recorded(api, number)
        return detail if detail["recording"]["state"] == "ready" and detail["answers"] else None

    detail: dict[str, Any] = await eventually(look, "the recording is ready")
    return detail


def stands_still(samples: Samples, rate: int, hertz: int) -> None:
    """The voice is there before and after one long stretch, and in that there is nothing at all: no voice, no key."""
    step = int(WINDOW_SECONDS * rate)
    windows = [samples[at : at + step] for at in range(0, len(samples) - step + 1, step)]
    voiced = [number for number, window in enumerate(windows) if tone_share(window, rate, hertz) >= TONE_SHARE_MIN]
    gap, after = max((later - earlier, later) for earlier, later in pairwise(voiced))
    pause = windows[after - gap + 1 : after]
    assert len(pause) * WINDOW_SECONDS >= SPOKEN_SECONDS - EDGE_SECONDS, "the stretch is as long as the number took"
    loudest = max(float(np.sqrt(np.mean(window**2))) for window in pause[1:-1])
    assert loudest < LOUD_MIN, "silence, and neither a voice nor a key"
    before = sum(number <= after - gap for number in voiced) * WINDOW_SECONDS
    since = sum(number >= after for number in voiced) * WINDOW_SECONDS
    assert min(before, since) >= SPOKEN_SECONDS - EDGE_SECONDS, (before, since)


def nowhere_in_the_logs(center: RunningCenter) -> None:
    """No process has written the number down, nor which keys the customer pressed, nor has the engine's journal."""
    folders = [center.state_dir / name for name in ("log", "journal")]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert len(files) > len(folders)
    for file in files:
        text = file.read_bytes()
        assert CARD.encode() not in text, file.name
        assert b"DTMF begin" not in text, file.name
