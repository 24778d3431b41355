"""The client's WebSocket against the sans-I/O server of the same library."""

from collections.abc import Iterator

import pytest
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.server import ServerProtocol

from telephony.ari.websocket import WebSocket


def connected() -> tuple[WebSocket, ServerProtocol, Request]:
    client, server = WebSocket("ws://127.0.0.1:8088/ari/events?app=a", "us", "pa:ss"), ServerProtocol(max_size=None)
    server.receive_data(client.to_send())
    request = server.events_received()[0]
    assert isinstance(request, Request)
    return client, server, request


def opened() -> tuple[WebSocket, ServerProtocol]:
    client, server, request = connected()
    server.send_response(server.accept(request))
    assert client.receive(b"".join(server.data_to_send())) == []
    return client, server


def flushed(client: WebSocket, server: ServerProtocol) -> list[bytes]:
    return client.receive(b"".join(part for part in server.data_to_send() if part))


def test_it_names_the_user_and_opens() -> None:
    client, server, request = connected()
    assert request.path == "/ari/events?app=a"
    assert request.headers["Authorization"] == "Basic dXM6cGE6c3M="
    before = client.open
    server.send_response(server.accept(request))
    flushed(client, server)
    assert (before, client.open, client.failure) == (False, True, None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "the ARI user or password is wrong"),
        (403, "this address may not use ARI"),
        (404, "ARI is not enabled there"),
        (503, "Asterisk has not finished booting"),
        (500, "the server answered with HTTP status 500"),
    ],
)
def test_a_refused_opening_is_one_sentence(status: int, reason: str) -> None:
    client, server, _ = connected()
    server.send_response(server.reject(status, "no"))
    flushed(client, server)
    assert client.failure == reason
    assert not client.open


def test_something_that_is_no_http_is_one_sentence() -> None:
    client, _, _ = connected()
    client.receive(b"220 mail.example.test ESMTP\r\n\r\n")
    assert client.failure is not None
    assert client.failure.startswith("no WebSocket answer: ")


def test_messages_arrive_whole_however_they_are_cut() -> None:
    client, server = opened()
    server.send_text(b'{"a":', fin=False)
    server.send_ping(b"in between")
    server.send_continuation(b'"' + b"x" * 70_000 + b'"}', fin=True)
    server.send_text(b"second")
    stream = b"".join(server.data_to_send())
    pieces: Iterator[bytes] = (stream[at : at + 1_000] for at in range(0, len(stream), 1_000))
    messages = [message for piece in pieces for message in client.receive(piece)]
    assert messages == [b'{"a":"' + b"x" * 70_000 + b'"}', b"second"]
    server.receive_data(client.to_send())
    assert [event.data for event in server.events_received() if isinstance(event, Frame)] == [b"in between"]  # the pong


def test_what_is_sent_arrives() -> None:
    client, server = opened()
    client.send("ünï".encode())
    server.receive_data(client.to_send())
    assert [event.data for event in server.events_received() if isinstance(event, Frame)] == ["ünï".encode()]


@pytest.mark.parametrize("orderly", [True, False])
def test_the_end_of_the_stream_is_a_failure(orderly: bool) -> None:
    client, server = opened()
    if orderly:
        server.send_close(1001)
        flushed(client, server)
    else:
        client.receive(b"")
    assert client.failure == "Asterisk closed the connection"
    client.close()
    assert not client.open
