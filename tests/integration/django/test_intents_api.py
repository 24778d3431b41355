"""Every intent over REST: what reaches the engine, in whose name, and what comes back when it refuses."""

from __future__ import annotations

import threading
import typing
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.urls import get_resolver
from redis import Redis

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.intents.api.views import IntentView
from ccplatform.kernel.redis import redis
from ccplatform.queues.models import Queue
from contracts import intents as i
from contracts.live import LiveCallback, LiveState
from contracts.permissions import Role
from contracts.skills import RequiredSkill
from contracts.targets import ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import CallbackFirst, Medium, MonitorMode
from contracts.wire import INTENTS_STREAM, SNAPSHOT_KEY
from tests.integration.django.conftest import Asks

ELSEWHERE = {i.SetPresence, i.CloseQueue, i.ScheduleCallback, i.CancelCallback, i.OpenInteraction}
"""At addresses with a view of their own."""
INTERNAL = {i.AdoptConfiguration}
"""Asked by publishing."""
DEEDS: list[tuple[str, dict[str, Any], type[Any], dict[str, Any]]] = [
    ("hold", {}, i.Hold, {}),
    ("resume", {}, i.Resume, {}),
    ("hang-up", {}, i.HangUpInteraction, {}),
    ("digits", {"digits": "12#*"}, i.SendDigits, {"digits": "12#*"}),
    ("transfer", {"target": {"to": "queue", "queue": 3, "priority": 2}}, i.Transfer, {"target": ToQueue(queue=3, priority=2)}),
    ("transfer", {"target": {"to": "number", "number": "+4940123"}}, i.Transfer, {"target": ToNumber(number="+4940123")}),
    ("transfer", {"target": {"to": "flow", "flow": 5}}, i.Transfer, {"target": ToFlow(flow=5)}),
    ("consult", {"target": {"to": "agent", "agent": 4}}, i.Consult, {"target": ToAgent(agent=4)}),
    ("switch-consult", {"with_customer": True}, i.SwitchConsult, {"with_customer": True}),
    ("end-consult", {}, i.EndConsult, {}),
    ("complete-transfer", {}, i.CompleteTransfer, {}),
    ("start-conference", {}, i.StartConference, {}),
    ("hand-over", {"party": "1-1.2", "leave": False}, i.HandOver, {"party": "1-1.2", "leave": False}),
    ("remove-party", {"party": "1-1.2"}, i.RemoveParty, {"party": "1-1.2"}),
    ("monitor", {"mode": "whisper"}, i.Monitor, {"mode": MonitorMode.WHISPER}),
    ("stop-monitoring", {}, i.StopMonitoring, {}),
    ("take-over", {}, i.TakeOver, {}),
    ("pick", {}, i.Pick, {}),
    ("finish-wrap-up", {}, i.FinishWrapUp, {}),
    ("extend-wrap-up", {}, i.ExtendWrapUp, {}),
    ("request-wrap-up", {}, i.RequestWrapUp, {}),
    ("close", {}, i.CloseInteraction, {}),
]


def addressed() -> set[type[Any]]:
    """Intents that have an address of their own."""
    from tests.house.test_permissions import patterns

    views = (getattr(pattern.callback, "view_class", None) for _, pattern in patterns(get_resolver()))
    return {view.intent for view in views if view is not None and issubclass(view, IntentView)}


def test_every_intent_has_an_address() -> None:
    assert addressed() | ELSEWHERE | INTERNAL == set(typing.get_args(i.Intent))


@pytest.mark.parametrize(("word", "body", "kind", "fields"), DEEDS, ids=[f"{deed[0]} {deed[1]}" for deed in DEEDS])
def test_a_supervisor_with_a_desk_asks_in_the_own_name(
    asks: Asks, willing_engine: list[i.IntentEnvelope], word: str, body: dict[str, Any], kind: type[Any], fields: dict[str, Any]
) -> None:
    client = asks(Role.SUPERVISOR, agent=True)
    answer = client.post(f"/api/v1/interactions/1-7/{word}", body)
    assert answer.status_code == 204, answer.content
    own = Agent.objects.get()
    assert [envelope.intent for envelope in willing_engine] == [kind(agent=own.pk, interaction="1-7", **fields)]
    assert willing_engine[0].by == User.objects.get().pk


