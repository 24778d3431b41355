"""`make demo-calls`: headless callers and agents, so that a center lives on a machine without a headset.

Callers are pjsua2 phones at CALLER_ADDRESS (the demo trunk's source address); agents with a fixed address are pjsua2 phones where
their devices say, agents whose phone registers run pyVoIP. What they do in the browser goes through the public API.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import os
import random
import signal
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from contracts.vocabulary import Phase
from telephony.demo_places import OUTSIDE_PORT, USUAL_SIP_PORT, outside_host, phones_host
from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank, open_bank
from telephony.softphones.demo_agents import DemoAgent, SignIn
from telephony.softphones.demo_people import CallerPlan, plan_caller
from telephony.softphones.desk_client import DeskClient
from telephony.softphones.registered_phone import PhoneSettings

CALLER_ADDRESS = "127.0.0.2"
CALLS_AT_ONCE_MAX = 100
ANSWER_MS = (800, 4000)
REGISTERED_PORT = 5092
"""First SIP port of the phones that register."""
PYVOIP_RTP_PORTS = 20
PHONE_END_SECONDS_MAX = 3
WEB_SECONDS_MAX = 60
CALLER_TONE_HZ = 440
AGENT_TONE_HZ = 600


class DemoFault(Exception):
    """The demo cannot run; the text says why and what to do."""


class CallerBanks:
    """As many banks as there are callers, each for a few calls (protocol.CALLS_MAX); opened when the others are full."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._free: list[Bank] = []

    async def take(self) -> Bank:
        """A bank with a free line, which belongs to the taker until `give_back`."""
        if not self._free:
            bank = await self._stack.enter_async_context(open_bank(CALLER_ADDRESS))
            self._free += [bank] * p.CALLS_MAX
        return self._free.pop()

    def give_back(self, bank: Bank) -> None:
        self._free.append(bank)


class Demo:
    """`base` is the center's address; `center` where it takes calls, `phones` where agents' phones register."""

    def __init__(
        self, *, base: str, center: tuple[str, int], phones: tuple[str, int], sign_ins: list[SignIn], chance: random.Random
    ) -> None:
        self.base, self.center, self.phones, self.sign_ins, self.chance = base, center, phones, sign_ins, chance
        self.watcher = DeskClient(base)
        self.numbers: list[str] = []
        self.menu_number = self.direct_number = ""
        self.calls = 0
        self._numbers = itertools.count(1)

    async def prepare(self) -> list[int]:
        """Signs in as administrator to learn the numbers, contacts and dispositions. Returns the dispositions' ids."""
        who = next((row for row in self.sign_ins if row.role == "administrator"), None)
        if who is None:
            raise DemoFault("The demo center is not loaded: run `make up` first")
        await self._signed_in(who)
        numbers = (await self.watcher.request("GET", "/api/v1/numbers"))["results"]
        self.menu_number = next((row["number"] for row in numbers if row["flow"]), "")
        self.direct_number = next((row["number"] for row in numbers if row["queue"]), self.menu_number)
        contacts = (await self.watcher.request("GET", "/api/v1/contacts?limit=200"))["results"]
        self.numbers = [number["number"] for contact in contacts for number in contact["phone_numbers"]]
        return [row["id"] for row in (await self.watcher.request("GET", "/api/v1/dispositions"))["results"]]

    async def _signed_in(self, who: SignIn) -> None:
        """The center may still be starting beside us."""
        for attempt in range(WEB_SECONDS_MAX):
            try:
                await self.watcher.sign_in(who.username, who.password)
                return
            except OSError:
                if attempt == WEB_SECONDS_MAX - 1:
                    raise DemoFault(f"{self.base} does not answer: is the center up? `make status` says") from None
                await asyncio.sleep(1)

    async def callers(self, banks: CallerBanks, per_minute: float) -> None:
        """Poisson arrivals for ever."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                await asyncio.sleep(self.chance.expovariate(per_minute / 60))
                if self.calls < CALLS_AT_ONCE_MAX:
                    self.calls += 1
                    bank = await banks.take()
                    tasks.create_task(self._caller(banks, bank, plan_caller(self.chance, self.numbers)))

    async def _caller(self, banks: CallerBanks, bank: Bank, plan: CallerPlan) -> None:
        call = phone = f"caller{next(self._numbers)}-{plan.number}"
        name = plan.name.replace('"', "")
        try:
            await bank.add_phone(p.AddPhone(phone=phone, uri=f'"{name}" <sip:{plan.number}@{CALLER_ADDRESS}:{bank.port}>'))
            number = self.direct_number if plan.direct else self.menu_number
            target = f"sip:{number}@{self.center[0]}:{self.center[1]}"
            bank.order(p.PlaceCall(phone=phone, call=call, uri=target, sound=p.Sound(tone_hz=CALLER_TONE_HZ)))
            over = asyncio.ensure_future(bank.call_reaches(call, p.CallState.DISCONNECTED, seconds_max=3600))
            try:
                await self._behave(bank, call, plan, over)
            finally:
                bank.order(p.HangUpCall(call=call))
                await over
        finally:
            bank.order(p.RemovePhone(phone=phone))
            banks.give_back(bank)
            self.calls -= 1

    async def _behave(self, bank: Bank, call: str, plan: CallerPlan, over: asyncio.Future[p.CallChanged]) -> None:
        """Presses keys, waits as long as the patience lasts, talks, leaves; ends early when the other side hangs up."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        keys = list(plan.keys)
        connected_at: float | None = None
        while not over.done():
            now = loop.time() - begun
            while keys and keys[0][0] <= now:
                bank.order(p.SendDigits(call=call, digits=keys.pop(0)[1]))
            if connected_at is None and self._connected(plan.number):
                connected_at = now
            if connected_at is None and now > plan.patience + 10:
                return
            if connected_at is not None and now > connected_at + plan.talk:
                return
            await asyncio.wait([over], timeout=0.5)

    def _connected(self, number: str) -> bool:
        views = self.watcher.live.interactions.values()
        return any(view.live.caller == number and view.live.phase is Phase.CONNECTED for view in views)


