"""What the floor wants done: imperative. The shell carries them out; nothing here waits for an answer.

Commands of the PBX carry their interaction: those of one interaction are carried out in the order given, those of different
ones at the same time. One that fails comes back as events.CommandFailed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec

from contracts.configuration import CenterConfiguration
from contracts.facts import FactEnvelope
from contracts.ids import AgentId, DeviceId, Instant, InteractionId, OfferId, Seconds, TrunkId
from contracts.intents import IntentOutcome
from contracts.vocabulary import MonitorMode
from telephony.core.causes import HangupCause

LegId = str
"""Asterisk's channel id. A caller's is Asterisk's own; an agent's is chosen here and is the id of the offer."""
PlayId = str
"""`<interaction id>.p<n>`: one playing of a list of sounds."""
RecordingName = str
"""`<interaction id>-<n>`, safe in file names."""


class TimerKind(StrEnum):
    OFFER = "offer"
    WRAP_UP = "wrap_up"
    FLOW = "flow"
    """A key is awaited, or sounds are being played (then it guards against an end that is never told)."""
    LEG_GONE = "leg_gone"
    """Guards the wait for the end of an agent's leg that we hung up."""
    UNREACHABLE = "unreachable"
    """How long a ready agent's device may be gone before the agent is not ready."""
    PBX = "pbx"
    """How long a node may be gone before its interactions end."""
    PARTY = "party"
    """How long a party's phone or a dialled number may ring."""
    RESCUE = "rescue"
    """How long an owner's lost phone is awaited."""
    RESCUE_RING = "rescue_ring"
    """A lost phone that seems to be there, and could not be rung or did not answer, is rung again."""
    RECORDING = "recording"
    """Guards the wait for the end of a recording."""
    OVERFLOW = "overflow"
    """How long an interaction may wait until a rule of its queue leads it elsewhere."""
    ANNOUNCE = "announce"
    """A waiting caller is told something."""
    CALLBACK = "callback"
    """A call-back is due. Its subject is the call-back's id."""
    RING = "ring"
    """When a waiting interaction is content with less."""
    PREFERRED = "preferred"
    """Until when an interaction is kept for one agent."""
    REST = "rest"
    """When an agent who lost an offer and stays ready may be asked again."""
    GROUPS = "groups"
    """When a queue's conditional groups are looked at again."""


class Timer(NamedTuple):
    """`subject`: the id of what the timer is about. At most one of a kind and subject runs; setting it again moves it."""

    kind: TimerKind
    subject: str


class CommandFailure(StrEnum):
    REFUSED = "refused"
    """The PBX said no (4xx, 5xx)."""
    TIMED_OUT = "timed_out"
    """No answer in time; whether it happened is unknown."""
    LOST = "lost"
    """No connection to the node."""


class Answer(msgspec.Struct, frozen=True, gc=False):
    """Answer the caller's leg."""

    interaction: InteractionId
    leg: LegId


class Reject(msgspec.Struct, frozen=True):
    """End the caller's leg before it was answered."""

    interaction: InteractionId
    leg: LegId
    cause: HangupCause


class PlayPrompts(msgspec.Struct, frozen=True):
    """Play `media` ("sound:...") one after the other, then tell PromptsEnded once."""

    interaction: InteractionId
    leg: LegId
    play: PlayId
    media: tuple[str, ...]


class StopPrompts(msgspec.Struct, frozen=True):
    interaction: InteractionId
    leg: LegId
    play: PlayId


class StartMusic(msgspec.Struct, frozen=True, gc=False):
    """Music on hold for the waiting caller."""

    interaction: InteractionId
    leg: LegId
    music_class: str


class RingDevice(msgspec.Struct, frozen=True, gc=False):
    """Make leg `leg` and ring the agent's device. The PBX gives up by itself after `seconds`, later than the floor does.

    `caller_leg` is given so that both legs can be joined before the answer; "" when nobody waits at the other end yet.
    `auto_answer`: the phone is told to answer by itself (Call-Info: answer-after=0).
    """

    interaction: InteractionId
    offer: OfferId
    leg: LegId
    agent: AgentId
    device: DeviceId
    caller_leg: LegId
    caller: str
    caller_name: str
    queue_name: str
    seconds: Seconds
    auto_answer: bool = False


class DialNumber(msgspec.Struct, frozen=True):
    """Make leg `leg` and call an outside number through a trunk with an outbound address. LegAnswered or LegHungUp follows.

    `caller_leg`: as RingDevice's.
    """

    interaction: InteractionId
    leg: LegId
    number: str
    caller_id: str
    trunk: TrunkId
    seconds: Seconds
    caller_leg: LegId = ""


