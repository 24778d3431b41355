"""The people of a shift: callers with keys and patience, agents with habits, and whoever presses the wrong button."""

from __future__ import annotations

from typing import Final

from acd.core.commands import LegId
from acd.core.events import LegArrived
from acd.simulation import control, steering
from acd.simulation.centers import AGENTS, DIALLED, device_of
from acd.simulation.shift import NODE, Shift
from contracts.ids import AgentId, DeviceId, Microseconds
from contracts.intents import (
    CancelCallback,
    CloseQueue,
    DeclineOffer,
    ExtendWrapUp,
    FinishWrapUp,
    HangUpInteraction,
    Hold,
    Intent,
    RequestCallback,
    RequestWrapUp,
    Resume,
    ScheduleCallback,
    SetPresence,
)
from contracts.vocabulary import AgentState, Presence
from telephony.core.causes import HangupCause

SECOND: Final[Microseconds] = 1_000_000
REASONS: Final = ("break", "lunch", "training")
HOSTILE_NAMES: Final = ("", "Ida Berg", "<script>alert(1)</script>", "Robert'); DROP TABLE agents;--", "x" * 300, "a\x00\r\nb")


class People:
    """Drives a shift from outside until `ends_at`; afterwards everybody goes home."""

    def __init__(self, shift: Shift, seconds: int, callers_per_minute: float) -> None:
        self.shift = shift
        self.chance = shift.chance
        self.ends_at = shift.schedule.now + seconds * SECOND
        self._mean_gap = 60 / callers_per_minute
        self._callers = 0
        shift.pbx.on_ring = self._rings
        shift.pbx.on_dial = self._dialled
        shift.pbx.reaches = shift.agents_node.reaches if shift.agents_node is not None else lambda device: shift.reachable.get(device, True)
        for agent in range(1, AGENTS + 1):
            if agent % 3:
                shift.reach(device_of(agent), True)
            self._soon(5, lambda agent=agent: self._act(agent))
        self._soon(self._mean_gap, self._next_caller)
        self._messages = 0
        self._soon(3 * self._mean_gap, self._next_message)

    def _soon(self, mean_seconds: float, callback: object) -> None:
        assert callable(callback)
        self.shift.schedule.after(round(self.chance.expovariate(1 / mean_seconds) * SECOND), callback)

    def _open(self) -> bool:
        return self.shift.schedule.now < self.ends_at

    # Callers

    def _next_caller(self) -> None:
        if not self._open():
            return
        self._soon(self._mean_gap, self._next_caller)
        self._callers += 1
        leg = f"caller-{self._callers}"
        dialled = self.chance.choices(DIALLED, (6, 3, 3, 3, 1))[0]
        arrival = LegArrived(
            self.shift.schedule.now,
            leg,
            NODE,
            dialled=dialled,
            caller=f"+4940{self._callers:06}",
            caller_name=self.chance.choice(HOSTILE_NAMES),
        )
        self.shift.pbx.call(arrival)
        # Everybody hangs up some day, in whatever phase that is.
        self._soon(self.chance.choice((0.003, 2, 25, 90)), lambda: self.shift.pbx.hang_up(leg))
        for _ in range(self.chance.randint(0, 3)):
            self._soon(3, lambda: self.shift.pbx.press(leg, self.chance.choice("123123123990#")))

    def _dialled(self, leg: LegId, number: str) -> None:
        """What happens at an outside number."""
        pbx, fate = self.shift.pbx, self.chance.random()
        if fate < 0.6:
            self._soon(4, lambda: pbx.pick_up(leg))
            self._soon(40, lambda: pbx.hang_up(leg))
        elif fate < 0.85:
            self._soon(3, lambda: pbx.hang_up(leg, self.chance.choice((HangupCause.BUSY, HangupCause.REJECTED, 18, 1, 34))))

    def _next_message(self) -> None:
        if self._open():
            self._messages += 1
            self._soon(3 * self._mean_gap, self._next_message)
            self.shift.ask(steering.opening(self.chance, self._messages))

    # Agents

    def _rings(self, leg: LegId, device: DeviceId) -> None:
        """What happens at a ringing phone: mostly it is picked up."""
        pbx, agent = self.shift.pbx, device - device_of(0)
        fate = self.chance.random()
        if fate < 0.65:
            self._soon(2, lambda: pbx.pick_up(leg))
            self._soon(30, lambda: pbx.hang_up(leg, self.chance.choices((16, 44), (5, 1))[0]))
            if self.chance.random() < 0.15:
                self._soon(10, lambda: self._close_browser(device, leg))
        elif fate < 0.75:
            self._soon(1, lambda: self.shift.ask(DeclineOffer(agent=agent, offer=leg)))
        elif fate < 0.82:
            self._soon(1, lambda: pbx.hang_up(leg, self.chance.choice((HangupCause.REJECTED, HangupCause.BUSY, 18, 20, 38))))
        elif fate < 0.9:
            self._soon(2, lambda: self._close_browser(device, leg))

    def _close_browser(self, device: DeviceId, leg: LegId) -> None:
        if (device - device_of(0)) % 3 == 0:
            return
        self.shift.reach(device, False)
        if self.chance.random() < 0.5:
            self.shift.pbx.hang_up(leg, HangupCause.SUBSCRIBER_ABSENT)
        self._soon(10, lambda: self.shift.reach(device, True))

    def _act(self, agent: AgentId) -> None:
        """Now and then an agent does something, sensible or not."""
        if not self._open():
            return
        self._soon(12, lambda: self._act(agent))
        if (intent := self._intent(agent)) is not None:
            self.shift.ask(intent)

    def _callback_wish(self, agent: AgentId) -> Intent:
        """Of a waiting caller, for a later time, or not any more."""
        live, whim = self.shift.floor.snapshot(), self.chance.random()
        waiting = [interaction for queue in live.queues.values() for interaction in queue.waiting]
        if whim < 0.4 and waiting:
            return RequestCallback(interaction=self.chance.choice(waiting), number=self.chance.choice(("", "+4940777")))
        if whim < 0.6 and live.callbacks:
            return CancelCallback(callback=self.chance.choice(list(live.callbacks)))
        at = self.shift.schedule.now + self.chance.randint(-60, 200) * SECOND
        for_agent = self.chance.choice((None, agent))
        return ScheduleCallback(agent=agent, queue=self.chance.randint(1, 3), number="+4940888", at=at, for_agent=for_agent)

    def _intent(self, agent: AgentId) -> Intent | None:
        live = self.shift.floor.snapshot().agents.get(agent)
        whim = self.chance.random()
        if whim < 0.008:
            return CloseQueue(queue=self.chance.choice((None, 1, 2, 3, 77)), closed=self.chance.random() < 0.4)
        if whim < 0.02:
            return self._callback_wish(agent)
        if self.chance.random() < 0.25 and (wish := control.whim(self.chance, self.shift.floor.snapshot(), agent)) is not None:
            return wish
        if self.chance.random() < 0.3 and (wish := steering.whim(self.chance, self.shift.floor.snapshot(), agent)) is not None:
            return wish
        if whim < 0.04:
            return SetPresence(agent=agent, presence=Presence.OFFLINE)
        if whim < 0.12:
            return SetPresence(agent=agent, presence=Presence.NOT_READY, reason=self.chance.choice(REASONS))
        in_hand = (live.interaction if live is not None else None) or f"none-{self.chance.randint(1, 9)}"
        if whim < 0.16:
            return self.chance.choice(
                (
                    Hold(agent=agent, interaction=in_hand),
                    Resume(agent=agent, interaction=in_hand),
                    HangUpInteraction(agent=agent, interaction=in_hand),
                    FinishWrapUp(agent=agent, interaction=in_hand),
                    ExtendWrapUp(agent=agent, interaction=in_hand),
                    RequestWrapUp(agent=agent, interaction=in_hand),
                    DeclineOffer(agent=agent, offer=f"{in_hand}.1"),
                )
            )
        state = live.state if live is not None else AgentState.OFFLINE
        if state is AgentState.TALKING:
            if whim > 0.8:
                return RequestWrapUp(agent=agent, interaction=in_hand)
            return Hold(agent=agent, interaction=in_hand) if whim < 0.4 else None
        if state is AgentState.ON_HOLD:
            return Resume(agent=agent, interaction=in_hand) if whim < 0.7 else HangUpInteraction(agent=agent, interaction=in_hand)
        if state is AgentState.WRAPPING_UP:
            if whim > 0.8:
                return ExtendWrapUp(agent=agent, interaction=in_hand)
            return FinishWrapUp(agent=agent, interaction=in_hand) if whim < 0.6 else None
        return SetPresence(agent=agent, presence=Presence.READY)