def test_intents_that_are_nobodys_own(asks: Asks, willing_engine: list[i.IntentEnvelope]) -> None:
    client = asks(Role.SERVICE)
    queue = Queue.objects.create(name="Billing")
    assert client.post("/api/v1/interactions/1-7/priority", {"priority": 5}).status_code == 204
    assert client.post("/api/v1/interactions/1-7/label", {"label": None}).status_code == 204
    assert client.post("/api/v1/interactions/1-7/callback", {}).status_code == 204
    assert client.post("/api/v1/interactions/1-7/close", {}).status_code == 204
    assert client.put(f"/api/v1/queues/{queue.pk}/closing", {"closed": True}).json() == {"closed": True}
    assert client.put("/api/v1/queues/closing", {"closed": False}).status_code == 200
    assert client.put("/api/v1/queues/987654321/closing", {"closed": True}).status_code == 404
    assert [envelope.intent for envelope in willing_engine] == [
        i.SetPriority(interaction="1-7", priority=5),
        i.SetLabel(interaction="1-7", label=None),
        i.RequestCallback(interaction="1-7", number=""),
        i.CloseInteraction(agent=None, interaction="1-7"),
        i.CloseQueue(queue=queue.pk, closed=True),
        i.CloseQueue(queue=None, closed=False),
    ]


def test_a_program_opens_an_interaction(asks: Asks, willing_engine: list[i.IntentEnvelope]) -> None:
    body = {
        "medium": "chat",
        "queue": 3,
        "reference": "shop-812",
        "sender": "ida@example.org",
        "required_skills": [{"skill": 2, "level_min": 4}],
        "label": 6,
    }
    answer = asks(Role.SERVICE).post("/api/v1/interactions", body)
    assert (answer.status_code, answer.json()) == (202, {"reference": "shop-812"})
    assert willing_engine[0].intent == i.OpenInteraction(
        medium=Medium.CHAT,
        queue=3,
        reference="shop-812",
        sender="ida@example.org",
        required_skills=[RequiredSkill(skill=2, level_min=4)],
        label=6,
    )
    assert asks(Role.AGENT, agent=True).post("/api/v1/interactions", body).status_code == 403
    assert asks(Role.SERVICE).post("/api/v1/interactions", {**body, "medium": "voice"}).json()["errors"].keys() == {"medium"}


def test_an_agent_asks_only_in_the_own_name(asks: Asks, willing_engine: list[i.IntentEnvelope]) -> None:
    agent = asks(Role.AGENT, agent=True)
    colleague = Agent.objects.create(name="Colleague")
    assert agent.post("/api/v1/interactions/1-7/hold", {"agent": colleague.pk}).status_code == 403
    assert agent.post("/api/v1/interactions/1-7/monitor", {"mode": "listen"}).status_code == 403
    assert agent.post("/api/v1/offers/1-7.1/decline", {}).status_code == 204
    assert agent.post("/api/v1/dial", {"number": "+494012345", "queue": 3}).status_code == 204
    own = Agent.objects.get(user__isnull=False).pk
    assert [envelope.intent for envelope in willing_engine] == [
        i.DeclineOffer(agent=own, offer="1-7.1"),
        i.Dial(agent=own, number="+494012345", queue=3),
    ]


