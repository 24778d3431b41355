"""From a rule to a person who looks after it, against a real database, mail server and web server."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Mailbox
from django.utils import timezone
from pytest_django.fixtures import Settings
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.alarms import delivering, selectors, services, tasks
from ccplatform.alarms.judging import Look
from ccplatform.alarms.models import Alarm, Delivery
from ccplatform.alarms.webhooks import SIGNATURE_HEADER
from ccplatform.kernel.instants import instant
from ccplatform.realtime.names import Published
from contracts.configuration import QueueConfiguration
from contracts.facts import encode
from contracts.ids import InteractionId
from contracts.live import LiveQueue, LiveState
from contracts.permissions import Role
from contracts.reducer import apply
from contracts.wire import FACTS_STREAM, HEARTBEAT_KEY, SNAPSHOT_KEY
from launch.ports import free_port
from tests.integration.django.conftest import Asks, made
from tests.support.facts import Story
from tests.support.live import BILLING, LENA, TARIFFS

NOW = datetime(2026, 11, 12, 13, 0, tzinfo=UTC)
SECRET = "a secret of enough length"


def seconds(count: float) -> datetime:
    return NOW + timedelta(seconds=count)


def look(at: float, waiting_since: float | None, *, engine: bool = True) -> Look:
    """A queue in which somebody has waited since then."""
    waiting = {} if waiting_since is None else {InteractionId("i1"): instant(seconds(waiting_since))}
    state = LiveState(queues={1: LiveQueue(id=1, waiting=waiting)})
    return Look(now=instant(seconds(at)), engine=engine, state=state, names=Published(queues=[QueueConfiguration(id=1, name="Billing")]))


@pytest.fixture
def rule(center_redis: str, admin: APIClient) -> dict[str, Any]:
    """Raised after ten seconds above the limit of a minute, over after twenty seconds below it."""
    rule: dict[str, Any] = made(admin, "alarm-rules", name="Long wait", kind="wait", bound=60, after_seconds=10, clear_seconds=20)
    return rule


def shown(client: APIClient) -> list[dict[str, Any]]:
    alarms: list[dict[str, Any]] = client.get("/api/v1/alarms/open").json()
    return alarms


def test_a_condition_becomes_one_alarm_that_ends_when_it_has_long_been_good(rule: dict[str, Any], asks: Asks) -> None:
    supervisor = asks(Role.SUPERVISOR)
    services.evaluate(look(100, 0))
    assert shown(supervisor) == []
    services.evaluate(look(109, 0))
    assert shown(supervisor) == []
    for at in (110, 112, 114):
        services.evaluate(look(at, 0))
        (alarm,) = shown(supervisor)
        assert (alarm["name"], alarm["subject"], alarm["subject_name"], alarm["bound"]) == ("Long wait", "queue:1", "Billing", 60.0)
        assert (alarm["since"], alarm["raised_at"], alarm["value"]) == (instant(seconds(100)), instant(seconds(110)), 110.0)
    services.evaluate(look(120, None))
    services.evaluate(look(130, 0))
    services.evaluate(look(140, None))
    services.evaluate(look(159, None))
    assert len(shown(supervisor)) == 1
    services.evaluate(look(160, None))
    assert shown(supervisor) == []
    (past,) = supervisor.get("/api/v1/alarms").json()["results"]
    assert (past["cleared_at"], past["taken_by"]) == ("2026-11-12T13:02:40Z", "")
    assert Alarm.objects.count() == 1


def test_what_passes_before_its_time_was_never_an_alarm(rule: dict[str, Any]) -> None:
    services.evaluate(look(100, 0))
    services.evaluate(look(105, None))
    services.evaluate(look(112, 0))
    assert [alarm.raised_at for alarm in Alarm.objects.all()] == [None]


def test_while_the_engine_is_away_alarms_stay_and_the_engine_is_one(rule: dict[str, Any], admin: APIClient, asks: Asks) -> None:
    made(admin, "alarm-rules", name="Engine", kind="engine", severe=True, clear_seconds=0)
    for at in (100, 110):
        services.evaluate(look(at, 0))
    services.evaluate(look(300, None, engine=False))
    assert [alarm["name"] for alarm in shown(asks(Role.SUPERVISOR))] == ["Engine", "Long wait"]
    services.evaluate(look(302, 0))
    assert [alarm["name"] for alarm in shown(asks(Role.SUPERVISOR))] == ["Long wait"]


def test_a_named_person_takes_an_alarm_and_nobody_else_then(rule: dict[str, Any], asks: Asks) -> None:
    for at in (100, 110):
        services.evaluate(look(at, 0))
    (alarm,) = shown(asks(Role.SUPERVISOR))
    assert asks(Role.AGENT, agent=True).post(f"/api/v1/alarms/{alarm['id']}/take").status_code == 403
    taken = asks(Role.SUPERVISOR).post(f"/api/v1/alarms/{alarm['id']}/take").json()
    assert taken["taken_by"] == "Supervisor"
    assert asks(Role.SUPERVISOR).post(f"/api/v1/alarms/{alarm['id']}/take").json() == taken
    assert asks(Role.ADMINISTRATOR).post(f"/api/v1/alarms/{alarm['id']}/take").json()["code"] == "alarm_taken"
    for at in (120, 141):
        services.evaluate(look(at, None))
    assert asks(Role.ADMINISTRATOR).post(f"/api/v1/alarms/{alarm['id']}/take").json()["code"] == "alarm_over"


def test_the_worker_sees_the_snapshot_and_what_came_after_it(center_redis: str, admin: APIClient) -> None:
    story = Story()
    story.adopts([BILLING, TARIFFS], [LENA])
    state = LiveState()
    for envelope in story.told:
        apply(state, envelope)
    known = len(story.told)
    story.queued(story.arrives("+49401234"), BILLING)
    with Redis.from_url(center_redis) as redis:
        redis.set(SNAPSHOT_KEY, msgspec.json.encode(state))
        for envelope in story.told:
            redis.xadd(FACTS_STREAM, {"f": encode(envelope)})
        seen = selectors.look()
        assert (seen.engine, len(seen.state.queues[BILLING].waiting)) == (False, 1)
        assert known < len(story.told)
        redis.set(HEARTBEAT_KEY.format(process="engine"), "1")
        assert selectors.look().engine
    made(admin, "alarm-rules", name="Waiting", kind="waiting", bound=0)
    tasks.watch()


class Inbox(Mailbox):
    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.came.append(message)


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A real mail server that keeps what it gets."""
    inbox, port = Inbox(), free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield inbox
    server.stop()


