import asyncio

import pytest
from websockets.server import ServerProtocol

from telephony.ari.config import AriConfig
from telephony.ari.connection import _Socket
from telephony.ari.requests import HangUpChannel


class Wire(asyncio.WriteTransport):
    """Keeps what is written, write by write."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        self.writes.clear()


def opened(index: int) -> tuple[_Socket, Wire]:
    """A socket of the client's whose opening was accepted."""
    socket, wire = _Socket(AriConfig(url="http://pbx", user="u", password="p"), index, lambda event: None), Wire()
    socket.connection_made(wire)
    server = ServerProtocol()
    server.receive_data(wire.writes.pop())
    (request,) = server.events_received()
    server.send_response(server.accept(request))  # type: ignore[arg-type]  # the first event is the opening request
    socket.data_received(b"".join(server.data_to_send()))
    return socket, wire


@pytest.mark.parametrize(("index", "at_once"), [(0, [1, 2]), (1, [0, 0])])
async def test_the_first_socket_sends_at_once_and_others_what_belongs_together(index: int, at_once: list[int]) -> None:
    socket, wire = opened(index)
    seen = []
    for leg in ("a", "b"):
        socket.send(HangUpChannel(channel_id=leg), None)
        seen.append(len(wire.writes))
    assert seen == at_once
    await asyncio.sleep(0)
    assert len(wire.writes) == (2 if index == 0 else 1)
    socket.drop("over")
