"""What every generated ARI request is: a frozen value that knows how it looks on the wire.

Nothing here does I/O. The generated classes stand in `requests.py`, their answers in `models.py`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import quote

import msgspec

Answer_co = TypeVar("Answer_co", covariant=True)

Query = tuple[tuple[str, str], ...]


class Call(msgspec.Struct, frozen=True, array_like=True):
    """One REST call: `uri` is relative to `/ari` and path-encoded, `query` is not encoded, `body` is JSON text."""

    method: str
    uri: str
    query: Query = ()
    body: str | None = None


class Request(msgspec.Struct, Generic[Answer_co], frozen=True, kw_only=True):
    """A REST call of Asterisk's, typed by what it answers (`None` where the answer has no body)."""

    #: what the body of a 2xx answer is decoded to; None = the answer carries nothing
    ANSWER: ClassVar[Any] = None

    def call(self) -> Call:
        """The request as it goes over the wire."""
        raise AssertionError("every generated request overrides call()")

    def __repr__(self) -> str:
        """Method and address only: bodies carry SIP credentials, and this ends in logs."""
        call = self.call()
        return f"{type(self).__name__}({call.method} {call.uri})"


def segment(value: str) -> str:
    """One path segment, safe whatever the id contains."""
    return value if value.isalnum() else quote(value, safe="")


def pairs(*given: tuple[str, object]) -> Query:
    """Query parameters without those left out; booleans and lists as ARI spells them."""
    return tuple((name, _text(value)) for name, value in given if value is not None)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return str(value)


def named(**given: object) -> str | None:
    """A JSON body of named members, or None when none of them is given."""
    members = {name: value for name, value in given.items() if value is not None}
    return msgspec.json.encode(members).decode() if members else None


def whole(value: Mapping[str, object] | None) -> str | None:
    """A JSON body that is the given object itself."""
    return None if value is None else msgspec.json.encode(value).decode()
