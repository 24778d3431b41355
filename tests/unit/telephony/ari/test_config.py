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


def test_only_the_first_application_hears_events_and_all_hear_answers() -> None:
    ari = config("http://pbx")
    assert (ari.application(0), ari.application(2)) == ("ccplatform", "ccplatform-sender-2")
    assert "RESTResponse" in ari.allowed(0)
    assert "StasisStart" in ari.allowed(0)
    assert ari.allowed(1) == {"RESTResponse"}


def test_the_password_is_not_shown() -> None:
    assert "secret" not in f"{config('http://pbx')!r} {config('http://pbx')}"
