"""What the engine wants of the world, in its own words. acd/adapters has the real ones, the tests have fakes."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from acd.core.commands import AdoptTelephony, PbxCommand
from contracts.intents import IntentOutcome
from contracts.outlook import Reply
from contracts.wire import Heartbeat


class Position(NamedTuple):
    """Names a fact. Compares as facts follow each other; BEGINNING is before the first."""

    epoch: int
    seq: int


BEGINNING: Final = Position(0, 0)


class FeedLostError(Exception):
    """Redis does not answer; what was asked may or may not have happened."""


class RawIntent(NamedTuple):
    """An entry of the intents stream: `entry` is its id there (`<unix ms>-<n>`), `body` an IntentEnvelope as JSON."""

    entry: str
    body: bytes


class Feed(Protocol):
    """Redis. Every method raises FeedLostError and none retries."""

    async def shipped(self) -> Position | None:
        """The last fact in the stream, None when it is empty or gone."""

    async def recorded(self) -> Position | None:
        """Up to where the recorder has every fact for good; None when Redis does not know."""

    async def begin(self, token: str) -> bool:
        """Leave a mark in Redis by which `ship` sees later that it has not lost its memory; `token` is `<epoch>:<anything>`.

        False, and nothing is changed, when an engine of a newer epoch has left its own: from then on nobody older ships.
        """

    async def ship(self, token: str, facts: Sequence[bytes]) -> bool:
        """Append all to the stream, or none and False when the mark is not there any more."""

    async def publish_snapshot(self, snapshot: bytes) -> None:
        """Replace the snapshot of the live state."""

    async def pulse(self, heartbeat: Heartbeat) -> None:
        """Tell whoever listens that the engine lives; renew the heartbeat key."""

    async def stand_by(self) -> None:
        """Tell whoever looks that this engine is ready to follow the one that leads."""

    async def intents(self, after: str) -> list[RawIntent]:
        """The entries after `after`; waits a second at most when there are none."""

    async def intents_end(self) -> str:
        """The newest entry's id, "0" when there is none."""

    async def intents_between(self, first: str, last: str) -> list[RawIntent]:
        """The entries `first` .. `last`, both included."""

    async def answer(self, reply_to: str, outcome: IntentOutcome) -> None:
        """Publish an intent's outcome."""

    async def questions_end(self) -> str:
        """The newest question's id, "0" when there is none."""

    async def questions(self, after: str) -> list[RawIntent]:
        """Questions (contracts.outlook.Question as JSON) after `after`; waits a second at most when there are none."""

    async def reply(self, reply_to: str, reply: Reply) -> None:
        """Publish what a question was answered."""

    async def configuration(self) -> bytes | None:
        """The published CenterConfiguration as JSON, None when none was published."""


class Pbx(Protocol):
    """The telephone exchange. What happens there comes as acd.core.events to the inbox the adapter was given.

    The first event of a node is PbxRecovered; PbxLost and PbxRecovered alternate after it.
    """

    def perform(self, command: PbxCommand | AdoptTelephony) -> None:
        """Take an order and return at once. Orders of one interaction are carried out as given; a failure becomes CommandFailed."""
