"""The front end's page, and what comes with every answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from ccplatform.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> Path:
    settings.WEB_DIST = tmp_path
    (tmp_path / "index.html").write_text("<!doctype html><div id=root></div>")
    return tmp_path


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/desk", "/calls", "/calls/1-2", "/follow-ups", "/contacts/7", "/admin/flows", "/styleguide"]
)
def test_every_route_of_the_browser_is_the_same_page(client: Client, built: Path, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (200, b"<!doctype html><div id=root></div>")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize("path", ["/adminer", "/desks", "/.env", "/api/v1/nothing", "/wp-login.php"])
def test_what_is_no_route_is_not_found(client: Client, built: Path, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_front_end_that_is_not_built_says_how_it_is(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.WEB_DIST = tmp_path
    answer = client.get("/desk")
    assert answer.status_code == 503
    assert b"make up" in answer.content


def test_scripts_come_from_us_alone_and_sockets_go_to_us_and_the_pbx(client: Client, built: Path) -> None:
    policy = dict(
        part.split(" ", 1)
        for part in client.get("/desk", headers={"Host": "localhost:8000"}).headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy  # default-src stands for it
    assert policy["frame-ancestors"] == "'none'"
    assert {"'self'", "ws://localhost:8088", "wss://localhost:8089", "ws://localhost:8000"} <= set(policy["connect-src"].split())


def test_a_host_that_is_not_ours_is_refused_and_stands_in_no_header(client: Client, built: Path) -> None:
    answer = client.get("/api/v1/session", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "evil" not in answer.headers["Content-Security-Policy"]


def test_an_administrator_is_made_on_the_command_line() -> None:
    said = io.StringIO()
    call_command("add_administrator", "root", stdout=said)
    user = User.objects.get(username="root")
    assert user.role == "administrator"
    assert user.check_password(said.getvalue().strip())
    with pytest.raises(CommandError, match="root is taken"):
        call_command("add_administrator", "root")
