"""The client side of a WebSocket (RFC 6455) without I/O: bytes in, whole messages out; and the other way round.

A thin layer over the sans-I/O core of `websockets`: it adds the credentials, joins fragments and turns every way a
connection can fail into one sentence.
"""

from base64 import b64encode
from typing import Final

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

#: bytes of one message; a list of some ten thousand channels fits
MESSAGE_BYTES_MAX: Final = 64 * 1024 * 1024
REFUSALS: Final = {
    401: "the ARI user or password is wrong",
    403: "this address may not use ARI",
    404: "ARI is not enabled there",
    503: "Asterisk has not finished booting",
}


class WebSocket:
    """One connection. Feed `receive`; take `to_send` after every call; `open` and `failure` say how it stands."""

    def __init__(self, uri: str, user: str, password: str) -> None:
        self._protocol = ClientProtocol(parse_uri(uri), max_size=MESSAGE_BYTES_MAX)
        self._fragments: list[bytes] = []
        request = self._protocol.connect()
        request.headers["Authorization"] = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        self._protocol.send_request(request)

    @property
    def open(self) -> bool:
        """Whether messages may be sent."""
        return self._protocol.state is State.OPEN

    @property
    def failure(self) -> str | None:
        """Why this connection is of no use any more, in a few words; None while it is."""
        error = self._protocol.handshake_exc
        if isinstance(error, InvalidStatus):
            status = error.response.status_code
            return REFUSALS.get(status, f"the server answered with HTTP status {status}")
        if error is not None:
            return f"no WebSocket answer: {error}"
        if self._protocol.state in {State.CLOSING, State.CLOSED}:
            return "Asterisk closed the connection"
        return None

    def receive(self, data: bytes) -> list[bytes]:
        """The whole messages that `data` completes; empty bytes mean that the other side has ended the stream."""
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
        messages = []
        for event in self._protocol.events_received():
            if not isinstance(event, Frame) or event.opcode not in {Opcode.TEXT, Opcode.BINARY, Opcode.CONT}:
                continue  # the opening answer, and control frames that the core has dealt with
            if (message := self._joined(event)) is not None:
                messages.append(message)
        return messages

    def send(self, message: bytes) -> None:
        """Queue a text message for `to_send`."""
        self._protocol.send_text(message)

    def close(self) -> None:
        """Queue a close frame for `to_send`, if that still makes sense."""
        if self.open:
            self._protocol.send_close(1000)

    def to_send(self) -> bytes:
        """What must be written now; an end of stream is left to whoever closes the transport."""
        return b"".join(self._protocol.data_to_send())

    def _joined(self, frame: Frame) -> bytes | None:
        if frame.fin and not self._fragments:
            return bytes(frame.data)
        self._fragments.append(bytes(frame.data))
        if not frame.fin:
            return None
        whole, self._fragments = b"".join(self._fragments), []
        return whole
