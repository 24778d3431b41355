"""Pages that are open all day hear when words of the administration change."""

from __future__ import annotations

import msgspec
import pytest
from redis import Redis
from rest_framework.test import APIClient

from contracts.permissions import Role
from contracts.views import WordsChanged
from contracts.vocabulary import WordList
from contracts.wire import NEWS_CHANNEL, News
from tests.integration.django.conftest import Asks, made

WORDS = {"code": "meter_read", "name_en": "Meter read", "name_de": "Zähler abgelesen"}


@pytest.fixture
def admin(asks: Asks) -> APIClient:
    return asks(Role.ADMINISTRATOR)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("dispositions", WORDS, WordList.DISPOSITIONS),
        ("outcome-fields", WORDS | {"kind": "text"}, WordList.OUTCOME_FIELDS),
        ("not-ready-reasons", WORDS, WordList.NOT_READY_REASONS),
    ],
)
def test_every_page_hears_that_words_were_made_changed_and_removed(
    center_redis: str, admin: APIClient, path: str, fields: dict[str, str], words: WordList
) -> None:
    with Redis.from_url(center_redis) as redis, redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(NEWS_CHANNEL)
        heard.get_message(timeout=5.0)

        def news() -> News:
            while (told := heard.get_message(timeout=5.0)) is None:
                pass
            return msgspec.json.decode(told["data"], type=News)

        kept = made(admin, path, **fields)["id"]
        told = [news()]
        admin.patch(f"/api/v1/{path}/{kept}", {"name_en": "Meter read out"})
        told.append(news())
        admin.delete(f"/api/v1/{path}/{kept}")
        told.append(news())
    assert [(one.users, one.permission) for one in told] == [(None, "")] * 3
    assert [msgspec.json.decode(one.message, type=WordsChanged).words for one in told] == [words] * 3