class Web(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.came: list[tuple[str, bytes]] = []
        self.status = 200


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.headers[SIGNATURE_HEADER], body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def web(settings: Settings) -> Iterator[Web]:
    """A real web server of the own network, which the operator has allowed."""
    with Web() as server:
        settings.CENTER = dataclasses.replace(settings.CENTER, webhook_hosts=[f"127.0.0.1:{server.server_address[1]}"])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_people_and_programs_are_told_once_each(center_redis: str, admin: APIClient, inbox: Inbox, web: Web) -> None:
    made(
        admin,
        "alarm-rules",
        name="Langes Warten",
        kind="wait",
        bound=60,
        clear_seconds=0,
        emails=["chief@example.net"],
        language="de",
        webhook_url=f"http://127.0.0.1:{web.server_address[1]}/alarms",
        webhook_secret=SECRET,
    )
    services.evaluate(look(90, 0))
    services.evaluate(look(92, 0))
    assert delivering.deliver_due(seconds(92)) == 2
    assert delivering.deliver_due(seconds(1000)) == 0
    (mail,) = inbox.came
    assert (mail["Subject"], mail["To"]) == ("Alarm: Langes Warten: Billing", "chief@example.net")
    text: Any = message_from_bytes(mail.as_bytes()).get_payload(decode=True)
    assert text.decode().strip() == "Billing: Die längste Wartezeit ist 1:30, die Grenze 1:00."
    ((signed, body),) = web.came
    at = signed.split(",")[0].removeprefix("t=")
    assert signed.endswith(hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest())
    told = json.loads(body)
    assert (told["event"], told["alarm"]["subject_name"], told["alarm"]["value"]) == ("alarm.raised", "Billing", 90.0)
    services.evaluate(look(100, None))
    assert delivering.deliver_due(seconds(100)) == 2
    assert [json.loads(body)["event"] for _, body in web.came] == ["alarm.raised", "alarm.cleared"]
    assert inbox.came[1]["Subject"] == "Vorbei: Langes Warten: Billing"


def test_a_server_that_refuses_is_asked_again_later_and_given_up_at_last(center_redis: str, admin: APIClient, web: Web) -> None:
    address = f"http://127.0.0.1:{web.server_address[1]}/"
    made(admin, "alarm-rules", name="W", kind="wait", bound=60, webhook_url=address, webhook_secret=SECRET)
    web.status = 503
    services.evaluate(look(90, 0))
    assert delivering.deliver_due(seconds(90)) == 0
    first = Delivery.objects.get()
    assert (first.attempts, first.error) == (1, "the server answered 503")
    assert first.next_at is not None and first.next_at > timezone.now()
    for _ in range(delivering.ATTEMPTS_MAX - 2):
        delivering.deliver_due(timezone.now() + timedelta(days=1))
    web.status = 200
    assert delivering.deliver_due(timezone.now() + timedelta(days=1)) == 1
    assert len({json.loads(body)["id"] for _, body in web.came}) == 1
    last = Delivery.objects.get()
    assert (last.next_at, last.error, last.sent_at is not None) == (None, "", True)


def test_an_end_is_not_told_before_its_beginning(center_redis: str, admin: APIClient, web: Web) -> None:
    address = f"http://127.0.0.1:{web.server_address[1]}/"
    made(admin, "alarm-rules", name="W", kind="wait", bound=60, clear_seconds=0, webhook_url=address, webhook_secret=SECRET)
    web.status = 503
    services.evaluate(look(90, 0))
    assert delivering.deliver_due(seconds(90)) == 0
    services.evaluate(look(92, None))
    web.status = 200
    assert delivering.deliver_due(seconds(92)) == 0
    assert [delivering.deliver_due(timezone.now() + timedelta(hours=hour)) for hour in (1, 2, 3)] == [1, 1, 0]
    assert [json.loads(body)["event"] for _, body in web.came[1:]] == ["alarm.raised", "alarm.cleared"]


def test_without_a_mail_server_the_history_says_so(center_redis: str, admin: APIClient, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    made(admin, "alarm-rules", name="W", kind="wait", bound=60, emails=["chief@example.net"])
    services.evaluate(look(90, 0))
    for _ in range(delivering.ATTEMPTS_MAX):
        delivering.deliver_due(timezone.now() + timedelta(days=1))
    (alarm,) = admin.get("/api/v1/alarms").json()["results"]
    (delivery,) = alarm["deliveries"]
    assert (delivery["attempts"], delivery["next_at"], delivery["error"]) == (10, None, "no mail server is set (CC_SMTP_URL)")


def test_a_secret_is_never_shown_and_stays_when_it_is_left_out(center_redis: str, admin: APIClient) -> None:
    address = "https://hooks.example.org/center"
    answer = admin.post("/api/v1/alarm-rules", {"name": "W", "kind": "wait", "bound": 60, "webhook_url": address})
    assert answer.json()["code"] == "secret_missing"
    rule = made(admin, "alarm-rules", name="W", kind="wait", bound=60, webhook_url=address, webhook_secret=SECRET)
    assert rule["has_secret"] and SECRET not in json.dumps(rule)
    changed = admin.patch(f"/api/v1/alarm-rules/{rule['id']}", {"bound": 90, "webhook_secret": ""}).json()
    assert (changed["bound"], changed["has_secret"]) == (90.0, True)
    answer = admin.patch(f"/api/v1/alarm-rules/{rule['id']}", {"webhook_url": "https://127.0.0.1/"})
    assert answer.json()["errors"]["webhook_url"] == ["This address is inside a private network."]


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ({"kind": "state", "bound": 60}, "state"),
        ({"kind": "service_level", "bound": 80}, "bound"),
        ({"kind": "wait", "bound": 60, "quiet": [{"days": [0], "from": "25:00", "to": "07:00"}]}, "quiet.0.from"),
        ({"kind": "wait", "bound": 60, "emails": ["nobody"]}, "emails.0"),
        ({"kind": "wait", "bound": 60, "time_zone": "Berlin"}, "time_zone"),
    ],
)
def test_a_rule_that_could_say_nothing_is_refused(admin: APIClient, fields: dict[str, Any], blamed: str) -> None:
    answer = admin.post("/api/v1/alarm-rules", {"name": "R", **fields})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [blamed])