class HangUp(msgspec.Struct, frozen=True, gc=False):
    """End a leg, whatever it is doing. LegHungUp follows."""

    interaction: InteractionId
    leg: LegId
    cause: HangupCause


class Connect(msgspec.Struct, frozen=True, gc=False):
    """Stop the caller's music and let both hear each other."""

    interaction: InteractionId
    caller_leg: LegId
    agent_leg: LegId


class Hold(msgspec.Struct, frozen=True):
    """The caller hears music, neither hears the other."""

    interaction: InteractionId
    caller_leg: LegId
    agent_leg: LegId
    music_class: str


class Resume(msgspec.Struct, frozen=True):
    """The end of Hold."""

    interaction: InteractionId
    caller_leg: LegId
    agent_leg: LegId


class JoinBridge(msgspec.Struct, frozen=True):
    """The leg hears, and is heard by, everybody in the interaction's bridge; music it heard ends. Being there already is no failure."""

    interaction: InteractionId
    leg: LegId


class LeaveBridge(msgspec.Struct, frozen=True):
    """Out of the interaction's bridge, onto music; `music_class` "" = silence. Not being there is no failure."""

    interaction: InteractionId
    leg: LegId
    music_class: str


class Spy(msgspec.Struct, frozen=True):
    """Leg `leg` hears what `target_leg` says and hears; with WHISPER the target alone hears it, too. Again changes the mode.

    BARGE takes `leg` into the interaction's bridge instead.
    """

    interaction: InteractionId
    leg: LegId
    target_leg: LegId
    mode: MonitorMode


class StopSpying(msgspec.Struct, frozen=True):
    """The end of Spy for that pair of legs; `leg` stays up."""

    interaction: InteractionId
    leg: LegId
    target_leg: LegId


class SendDigits(msgspec.Struct, frozen=True):
    """DTMF to whoever is at the other end of the leg."""

    interaction: InteractionId
    leg: LegId
    digits: str


class StartRecording(msgspec.Struct, frozen=True):
    """Record apart what the customer hears (`<name>-agent.wav`) and says (`<name>-caller.wav`).

    RecordingBegun or RecordingFailed follows.
    """

    interaction: InteractionId
    name: RecordingName
    caller_leg: LegId


class StopRecording(msgspec.Struct, frozen=True):
    """RecordingFinished or RecordingFailed follows; also by itself when the customer's leg ends before."""

    interaction: InteractionId
    name: RecordingName


class Release(msgspec.Struct, frozen=True, gc=False):
    """The last order for this interaction: take down what the PBX still holds for it (its bridge)."""

    interaction: InteractionId


class KeepLine(msgspec.Struct, frozen=True):
    """Keep a leg of this device up, in silence, until DropLine. RingDevice of it then needs no INVITE: LegAnswered follows at once,
    and HangUp of that leg gives the line back. Wanted lines are to be ordered anew after PbxRecovered.
    """

    device: DeviceId
    interaction: InteractionId = ""


class DropLine(msgspec.Struct, frozen=True):
    """The end of KeepLine; a line that is lent ends with its call."""

    device: DeviceId
    interaction: InteractionId = ""


class AdoptTelephony(msgspec.Struct, frozen=True):
    """Make trunks and devices of the PBX what this configuration says."""

    configuration: CenterConfiguration


class SetTimer(msgspec.Struct, frozen=True, gc=False):
    timer: Timer
    at: Instant


class CancelTimer(msgspec.Struct, frozen=True, gc=False):
    timer: Timer


class Publish(msgspec.Struct, frozen=True, gc=False):
    """Journal the fact and tell the world. In order of (epoch, seq), without gaps."""

    envelope: FactEnvelope


class AnswerIntent(msgspec.Struct, frozen=True):
    """`reply_to` is the envelope's."""

    outcome: IntentOutcome
    reply_to: str


class PauseRecording(msgspec.Struct, frozen=True):
    """Silence in both files from now on, or the voices again; their length stays that of the talk."""

    interaction: InteractionId
    name: RecordingName
    paused: bool


PbxCommand = (
    Answer
    | Reject
    | PlayPrompts
    | StopPrompts
    | StartMusic
    | RingDevice
    | DialNumber
    | HangUp
    | Connect
    | Hold
    | Resume
    | JoinBridge
    | LeaveBridge
    | Spy
    | StopSpying
    | SendDigits
    | KeepLine
    | DropLine
    | StartRecording
    | StopRecording
    | PauseRecording
    | Release
)
Command = PbxCommand | AdoptTelephony | SetTimer | CancelTimer | Publish | AnswerIntent
