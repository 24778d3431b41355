"""Recorded ARI traffic of one call replays: we say the same, and understand the same."""

from __future__ import annotations

from typing import Any

import msgspec

from telephony.ari.events import BaseEvent, ChannelHangupRequest, StasisStart
from telephony.ari.protocol import Answered, AriProtocol, AriRefused, AriResponse
from tests.contract.record_ari_traffic import TAPE, steps

LINES: list[dict[str, Any]] = [msgspec.json.decode(line) for line in TAPE.read_text().splitlines()]
IDS = ("request_id", "transaction_id")


def said(message: bytes) -> dict[str, Any]:
    """A request without its number, which differs from run to run."""
    return {name: value for name, value in msgspec.json.decode(message).items() if name not in IDS}


def replay() -> tuple[list[Answered], list[BaseEvent], list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Outcomes, events, and (what we say, what was said then) for each request."""
    protocol, outcomes, events, spoken = AriProtocol(), list[Answered](), list[BaseEvent](), list[Any]()
    leg = next(line["received"]["channel"]["id"] for line in LINES if line.get("received", {}).get("type") == "StasisStart")
    requests, numbers = iter(steps(leg)), dict[str, str]()
    for line in LINES:
        if "sent" in line:
            message = protocol.send(next(requests), 0.0)
            assert isinstance(message, bytes)
            numbers[line["sent"]["request_id"]] = msgspec.json.decode(message)["request_id"]
            spoken.append((said(message), said(msgspec.json.encode(line["sent"]))))
            continue
        received = dict(line["received"])
        if received["type"] == "RESTResponse":
            received |= dict.fromkeys(IDS, numbers[received["request_id"]])
        understood = protocol.receive(msgspec.json.encode(received))
        if isinstance(understood, Answered):
            outcomes.append(understood)
        else:
            assert isinstance(understood, BaseEvent), received
            events.append(understood)
    assert next(requests, None) is None
    assert protocol.in_flight == 0
    return outcomes, events, spoken


def test_we_ask_for_the_same_in_the_same_words() -> None:
    for now, then in replay()[2]:
        assert now == then


def test_every_answer_has_the_type_it_promises() -> None:
    outcomes = [answered.outcome for answered in replay()[0]]
    refused = [outcome for outcome in outcomes if isinstance(outcome, AriRefused)]
    assert [(outcome.status, outcome.reason) for outcome in refused] == [(404, "Not Found: Channel not found")]
    for outcome in outcomes:
        if isinstance(outcome, AriResponse) and outcome.request.ANSWER is not None:
            assert outcome.answer() is not None


def test_every_event_is_understood_once_and_in_order() -> None:
    events = replay()[1]
    kinds = [type(event).__name__ for event in events]
    story = ["StasisStart", "PlaybackStarted", "PlaybackFinished", "StasisStart", "RecordingStarted", "RecordingFinished"]
    assert [name for name in kinds if name in story] == story
    assert kinds.count("StasisEnd") == 2
    first = events[0]
    assert isinstance(first, StasisStart)
    assert (first.channel.caller.number, first.channel.dialplan.exten) == ("+4940123", "+4930555")
    assert any(isinstance(event, ChannelHangupRequest) and event.channel.id == first.channel.id for event in events)
