"""What a test or the demo says to a bank of headless phones, and what the bank answers: one JSON object a line over pipes.

pjsua2 allows one Endpoint per process and can end a process that misuses it. A process for each bank keeps both away from who
drives it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

CALLS_MAX = 4
"""PJSUA_MAX_CALLS as the wheel was compiled: calls of one bank at a time, in both directions together."""


class CallState(StrEnum):
    """RFC 3261 dialog states as a caller would name them."""

    CALLING = "calling"
    INCOMING = "incoming"
    EARLY = "early"
    CONFIRMED = "confirmed"
    DISCONNECTED = "disconnected"


class Sound(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone says: a WAV file (16 bit mono) played in a loop, or a tone of `tone_hz`, or nothing."""

    file: str = ""
    tone_hz: int = 0


class AddPhone(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="add_phone"):
    """`registrar` empty: the phone never registers and is simply reachable at the bank's address."""

    phone: str
    uri: str
    registrar: str = ""
    username: str = ""
    secret: str = ""
    sound: Sound = Sound()
    answer_after_ms: int | None = None
    """None: rings until told to answer; 0: answers at once."""
    record: str = ""
    """WAV file for what an answered incoming call heard; `{call}` is replaced."""


class PlaceCall(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="place_call"):
    phone: str
    call: str
    uri: str
    sound: Sound = Sound()
    record: str = ""


class AnswerCall(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="answer_call"):
    """`code` 200 answers, 4xx-6xx refuses."""

    call: str
    code: int = 200


class HangUpCall(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="hang_up_call"):
    call: str


class SendDigits(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="send_digits"):
    """As RFC 4733 events."""

    call: str
    digits: str


class RemovePhone(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="remove_phone"):
    phone: str


class Quit(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="quit"):
    pass


Order = AddPhone | PlaceCall | AnswerCall | HangUpCall | SendDigits | RemovePhone | Quit


class BankStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="bank_started"):
    """The UDP port on which every phone of the bank listens."""

    port: int


class PhoneAdded(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="phone_added"):
    """From here on the phone takes calls; before, an INVITE for it is refused with 480."""

    phone: str


class PhoneRegistered(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="phone_registered"):
    """`code` is the registrar's answer; 200 with `active` means reachable."""

    phone: str
    code: int
    active: bool


class CallRang(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="call_rang"):
    """An incoming INVITE; `call` was made by the bank, `headers` are the INVITE's."""

    phone: str
    call: str
    remote: str
    headers: dict[str, str]


class CallChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="call_changed"):
    phone: str
    call: str
    state: CallState
    code: int
    reason: str


class MediaFlows(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="media_flows"):
    phone: str
    call: str
    codec: str


class OrderFailed(msgspec.Struct, frozen=True, kw_only=True, tag_field="said", tag="order_failed"):
    order: str
    detail: str


Said = BankStarted | PhoneAdded | PhoneRegistered | CallRang | CallChanged | MediaFlows | OrderFailed