def test_who_has_no_agent_says_for_whom(asks: Asks, willing_engine: list[i.IntentEnvelope]) -> None:
    service = asks(Role.SERVICE)
    refused = service.post("/api/v1/interactions/1-7/hold", {})
    assert (refused.status_code, refused.json()["code"], list(refused.json()["errors"])) == (400, "agent_required", ["agent"])
    assert service.post("/api/v1/interactions/1-7/hold", {"agent": 12}).status_code == 204
    assert [envelope.intent for envelope in willing_engine] == [i.Hold(agent=12, interaction="1-7")]


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("interactions/1-7/digits", {"digits": "12x"}, "digits"),
        ("interactions/1-7/digits", {"digits": "1" * 33}, "digits"),
        ("interactions/1-7/transfer", {"target": {"to": "agent"}}, "target.agent"),
        ("interactions/1-7/transfer", {"target": {"to": "moon"}}, "target.to"),
        ("interactions/1-7/transfer", {}, "target"),
        ("interactions/1-7/monitor", {"mode": "spy"}, "mode"),
        ("interactions/1-7/priority", {"priority": "high"}, "priority"),
        ("interactions/1-7/priority", {"priority": 10**30}, "priority"),
        ("interactions/1-7/hold", {"agent": 2**70}, "agent"),
        ("callbacks", {"queue": 3, "number": "+4940", "at": "tomorrow"}, "at"),
    ],
)
def test_what_cannot_be_is_named(asks: Asks, address: str, body: dict[str, Any], field: str) -> None:
    answer = asks(Role.SUPERVISOR, agent=True).post(f"/api/v1/{address}", body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.fixture
def refusing_engine(center_redis: str) -> Iterator[None]:
    stop = threading.Event()

    def serve() -> None:
        last: bytes | str = "0"
        with Redis.from_url(center_redis) as there:
            while not stop.is_set():
                for _, entries in there.xread({INTENTS_STREAM: last}, block=50):
                    for entry, fields in entries:
                        last = entry
                        envelope = msgspec.json.decode(fields[b"i"], type=i.IntentEnvelope)
                        outcome = i.IntentOutcome(id=envelope.id, refused=i.Refusal(code="not_connected"))
                        there.publish(envelope.reply_to, msgspec.json.encode(outcome))

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.mark.usefixtures("refusing_engine")
def test_a_refusal_is_a_conflict_with_the_engines_code(asks: Asks) -> None:
    answer = asks(Role.AGENT, agent=True).post("/api/v1/interactions/1-7/transfer", {"target": {"to": "queue", "queue": 3}})
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"], problem["code"]) == (409, "application/problem+json", "not_connected")
    assert problem["detail"] == "Nobody is connected with this interaction."


@pytest.fixture
def callbacks(center_redis: str) -> None:
    """One that agent 7 ordered, one for nobody in particular."""
    here = LiveCallback(id="c1", queue=3, number="+4940111", first=CallbackFirst.AGENT, due_at=2_000_000, by=7)
    there = LiveCallback(id="c2", queue=4, number="+4940222", first=CallbackFirst.CUSTOMER, entered_at=1_000_000, interaction="1-9")
    redis().set(SNAPSHOT_KEY, msgspec.json.encode(LiveState(callbacks={"c1": here, "c2": there})))


@pytest.mark.usefixtures("callbacks")
def test_call_backs_are_listed_for_who_may(asks: Asks) -> None:
    supervisor = asks(Role.SUPERVISOR)
    listed = supervisor.get("/api/v1/callbacks").json()
    assert [(one["id"], one["due_at"], one["interaction"]) for one in listed] == [
        ("c2", None, "1-9"),
        ("c1", "1970-01-01T00:00:02Z", None),
    ]
    assert [one["id"] for one in supervisor.get("/api/v1/callbacks?queue=3").json()] == ["c1"]
    agent = asks(Role.AGENT)
    assert agent.get("/api/v1/callbacks").json() == []
    Agent.objects.create(pk=7, name="Lena", user=User.objects.get(role="agent"))
    assert [one["id"] for one in agent.get("/api/v1/callbacks").json()] == ["c1"]


def test_call_backs_are_ordered_and_taken_back(asks: Asks, willing_engine: list[i.IntentEnvelope], callbacks: None) -> None:
    agent = asks(Role.AGENT)
    Agent.objects.create(pk=7, name="Lena", user=User.objects.get())
    order = {"queue": 3, "number": "+4940111", "at": "2030-01-01T08:00:00Z", "name": "Ida", "for_agent": 7}
    assert agent.post("/api/v1/callbacks", order).status_code == 204
    assert agent.delete("/api/v1/callbacks/c1").status_code == 204
    assert agent.delete("/api/v1/callbacks/c2").status_code == 403
    assert asks(Role.SERVICE).delete("/api/v1/callbacks/c2").status_code == 204
    assert [envelope.intent for envelope in willing_engine] == [
        i.ScheduleCallback(agent=7, queue=3, number="+4940111", at=1_893_484_800_000_000, name="Ida", for_agent=7),
        i.CancelCallback(agent=7, callback="c1"),
        i.CancelCallback(agent=None, callback="c2"),
    ]
