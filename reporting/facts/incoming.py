"""A fact as it comes out of the stream, and which of several may be recorded now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from contracts.facts import FactEnvelope, decode
from contracts.ids import Instant

NUL_ESCAPED = b"\\u0000"
NUL_SHOWN = "\ufffd"


class _Envelope(msgspec.Struct, frozen=True):
    """FactEnvelope without a look inside, so that a fact of a newer vocabulary is kept, too."""

    epoch: int
    seq: int
    at: Instant
    version: int
    fact: dict[str, Any]


_decoder = msgspec.json.Decoder(_Envelope)


@dataclass(frozen=True, slots=True)
class Incoming:
    """`entry` is Redis's id in the stream. `body` is the fact as a JSON object, `kind` included."""

    entry: str
    epoch: int
    seq: int
    at: Instant
    version: int
    body: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.body.get("kind", ""))

    @property
    def known(self) -> FactEnvelope | None:
        """The typed fact; None when this program is older than the engine that said it."""
        whole = {"epoch": self.epoch, "seq": self.seq, "at": self.at, "version": self.version, "fact": self.body}
        try:
            return decode(msgspec.json.encode(whole))
        except msgspec.ValidationError:
            return None


def parse(entry: str, raw: bytes) -> Incoming | None:
    """None for what is no fact at all. PostgreSQL cannot hold U+0000: it becomes U+FFFD."""
    try:
        envelope = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    body = _without_nul(envelope.fact) if NUL_ESCAPED in raw else envelope.fact
    return Incoming(entry, envelope.epoch, envelope.seq, envelope.at, envelope.version, body)


def _without_nul(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\x00", NUL_SHOWN)
        case dict():
            return {_without_nul(key): _without_nul(item) for key, item in value.items()}
        case list():
            return [_without_nul(item) for item in value]
    return value


def contiguous(marks: Mapping[int, int], incoming: Iterable[Incoming]) -> tuple[list[Incoming], Incoming | None]:
    """Those that follow without a gap on what is recorded (`marks`: epoch -> last seq), in order; and the first one behind a gap.

    What came before is left out. What lies behind a gap is dropped: whoever lost the facts in between sends all that follow again.
    """
    reached = dict(marks)
    accepted: list[Incoming] = []
    early: Incoming | None = None
    for fact in incoming:
        last = reached.get(fact.epoch, 0)
        if fact.seq == last + 1:
            reached[fact.epoch] = fact.seq
            accepted.append(fact)
        elif fact.seq > last + 1 and early is None:
            early = fact
    if early is not None and reached.get(early.epoch, 0) >= early.seq:
        early = None
    return accepted, early
