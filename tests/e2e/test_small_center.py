"""The script of the API's documentation, on a real center: what it set up takes a real call."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

from launch.places import CHECKOUT
from telephony.softphones import protocol as p
from telephony.softphones.bank import open_bank
from tests.support.running_center import RunningCenter

PROVIDER_ADDRESS, PHONES_ADDRESS = "127.0.0.31", "127.0.0.32"
NUMBER = "+4940555020"
AGENTS = 10
PHONES = 8
"""PJSUA_MAX_ACC of the wheel; the agent who was ready first is rung first, so that the last two are not needed."""


async def test_a_center_that_was_set_up_through_the_api_alone_takes_a_call(running_center: RunningCenter) -> None:
    async with open_bank(PROVIDER_ADDRESS) as provider, open_bank(PHONES_ADDRESS) as phones:
        for n in range(1, PHONES + 1):
            await phones.add_phone(p.AddPhone(phone=f"desk{n}", uri=f"sip:desk{n}@{PHONES_ADDRESS}:{phones.port}", answer_after_ms=0))
        await asyncio.to_thread(set_up, running_center, f"sip:desk{{n}}@{PHONES_ADDRESS}:{phones.port}")

        await provider.add_phone(p.AddPhone(phone="customer", uri=f"sip:+4930123456@{PROVIDER_ADDRESS}:{provider.port}"))
        center = f"127.0.0.1:{running_center.sip_port}"
        provider.order(p.PlaceCall(phone="customer", call="c1", uri=f"sip:{NUMBER}@{center}", sound=p.Sound(tone_hz=440)))
        rang = await phones.wait(p.CallRang)
        await phones.call_reaches(rang.call, p.CallState.CONFIRMED)
        provider.order(p.HangUpCall(call="c1"))
        await phones.call_reaches(rang.call, p.CallState.DISCONNECTED)


def set_up(center: RunningCenter, phones: str) -> None:
    script = CHECKOUT / "docs" / "api" / "small_center.py"
    argv = [sys.executable, str(script), center.url, "admin", "--trunk", PROVIDER_ADDRESS, "--phones", phones, "--number", NUMBER]
    environment = {**os.environ, "CC_PASSWORD": center.password("admin")}
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{AGENTS} agents are ready on {NUMBER}\n"), done.stderr
