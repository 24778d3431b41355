"""Where a webhook may go, and that it is signed; against a real HTTP server."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ccplatform.alarms.webhooks import SIGNATURE_HEADER, NotSent, address_problem, post, signature
from launch.ports import free_port


class Receiver(ThreadingHTTPServer):
    """Keeps what came, and answers `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.came: list[tuple[str, str, bytes]] = []

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.path, self.headers[SIGNATURE_HEADER], body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_message_arrives_signed(receiver: Receiver) -> None:
    post(f"http://{receiver.place}/alarms?x=1", b'{"a": 1}', secret="s" * 16, at=1_700_000_000, allowed=[receiver.place])
    digest = hmac.new(b"s" * 16, b'1700000000.{"a": 1}', hashlib.sha256).hexdigest()
    assert receiver.came == [("/alarms?x=1", f"t=1700000000,v1={digest}", b'{"a": 1}')]
    assert signature("other", b'{"a": 1}', 1_700_000_000) != receiver.came[0][1]


@pytest.mark.parametrize("status", [301, 404, 500])
def test_every_other_answer_is_no_delivery_and_a_redirection_leads_nowhere(receiver: Receiver, status: int) -> None:
    receiver.status = status
    with pytest.raises(NotSent, match=f"the server answered {status}"):
        post(f"http://{receiver.place}/", b"{}", secret="s", at=0, allowed=[receiver.place])
    assert len(receiver.came) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://user:word@example.org/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:192.168.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://example.org:99999/",
        "https:///nothing",
        "https://exa mple.org/",
    ],
)
def test_an_address_that_could_reach_the_own_network_is_refused(url: str) -> None:
    assert address_problem(url, []) is not None


def test_a_public_address_will_do_and_so_will_one_that_the_operator_names() -> None:
    assert address_problem("https://example.org/alarms", []) is None
    assert address_problem("http://pager.internal:8080/", ["pager.internal:8080"]) is None
    assert address_problem("http://pager.internal:8081/", ["pager.internal:8080"]) is not None


def test_a_name_that_means_an_inner_address_leads_nowhere(receiver: Receiver) -> None:
    inner: list[list[str]] = [["127.0.0.1"], ["93.184.216.34", "10.1.2.3"], []]

    def resolving(host: str, port: int) -> list[str]:
        return inner.pop()

    while inner:
        with pytest.raises(NotSent, match="leads into a private network"):
            post("https://innocent.example/", b"{}", secret="s", at=0, resolving=resolving)
    assert receiver.came == []


def test_a_server_that_is_not_there_is_no_delivery() -> None:
    place = f"127.0.0.1:{free_port()}"
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        post(f"http://{place}/", b"{}", secret="s", at=0, allowed=[place])
