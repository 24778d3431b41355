"""Settings are read once, typed, and complain in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccplatform.settings.databases import database_settings
from ccplatform.settings.environment import BadSetting, Database, Environment


def test_a_database_address_is_taken_apart() -> None:
    parsed = Database.parse("postgresql://cc:p%40ss@db.example:5433/center?sslmode=require")
    assert parsed == Database(name="center", user="cc", password="p@ss", host="db.example", port="5433", options={"sslmode": "require"})


def test_a_unix_socket_is_given_as_an_option() -> None:
    parsed = Database.parse("postgresql://cc@/center?host=%2Frun%2Fpostgresql&port=5433")
    assert (parsed.host, parsed.port, parsed.options) == ("/run/postgresql", "5433", {})


@pytest.mark.parametrize(("url", "word"), [("mysql://x/y", "postgresql://"), ("postgresql://host/", "name of a database")])
def test_an_address_that_cannot_be_is_refused_with_the_way_out(url: str, word: str) -> None:
    with pytest.raises(BadSetting, match=word):
        Database.parse(url)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("very secret\n")
    assert Environment.read({"CC_SECRET_KEY_FILE": str(file)}).secret_key == "very secret"
    with pytest.raises(BadSetting, match="CC_SECRET_KEY_FILE names"):
        Environment.read({"CC_SECRET_KEY_FILE": str(tmp_path / "missing")})


def test_reading_needs_nothing_and_serving_says_all_that_is_missing() -> None:
    environment = Environment.read({})
    assert environment.secret_key == ""
    with pytest.raises(BadSetting, match="DATABASE_URL, REDIS_URL, CC_SECRET_KEY"):
        environment.complain()


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    given = {"CC_SECRET_KEY": "hush-1", "DATABASE_URL": "postgresql://u:hush-2@h/n", "REDIS_URL": "redis://:hush-3@h"}
    assert "hush" not in repr(Environment.read(given))


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000 "])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(BadSetting, match="CC_WEB_PORT must be a port number"):
        Environment.read({"CC_WEB_PORT": port})


def test_everything_that_lasts_lies_below_the_state_directory() -> None:
    environment = Environment.read({"CC_STATE_DIR": "/srv/center"})
    assert (environment.recordings_dir, environment.sounds_dir) == (Path("/srv/center/recordings"), Path("/srv/center/sounds"))


def test_a_database_that_does_not_answer_is_given_up_within_seconds() -> None:
    options = database_settings(Database(name="center"))["default"]["OPTIONS"]
    assert options["connect_timeout"] <= 5
    assert "statement_timeout" in options["options"]


def test_browsers_are_led_to_the_node_that_has_the_agents() -> None:
    one, two = (
        Environment.read({"CC_WSS_PORT": "9001"}),
        Environment.read({"CC_NODES": "2", "CC_WSS_PORT": "9001", "CC_AGENTS_WSS_PORT": "9002"}),
    )
    assert (one.sip_port, one.wss_port) == (5060, 9001)
    assert (two.sip_port, two.ws_port, two.wss_port) == (5070, 8098, 9002)