def test_a_rule_that_goes_or_rests_ends_its_alarms_and_keeps_their_history(rule: dict[str, Any], admin: APIClient) -> None:
    for at in (100, 110):
        services.evaluate(look(at, 0))
    admin.patch(f"/api/v1/alarm-rules/{rule['id']}", {"active": False})
    assert shown(admin) == []
    assert admin.delete(f"/api/v1/alarm-rules/{rule['id']}").status_code == 204
    (past,) = admin.get("/api/v1/alarms").json()["results"]
    assert (past["rule"], past["name"]) == (None, "Long wait")


def test_two_who_look_at_once_do_not_raise_twice(rule: dict[str, Any]) -> None:
    services.evaluate(look(100, 0))
    services.evaluate(look(110, 0))
    services.evaluate(look(110, 0))
    assert Alarm.objects.count() == 1


@pytest.fixture
def escalating(center_redis: str, admin: APIClient) -> dict[str, Any]:
    """Told to Ana at once, and to Ben when nobody has taken it for two minutes."""
    fields = {"emails": ["ana@example.org"], "escalate_seconds": 120, "escalate_emails": ["ben@example.org"]}
    rule: dict[str, Any] = made(admin, "alarm-rules", name="Long wait", kind="wait", bound=60, clear_seconds=0, **fields)
    return rule


