"""A headless agent: stays ready, answers, talks, wraps up with a disposition, takes a break now and then."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Sequence

import msgspec

from contracts.intents import FinishWrapUp, SetPresence
from contracts.vocabulary import AgentState, Presence
from telephony.softphones.desk_client import CenterRefused, DeskClient

WRAP_UP_SECONDS = (3.0, 15.0)
BREAK_SECONDS = (10.0, 40.0)
BREAK_SHARE = 0.08
"""Of the interactions after which an agent takes a break."""
RETURN_SECONDS = (2.0, 8.0)
"""Until an agent who missed an offer is ready again."""
NOTES = ("Wants a lower instalment", "Rechnung erklärt", "Zählerstand aufgenommen", "Called back later", "Umzug gemeldet", "")


class DemoDevice(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    kind: str
    username: str = ""
    secret: str = ""
    contact: str = ""


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """One row of var/run/demo-sign-ins.json."""

    role: str
    name: str
    username: str
    password: str
    headless: bool = False
    devices: list[DemoDevice] = []


class DemoAgent:
    """Follows its own state in the live view; every decision is one small task so that a slow one delays nobody else."""

    def __init__(self, base: str, who: SignIn, chance: random.Random, dispositions: Sequence[int]) -> None:
        self.who, self._chance, self._dispositions = who, chance, dispositions
        self.client = DeskClient(base)
        self._changed = asyncio.Event()
        self.client.on_change = self._changed.set

    async def work(self) -> None:
        await self.client.sign_in(self.who.username, self.who.password)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.client.watch())
            while True:
                await self._changed.wait()
                self._changed.clear()
                await self._act()

    async def leave(self) -> None:
        """Signs off, as the last thing of the day."""
        me = self.client.live.me
        if me is not None and me.agent is not None:
            with contextlib.suppress(CenterRefused, OSError):  # the center may be going down as well
                await self.client.request("PUT", f"/api/v1/agents/{me.agent}/presence", {"presence": "offline", "reason": ""})

    async def _act(self) -> None:
        me = self.client.live.me
        if me is None or me.agent is None or (view := self.client.live.agents.get(me.agent)) is None:
            return
        match view.live.state:
            case AgentState.OFFLINE:
                await self._ready(me.agent)
            case AgentState.NOT_READY:
                pause = BREAK_SECONDS if view.live.reason == "break" else RETURN_SECONDS
                await asyncio.sleep(self._chance.uniform(*pause))
                await self._ready(me.agent)
            case AgentState.WRAPPING_UP if view.live.interaction is not None:
                await self._wrap_up(me.agent, view.live.interaction)
            case _:
                pass

    async def _ready(self, agent: int) -> None:
        device = self.who.devices[0].id if self.who.devices else None
        await self.client.ask(SetPresence(agent=agent, presence=Presence.READY, device=device))

    async def _wrap_up(self, agent: int, interaction: str) -> None:
        await asyncio.sleep(self._chance.uniform(*WRAP_UP_SECONDS))
        note = {"note": self._chance.choice(NOTES)}
        disposition = {"disposition": self._chance.choice(self._dispositions)} if self._dispositions else {}
        with contextlib.suppress(CenterRefused, OSError):  # the web process may be restarting; the agent goes on
            await self.client.request("PATCH", f"/api/v1/interactions/{interaction}", note | disposition)
        if self._chance.random() < BREAK_SHARE:
            await self.client.ask(SetPresence(agent=agent, presence=Presence.NOT_READY, reason="break"))
        await self.client.ask(FinishWrapUp(agent=agent, interaction=interaction))
