"""A PBX in virtual time. It keeps what Asterisk keeps: legs, orders of one interaction in order, and the right to say no.

The world around it is driven from outside: callers (`call`, `press`, `hang_up`), phones (`pick_up`, `turn_down`), its own end
(`crash`) and the loss of the connection to it (`disconnect`, `reconnect`). What happens while nobody is connected is not told.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

import msgspec

from acd.core.commands import (
    AdoptTelephony,
    Answer,
    CommandFailure,
    Connect,
    DialNumber,
    DropLine,
    HangUp,
    Hold,
    JoinBridge,
    KeepLine,
    LeaveBridge,
    LegId,
    PauseRecording,
    PbxCommand,
    PlayId,
    PlayPrompts,
    RecordingName,
    Reject,
    Release,
    Resume,
    RingDevice,
    SendDigits,
    Spy,
    StartMusic,
    StartRecording,
    StopPrompts,
    StopRecording,
    StopSpying,
)
from acd.core.events import (
    CommandFailed,
    DigitReceived,
    Event,
    LegAnswered,
    LegArrived,
    LegHungUp,
    LegPresent,
    LegRang,
    PbxLost,
    PbxRecovered,
    PromptsEnded,
    RecordingBegun,
    RecordingFinished,
)
from contracts.ids import DeviceId, Instant, InteractionId, Microseconds
from contracts.vocabulary import MonitorMode
from telephony.core.causes import HangupCause
from telephony.fake.schedule import Schedule

MILLISECOND: Final[Microseconds] = 1_000
SECOND: Final[Microseconds] = 1_000_000
PROMPT_LENGTH: Final[Microseconds] = 2 * SECOND
#: how long after the break an order may be carried out that was on its way
LATE_MAX: Final[Microseconds] = 3 * SECOND


class Manners(msgspec.Struct, frozen=True):
    """How the PBX behaves. Shares are between 0 and 1; latencies are drawn evenly from (least, most)."""

    order_latency: tuple[Microseconds, Microseconds] = (200, 3 * MILLISECOND)
    event_latency: tuple[Microseconds, Microseconds] = (100, 2 * MILLISECOND)
    refuses: float = 0.0
    times_out: float = 0.0
    time_out: Microseconds = 2 * SECOND
    late: float = 0.0
    """Of the orders to ring that were on their way when the connection broke: carried out a while after it. At most a half."""
    doubles: float = 0.0
    """Events told twice."""


class Leg(msgspec.Struct):
    """A caller's when `arrival` is there, else an agent's phone or an outside `number`, ringing until answered."""

    id: LegId
    answered: bool = False
    arrival: LegArrived | None = None
    device: DeviceId | None = None
    number: str = ""
    since: Instant = 0


class FakePbx:
    """One node. `deliver` takes its events; `on_ring(leg, device)` is told when a phone rings, `reaches(device)` is asked before."""

    def __init__(
        self,
        node: str,
        schedule: Schedule,
        deliver: Callable[[Event], None],
        *,
        chance: Random | None = None,
        manners: Manners | None = None,
    ) -> None:
        self.node: Final = node
        self.manners = manners or Manners()
        self.legs: Final[dict[LegId, Leg]] = {}
        self.connected = True
        self.on_ring: Callable[[LegId, DeviceId], None] = lambda leg, device: None
        self.reaches: Callable[[DeviceId], bool] = lambda device: True
        self.on_dial: Callable[[LegId, str], None] = lambda leg, number: None
        """Told when an outside number rings."""
        self.bridges: Final[dict[InteractionId, set[LegId]]] = {}
        """Whose legs hear each other."""
        self.lines: Final[set[DeviceId]] = set()
        """Devices whose legs are up between calls."""
        self.spies: Final[dict[LegId, tuple[LegId, MonitorMode]]] = {}
        """Supervisor's leg -> whom it listens to, and how."""
        self.digits: Final[dict[LegId, str]] = {}
        """What was sent to whom."""
        self._schedule: Final = schedule
        self._deliver: Final = deliver
        self._chance: Final = chance or Random(0)
        self._busy_until: dict[InteractionId, Instant] = {}
        self._told_until: dict[str, Instant] = {}
        self._plays: dict[PlayId, LegId] = {}
        self._recordings: dict[RecordingName, StartRecording] = {}
        self.muted: set[RecordingName] = set()
        self._connection = 0
        self._engine = 0

    # Orders

    def perform(self, command: PbxCommand | AdoptTelephony) -> None:
        """Take an order; it is carried out a little later, after the earlier ones of the same interaction."""
        if isinstance(command, AdoptTelephony):
            return
        if not self.connected:
            self._fail(command, CommandFailure.LOST, "not connected")
            return
        latency = self._chance.randint(*self.manners.order_latency)
        at = max(self._schedule.now, self._busy_until.get(command.interaction, 0)) + latency
        self._busy_until[command.interaction] = at
        connection, engine = self._connection, self._engine
        self._schedule.at(at, lambda: self._carry_out(command, connection, engine))

    def _carry_out(self, command: PbxCommand, connection: int, engine: int) -> None:
        if connection != self._connection:
            # It may have been on its way already when the connection broke.
            fate = self._chance.random()
            if fate < 0.5:
                self._do(command)
            elif fate < 0.5 + self.manners.late and isinstance(command, RingDevice | DialNumber):
                # ... and be read only when the next connection has read what is there.
                self._schedule.after(self._chance.randint(0, LATE_MAX), lambda: self._do_late(command))
            if engine == self._engine:
                self._fail(command, CommandFailure.LOST, "the connection broke")
            return
        fate = self._chance.random()
        if fate < self.manners.times_out:
            # Half of what times out was done all the same.
            if self._chance.random() < 0.5:
                self._do(command)
            self._schedule.after(self.manners.time_out, lambda: self._time_out(command, connection, engine))
        elif fate < self.manners.times_out + self.manners.refuses and not isinstance(command, HangUp | Reject):
            self._fail(command, CommandFailure.REFUSED, "500 Internal Server Error")
        elif (refusal := self._do(command)) is not None:
            self._fail(command, CommandFailure.REFUSED, refusal)

    def _do_late(self, command: PbxCommand) -> None:
        """Nobody expects it any more."""
        if self._do(command) is None and isinstance(command, RingDevice | DialNumber):
            self._tell(command.leg, lambda at: LegRang(at, command.leg))

    def _time_out(self, command: PbxCommand, connection: int, engine: int) -> None:
        if connection == self._connection:
            self._fail(command, CommandFailure.TIMED_OUT, "no answer")
        elif engine == self._engine:
            self._fail(command, CommandFailure.LOST, "the connection broke")

    def _do(self, command: PbxCommand) -> str | None:
        """Carry out; words when that is impossible."""
        match command:
            case RingDevice():
                return self._ring(command)
            case HangUp() | Reject():
                return None if self._end(command.leg, command.cause) else "404 Channel not found"
            case Answer() | StartMusic():
                return self._on_leg(command.leg, answer=isinstance(command, Answer))
            case PlayPrompts():
                if command.leg not in self.legs:
                    return "404 Channel not found"
                self._plays[command.play] = command.leg
                length = PROMPT_LENGTH * len(command.media)
                self._schedule.after(length, lambda: self._play_over(command.play))
            case StopPrompts():
                self._plays.pop(command.play, None)
            case KeepLine():
                self.lines.add(command.device)
            case DropLine():
                self.lines.discard(command.device)
            case DialNumber():
                return self._dial(command)
            case Connect() | Hold() | Resume() | JoinBridge() | LeaveBridge() | Spy() | StopSpying() | SendDigits():
                return self._mix(command)
            case StartRecording():
                return self._record(command)
            case PauseRecording():
                if command.name not in self._recordings:
                    return "404 Recording not found"
                (self.muted.add if command.paused else self.muted.discard)(command.name)
            case StopRecording():
                self._recording_over(command.name)
            case Release():
                self.bridges.pop(command.interaction, None)
        return None

    def _mix(self, command: Connect | Hold | Resume | JoinBridge | LeaveBridge | Spy | StopSpying | SendDigits) -> str | None:
        """Who hears whom."""
        if isinstance(command, StopSpying):
            self.spies.pop(command.leg, None)
            return None
        named = (command.caller_leg, command.agent_leg) if isinstance(command, Connect | Hold | Resume) else (command.leg,)
        if any(leg not in self.legs for leg in named):
            return "404 Channel not found"
        bridge = self.bridges.setdefault(command.interaction, set())
        match command:
            case Connect() | Resume() | JoinBridge():
                bridge.update(named)
            case Hold() | LeaveBridge():
                bridge.discard(named[0])
            case Spy():
                if command.target_leg not in self.legs:
                    return "404 Channel not found"
                self.spies[command.leg] = (command.target_leg, command.mode)
                if command.mode is MonitorMode.BARGE:
                    bridge.add(command.leg)
                else:
                    bridge.discard(command.leg)
            case SendDigits():
                self.digits[command.leg] = self.digits.get(command.leg, "") + command.digits
        return None

    def _dial(self, command: DialNumber) -> str | None:
        self.legs[command.leg] = Leg(command.leg, number=command.number, since=self._schedule.now)
        self._schedule.after(command.seconds * SECOND, lambda: self._rang_out(command.leg))
        self.on_dial(command.leg, command.number)
        return None

    def _on_leg(self, leg_id: LegId, *, answer: bool) -> str | None:
        leg = self.legs.get(leg_id)
        if leg is None:
            return "404 Channel not found"
        leg.answered = leg.answered or answer
        return None

    def _ring(self, command: RingDevice) -> str | None:
        if not self.reaches(command.device):
            return "500 Allocation failed"
        self.legs[command.leg] = Leg(command.leg, device=command.device, since=self._schedule.now)
        self._schedule.after(command.seconds * SECOND, lambda: self._rang_out(command.leg))
        if command.device in self.lines:
            self.pick_up(command.leg)
        self.on_ring(command.leg, command.device)
        return None

    def _rang_out(self, leg_id: LegId) -> None:
        leg = self.legs.get(leg_id)
        if leg is not None and not leg.answered:
            self._end(leg_id, HangupCause.NO_ANSWER)

    def _play_over(self, play: PlayId) -> None:
        leg = self._plays.pop(play, None)
        if leg is not None:
            self._tell(leg, lambda at: PromptsEnded(at, leg, play))

    def _record(self, command: StartRecording) -> str | None:
        if command.caller_leg not in self.legs:
            return "404 Channel not found"
        self._recordings[command.name] = command
        self._tell(command.name, lambda at: RecordingBegun(at, command.interaction, command.name))
        return None

    def _recording_over(self, name: RecordingName) -> None:
        command = self._recordings.pop(name, None)
        self.muted.discard(name)
        if command is not None:
            self._tell(name, lambda at: RecordingFinished(at, command.interaction, name, 20 * MILLISECOND, 10 * MILLISECOND))

    def _end(self, leg: LegId, cause: int) -> bool:
        if self.legs.pop(leg, None) is None:
            return False
        for bridge in self.bridges.values():
            bridge.discard(leg)
        self.spies.pop(leg, None)
        for name, recording in list(self._recordings.items()):
            if leg == recording.caller_leg:
                self._recording_over(name)
        for play, player in list(self._plays.items()):
            if player == leg:
                # Asterisk ends the playback of a channel that is gone before it tells that it is gone.
                self._play_over(play)
        self._tell(leg, lambda at: LegHungUp(at, leg, cause))
        return True

    # The world

    def call(self, arrival: LegArrived) -> None:
        """Somebody dials in."""
        self.legs[arrival.leg] = Leg(arrival.leg, arrival=arrival, since=self._schedule.now)
        self._tell(arrival.leg, lambda at: msgspec.structs.replace(arrival, at=at))

    def hang_up(self, leg: LegId, cause: int = HangupCause.NORMAL) -> None:
        """Whoever is at that end hangs up, or turns the call down."""
        self._end(leg, cause)

    def pick_up(self, leg_id: LegId) -> None:
        leg = self.legs.get(leg_id)
        if leg is not None and not leg.answered:
            leg.answered = True
            self._tell(leg_id, lambda at: LegAnswered(at, leg_id))

    def press(self, leg: LegId, digit: str) -> None:
        if leg in self.legs:
            self._tell(leg, lambda at: DigitReceived(at, leg, digit))

    def disconnect(self) -> None:
        """The engine's connection breaks; calls go on."""
        if self.connected:
            self.connected = False
            self._connection += 1
            self._deliver(PbxLost(self._schedule.now, self.node))

    def forsake(self) -> None:
        """The engine was killed: nobody is told anything, and what it ordered may or may not happen."""
        self.connected = False
        self._connection += 1
        self._engine += 1

    def reconnect(self) -> None:
        if not self.connected:
            self.connected = True
            self.introduce()

    def introduce(self) -> None:
        """Tell what is there, as at every connection."""
        bridged = {leg for bridge in self.bridges.values() for leg in bridge}
        legs = [LegPresent(leg.id, leg.answered, leg.arrival, leg.id in bridged) for leg in self.legs.values()]
        self._deliver(PbxRecovered(self._schedule.now, self.node, legs))

    def crash(self) -> None:
        """Asterisk is gone, with every leg."""
        self.legs.clear()
        self.bridges.clear()
        self.spies.clear()
        self.lines.clear()
        self._plays.clear()
        self._recordings.clear()
        self.disconnect()

    # Telling

    def _fail(self, command: PbxCommand, failure: CommandFailure, detail: str) -> None:
        latency = self._chance.randint(*self.manners.event_latency)
        engine = self._engine

        def fail() -> None:
            if engine == self._engine:
                self._deliver(CommandFailed(self._schedule.now, command, failure, detail))

        self._schedule.after(latency, fail)

    def _tell(self, about: str, event: Callable[[Instant], Event]) -> None:
        """Deliver later; news about one leg stay in order, those of different legs may overtake each other."""
        latency = self._chance.randint(*self.manners.event_latency)
        at = max(self._schedule.now + latency, self._told_until.get(about, 0))
        self._told_until[about] = at
        connection = self._connection

        def tell() -> None:
            if self.connected and connection == self._connection:
                self._deliver(event(at))

        self._schedule.at(at, tell)