def told() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("id").values_list("event", "address"))


def test_an_alarm_that_nobody_takes_is_told_to_others_once(escalating: dict[str, Any], asks: Asks) -> None:
    for at in (100, 219, 220, 300):
        services.evaluate(look(at, 0))
    assert told() == [("raised", "ana@example.org"), ("escalated", "ben@example.org")]
    assert [alarm["escalated_at"] for alarm in shown(asks(Role.SUPERVISOR))] == [instant(seconds(220))]
    services.evaluate(look(310, None))
    assert told()[2:] == [("cleared", "ana@example.org"), ("cleared", "ben@example.org")]


def test_an_alarm_that_somebody_takes_in_time_is_told_to_nobody_else(escalating: dict[str, Any], asks: Asks) -> None:
    supervisor = asks(Role.SUPERVISOR)
    services.evaluate(look(100, 0))
    (alarm,) = shown(supervisor)
    assert supervisor.post(f"/api/v1/alarms/{alarm['id']}/take").status_code == 200
    services.evaluate(look(400, 0))
    assert told() == [("raised", "ana@example.org")]


def test_escalating_to_nobody_is_refused(admin: APIClient) -> None:
    fields = {"name": "Long wait", "kind": "wait", "bound": 60, "escalate_seconds": 120}
    answer = admin.post("/api/v1/alarm-rules", fields, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["escalate_emails"])


def test_a_test_reaches_everybody_whom_the_rule_tells(center_redis: str, admin: APIClient, inbox: Inbox, web: Web) -> None:
    ways = {"emails": ["ana@example.org"], "webhook_url": f"http://127.0.0.1:{web.server_address[1]}/alarms", "webhook_secret": SECRET}
    rule = made(admin, "alarm-rules", name="Long wait", kind="wait", bound=60, **ways)
    rows = admin.post(f"/api/v1/alarm-rules/{rule['id']}/test").json()
    assert [(row["way"], row["error"]) for row in rows] == [("email", ""), ("webhook", "")]
    assert Delivery.objects.count() == 0
