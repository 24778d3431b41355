"""Signing in and out, who one is, tokens."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from rest_framework.test import APIClient

from ccplatform.accounts import services
from ccplatform.accounts.models import User
from contracts.permissions import Role
from tests.integration.django.conftest import Asks, made

PASSWORD = "correct horse battery"


@pytest.fixture
def lena(db: None) -> User:
    return services.save_account(user=User(), fields={"username": "lena.fischer", "name": "Lena Fischer", "password": PASSWORD})


def browser() -> tuple[APIClient, dict[str, str]]:
    """As a browser: CSRF is checked. With the header that the cookie asks for."""
    client = APIClient(enforce_csrf_checks=True)
    assert client.get("/api/v1/session").status_code == 204
    return client, {"X-CSRFToken": client.cookies["csrftoken"].value}


def test_a_person_signs_in_and_out(lena: User) -> None:
    client, csrf = browser()
    answer = client.post("/api/v1/session", {"username": "Lena.Fischer", "password": PASSWORD}, headers=csrf)
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": lena.pk,
        "username": "lena.fischer",
        "name": "Lena Fischer",
        "role": "agent",
        "language": "en",
        "theme": "system",
    }
    assert answer.json()["agent"] is None
    assert "presence.own" in answer.json()["permissions"]
    assert client.get("/api/v1/session").status_code == 200
    assert client.delete("/api/v1/session", headers={"X-CSRFToken": answer.json()["csrf"]}).status_code == 204
    assert client.get("/api/v1/session").status_code == 204


def test_signing_in_takes_the_token_of_our_own_page(lena: User) -> None:
    client, _ = browser()
    answer = client.post("/api/v1/session", {"username": "lena.fischer", "password": PASSWORD})
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("username", ["lena.fischer", "nobody.here"])
def test_a_wrong_password_does_not_say_whether_the_name_exists(lena: User, username: str) -> None:
    client, csrf = browser()
    answer = client.post("/api/v1/session", {"username": username, "password": "wrong"}, headers=csrf)
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_password")


def test_who_guesses_passwords_is_slowed_down_and_others_are_not(lena: User) -> None:
    client, csrf = browser()
    for _ in range(services.FAILED_SIGN_INS_PER_PERSON_MAX):
        client.post("/api/v1/session", {"username": "lena.fischer", "password": "wrong"}, headers=csrf)
    answer = client.post("/api/v1/session", {"username": "lena.fischer", "password": PASSWORD}, headers=csrf)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_sign_ins")
    assert answer.headers["Retry-After"] == "300"
    elsewhere = client.post("/api/v1/session", {"username": "lena.fischer", "password": PASSWORD}, headers=csrf, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


def test_a_weak_password_is_refused_with_every_reason(admin: APIClient) -> None:
    answer = admin.post("/api/v1/agents", {"name": "Ana", "username": "ana", "password": "12345"})
    assert answer.status_code == 400
    assert len(answer.json()["errors"]["password"]) == 3


def test_a_new_password_takes_the_old_one_and_ends_other_sessions(lena: User) -> None:
    here, elsewhere = APIClient(), APIClient()
    for client in (here, elsewhere):
        assert client.login(username="lena.fischer", password=PASSWORD)
    wrong = here.put("/api/v1/session/password", {"current": "wrong", "new": "another good one"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["current"])
    weak = here.put("/api/v1/session/password", {"current": PASSWORD, "new": "password"})
    assert weak.json()["code"] == "password"
    assert here.put("/api/v1/session/password", {"current": PASSWORD, "new": "another good one"}).status_code == 204
    assert here.get("/api/v1/session").status_code == 200
    assert elsewhere.get("/api/v1/session").status_code == 204


def test_language_and_theme_are_kept(asks: Asks) -> None:
    client = asks(Role.AGENT)
    answer = client.patch("/api/v1/session", {"language": "de", "theme": "dark"})
    assert (answer.json()["user"]["language"], answer.json()["user"]["theme"]) == ("de", "dark")
    assert client.patch("/api/v1/session", {"theme": "pink"}).json()["errors"].keys() == {"theme"}


def test_a_service_token_signs_a_program_in_until_it_is_deleted(admin: APIClient) -> None:
    token = made(admin, "tokens", name="CRM sync", service=True)
    assert token["role"] == "service"
    program = APIClient(headers={"Authorization": f"Token {token['secret']}"})
    assert program.get("/api/v1/session").json()["user"]["role"] == "service"
    assert program.get("/api/v1/queues").status_code == 200
    (listed,) = admin.get("/api/v1/tokens").json()["results"]
    assert "secret" not in listed
    assert admin.delete(f"/api/v1/tokens/{token['id']}").status_code == 204
    assert program.get("/api/v1/queues").status_code == 401
    assert not User.objects.filter(role=Role.SERVICE.value).exists()


@pytest.mark.parametrize("header", ["Token", "Token x y", "Token nonsense", "Token \xff\xfe"])
def test_a_bad_token_is_401_and_says_how_to_sign_in(db: None, header: str) -> None:
    answer = APIClient().get("/api/v1/queues", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize(
    ("asked", "sentence"), [("en", "Offered"), ("de", "Eingegangen"), ("en-GB,en;q=0.9", "Eingegangen"), ("", "Eingegangen")]
)
def test_a_page_is_answered_in_the_language_it_is_shown_in_others_in_that_of_the_account(lena: User, asked: str, sentence: str) -> None:
    client, csrf = browser()
    services.save_account(user=lena, fields={"language": "de"})
    client.post("/api/v1/session", {"username": "lena.fischer", "password": PASSWORD}, headers=csrf)
    measures = client.get("/api/v1/boards/measures", headers={"Accept-Language": asked}).json()
    assert sentence in {measure["name"] for measure in measures}


def signed_in() -> tuple[APIClient, dict[str, str]]:
    client, csrf = browser()
    answer = client.post("/api/v1/session", {"username": "lena.fischer", "password": PASSWORD}, headers=csrf)
    return client, {"X-CSRFToken": answer.json()["csrf"]}


def test_a_board_on_a_wall_stays_signed_in_for_two_weeks_and_no_longer(lena: User) -> None:
    client, csrf = signed_in()
    session = client.session
    session[services.SESSION_BEGAN] -= services.SESSION_DAYS_MAX * 86_400 - 60
    session.save()
    before = Session.objects.get(session_key=session.session_key).expire_date
    answer = client.post("/api/v1/session/renewal", headers=csrf)
    assert answer.status_code == 204
    assert answer.cookies["cc_session"]["max-age"] == settings.SESSION_COOKIE_AGE
    assert Session.objects.get(session_key=session.session_key).expire_date > before

    session[services.SESSION_BEGAN] -= 120
    session.save()
    answer = client.post("/api/v1/session/renewal", headers=csrf)
    assert (answer.status_code, answer.json()["code"]) == (403, "session_too_old")
    assert "cc_session" not in answer.cookies


def test_only_a_session_can_be_renewed(lena: User) -> None:
    stranger, csrf = browser()
    assert stranger.post("/api/v1/session/renewal", headers=csrf).status_code in {401, 403}
    _, secret = services.make_token(by=lena, name="script", days=1, service=False)
    answer = APIClient(headers={"Authorization": f"Token {secret}"}).post("/api/v1/session/renewal")
    assert (answer.status_code, answer.json()["code"]) == (403, "no_session")
