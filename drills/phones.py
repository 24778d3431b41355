"""The benches' phones with ears and a voice: every leg has audio of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from benchmarks.sip_message import SDP, SipMessage
from benchmarks.sip_phones import Dialog, Phones, Stamp
from drills.media import Leg, Media

#: seconds until a request that nobody answered is sent again, doubled each time (RFC 3261, 17.1.1.2: timer A until timer B)
AGAIN_S: Final = 0.5
AGAIN_S_MAX: Final = 32.0
RECEIVE_BYTES: Final = 4 * 1024 * 1024


class TalkingPhones(Phones):
    """Each dialog has a Leg in `legs` from its call or answer to its end. `on_over` is taken: ask `Dialog.over`."""

    def __init__(self, address: str, peer: tuple[str, int], media: Media) -> None:
        super().__init__(address, peer)
        self._media = media
        self.legs: dict[str, Leg] = {}
        self._heard: set[str] = set()
        #: without a voice a call has no audio of its own, which a thousand could not have
        self.voice = True
        self.on_end: Callable[[Dialog], None] = lambda dialog: None
        self.on_over = self._over

    async def open(self, port: int = 0) -> None:
        await super().open(port)
        assert self._transport is not None
        self._transport.get_extra_info("socket").setsockopt(1, 8, RECEIVE_BYTES)  # SOL_SOCKET, SO_RCVBUF

    def sdp(self, call_id: str) -> str:
        if not self.voice:
            return super().sdp(call_id)
        leg = self.legs.get(call_id)
        if leg is None:
            leg = self.legs[call_id] = self._media.open(self.address)
        return SDP.format(address=self.address, port=leg.port)

    def call(self, number: str, *, caller: str, sdp: str = "") -> Dialog:
        dialog = super().call(number, caller=caller, sdp=sdp)
        asyncio.get_running_loop().call_later(AGAIN_S, self._again, dialog, AGAIN_S)
        return dialog

    def answer(self, dialog: Dialog, sdp: str = "") -> None:
        super().answer(dialog, sdp)
        self.legs[dialog.call_id].remote = _media_address(dialog.invite)

    def leg(self, dialog: Dialog) -> Leg:
        """The audio of a dialog that is not over."""
        return self.legs[dialog.call_id]

    def forget(self) -> None:
        """Everybody finds the line dead: nothing is sent."""
        for dialog in list(self.dialogs.values()):
            self._end(dialog)

    def _responded(self, message: SipMessage, at: Stamp) -> None:
        call_id = message.get("call-id")
        self._heard.add(call_id)
        super()._responded(message, at)
        if message.method == "INVITE" and message.body and (leg := self.legs.get(call_id)) is not None:
            leg.remote = _media_address(message)

    def _again(self, dialog: Dialog, waited_s: float) -> None:
        """UDP may lose an INVITE when a thousand come at once."""
        if dialog.call_id in self._heard or dialog.ended or waited_s > AGAIN_S_MAX or self._transport is None:
            return
        if not self._transport.is_closing():
            self._send(dialog.invite)
            asyncio.get_running_loop().call_later(waited_s * 2, self._again, dialog, waited_s * 2)

    def _over(self, dialog: Dialog) -> None:
        self._heard.discard(dialog.call_id)
        if (leg := self.legs.pop(dialog.call_id, None)) is not None:
            self._media.close(leg)
        self.on_end(dialog)


def _media_address(message: SipMessage) -> tuple[str, int] | None:
    host, port = "", 0
    for line in message.body.split("\r\n"):
        if line.startswith("c=IN IP4 "):
            host = line.split()[-1]
        elif line.startswith("m=audio "):
            port = int(line.split()[1])
    return (host, port) if host and port else None
