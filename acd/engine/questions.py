"""Answers what screens ask of the engine. Nothing is kept: who asked while no engine looked asks again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import msgspec

from acd.engine.intake import REPLY_TO_LENGTH_MAX
from acd.engine.shipper import RETRY_S
from acd.ports import Feed, FeedLostError, RawIntent
from contracts.outlook import Outlook, Question, Reply

log = logging.getLogger(__name__)

_decoder: Final = msgspec.json.Decoder(Question)


async def answer_questions(feed: Feed, outlook: Callable[[Question], Outlook | None]) -> None:
    """For ever; whoever asks while Redis is away gets no answer."""
    while True:
        try:
            after = await feed.questions_end()
            while True:
                for raw in await feed.questions(after):
                    after = raw.entry
                    question = _read(raw)
                    if question is not None:
                        await feed.reply(question.reply_to, Reply(id=question.id, outlook=outlook(question)))
        except FeedLostError:
            await asyncio.sleep(RETRY_S)


def _read(raw: RawIntent) -> Question | None:
    try:
        question = _decoder.decode(raw.body)
    except msgspec.MsgspecError as error:
        log.warning("Question %s cannot be read: %s", raw.entry, error)
        return None
    return question if 0 < len(question.reply_to) <= REPLY_TO_LENGTH_MAX else None
