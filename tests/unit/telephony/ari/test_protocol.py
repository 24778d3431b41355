"""Correlation, time-outs and limits of one ARI socket, told without a socket or a clock."""

from typing import Any

import msgspec
import pytest

from telephony.ari.events import ChannelDestroyed, StasisStart
from telephony.ari.models import AsteriskPing
from telephony.ari.protocol import (
    Answered,
    AriLost,
    AriOverloaded,
    AriProtocol,
    AriRefused,
    AriResponse,
    AriTimedOut,
    Unreadable,
)
from telephony.ari.requests import (
    AddToBridge,
    AnswerChannel,
    FilterEvents,
    HangUpChannel,
    Originate,
    PingAsterisk,
    PlayOnChannel,
    PutDynamicObject,
    RecordChannel,
    SetGlobalVariable,
)

CHANNEL = {
    "id": "1.1", "name": "PJSIP/t7-00000001", "state": "Ring", "protocol_id": "x", "accountcode": "", "language": "en",
    "caller": {"name": "", "number": "+49401"}, "connected": {"name": "", "number": ""}, "creationtime": "2026-11-22T01:00:00.000+0000",
    "dialplan": {"context": "inbound", "exten": "100", "priority": 2, "app_name": "Stasis", "app_data": "ccplatform,inbound"},
}  # fmt: skip


def sent(protocol: AriProtocol, request: Any, now: float = 0.0) -> dict[str, Any]:
    message = protocol.send(request, now)
    assert isinstance(message, bytes)
    decoded: dict[str, Any] = msgspec.json.decode(message)
    return decoded


def response(request_id: str, status: int = 200, body: str = "", phrase: str = "OK") -> bytes:
    return msgspec.json.encode(
        {
            "type": "RESTResponse",
            "transaction_id": request_id,
            "request_id": request_id,
            "status_code": status,
            "reason_phrase": phrase,
            "uri": "x",
            "message_body": body,
            "application": "a",
            "timestamp": "t",
        }
    )


def test_a_request_says_method_path_query_and_body() -> None:
    message = sent(AriProtocol(), Originate(endpoint="PJSIP/d1", app="ccplatform", timeout=20, variables={"A": "b"}))
    assert message.pop("request_id") == message.pop("transaction_id") == "1"
    assert message == {
        "type": "RESTRequest",
        "method": "POST",
        "uri": "channels",
        "query_strings": [
            {"name": "endpoint", "value": "PJSIP/d1"},
            {"name": "app", "value": "ccplatform"},
            {"name": "timeout", "value": "20"},
        ],
        "content_type": "application/json",
        "message_body": '{"variables":{"A":"b"}}',
    }


@pytest.mark.parametrize(
    ("request_", "uri", "query"),
    [
        (AnswerChannel(channel_id="i1-caller"), "channels/i1-caller/answer", []),
        (AnswerChannel(channel_id="../asterisk/ping?x=1"), "channels/..%2Fasterisk%2Fping%3Fx%3D1/answer", []),
        (AddToBridge(bridge_id="b", channel=["1", "2"], mute=False), "bridges/b/addChannel", [("channel", "1,2"), ("mute", "false")]),
        (PlayOnChannel(channel_id="c", media="sound:hello"), "channels/c/play", [("media", "sound:hello")]),
        (
            RecordChannel(channel_id="c", name="n", format="wav", beep=True),
            "channels/c/record",
            [("name", "n"), ("format", "wav"), ("beep", "true")],
        ),
    ],
)
def test_ids_are_encoded_and_what_is_left_out_is_not_sent(request_: Any, uri: str, query: list[tuple[str, str]]) -> None:
    message = sent(AriProtocol(), request_)
    assert message["uri"] == uri
    assert [(one["name"], one["value"]) for one in message.get("query_strings", [])] == query


def test_a_body_that_is_a_whole_object_has_no_name_around_it() -> None:
    message = sent(AriProtocol(), FilterEvents(application_name="a", filter_={"allowed": [{"type": "StasisStart"}]}))
    assert message["message_body"] == '{"allowed":[{"type":"StasisStart"}]}'


def test_an_answer_finds_its_request() -> None:
    protocol, heard = AriProtocol(), list[Any]()
    ping, answer = PingAsterisk(), AnswerChannel(channel_id="1")
    protocol.send(ping, 0.0, heard.append)
    protocol.send(answer, 0.0, heard.append)
    assert protocol.in_flight == 2
    second = protocol.receive(response("2", 204))
    first = protocol.receive(response("1", 200, '{"asterisk_id":"a","ping":"pong","timestamp":"t","new_field":1}'))
    assert second == Answered(AriResponse(answer, 204, ""), heard.append)
    assert isinstance(first, Answered)
    assert isinstance(first.outcome, AriResponse)
    assert first.outcome.request is ping
    assert first.outcome.answer() == AsteriskPing(asterisk_id="a", ping="pong", timestamp="t")
    assert protocol.in_flight == 0