async def _answering_phones(stack: AsyncExitStack, fixed: list[SignIn], chance: random.Random) -> None:
    """One bank for each port that the agents' devices name; load_demo gives a port to no more phones than a bank can serve."""
    banks: dict[int, Bank] = {}
    for who in fixed:
        user, _, place = who.devices[0].contact.removeprefix("sip:").partition("@")
        contact = urlsplit(f"//{place}")
        host, port = contact.hostname or "", contact.port or USUAL_SIP_PORT
        if port not in banks:
            banks[port] = await stack.enter_async_context(open_bank(host, port))
        uri = f"sip:{user}@{host}:{port}"
        order = p.AddPhone(phone=user, uri=uri, sound=p.Sound(tone_hz=AGENT_TONE_HZ), answer_after_ms=chance.randint(*ANSWER_MS))
        await banks[port].add_phone(order)


async def _outside_world(stack: AsyncExitStack, host: str, chance: random.Random) -> None:
    """One phone that answers whatever number an agent dials: PJSIP gives an unknown user to the only account there is."""
    bank = await stack.enter_async_context(open_bank(host, OUTSIDE_PORT))
    uri = f"sip:outside@{host}:{OUTSIDE_PORT}"
    await bank.add_phone(
        p.AddPhone(phone="outside", uri=uri, sound=p.Sound(tone_hz=CALLER_TONE_HZ), answer_after_ms=chance.randint(*ANSWER_MS))
    )


def _registered(demo: Demo, who: SignIn, port: int, index: int) -> PhoneSettings:
    device = who.devices[0]
    first = 41000 + index * PYVOIP_RTP_PORTS
    return PhoneSettings(
        server=demo.phones[0],
        server_port=demo.phones[1],
        username=device.username,
        secret=device.secret,
        address=phones_host(demo.phones[1]),
        port=port,
        rtp_port_first=first,
        rtp_port_last=first + PYVOIP_RTP_PORTS - 1,
    )


async def _pyvoip(settings: PhoneSettings) -> None:
    """Runs one registered phone in a process of its own until cancelled; starts it anew when it gives up."""
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "telephony.softphones.registered_phone",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await process.communicate(msgspec.json.encode(settings))
        finally:
            if process.returncode is None:
                process.terminate()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), PHONE_END_SECONDS_MAX)
                if process.returncode is None:
                    process.kill()
        await asyncio.sleep(2)


async def _everybody_leaves(desks: list[DemoAgent]) -> None:
    """No agent may stay ready at a phone that nobody answers any more: the next caller would ring there in vain."""
    await asyncio.gather(*(desk.leave() for desk in desks))


async def run(demo: Demo, *, per_minute: float, agents: int) -> None:
    dispositions = await demo.prepare()
    workers = [row for row in demo.sign_ins if row.headless and row.devices][:agents]
    fixed = [row for row in workers if row.devices[0].kind == "sip_fixed"]
    registered = [row for row in workers if row.devices[0].kind == "sip_registered"]
    async with AsyncExitStack() as stack:
        await _answering_phones(stack, fixed, demo.chance)
        await _outside_world(stack, outside_host(demo.phones[1]), demo.chance)
        desks = [DemoAgent(demo.base, who, random.Random(who.username), dispositions) for who in workers]
        stack.push_async_callback(_everybody_leaves, desks)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(demo.watcher.watch())
        for index, who in enumerate(registered):
            tasks.create_task(_pyvoip(_registered(demo, who, REGISTERED_PORT + index, index)))
        for desk in desks:
            tasks.create_task(desk.work())
        tasks.create_task(demo.callers(CallerBanks(stack), per_minute))
        sys.stdout.write(f"{len(workers)} agents answer, {per_minute:g} calls a minute. End it with Ctrl-C.\n")
        sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description="Headless callers and agents for a running demo center")
    parser.add_argument("--calls-per-minute", type=float, default=12.0)
    parser.add_argument("--agents", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None, help="the same seed tells the same story")
    options = parser.parse_args()
    state = Path(os.environ.get("CC_STATE_DIR", "var"))
    tempfile.tempdir = str(state / "run")
    try:
        sign_ins = msgspec.json.decode((state / "run" / "demo-sign-ins.json").read_bytes(), type=list[SignIn])
    except OSError as error:
        sys.stderr.write(f"The demo center's sign-ins cannot be read ({error}): run `make up` first.\n")
        return 1
    host = os.environ.get("CC_LISTEN", "127.0.0.1").replace("0.0.0.0", "127.0.0.1")  # noqa: S104  # a comparison, no binding
    base = os.environ.get("CC_WEB_URL", f"http://{host}:{os.environ.get('CC_WEB_PORT', '8000')}")
    center = (host, int(os.environ.get("CC_SIP_PORT", "5060")))
    phones = (host, int(os.environ.get("CC_AGENTS_SIP_PORT", "5070"))) if os.environ.get("CC_NODES") == "2" else center
    demo = Demo(base=base, center=center, phones=phones, sign_ins=sign_ins, chance=random.Random(options.seed))
    loop = asyncio.new_event_loop()
    work = loop.create_task(run(demo, per_minute=options.calls_per_minute, agents=options.agents))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        loop.run_until_complete(work)
    except asyncio.CancelledError:
        return 0
    except DemoFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
