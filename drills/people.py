"""The callers and agents of a drill: some talk, some wait, and who was served in which order."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from typing import Final

from benchmarks.sip_phones import Dialog
from contracts.vocabulary import AgentState, Phase
from drills.center import NUMBER, DrillCenter, DrillFailed

#: seconds between two callers, so that "first" has a meaning
PACE_S: Final = 0.03
PATIENCE_S: Final = 60.0
#: seconds between two calls that have an order: INVITEs overtake each other inside a busy Asterisk, each has a thread of its own
TIE_S: Final = 0.1
#: milliseconds in which a listener may hear nothing before we call it a gap: two packets of 40 ms and a busy machine
GAP_MS_MAX: Final = 250.0

Pair = tuple[Dialog, Dialog]


class People:
    """Agents answer at once unless `hesitate` is set; every ring is noted."""

    def __init__(self, center: DrillCenter) -> None:
        self.center = center
        self._numbers = itertools.count(1)
        self.placed: list[tuple[str, float]] = []
        self.rung: list[tuple[str, float]] = []
        self.calls: dict[str, Dialog] = {}
        self._rings: asyncio.Queue[Dialog] = asyncio.Queue()
        #: whether agents let it ring
        self.hesitate = False
        center.agents.on_ring = self._ring

    def _ring(self, dialog: Dialog) -> None:
        self.rung.append((dialog.other, dialog.invited_at))
        self._rings.put_nowait(dialog)
        if not self.hesitate:
            self.center.agents.answer(dialog)

    def place(self) -> Dialog:
        """One caller more."""
        number = f"+4940{next(self._numbers):07d}"
        dialog = self.center.callers.call(NUMBER, caller=number)
        self.placed.append((number, dialog.invited_at))
        self.calls[number] = dialog
        return dialog

    async def fill(self, talking: int, waiting: int) -> None:
        """So many talk and so many wait."""
        for _ in range(talking + waiting):
            self.place()
            await asyncio.sleep(PACE_S)
        await self.are(talking, waiting)

    async def are(self, talking: int, waiting: int, words: str = "") -> None:
        """Return when so many talk and wait, by the engine and by their phones."""
        diary = self.center.diary
        await self.center.until(
            lambda: (
                diary.in_phase(Phase.CONNECTED) == talking and diary.in_phase(Phase.WAITING) == waiting and len(self.pairs()) == talking
            ),
            f"{talking} talk and {waiting} wait {words}".rstrip(),
        )

    async def agree(self, words: str) -> None:
        """Return when engine and phones say the same, and no agent is free while somebody waits."""
        diary = self.center.diary

        def agreed() -> bool:
            talking, waiting = len(self.pairs()), len(self.waiting())
            all_busy = talking == self.center.agent_count or not waiting
            return all_busy and diary.in_phase(Phase.CONNECTED) == talking and diary.in_phase(Phase.WAITING) == waiting

        try:
            await self.center.until(agreed, "")
        except DrillFailed:
            said = f"{diary.in_phase(Phase.CONNECTED)} talking and {diary.in_phase(Phase.WAITING)} waiting"
            said += f" (other phases: {diary.in_phase(Phase.ARRIVED, Phase.IN_FLOW, Phase.OFFERED)})"
            phones = f"{len(self.pairs())} talking and {len(self.waiting())} waiting"
            others = [one for one in diary.live.agents.values() if one.state is not AgentState.TALKING]
            idle = [f"{one.id} {one.state} {one.reason}".rstrip() for one in others]
            raise DrillFailed(f"{words} the engine says {said}, the phones say {phones}; other agents: {idle}") from None

    def pairs(self) -> list[Pair]:
        """Caller and agent of every talk, by the phones."""
        return [
            (self.calls[agent.other], agent)
            for agent in self.center.agents.dialogs.values()
            if agent.acknowledged.is_set() and not self.calls[agent.other].ended and self.calls[agent.other].answered.is_set()
        ]

    def waiting(self) -> list[Dialog]:
        """The callers who are on the line with nobody, in order of their calls."""
        taken = {agent.other for agent in self.center.agents.dialogs.values()}
        return [dialog for number, dialog in self.calls.items() if not dialog.ended and number not in taken]

    def forget_rings(self) -> None:
        while not self._rings.empty():
            self._rings.get_nowait()

    async def ring(self, seconds: float = PATIENCE_S) -> Dialog:
        """The next phone that rings. Raises DrillFailed."""
        try:
            async with asyncio.timeout(seconds):
                return await self._rings.get()
        except TimeoutError:
            raise DrillFailed(f"no phone rang within {seconds:g} s") from None

    def out_of_order(self) -> int:
        """How many callers were served after somebody who had called later."""
        called = dict(self.placed)
        first: dict[str, float] = {}
        for caller, at in self.rung:
            first.setdefault(caller, at)
        return sum(
            any(called[other] - called[caller] > TIE_S and at - rang > TIE_S for other, rang in first.items())
            for caller, at in first.items()
        )

    async def serve_all(self) -> None:
        """Whoever waits is served in turn: one agent after another hangs up until nobody waits."""
        while self.waiting():
            pairs = self.pairs()
            if pairs:
                self.center.agents.hang_up(pairs[0][1])
            await self.ring()
            await asyncio.sleep(PACE_S)

    async def leave(self) -> None:
        """Everybody goes home; return when the center is empty."""
        for dialog in self.waiting():
            self.center.callers.hang_up(dialog)
        for _, agent in self.pairs():
            self.center.agents.hang_up(agent)
        await asyncio.sleep(PACE_S)
        for dialog in list(self.center.callers.dialogs.values()):
            self.center.callers.hang_up(dialog)
        await self.center.until(lambda: not self.center.callers.dialogs and not self.center.agents.dialogs, "all phones are put down")


class Ears:
    """Listens to talks and to waiting callers from now on: the longest silence of whoever is still on the line at the end."""

    def __init__(self, people: People) -> None:
        center = people.center
        self._people = people
        self._talks = [(pair, (center.callers.leg(pair[0]), center.agents.leg(pair[1]))) for pair in people.pairs()]
        self._waits = [(dialog, center.callers.leg(dialog)) for dialog in people.waiting()]
        for _, legs in self._talks:
            for leg in legs:
                leg.begin()
        for _, leg in self._waits:
            leg.begin()
        self.talking, self.waiting = len(self._talks), len(self._waits)

    def talk_ms(self, left: Sequence[Dialog] = ()) -> float:
        """Of the talks that nobody of ours has ended (`left`), both sides."""
        gone = {dialog.call_id for dialog in left}
        talks = [legs for pair, legs in self._talks if not _over(pair) and not _among(pair, gone)]
        return max((leg.silence_ms() for legs in talks for leg in legs), default=float("nan"))

    def music_ms(self) -> float:
        """Of the callers who wait now; of those who came meanwhile, since their music began."""
        legs = [self._people.center.callers.leg(dialog) for dialog in self._people.waiting()]
        return max((leg.silence_ms() for leg in legs if leg.packets), default=float("nan"))

    def lost_talks(self, left: Sequence[Dialog] = ()) -> int:
        """Talks that ended though nobody of ours had ended them."""
        gone = {dialog.call_id for dialog in left}
        return sum(_over(pair) for pair, _ in self._talks if not _among(pair, gone))

    def lost_waits(self, left: Sequence[Dialog] = ()) -> int:
        """Callers who waited and were put off; `left` are those who have talked since."""
        gone = {dialog.call_id for dialog in left}
        return sum(dialog.ended for dialog, _ in self._waits if dialog.call_id not in gone)


def _among(pair: Pair, gone: set[str]) -> bool:
    return pair[0].call_id in gone or pair[1].call_id in gone


def _over(pair: Pair) -> bool:
    return pair[0].ended or pair[1].ended
