"""PostgreSQL and Valkey away for half a minute by the clock: callers come, wait, talk and go; afterwards every fact is there, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from typing import Any

import psutil
import psycopg2

from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank, open_bank
from telephony.softphones.desk_client import DeskClient
from tests.e2e.people import CALLER_HZ, DIRECT_NUMBER, HEARD_SHARE_MIN, TRUNK_ADDRESS, Caller, Floor, facts_of, nothing_is_open, recorded
from tests.support.running_center import RunningCenter

AWAY_SECONDS_MIN = 30.0
TALK_SECONDS = 3.0
"""How long people talk, and how patient the impatient one is: the scenario, not a wait for something."""
PHONES_ADDRESS = "127.0.0.33"
NUMBER = "+4940555040"
AGENTS = 2
ONCE = ("interaction_arrived", "interaction_queued", "queue_visit_ended", "interaction_ended")


async def test_half_a_minute_without_postgresql_and_valkey_costs_no_caller_and_no_fact(
    running_center: RunningCenter, callers: Bank, floor: Floor
) -> None:
    lena = await floor.seat("lena.fischer")
    await lena.page.goto(f"{lena.base}/desk")
    await lena.be_ready()
    through_all = await Caller(callers, running_center).dial(DIRECT_NUMBER)
    await lena.answers()
    await lena.hears(CALLER_HZ)
    api = await floor.api()
    lived = {name: running_center.pid(name) for name in ("asterisk", "engine")}
    clock = asyncio.get_running_loop().time
    async with open_bank(TRUNK_ADDRESS) as more_callers, fixed_phones(api) as phones:
        shop = Shop(more_callers, phones, running_center)
        last = await shop.connected()
        with away(running_center):
            began = clock()
            refused = await Caller(callers, running_center).dial("+4940998")
            assert (await refused.is_over()).code >= 400, "the engine routes and refuses on its own"
            while clock() - began < AWAY_SECONDS_MIN:
                last = await shop.wave(last)
            assert await lena.person.hears(CALLER_HZ) > HEARD_SHARE_MIN
        await shop.thanks(last)
    through_all.hang_up()
    await lena.wraps_up()

    assert {name: running_center.pid(name) for name in lived} == lived
    assert shop.waves >= AGENTS, "several talks began and ended meanwhile"
    assert (await recorded(api, refused.number))["outcome"] == "rejected"
    assert (await recorded(api, through_all.number))["outcome"] == "answered"
    for outcome, people in (("answered", shop.served), ("abandoned", shop.gave_up)):
        for caller in people:
            detail = await recorded(api, caller.number)
            assert detail["outcome"] == outcome
            assert [facts_of(detail).count(kind) for kind in ONCE] == [1] * len(ONCE), facts_of(detail)
            assert facts_of(detail).count("interaction_connected") == (outcome == "answered")
    agent = (await (await Floor.api_of(lena)).request("GET", "/api/v1/session"))["agent"]["id"]
    await present(api, agent, "offline")
    await nothing_is_open(api)
    assert gaps(running_center) == []


class Shop:
    """Two agents at plain phones, and callers who come in waves of three: one is served at once, one waits, one gives up waiting."""

    def __init__(self, callers: Bank, phones: Bank, center: RunningCenter) -> None:
        self._callers, self._phones, self._center = callers, phones, center
        self.waves = 0
        self._rung: set[str] = set()
        self.served: list[Caller] = []
        self.gave_up: list[Caller] = []

    async def connected(self) -> Caller:
        """A caller who talks with an agent."""
        caller = await self._dial()
        await self._taken()
        return caller

    async def wave(self, talking: Caller) -> Caller:
        """Begins with one caller talking and ends with another one talking, who was handed on from the queue."""
        second = await self.connected()
        impatient = await self._waits()
        patient = await self._waits()
        await asyncio.sleep(TALK_SECONDS)
        self.gave_up.append(await self._leaves(impatient))
        await self.thanks(talking)
        await self._taken()  # the patient one, by the agent who is free
        await self.thanks(second)
        self.waves += 1
        return patient

    async def thanks(self, caller: Caller) -> None:
        """The end of a talk."""
        self.served.append(await self._leaves(caller))

    async def _leaves(self, caller: Caller) -> Caller:
        caller.hang_up()
        await caller.is_over()
        self._callers.order(p.RemovePhone(phone=caller.call))  # a bank has room for a few
        return caller

    async def _dial(self) -> Caller:
        return await Caller(self._callers, self._center).dial(NUMBER)

    async def _waits(self) -> Caller:
        """Answered by the center and hearing music; both agents talk."""
        caller = await self._dial()
        await caller.is_answered()
        return caller

    async def _taken(self) -> None:
        """One more phone of an agent has rung and was picked up."""
        rang = await self._phones.wait(p.CallRang, lambda said: said.call not in self._rung)
        self._rung.add(rang.call)
        await self._phones.call_reaches(rang.call, p.CallState.CONFIRMED)


@asynccontextmanager
async def fixed_phones(api: DeskClient) -> AsyncIterator[Bank]:
    """A queue of its own with two agents, whose phones answer at once and need neither browser nor registration."""
    async with open_bank(PHONES_ADDRESS) as phones:
        queue = await made(api, "queues", name="Half a minute", wrap_up_seconds=0)
        await made(api, "numbers", number=NUMBER, name="Half a minute", queue=queue)
        agents = []
        for n in range(1, AGENTS + 1):
            contact = f"sip:desk{n}@{PHONES_ADDRESS}:{phones.port}"
            await phones.add_phone(p.AddPhone(phone=f"desk{n}", uri=contact, answer_after_ms=0))
            agent = await made(api, "agents", name=f"Half a minute {n}", queues=[queue], skills=[])
            device = await made(api, "devices", kind="sip_fixed", agent=agent, contact=contact)
            await present(api, agent, "ready", device=device)
            agents.append(agent)
        yield phones
        for agent in agents:
            await present(api, agent, "offline")


async def made(api: DeskClient, what: str, **fields: Any) -> int:
    """The id of a new one."""
    answer = await api.request("POST", f"/api/v1/{what}", fields)
    return int(answer["id"])


async def present(api: DeskClient, agent: int, presence: str, **fields: Any) -> None:
    await api.request("PUT", f"/api/v1/agents/{agent}/presence", {"presence": presence, "reason": "", **fields})


@contextmanager
def away(center: RunningCenter) -> Iterator[None]:
    """Both servers hear, and do not answer: worse than gone."""
    frozen = _processes_of(center, "postgresql") + _processes_of(center, "valkey")
    for process in frozen:
        process.suspend()
    try:
        yield
    finally:
        for process in frozen:
            process.resume()


def _processes_of(center: RunningCenter, name: str) -> list[psutil.Process]:
    """A server's process and its children, as one frozen whole."""
    identity = center.server(name).identity
    assert identity is not None
    process = psutil.Process(identity.pid)
    return [process, *process.children(recursive=True)]


def gaps(center: RunningCenter) -> list[tuple[int, int, int, int]]:
    """Epochs whose facts in PostgreSQL are not 1, 2, 3 ... each once: (epoch, first, last, count)."""
    with closing(psycopg2.connect(center.environment["DATABASE_URL"])) as database, database.cursor() as cursor:
        cursor.execute("SELECT epoch, min(seq), max(seq), count(*) FROM fact GROUP BY epoch HAVING min(seq) <> 1 OR max(seq) <> count(*)")
        found: list[tuple[int, int, int, int]] = cursor.fetchall()
    return found
