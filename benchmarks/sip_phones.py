"""Callers and agents for the benches: one UDP socket, many dialogs, every datagram stamped in this process."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from benchmarks.sip_message import RTP_PORT, SDP, SipMessage, parse, respond, uri_in, user_in

RECENT: Final = 20
Stamp = float
"""Seconds by time.perf_counter."""


@dataclass(slots=True)
class Dialog:
    """One leg, ours being the caller (`outgoing`) or the called phone."""

    call_id: str
    outgoing: bool
    user: str
    """The phone's own user part."""
    other: str
    """Caller number as the called phone sees it; the dialled user for a caller."""
    local: str
    remote: str
    target: str
    invite: SipMessage
    invited_at: Stamp
    cseq: int = 1
    description: str = ""
    """The SDP with which an outgoing call was answered."""
    answered_at: Stamp = 0.0
    ended_at: Stamp = 0.0
    ended: bool = False
    cancelled: bool = False
    leaving: bool = False
    """Hung up before its answer was acknowledged: says BYE when it is."""
    status: int = 0
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    """The called phone's answer was acknowledged: before that it may not say BYE (RFC 3261, 15)."""
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Phones(asyncio.DatagramProtocol):
    """`on_ring(dialog)` runs inside the datagram's arrival; answer from there for the shortest path."""

    def __init__(self, address: str, peer: tuple[str, int]) -> None:
        self.address, self.peer = address, peer
        self.port = 0
        self.dialogs: dict[str, Dialog] = {}
        #: the last ones, also those that are over: to tell what has happened when something has not
        self.recent: deque[Dialog] = deque(maxlen=RECENT)
        self.on_ring: Callable[[Dialog], None] = lambda dialog: self.answer(dialog)
        self.on_over: Callable[[Dialog], None] = lambda dialog: None
        self._numbers = itertools.count(1)
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self, port: int = 0) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self.address, port))
        self._transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    # -- what a phone does

    def sdp(self, call_id: str) -> str:
        """What a leg offers and answers; these phones have no audio, whoever adds it says its ports here or with the call."""
        return SDP.format(address=self.address, port=RTP_PORT)

    def call(self, number: str, *, caller: str, sdp: str = "") -> Dialog:
        """Sends an INVITE for `number` with `caller` as From user; stamped as it leaves."""
        n = next(self._numbers)
        call_id = f"{n}.{caller}@{self.address}"
        local = f"<sip:{caller}@{self.address}:{self.port}>;tag=c{n}"
        target = f"sip:{number}@{self.peer[0]}:{self.peer[1]}"
        invite = SipMessage(
            f"INVITE {target} SIP/2.0",
            [
                ("via", self._via(f"i{n}")),
                ("max-forwards", "70"),
                ("from", local),
                ("to", f"<{target}>"),
                ("call-id", call_id),
                ("cseq", "1 INVITE"),
                ("contact", f"<sip:{caller}@{self.address}:{self.port}>"),
                ("content-type", "application/sdp"),
            ],
            sdp or self.sdp(call_id),
        )
        dialog = Dialog(call_id, True, caller, number, local, f"<{target}>", target, invite, time.perf_counter())
        self.dialogs[call_id] = dialog
        self.recent.append(dialog)
        self._send(invite)
        return dialog

    def answer(self, dialog: Dialog, sdp: str = "") -> None:
        self._reply(dialog, 200, "OK", sdp or self.sdp(dialog.call_id))
        dialog.answered_at = time.perf_counter()
        dialog.answered.set()

    def refuse(self, dialog: Dialog, status: int = 486) -> None:
        self._reply(dialog, status, "Busy Here", "")
        self._end(dialog)

    def hang_up(self, dialog: Dialog) -> Stamp:
        """BYE for an answered dialog, CANCEL for a caller still waiting for an answer. Returns when it left.

        A called phone whose answer was not acknowledged yet says BYE when it is, as phones do (RFC 3261, 15).
        """
        if dialog.ended:
            return dialog.ended_at
        if not dialog.outgoing and dialog.answered.is_set() and not dialog.acknowledged.is_set():
            dialog.leaving = True
            return time.perf_counter()
        if dialog.outgoing and not dialog.answered.is_set():
            dialog.cancelled = True
            self._cancel(dialog)
        else:
            dialog.cseq += 1
            self._request(dialog, "BYE", dialog.cseq)
        left_at = time.perf_counter()
        if dialog.answered.is_set() or not dialog.outgoing:
            self._end(dialog)
        return left_at

    # -- datagrams

    def datagram_received(self, data: bytes, addr: tuple[str | None, int]) -> None:
        at = time.perf_counter()
        message = parse(data)
        if message.status is None:
            self._requested(message, at)
        else:
            self._responded(message, at)

    def _requested(self, message: SipMessage, at: Stamp) -> None:
        dialog = self.dialogs.get(message.get("call-id"))
        match message.method:
            case "INVITE" if dialog is None:
                self._invited(message, at)
            case "INVITE" if dialog is not None and not dialog.outgoing and message.get("cseq") == dialog.invite.get("cseq"):
                pass  # a retransmission: the answer is on its way
            case "INVITE":
                contact = f"sip:{dialog.user}@{self.address}:{self.port}" if dialog else ""
                self._send(respond(message, 200, "OK", contact=contact, sdp=self.sdp(message.get("call-id"))))
            case "CANCEL":
                self._send(respond(message, 200, "OK"))
                if dialog is not None and not dialog.answered.is_set():
                    dialog.cancelled = True
                    self._reply(dialog, 487, "Request Terminated", "")
                    self._end(dialog, at)
            case "BYE":
                self._send(respond(message, 200, "OK"))
                if dialog is not None:
                    self._end(dialog, at)
            case "ACK":
                if dialog is not None:
                    dialog.acknowledged.set()
                    if dialog.leaving:
                        self.hang_up(dialog)
            case _:
                self._send(respond(message, 200, "OK", tag="x"))

    def _invited(self, message: SipMessage, at: Stamp) -> None:
        remote = message.get("from")
        user = user_in(message.start.split(" ")[1])
        target = uri_in(message.get("contact"))
        local = f"{message.get('to')};tag=a{next(self._numbers)}"
        dialog = Dialog(message.get("call-id"), False, user, user_in(remote), local, remote, target, message, at)
        self.dialogs[dialog.call_id] = dialog
        self.recent.append(dialog)
        self._reply(dialog, 180, "Ringing", "")
        self.on_ring(dialog)

    def _responded(self, message: SipMessage, at: Stamp) -> None:
        dialog = self.dialogs.get(message.get("call-id"))
        status = message.status or 0
        if dialog is None or message.method != "INVITE" or status < 200:
            return
        dialog.status = status
        if status < 300:
            if not dialog.answered.is_set():
                dialog.answered_at, dialog.remote, dialog.description = at, message.get("to"), message.body
                dialog.target = uri_in(message.get("contact"))
                dialog.answered.set()
            self._request(dialog, "ACK", 1)
            if dialog.cancelled and not dialog.ended:
                # The answer had crossed our CANCEL (RFC 3261, 9.1): such a call is ended like any other.
                self.hang_up(dialog)
        else:
            dialog.remote = message.get("to")
            self._request(dialog, "ACK", 1, via=dialog.invite.get("via"))
            self._end(dialog, at)

    def _reply(self, dialog: Dialog, status: int, reason: str, sdp: str) -> None:
        contact = f"sip:{dialog.user}@{self.address}:{self.port}"
        self._send(respond(dialog.invite, status, reason, tag=dialog.local.rpartition("tag=")[2], contact=contact, sdp=sdp))

    def _cancel(self, dialog: Dialog) -> None:
        headers = [("via", dialog.invite.get("via")), ("max-forwards", "70"), ("from", dialog.local), ("to", dialog.remote)]
        headers += [("call-id", dialog.call_id), ("cseq", "1 CANCEL")]
        self._send(SipMessage(dialog.invite.start.replace("INVITE", "CANCEL", 1), headers))

    def _request(self, dialog: Dialog, method: str, cseq: int, *, via: str = "") -> None:
        headers = [("via", via or self._via(f"{method}{next(self._numbers)}")), ("max-forwards", "70"), ("from", dialog.local)]
        headers += [("to", dialog.remote), ("call-id", dialog.call_id), ("cseq", f"{cseq} {method}")]
        self._send(SipMessage(f"{method} {dialog.target} SIP/2.0", headers))

    def _end(self, dialog: Dialog, at: Stamp = 0.0) -> None:
        if dialog.ended:
            return
        dialog.ended, dialog.ended_at = True, at or time.perf_counter()
        dialog.over.set()
        self.dialogs.pop(dialog.call_id, None)
        self.on_over(dialog)

    def _via(self, branch: str) -> str:
        return f"SIP/2.0/UDP {self.address}:{self.port};branch=z9hG4bK{branch}.{id(self)};rport"

    def _send(self, message: SipMessage) -> None:
        assert self._transport is not None
        self._transport.sendto(message.encode(), self.peer)
