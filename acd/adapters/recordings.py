"""Recording both sides of a talk apart: one snoop leg a side, each recorded into its own file (docs/adr/0011).

Both listen at the customer's leg: to what the customer says, and to what the customer hears. So a conference is recorded whole, a
consultation never is, and a recording outlives the loss of the agent's phone.

A leg that takes digits must not be recorded itself (digits were lost), and a bridge cannot be recorded by side.
"""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from acd.adapters.orders import GONE, SNOOP, Order
from acd.core import commands as c
from acd.core import events as e
from contracts.ids import Instant, InteractionId
from telephony.ari import events as ari
from telephony.ari import requests as r
from telephony.ari.config import APP

FORMAT: Final = "wav"
AGENT: Final = "agent"
CALLER: Final = "caller"
SIDES: Final = (AGENT, CALLER)
NAME_PREFIX: Final = "Snoop/"


class _Recording(msgspec.Struct):
    interaction: InteractionId
    asked_at: Instant
    #: side -> when its file began
    begun: dict[str, Instant] = {}
    ended: set[str] = set()
    failure: str = ""
    said_begun: bool = False
    paused: bool = False


class Recordings:
    """What is being recorded. `deliver` takes what the floor should hear."""

    def __init__(self, deliver: Callable[[e.Event], None]) -> None:
        self._deliver = deliver
        self._open: dict[c.RecordingName, _Recording] = {}

    def start(self, command: c.StartRecording, at: Instant) -> list[Order]:
        """Legs that listen; each is recorded when it has entered the application."""
        self._open[command.name] = _Recording(command.interaction, at)
        return [
            Order(
                r.SnoopChannel(
                    channel_id=command.caller_leg,
                    app=APP,
                    spy=spy,
                    app_args=f"{SNOOP},{command.interaction}",
                    snoop_id=f"{command.name}-{side}",
                ),
                command.interaction,
            )
            for side, spy in ((AGENT, "out"), (CALLER, "in"))
        ]

    def stop(self, command: c.StopRecording) -> list[Order]:
        """End both listening legs; their files are finished by that."""
        return [Order(r.HangUpChannel(channel_id=f"{command.name}-{side}"), command.interaction, GONE) for side in SIDES]

    def pause(self, command: c.PauseRecording) -> list[Order]:
        """Silence in both files, or the voices again. A side whose file has not begun follows when it has.

        Muted, not paused: Asterisk leaves what is paused out of the file, and both sides would no longer be in step.
        """
        recording = self._open.get(command.name)
        if recording is None:
            return []
        recording.paused = command.paused
        return [_muted(f"{command.name}-{side}", command.paused, command.interaction) for side in SIDES if side in recording.begun]

    def recovered(self, listening: Mapping[str, InteractionId], at: Instant) -> list[Order]:
        """The node is back and these legs listen: those of before the loss, or of an engine before this one.

        Ordered anew: the pauses of which the answer may have been lost.
        """
        for leg, interaction in listening.items():
            name, side = _split(leg)
            recording = self._open.setdefault(name, _Recording(interaction, at, said_begun=True))
            recording.begun.setdefault(side, recording.asked_at)
        for name in list(self._open):
            for side in SIDES:
                if f"{name}-{side}" not in listening:
                    self._ended(f"{name}-{side}", "", at)
        return [
            _muted(f"{name}-{side}", True, recording.interaction)
            for name, recording in self._open.items()
            if recording.paused
            for side in recording.begun
        ]

    def entered(self, event: ari.StasisStart) -> list[Order]:
        """A leg has entered the application: record it when it is one of ours."""
        if len(event.args) != 2 or event.args[0] != SNOOP:
            return []
        leg, interaction = event.channel.id, event.args[1]
        if _split(leg)[0] not in self._open:
            return [Order(r.HangUpChannel(channel_id=leg), interaction, GONE)]
        return [Order(r.RecordChannel(channel_id=leg, name=leg, format=FORMAT, if_exists="overwrite"), interaction)]

    def heard(self, event: ari.Event, at: Instant) -> list[Order]:
        """Follow the files; what is to be ordered of one that has just begun."""
        match event:
            case ari.RecordingStarted(recording=live):
                return self._begun(live.name, at)
            case ari.RecordingFinished(recording=live):
                self._ended(live.name, "", at)
            case ari.RecordingFailed(recording=live):
                self._ended(live.name, live.cause or "Asterisk could not record", at)
            case ari.ChannelDestroyed(channel=channel) if channel.name.startswith(NAME_PREFIX):
                # Told also when the leg ended before its recording began.
                self._ended(channel.id, "", at)
        return []

    def failed(self, request: object, reason: str, at: Instant) -> bool:
        """A request for a recording was refused; whether it was one."""
        if isinstance(request, r.SnoopChannel) and (request.app_args or "").startswith(f"{SNOOP},"):
            self._ended(request.snoop_id or "", reason, at)
        elif isinstance(request, r.RecordChannel):
            self._ended(request.name, reason, at)
        else:
            return False
        return True

    def _begun(self, leg: str, at: Instant) -> list[Order]:
        name, side = _split(leg)
        recording = self._open.get(name)
        if recording is None:
            return []
        recording.begun[side] = at
        if len(recording.begun) == len(SIDES) and not recording.said_begun:
            recording.said_begun = True
            self._deliver(e.RecordingBegun(at, recording.interaction, name))
        return [_muted(leg, True, recording.interaction)] if recording.paused else []

    def _ended(self, leg: str, failure: str, at: Instant) -> None:
        name, side = _split(leg)
        recording = self._open.get(name)
        if recording is None or side in recording.ended:
            return
        recording.ended.add(side)
        recording.failure = recording.failure or failure or ("" if side in recording.begun else "it never began")
        if len(recording.ended) < len(SIDES):
            return
        del self._open[name]
        if recording.failure:
            self._deliver(e.RecordingFailed(at, recording.interaction, name, recording.failure))
            return
        offsets = {side: begun - recording.asked_at for side, begun in recording.begun.items()}
        self._deliver(e.RecordingFinished(at, recording.interaction, name, offsets.get(AGENT, 0), offsets.get(CALLER, 0)))


def _muted(leg: str, muted: bool, interaction: InteractionId) -> Order:
    return Order(r.MuteRecording(recording_name=leg) if muted else r.UnmuteRecording(recording_name=leg), interaction, GONE)


def _split(leg: str) -> tuple[c.RecordingName, str]:
    """`<name>-<side>` apart."""
    name, _, side = leg.rpartition("-")
    return name, side
