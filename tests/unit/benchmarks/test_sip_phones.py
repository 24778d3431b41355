"""A phone of the load generator keeps the order that RFC 3261 asks of phones."""

import socket

from benchmarks.sip_message import parse
from benchmarks.sip_phones import Dialog, Phones

RINGS = (
    "INVITE sip:a1@127.0.0.1:5070 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\nFrom: <sip:+4940@127.0.0.1>;tag=x\r\n"
    "To: <sip:a1@127.0.0.1>\r\nCall-ID: c1\r\nCSeq: 7 INVITE\r\nContact: <sip:pbx@127.0.0.1:5060>\r\n\r\n"
)
ACKNOWLEDGES = RINGS.replace("INVITE", "ACK")


class Pbx:
    """The other end of the phone's wire."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._socket.getsockname()

    def close(self) -> None:
        self._socket.close()

    def heard(self) -> list[str]:
        """The methods of the requests that have come so far; answers are left out."""
        self._socket.setblocking(False)
        requests: list[str] = []
        while True:
            try:
                message = parse(self._socket.recv(65_536))
            except BlockingIOError:
                return requests
            if message.status is None:
                requests.append(message.method)


async def test_a_phone_that_hangs_up_in_the_moment_of_its_answer_says_bye_when_that_is_acknowledged() -> None:
    pbx = Pbx()
    phones = Phones("127.0.0.1", pbx.address)
    rung: list[Dialog] = []
    phones.on_ring = rung.append
    await phones.open()
    try:
        phones.datagram_received(RINGS.encode(), ("127.0.0.1", 5060))
        [dialog] = rung
        phones.answer(dialog)
        phones.hang_up(dialog)
        assert pbx.heard() == []
        assert not dialog.ended
        phones.datagram_received(ACKNOWLEDGES.encode(), ("127.0.0.1", 5060))
        assert pbx.heard() == ["BYE"]
        assert dialog.ended
    finally:
        phones.close()
        pbx.close()


async def test_the_last_dialogs_are_remembered_when_they_are_over() -> None:
    pbx = Pbx()
    phones = Phones("127.0.0.1", pbx.address)
    await phones.open()
    try:
        caller = phones.call("+4940", caller="+4930")
        phones.hang_up(caller)
        assert pbx.heard() == ["INVITE", "CANCEL"]
        assert list(phones.recent) == [caller]
    finally:
        phones.close()
        pbx.close()
