"""Takes intents in: each once, fresh, in order; the answer goes to whoever asked.

The place in the stream is kept in a small file that is rewritten before each intent is carried out: an engine that was
killed goes on behind the last one, and knows from the stream which ids it has seen.
"""

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import msgspec

from acd.engine.shipper import RETRY_S
from acd.ports import Feed, FeedLostError, RawIntent
from contracts.intents import IntentEnvelope, IntentOutcome, Refusal
from contracts.wire import INTENT_AGE_SECONDS_MAX, INTENTS_STREAM_LENGTH

log = logging.getLogger(__name__)

#: ids of intents remembered; a sender repeats within seconds
SEEN_MAX: Final = INTENTS_STREAM_LENGTH
#: characters of a reply channel's name
REPLY_TO_LENGTH_MAX: Final = 100
PLACE_BYTES: Final = 64

UNREADABLE: Final = "unreadable"
STALE: Final = "stale"

_decoder: Final = msgspec.json.Decoder(IntentEnvelope)


class Place:
    """The id of the last stream entry that was taken, in a file of fixed length (one write, nothing to tear)."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.entry: str | None = os.pread(self._file, PLACE_BYTES, 0).decode(errors="replace").strip() or None

    def move(self, entry: str) -> None:
        """From now on `entry` has been taken."""
        self.entry = entry
        try:
            os.pwrite(self._file, entry.ljust(PLACE_BYTES).encode(), 0)
        except OSError as error:
            log.error("The place in the intents cannot be kept (%s): an engine that is killed now carries the last ones out again", error)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)


class Intake:
    """`handle` carries an intent out and says why not, or None. It is called for every id once."""

    def __init__(
        self,
        feed: Feed,
        place: Place,
        handle: Callable[[IntentEnvelope], Awaitable[Refusal | None]],
        wall_s: Callable[[], float],
    ) -> None:
        self._feed = feed
        self._place = place
        self._handle = handle
        self._wall_s = wall_s
        self._seen: OrderedDict[str, Refusal | None] = OrderedDict()

    async def run(self) -> None:
        """Take intents until cancelled."""
        while True:
            try:
                await self._find_place()
                while True:
                    for raw in await self._feed.intents(self._place.entry or "0"):
                        await self._take(raw)
            except FeedLostError:
                await asyncio.sleep(RETRY_S)

    async def _find_place(self) -> None:
        """Learn what was taken before, so that a repeated id is carried out once across a restart of ours."""
        if self._place.entry is None:
            return
        if _order(await self._feed.intents_end()) < _order(self._place.entry):
            # The stream was lost, and its clock may have gone back: whatever is in it now is new.
            self._place.move("0-0")
            return
        taken_ms, _ = _order(self._place.entry)
        first = str(max(0, taken_ms - 2 * INTENT_AGE_SECONDS_MAX * 1_000))
        for raw in await self._feed.intents_between(first, self._place.entry):
            envelope = _read(raw)
            if envelope is not None and envelope.id not in self._seen:
                self._note(envelope.id, None)

    async def _take(self, raw: RawIntent) -> None:
        self._place.move(raw.entry)
        envelope = _read(raw)
        if envelope is None:
            return
        if envelope.id in self._seen:
            refused = self._seen[envelope.id]
        else:
            refused = self._stale(raw, envelope) or await self._handle(envelope)
            self._note(envelope.id, refused)
        if refused is not None:
            log.info("Intent %s of user %d refused: %s", type(envelope.intent).__name__, envelope.by, refused.code)
        if 0 < len(envelope.reply_to) <= REPLY_TO_LENGTH_MAX:
            await self._answer(envelope, refused)

    async def _answer(self, envelope: IntentEnvelope, refused: Refusal | None) -> None:
        try:
            await self._feed.answer(envelope.reply_to, IntentOutcome(id=envelope.id, refused=refused))
        except FeedLostError:
            log.warning("The answer to intent %s is lost with Redis; its sender's time-out covers it", envelope.id)
            raise

    def _stale(self, raw: RawIntent, envelope: IntentEnvelope) -> Refusal | None:
        """Too long since somebody wanted it (`sent_at`), or since it lies in the stream (the entry's id is its time)."""
        since_s = min(envelope.sent_at / 1e6, _order(raw.entry)[0] / 1e3)
        age_s = self._wall_s() - since_s
        if age_s <= INTENT_AGE_SECONDS_MAX:
            return None
        return Refusal(code=STALE, detail=f"sent {age_s:.0f} s ago, at most {INTENT_AGE_SECONDS_MAX} s are accepted")

    def _note(self, intent_id: str, refused: Refusal | None) -> None:
        self._seen[intent_id] = refused
        if len(self._seen) > SEEN_MAX:
            self._seen.popitem(last=False)


def _read(raw: RawIntent) -> IntentEnvelope | None:
    try:
        return _decoder.decode(raw.body)
    except msgspec.MsgspecError as error:
        log.warning("Intent %s is %s: %s", raw.entry, UNREADABLE, error)
        return None


def _order(entry: str) -> tuple[int, int]:
    """A stream id as it sorts."""
    at_ms, _, count = entry.partition("-")
    return int(at_ms), int(count or 0)
