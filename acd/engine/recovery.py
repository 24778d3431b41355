"""What lasts of the engine besides its facts: the live state at some fact, so that a start need not read every fact.

The state at the end of an epoch is the saved state plus the facts that the journal holds after it.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from acd.engine.journal import Journal
from acd.ports import BEGINNING, Position
from contracts.live import LiveState
from contracts.reducer import apply

log = logging.getLogger(__name__)

FILE: Final = "state.json"
#: seconds between savings; what lies between is in the journal
SAVE_EVERY_S: Final = 5.0


class Saved(msgspec.Struct, frozen=True):
    """`recorded`: up to where the recorder had acknowledged."""

    live: LiveState
    recorded: tuple[int, int] = (0, 0)


_decoder: Final = msgspec.json.Decoder(Saved)
_encoder: Final = msgspec.json.Encoder()


def recover(folder: Path, journal: Journal) -> Saved:
    """The state at the end of the last epoch; an empty one on the very first start."""
    saved = _load(folder / FILE)
    count = 0
    for envelope in journal.after(Position(saved.live.epoch, saved.live.seq)):
        apply(saved.live, envelope)
        count += 1
    if saved.live.epoch:
        log.info("State of fact %d:%d, %d of them from the journal", saved.live.epoch, saved.live.seq, count)
    return saved


class Keeper:
    """Saves the state now and then, in one step each time."""

    def __init__(self, folder: Path, live: Callable[[], LiveState], recorded: Callable[[], Position]) -> None:
        self._path = folder / FILE
        self._live = live
        self._recorded = recorded
        #: the last fact of the saved state
        self.saved = BEGINNING

    def save(self) -> None:
        """Replace the saved state by the present one."""
        live = self._live()
        raw = _encoder.encode(Saved(live, self._recorded()))
        fresh = self._path.with_suffix(".new")
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(raw)
            fresh.replace(self._path)
        except OSError as error:
            log.error("The state cannot be saved (%s); the journal is kept instead", error)
            return
        self.saved = Position(live.epoch, live.seq)

    async def run(self) -> None:
        """Save until cancelled."""
        while True:
            self.save()
            await asyncio.sleep(SAVE_EVERY_S)


def _load(path: Path) -> Saved:
    try:
        return _decoder.decode(path.read_bytes())
    except FileNotFoundError:
        return Saved(LiveState())
    except msgspec.MsgspecError as error:
        # Of another release, or broken: what the journal still holds is all there is.
        log.error("%s cannot be read and is left out: %s", path, error)
        return Saved(LiveState())
