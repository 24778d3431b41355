"""ARI over one WebSocket without I/O: requests become text, text becomes events and outcomes.

Asterisk 22 takes REST requests on the socket that carries its events ("ARI REST over WebSocket"): a `RESTRequest` with
a `request_id` of ours is answered by a `RESTResponse` with the same id, in order. This module encodes, correlates,
bounds and expires. It never reads a clock (`now` is an argument, seconds of any steady clock) and never raises for what
the other side does: every request ends in exactly one outcome.
"""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import msgspec

from telephony.ari.base import Query, Request
from telephony.ari.events import BaseEvent, Event, RESTResponse

Answer = TypeVar("Answer")

#: requests on one socket that Asterisk has not answered yet; more are refused with AriOverloaded
IN_FLIGHT_MAX: Final = 1_000


#: bytes of one message to Asterisk; it answers a longer one by closing the socket (measured on 22.10)
MESSAGE_BYTES_MAX: Final = 65_535
TOO_LARGE: Final = 413


class AriResponse(msgspec.Struct, Generic[Answer], frozen=True):
    """A request that Asterisk carried out (2xx)."""

    request: Request[Answer]
    status: int
    body: str

    def answer(self) -> Answer:
        """The decoded body; raises msgspec.ValidationError when Asterisk answers something undeclared."""
        if self.request.ANSWER is None:
            return None  # type: ignore[return-value]  # Answer is None for these requests
        return msgspec.json.decode(self.body, type=self.request.ANSWER)  # type: ignore[no-any-return]  # ANSWER is Answer


class AriRefused(msgspec.Struct, frozen=True):
    """Asterisk said no: `status` is an HTTP status (404 = the channel is gone), `reason` its words."""

    request: Request[Any]
    status: int
    reason: str


class AriTimedOut(msgspec.Struct, frozen=True):
    """No answer in time; whether Asterisk acted is unknown."""

    request: Request[Any]


class AriLost(msgspec.Struct, frozen=True):
    """The socket was or went away; whether Asterisk acted is unknown."""

    request: Request[Any]


class AriOverloaded(msgspec.Struct, frozen=True):
    """Not sent: `limit` requests are waiting for an answer already."""

    request: Request[Any]
    limit: int


AriFailure = AriRefused | AriTimedOut | AriLost | AriOverloaded
AriOutcome = AriResponse[Any] | AriFailure
#: called once with the outcome of a request; it must not block
OnOutcome = Callable[[AriOutcome], None]


class Answered(msgspec.Struct, frozen=True):
    """A request came to its end; the shell calls `report(outcome)` when there is a report."""

    outcome: AriOutcome
    report: OnOutcome | None


class Unreadable(msgspec.Struct, frozen=True):
    """A message that is no ARI, or not what Asterisk's documents declare; `error` says what is wrong with it."""

    error: str


class _Pending(msgspec.Struct, frozen=True):
    request: Request[Any]
    report: OnOutcome | None
    deadline: float


class _Pair(msgspec.Struct, frozen=True):
    name: str
    value: str


class _RestRequest(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="RESTRequest"):
    transaction_id: str
    request_id: str
    method: str
    uri: str
    query_strings: list[_Pair] = []
    content_type: str = ""
    message_body: str = ""


class _Typed(msgspec.Struct, frozen=True):
    type: str


class _Message(msgspec.Struct, frozen=True):
    message: str = ""


_encode: Final = msgspec.json.Encoder().encode
_decode_message: Final = msgspec.json.Decoder(Event).decode
_decode_type: Final = msgspec.json.Decoder(_Typed).decode
_KNOWN_TYPES: Final = frozenset(kind.__name__ for kind in BaseEvent.__subclasses__())


class AriProtocol:
    """The state of one socket: what was asked and not yet answered."""

    def __init__(self, *, in_flight_max: int = IN_FLIGHT_MAX, timeout_s: float = 10.0) -> None:
        self._in_flight_max = in_flight_max
        self._timeout_s = timeout_s
        self._count = 0
        # Insertion order is deadline order, since every request has the same time-out: only the first can be due.
        self._pending: dict[str, _Pending] = {}

    @property
    def in_flight(self) -> int:
        """Requests waiting for their answer."""
        return len(self._pending)

    @property
    def next_deadline(self) -> float | None:
        """When `expire` has something to do."""
        return next(iter(self._pending.values())).deadline if self._pending else None

    def send(self, request: Request[Any], now: float, report: OnOutcome | None = None) -> bytes | AriOverloaded | AriRefused:
        """The message to send, whose outcome will come from `receive`, `expire` or `lose`; or why it must not be sent."""
        if len(self._pending) >= self._in_flight_max:
            return AriOverloaded(request, self._in_flight_max)
        self._count += 1
        request_id = str(self._count)
        call = request.call()
        message = _encode(
            _RestRequest(
                transaction_id=request_id,
                request_id=request_id,
                method=call.method,
                uri=call.uri,
                query_strings=_query(call.query),
                content_type="application/json" if call.body else "",
                message_body=call.body or "",
            )
        )
        if len(message) > MESSAGE_BYTES_MAX:
            return AriRefused(request, TOO_LARGE, f"The request has {len(message)} bytes; Asterisk takes {MESSAGE_BYTES_MAX}")
        self._pending[request_id] = _Pending(request, report, now + self._timeout_s)
        return message

    def receive(self, message: bytes | str) -> Event | Answered | Unreadable | None:
        """What a message means; None for an event type we do not know and for an answer nobody waits for any more."""
        try:
            event: Event = _decode_message(message)
        except msgspec.MsgspecError as error:
            return self._unreadable(message, error)
        if isinstance(event, RESTResponse):
            return self._answered(event)
        return event

    def expire(self, now: float) -> list[Answered]:
        """The requests whose time is over."""
        due: list[Answered] = []
        while (deadline := self.next_deadline) is not None and deadline <= now:
            pending = self._pending.pop(next(iter(self._pending)))
            due.append(Answered(AriTimedOut(pending.request), pending.report))
        return due

    def lose(self) -> list[Answered]:
        """The socket is gone: everything unanswered is lost."""
        lost = [Answered(AriLost(pending.request), pending.report) for pending in self._pending.values()]
        self._pending.clear()
        return lost

    def _answered(self, response: RESTResponse) -> Answered | None:
        pending = self._pending.pop(response.request_id, None)
        if pending is None:
            return None
        body = response.message_body or ""
        if 200 <= response.status_code < 300:
            return Answered(AriResponse(pending.request, response.status_code, body), pending.report)
        reason = f"{response.reason_phrase}: {_words(body)}" if body else response.reason_phrase
        return Answered(AriRefused(pending.request, response.status_code, reason), pending.report)

    @staticmethod
    def _unreadable(message: bytes | str, error: msgspec.MsgspecError) -> Unreadable | None:
        try:
            kind = _decode_type(message).type
        except msgspec.MsgspecError:
            return Unreadable(str(error))
        return Unreadable(f"{kind}: {error}") if kind in _KNOWN_TYPES else None


def _query(query: Query) -> list[_Pair]:
    return [_Pair(name, value) for name, value in query]


def _words(body: str) -> str:
    """Asterisk's own words in an error body such as {"message": "Channel not found"}."""
    try:
        return msgspec.json.decode(body, type=_Message).message or body
    except msgspec.MsgspecError:
        return body
