import pytest

from telephony.ari.config import AriConfig


def config(url: str) -> AriConfig:
    return AriConfig(url=url, user="ccplatform", password="secret")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:8088", ("127.0.0.1", 8088, False)),
        ("ws://pbx", ("pbx", 80, False)),
        ("https://pbx.example.test", ("pbx.example.test", 443, True)),
        ("wss://[::1]:8089/ari", ("::1", 8089, True)),
    ],
)
def test_an_address_may_be_given_in_either_way(url: str, address: tuple[str, int, bool]) -> None:
    assert config(url).address == address


@pytest.mark.parametrize("url", ["", "127.0.0.1:8088", "ftp://pbx", "http://"])
def test_what_is_no_address_is_one_clear_sentence(url: str) -> None:
    with pytest.raises(ValueError, match=r"no address of an Asterisk node, such as http://127\.0\.0\.1:8088"):
        _ = config(url).address


def test_every_event_is_heard_once_and_every_application_hears_answers() -> None:
    ari = config("http://pbx")
    assert ari.sockets == 6
    applications = [ari.application(index) for index in range(ari.sockets)]
    assert applications == ["ccplatform", *(f"ccplatform-sender-{n}" for n in (1, 2, 3, 4)), "ccplatform-observer"]
    heard = [ari.allowed(index) - {"RESTResponse"} for index in range(ari.sockets)]
    assert all("RESTResponse" in ari.allowed(index) for index in range(ari.sockets))
    assert heard[0] | heard[5] == ari.events - {"RESTResponse"}
    assert heard[0] & heard[5] == set()
    assert heard[5] == {"ContactStatusChange"}
    assert heard[1:5] == [set()] * 4


def test_without_subscriptions_there_is_no_observer() -> None:
    ari = AriConfig(url="http://pbx", user="u", password="p", senders=0, subscriptions=())
    assert (ari.observer, ari.sockets) == (None, 1)
    assert ari.allowed(0) == ari.events


def test_the_password_is_not_shown() -> None:
    assert "secret" not in f"{config('http://pbx')!r} {config('http://pbx')}"