def test_a_refusal_carries_asterisks_words() -> None:
    protocol, request = AriProtocol(), HangUpChannel(channel_id="1")
    for body, words in (('{"message":"Channel not found"}', "Channel not found"), ("plain", "plain")):
        protocol.send(request, 0.0)
        answered = protocol.receive(response(str(protocol._count), 404, body, "Not Found"))
        assert isinstance(answered, Answered)
        assert answered.outcome == AriRefused(request, 404, f"Not Found: {words}")
    protocol.send(request, 0.0)
    answered = protocol.receive(response("3", 503, "", "Service Unavailable"))
    assert isinstance(answered, Answered)
    assert answered.outcome == AriRefused(request, 503, "Service Unavailable")


def test_a_request_without_an_answer_times_out_once_and_its_late_answer_is_nothing() -> None:
    protocol, request = AriProtocol(timeout_s=10), PingAsterisk()
    deadlines = [protocol.next_deadline]
    protocol.send(request, 100.0)
    protocol.send(request, 105.0)
    deadlines.append(protocol.next_deadline)
    assert protocol.expire(109.9) == []
    assert protocol.expire(110.0) == [Answered(AriTimedOut(request), None)]
    assert [*deadlines, protocol.next_deadline] == [None, 110.0, 115.0]
    assert protocol.receive(response("1")) is None
    assert protocol.in_flight == 1


def test_one_request_too_many_is_refused_and_not_sent() -> None:
    protocol, request = AriProtocol(in_flight_max=2), PingAsterisk()
    assert isinstance(protocol.send(request, 0.0), bytes)
    assert isinstance(protocol.send(request, 0.0), bytes)
    assert protocol.send(request, 0.0) == AriOverloaded(request, 2)
    protocol.receive(response("1"))
    assert isinstance(protocol.send(request, 0.0), bytes)


def test_a_request_that_asterisk_would_close_the_socket_for_is_refused_here() -> None:
    protocol, request = AriProtocol(), SetGlobalVariable(variable="X", value="ü" * 40_000)
    refused = protocol.send(request, 0.0)
    assert isinstance(refused, AriRefused)
    assert refused.status == 413
    assert refused.reason.endswith("Asterisk takes 65535")
    assert protocol.in_flight == 0
    assert isinstance(protocol.send(SetGlobalVariable(variable="X", value="v" * 65_000), 0.0), bytes)


def test_everything_unanswered_is_lost_with_the_socket() -> None:
    protocol, request = AriProtocol(), PingAsterisk()
    protocol.send(request, 0.0)
    protocol.send(request, 0.0)
    assert protocol.lose() == [Answered(AriLost(request), None)] * 2
    assert protocol.lose() == []
    assert protocol.next_deadline is None


def test_events_are_typed_and_unknown_members_ignored() -> None:
    event = AriProtocol().receive(
        msgspec.json.encode(
            {"type": "StasisStart", "application": "a", "timestamp": "t", "args": ["inbound"], "channel": CHANNEL | {"novel": {}}, "x": 1}
        )
    )
    assert isinstance(event, StasisStart)
    assert (event.args, event.channel.caller.number, event.channel.dialplan.exten) == (["inbound"], "+49401", "100")


def test_an_event_type_of_a_later_asterisk_is_nothing() -> None:
    assert AriProtocol().receive(b'{"type":"ChannelTeleported","channel":{}}') is None


@pytest.mark.parametrize("message", [b"", b"no json", b"[]", b'{"no":"type"}', b"\xff\xfe", '{"type":1}'])
def test_what_is_no_ari_is_told_and_harms_nothing(message: bytes | str) -> None:
    protocol = AriProtocol()
    protocol.send(PingAsterisk(), 0.0)
    assert isinstance(protocol.receive(message), Unreadable)
    assert protocol.in_flight == 1


def test_a_known_event_that_is_not_as_declared_is_told() -> None:
    unreadable = AriProtocol().receive(b'{"type":"ChannelDestroyed","cause":"sixteen"}')
    assert isinstance(unreadable, Unreadable)
    assert unreadable.error.startswith(f"{ChannelDestroyed.__name__}: ")


def test_what_is_logged_of_a_request_holds_no_secret() -> None:
    request = PutDynamicObject(config_class="res_pjsip", object_type="auth", id="d1", fields=[])
    assert repr(request) == "PutDynamicObject(PUT asterisk/config/dynamic/res_pjsip/auth/d1)"
    assert repr(AriLost(request)) == f"AriLost(request={request!r})"
