"""What has happened, told to the floor: past tense, each with its instant. Nothing else ever changes the floor.

An event about a leg, timer or recording that the floor does not know (any more) is no error: the world's news cross our orders.
Strings from outside may be of any length and content; the floor cuts and cleans what it keeps.
"""

from __future__ import annotations

import msgspec

from acd.core.commands import CommandFailure, LegId, PbxCommand, PlayId, RecordingName, Timer
from contracts.configuration import CenterConfiguration
from contracts.ids import DeviceId, Instant, InteractionId, Microseconds, TrunkId
from contracts.intents import IntentEnvelope


class LegArrived(msgspec.Struct, frozen=True):
    """A caller has reached the inbound context. Texts as far as the border could read them:

    `dialled` and `caller` in E.164 where they are numbers, else as sent; `dialled_as_sent` untouched; all "" when withheld.
    """

    at: Instant
    leg: LegId
    node: str
    dialled: str = ""
    dialled_as_sent: str = ""
    caller: str = ""
    caller_name: str = ""
    trunk: TrunkId | None = None


class LegAnswered(msgspec.Struct, frozen=True):
    """The phone of an agent was picked up. Told of the caller's own leg it changes nothing."""

    at: Instant
    leg: LegId


class LegRang(msgspec.Struct, frozen=True):
    """A leg that we made begins to ring though its order was given up; of those that are expected nobody tells this."""

    at: Instant
    leg: LegId


class LegHungUp(msgspec.Struct, frozen=True):
    """A leg is over or about to be (Asterisk's ChannelHangupRequest is enough). `cause`: Q.850; `detail`: words for people."""

    at: Instant
    leg: LegId
    cause: int
    detail: str = ""


class DigitReceived(msgspec.Struct, frozen=True):
    """One DTMF digit was pressed: "0".."9", "*", "#", "A".."D"."""

    at: Instant
    leg: LegId
    digit: str


class PromptsEnded(msgspec.Struct, frozen=True):
    """The last sound of `play` was heard, or could not be played. Not told, or told in vain, after StopPrompts."""

    at: Instant
    leg: LegId
    play: PlayId


class TimerFired(msgspec.Struct, frozen=True):
    at: Instant
    timer: Timer


class IntentReceived(msgspec.Struct, frozen=True):
    """Each id once (acd/engine/intake.py); answered by exactly one AnswerIntent in the commands returned."""

    at: Instant
    envelope: IntentEnvelope


class ConfigurationPublished(msgspec.Struct, frozen=True):
    """Already checked whole (acd/engine/configuration.py)."""

    at: Instant
    configuration: CenterConfiguration


class CommandFailed(msgspec.Struct, frozen=True):
    """`failure` LOST: the PBX could not be asked, or gave no answer because the connection broke; PbxLost follows or went before.

    Such an order may still be carried out, even after the next PbxRecovered: then LegRang tells of it.
    """

    at: Instant
    command: PbxCommand
    failure: CommandFailure
    detail: str = ""


class DeviceReachabilityChanged(msgspec.Struct, frozen=True):
    """What the PBX says of a registered device. Repeating the same is no change."""

    at: Instant
    device: DeviceId
    reachable: bool


class LegPresent(msgspec.Struct, frozen=True):
    """`arrival` for a caller's leg: what LegArrived says of it, so that a caller nobody knows is taken in, not hung up.

    `bridged`: it hears another leg. What is so already is not ordered anew after a restart, since that would be heard.
    """

    leg: LegId
    answered: bool
    arrival: LegArrived | None = None
    bridged: bool = False


class PbxLost(msgspec.Struct, frozen=True):
    """The node cannot be asked any more. Its calls may well go on.

    `devices_only`: the node has agents' phones and no interaction. It is told of, and nothing depends on it: which phones can be
    rung is said by DeviceReachabilityChanged, which talks are over by LegHungUp.
    """

    at: Instant
    node: str
    devices_only: bool = False


class PbxGone(msgspec.Struct, frozen=True):
    """A node that was lost is dead for certain: another one that could see it does not see it any more. Nobody need wait for it."""

    at: Instant
    node: str


class PbxRecovered(msgspec.Struct, frozen=True):
    """The node can be asked (again), and these are all its legs that are ours: callers in the application and legs we made.

    Legs we know and it does not are over. Of those it knows and we do not, callers (`arrival`) have arrived now and the others are
    hung up. Also the first word of a node after the engine's start. `devices_only`: as in PbxLost; such a node has no legs of ours.
    """

    at: Instant
    node: str
    legs: list[LegPresent]
    devices_only: bool = False


class RecordingBegun(msgspec.Struct, frozen=True):
    at: Instant
    interaction: InteractionId
    name: RecordingName


class RecordingFinished(msgspec.Struct, frozen=True):
    """Both sides lie on disk. Offsets: how long after the connect each side's file begins."""

    at: Instant
    interaction: InteractionId
    name: RecordingName
    agent_offset: Microseconds = 0
    caller_offset: Microseconds = 0


class RecordingFailed(msgspec.Struct, frozen=True):
    at: Instant
    interaction: InteractionId
    name: RecordingName
    reason: str


Event = (
    LegArrived
    | LegAnswered
    | LegRang
    | LegHungUp
    | DigitReceived
    | PromptsEnded
    | TimerFired
    | IntentReceived
    | ConfigurationPublished
    | CommandFailed
    | DeviceReachabilityChanged
    | PbxLost
    | PbxGone
    | PbxRecovered
    | RecordingBegun
    | RecordingFinished
    | RecordingFailed
)
