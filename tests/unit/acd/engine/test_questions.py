import asyncio

import msgspec

from acd.engine.questions import answer_questions
from acd.ports import RawIntent
from contracts.outlook import Outlook, Question
from tests.support.fake_feed import FakeFeed


def question(number: int, queue: int, reply_to: str = "reply:a") -> RawIntent:
    asked = Question(id=f"q{number}", reply_to=reply_to, queue=queue)
    return RawIntent(f"{number}-0", msgspec.json.encode(asked))


async def answered(feed: FakeFeed, *asked: RawIntent, answers: int) -> list[tuple[str, str, int | None]]:
    """Who asks after the engine began to look is answered."""

    def outlook(one: Question) -> Outlook | None:
        return Outlook(at=1, queue=one.queue, waiting=0) if one.queue == 7 else None

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(answer_questions(feed, outlook))
        await asyncio.sleep(0)
        feed.asked += asked
        feed.more.set()
        while len(feed.replies) < answers:
            feed.answered.clear()
            await feed.answered.wait()
        task.cancel()
    return [(to, reply.id, reply.outlook.queue if reply.outlook else None) for to, reply in feed.replies]


async def test_each_question_is_answered_where_it_was_asked() -> None:
    assert await answered(FakeFeed(), question(1, 7), question(2, 8, "reply:b"), answers=2) == [
        ("reply:a", "q1", 7),
        ("reply:b", "q2", None),
    ]


async def test_what_was_asked_before_and_what_cannot_be_read_gets_no_answer() -> None:
    feed = FakeFeed()
    feed.asked = [question(1, 7)]
    unreadable = RawIntent("2-0", b"{}")
    nowhere = question(3, 7, reply_to="")
    assert await answered(feed, unreadable, nowhere, question(4, 7), answers=1) == [("reply:a", "q4", 7)]
