"""What the doctor makes of answers, certificates and addresses; a provider of our own on the loopback answers him."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from django.utils import translation

from ccplatform.configuration.doctor import examining, sip
from telephony.asterisk.certificate import ensure_certificate
from telephony.provisioning.models import Trunk

CHALLENGE = (
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", '
    'opaque="5ccc069c403ebaf9f0171e9517f40e41"'
)


def test_the_digest_is_that_of_the_example_in_the_rfc() -> None:
    told = sip.credentials(CHALLENGE, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", cnonce="0a4f113b")
    assert 'response="6629fae49393a05397450978507c4ef1"' in told
    assert 'opaque="5ccc069c403ebaf9f0171e9517f40e41"' in told


def test_addresses_with_and_without_a_port() -> None:
    assert [sip.split(one) for one in ("sip.example.net", "sip.example.net:5080", "[::1]:5061")] == [
        ("sip.example.net", 5060),
        ("sip.example.net", 5080),
        ("::1", 5061),
    ]


def test_what_is_no_answer_has_no_status() -> None:
    assert sip.read("nonsense").status == 0


@contextmanager
def provider(answers: Callable[[str], str]) -> Iterator[str]:
    """A SIP server that answers each request with what `answers` says; its address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                message, peer = line.recvfrom(65_535)
                if not message:
                    return
                line.sendto(answers(message.decode()).encode(), peer)

        thread = threading.Thread(target=serve)
        thread.start()
        port = line.getsockname()[1]
        try:
            yield f"127.0.0.1:{port}"
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
                end.sendto(b"", ("127.0.0.1", port))
            thread.join()


def registrar(secret: str, contact: str = "") -> Callable[[str], str]:
    """Asks for credentials, and knows `contact`."""

    def answer(message: str) -> str:
        via = next(line for line in message.split("\r\n") if line.startswith("Via:"))
        given = next((line for line in message.split("\r\n") if line.startswith("Authorization:")), "")
        asked = 'Digest realm="provider", nonce="abc"'
        right = sip.credentials(asked, "4940555", secret, "REGISTER", "sip:127.0.0.1")
        if given.removeprefix("Authorization: ") != right:
            status = "403 Forbidden" if given else "401 Unauthorized"
            return f"SIP/2.0 {status}\r\n{via};received=198.51.100.7\r\nWWW-Authenticate: {asked}\r\n\r\n"
        return f"SIP/2.0 200 OK\r\n{via}\r\n" + (f"Contact: <{contact}>;expires=60\r\n" if contact else "") + "\r\n"

    return answer


def trunk(server: str, secret: str = "right", **fields: object) -> Trunk:
    return Trunk(name="Provider", registration_server=server, registration_username="4940555", registration_secret=secret, **fields)


def codes(found: object) -> list[tuple[str, str]]:
    return [(one.code, one.tone) for one in found]  # type: ignore[attr-defined]  # findings, of a generator or a list


def test_a_provider_that_knows_us_one_that_does_not_yet_and_one_that_refuses_the_secret() -> None:
    with provider(registrar("right", "sip:4940555@203.0.113.5:5060")) as server:
        assert codes(examining.of_trunk(trunk(server))) == [("registered", "good")]
    with provider(registrar("right")) as server:
        assert codes(examining.of_trunk(trunk(server))) == [("not_registered", "warn")]
        assert codes(examining.of_trunk(trunk(server, "wrong"))) == [("registration_refused", "bad")]


def test_a_provider_that_does_not_answer_and_a_trunk_without_telephone_codecs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sip, "ANSWER_SECONDS", 0.01)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        silent = trunk(f"127.0.0.1:{deaf.getsockname()[1]}", codecs=["opus"])
        assert codes(examining.of_trunk(silent)) == [("codecs", "bad"), ("registration_silent", "bad")]


def test_the_address_under_which_a_provider_sees_us_is_read() -> None:
    with provider(registrar("right")) as server:
        assert sip.options(server).seen_as == "198.51.100.7"


@pytest.mark.parametrize(
    ("listen", "external", "code", "tone"),
    [
        ("127.0.0.1", "", "loopback", "warn"),
        ("192.168.1.5", "", "nat", "warn"),
        ("192.168.1.5", "203.0.113.5", "external", "good"),
        ("8.8.8.8", "", "public", "good"),
    ],
)
def test_what_an_address_means_for_callers_from_outside(listen: str, external: str, code: str, tone: str) -> None:
    assert codes([examining._reachable(listen, external, "10000-10999")]) == [(code, tone)]


def test_certificates_are_judged_by_name_and_time(tmp_path: Path) -> None:
    ensure_certificate(tmp_path / "cert.pem", tmp_path / "key.pem", ("cc.example.net", "localhost"))
    certificate = x509.load_pem_x509_certificate((tmp_path / "cert.pem").read_bytes())
    now = datetime.now(UTC)

    def code(hosts: list[str], at: datetime = now) -> tuple[str, str]:
        finding = examining.judged(certificate, hosts, at, "title")
        return finding.code, finding.tone

    assert code(["localhost"]) == ("self_signed", "good")
    assert code(["cc.example.net"]) == ("self_signed", "warn")
    assert code(["other.example.net"]) == ("name", "bad")
    assert code(["localhost"], now + timedelta(days=400)) == ("expired", "bad")


@pytest.mark.parametrize(
    ("language", "failed", "said"),
    [
        ("en", ConnectionRefusedError(), "nothing listens there"),
        ("de", ConnectionRefusedError(), "Dort nimmt nichts an"),
        ("de", socket.gaierror(-2, "Name or service not known"), "Diesen Namen hat niemand"),
        ("de", OSError(errno.ENETUNREACH, "Network is unreachable"), "Von hier führt kein Weg dorthin"),
        ("de", OSError(errno.EPERM, "Operation not permitted"), "Operation not permitted"),
    ],
)
def test_why_nobody_answered_is_told_in_the_language_of_the_page(
    monkeypatch: pytest.MonkeyPatch, language: str, failed: OSError, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failed

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with translation.override(language), pytest.raises(sip.NoAnswer) as silent:
        sip.options("sip.example.net")
    with translation.override(language):
        assert said in str(silent.value)
