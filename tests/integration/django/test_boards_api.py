"""Boards over REST: who sees them, who changes them, what is refused, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.accounts.services import delete_account
from ccplatform.agents.models import Agent, Team
from ccplatform.boards import services
from ccplatform.boards.models import Board, BoardDeed
from ccplatform.boards.services import BOARD_DEEDS_KEPT_MAX
from ccplatform.kernel.problems import Conflict
from ccplatform.queues.models import Queue
from contracts.boards import BOARD_TILES_MAX, BOARDS_PER_OWNER_MAX
from contracts.permissions import Role
from contracts.wire import NEWS_CHANNEL, News
from tests.integration.django.conftest import Asks, made

pytestmark = pytest.mark.usefixtures("center_redis")
BOARDS = "/api/v1/boards"
TEAM_LIST = {"kind": "list", "id": "l", "place": {"x": 0, "y": 0, "width": 3, "height": 2}, "of": "agents"}
CLOCK: dict[str, Any] = {"kind": "clock", "id": "a", "place": {"x": 0, "y": 0, "width": 3, "height": 2}}


@pytest.fixture
def supervisor(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


@pytest.fixture
def desk(asks: Asks) -> APIClient:
    """Somebody at a desk."""
    return asks(Role.AGENT, agent=True)


@pytest.fixture
def other(db: None) -> APIClient:
    """A second supervisor."""
    client = APIClient()
    client.force_login(User.objects.create(username="other", name="Other", role=Role.SUPERVISOR.value))
    return client


def team_with_the_desk() -> int:
    team = Team.objects.create(name="North")
    team.agents.set([Agent.objects.get(user__username="agent")])
    return team.pk


def names(client: APIClient) -> list[str]:
    return [board["name"] for board in client.get(BOARDS).json()["results"]]


def body(board: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {name: board[name] for name in ("name", "sharing", "teams", "tiles", "version")} | changed


def test_a_board_is_kept_as_it_was_made_and_its_defaults_are_told(supervisor: APIClient) -> None:
    board = made(supervisor, "boards", name="Floor", tiles=[CLOCK])
    assert board == {
        "id": board["id"],
        "name": "Floor",
        "owner": "Supervisor",
        "mine": True,
        "sharing": "private",
        "teams": [],
        "tiles": [CLOCK | {"title": "", "time_zone": ""}],
        "version": 1,
        "may_edit": True,
    }
    assert supervisor.get(f"{BOARDS}/{board['id']}").json() == board
    assert supervisor.get(BOARDS).json()["results"] == [board]


def test_who_sees_which_board(supervisor: APIClient, other: APIClient, desk: APIClient, asks: Asks) -> None:
    stranger = APIClient()
    user = User.objects.create(username="elsewhere", name="Elsewhere", role=Role.AGENT.value)
    Agent.objects.create(name="Elsewhere", user=user)
    stranger.force_login(user)
    north = team_with_the_desk()
    mine = made(supervisor, "boards", name="Mine")
    made(supervisor, "boards", name="Everybody's", sharing="everybody")
    made(supervisor, "boards", name="North's", sharing="teams", teams=[north])
    assert names(supervisor) == ["Everybody's", "Mine", "North's"]
    assert names(other) == ["Everybody's", "North's"]
    assert names(asks(Role.ADMINISTRATOR)) == ["Everybody's", "North's"]
    assert names(desk) == ["Everybody's", "North's"]
    assert names(stranger) == ["Everybody's"]
    for client in (other, desk, asks(Role.ADMINISTRATOR)):
        assert client.get(f"{BOARDS}/{mine['id']}").status_code == 404
    Agent.objects.filter(user__username="agent").update(active=False)
    assert names(desk) == ["Everybody's"]


def test_teams_count_only_while_a_board_is_shared_with_teams(supervisor: APIClient, desk: APIClient) -> None:
    board = made(supervisor, "boards", name="Mine", sharing="private", teams=[team_with_the_desk()])
    assert board["teams"] == []
    assert names(desk) == []


def test_the_owner_and_administrators_change_a_board_and_others_copy_it(
    supervisor: APIClient, other: APIClient, desk: APIClient, asks: Asks
) -> None:
    board = made(supervisor, "boards", name="Floor", sharing="everybody", tiles=[CLOCK])
    path = f"{BOARDS}/{board['id']}"
    seen = other.get(path).json()
    assert (seen["mine"], seen["may_edit"], seen["owner"]) == (False, False, "Supervisor")
    for answer in (other.put(path, body(board)), other.delete(path)):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_board")
    assert desk.put(path, body(board)).status_code == 403
    copied = other.post(f"{path}/copy").json()
    assert (copied["name"], copied["owner"], copied["sharing"], copied["mine"]) == ("Floor (copy)", "Other", "private", True)
    assert copied["tiles"] == board["tiles"]
    assert other.post(f"{path}/copy", {"name": "Night"}).json()["name"] == "Night"
    admin = asks(Role.ADMINISTRATOR)
    assert admin.get(path).json()["may_edit"] is True
    assert admin.put(path, body(board, name="Service floor")).json()["version"] == 2
    assert admin.delete(path).status_code == 204
    assert admin.get(path).status_code == 404


def test_who_saves_an_old_version_is_told_who_was_quicker(supervisor: APIClient, asks: Asks) -> None:
    board = made(supervisor, "boards", name="Floor", sharing="everybody")
    path = f"{BOARDS}/{board['id']}"
    assert asks(Role.ADMINISTRATOR).put(path, body(board, name="Hall")).json()["version"] == 2
    answer = supervisor.put(path, body(board, name="Room"))
    assert (answer.status_code, answer.json()["code"]) == (409, "board_changed")
    assert answer.json()["errors"] == {"version": ["Administrator has saved this board since you opened it."]}
    assert supervisor.put(path, body(board, name="Room", version=2)).json()["name"] == "Room"


def test_everything_that_is_wrong_is_said_at_its_field(supervisor: APIClient) -> None:
    place = {"x": 11, "y": 0, "width": 2, "height": 1}
    tiles = [
        CLOCK,
        {**CLOCK, "place": {**CLOCK["place"], "x": 2}},
        {"kind": "number", "id": "n", "place": place, "measure": "waiting", "queues": [77]},
        {"kind": "number", "id": "m", "place": {"x": "left"}, "measure": "waiting"},
        {"kind": "gauge", "id": "g"},
        7,
    ]
    answer = supervisor.post(BOARDS, {"name": "Floor", "sharing": "teams", "tiles": tiles})
    assert (answer.status_code, answer.json()["code"]) == (400, "teams_missing")
    assert answer.json()["errors"] == {
        "teams": ["Choose the teams."],
        "tiles.1.id": ["Another tile has this id."],
        "tiles.1.place": ["This tile lies on another one."],
        "tiles.2.place": ["A board has 12 columns and 24 rows: this tile lies outside."],
        "tiles.2.queues.0": ["There is no queue 77 in use."],
        "tiles.3.place.x": ["This cannot be read: Expected `int`, got `str`"],
        "tiles.4.kind": ["This cannot be read: Invalid value 'gauge'"],
        "tiles.5": ["This cannot be read: Expected `object`, got `int`"],
    }
    assert supervisor.get(BOARDS).json()["results"] == []


def test_the_reader_s_language_is_spoken(supervisor: APIClient) -> None:
    User.objects.filter(username="supervisor").update(language="de")
    answer = supervisor.post(BOARDS, {"name": "Halle", "tiles": [{**CLOCK, "time_zone": "Mars/Olympus"}]})
    assert answer.json()["errors"] == {"tiles.0.time_zone": ["Das ist keine Zeitzone. Bitte wie Europe/Berlin schreiben."]}
    board = made(supervisor, "boards", name="Halle")
    assert supervisor.post(f"{BOARDS}/{board['id']}/copy").json()["name"] == "Halle (Kopie)"


def test_unknown_teams_and_too_many_tiles_are_refused(supervisor: APIClient) -> None:
    answer = supervisor.post(BOARDS, {"name": "Floor", "sharing": "teams", "teams": [5]})
    assert (answer.json()["code"], answer.json()["errors"]) == ("unknown_team", {"teams.0": ["There is no team 5."]})
    many = [{**CLOCK, "id": f"c{n}"} for n in range(BOARD_TILES_MAX + 1)]
    answer = supervisor.post(BOARDS, {"name": "Floor", "tiles": many})
    assert (answer.json()["code"], answer.json()["errors"]) == ("too_many_tiles", {"tiles": ["At most 40 tiles."]})


def test_a_person_has_so_many_boards_and_no_more(supervisor: APIClient) -> None:
    first = made(supervisor, "boards", name="Board 0")
    for number in range(1, BOARDS_PER_OWNER_MAX):
        made(supervisor, "boards", name=f"Board {number}")
    for path in (BOARDS, f"{BOARDS}/{first['id']}/copy"):
        answer = supervisor.post(path, {"name": "One more"})
        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_boards")


def test_a_board_outlives_the_queue_it_shows_and_the_account_that_made_it(supervisor: APIClient, asks: Asks) -> None:
    queue = Queue.objects.create(name="Billing")
    tile = {"kind": "number", "id": "n", "place": CLOCK["place"], "measure": "waiting", "queues": [queue.pk]}
    board = made(supervisor, "boards", name="Floor", sharing="everybody", tiles=[tile])
    queue.active = False
    queue.save()
    assert supervisor.get(f"{BOARDS}/{board['id']}").json() == board
    admin = asks(Role.ADMINISTRATOR)
    owner = User.objects.get(username="supervisor")
    delete_account(user=owner)
    assert admin.get(f"{BOARDS}/{board['id']}").json()["owner"] == "Supervisor"
    assert admin.put(f"{BOARDS}/{board['id']}", body(board, tiles=[])).status_code == 200


def test_a_team_that_is_deleted_takes_its_sharing_with_it_and_not_the_board(supervisor: APIClient, desk: APIClient, asks: Asks) -> None:
    north = team_with_the_desk()
    board = made(supervisor, "boards", name="North's", sharing="teams", teams=[north], tiles=[{**TEAM_LIST, "teams": [north]}])
    assert asks(Role.ADMINISTRATOR).delete(f"/api/v1/teams/{north}").status_code == 204
    assert names(desk) == []
    assert supervisor.get(f"{BOARDS}/{board['id']}").json() == board | {"teams": []}
    answer = supervisor.put(f"{BOARDS}/{board['id']}", body(board))
    assert answer.json()["errors"] == {"teams.0": [f"There is no team {north}."], "tiles.0.teams.0": [f"There is no team {north}."]}


def test_what_is_deleted_meanwhile_cannot_be_saved(supervisor: APIClient) -> None:
    board = made(supervisor, "boards", name="Floor")
    user, kept = User.objects.get(username="supervisor"), Board.objects.get()
    supervisor.delete(f"{BOARDS}/{board['id']}")
    with pytest.raises(Conflict) as refused:
        services.delete(board=kept, by=user)
    assert (refused.value.code, str(refused.value.detail)) == ("board_gone", "Somebody has deleted this board.")


def test_every_deed_is_recorded_with_who_did_it(supervisor: APIClient, asks: Asks) -> None:
    board = made(supervisor, "boards", name="Floor", sharing="everybody", tiles=[CLOCK])
    path = f"{BOARDS}/{board['id']}"
    asks(Role.ADMINISTRATOR).put(path, body(board, name="Hall", tiles=[]))
    told = [(d["deed"], d["name"], d["version"], d["tiles"], d["by"]) for d in supervisor.get(f"{path}/history").json()]
    assert told == [("saved", "Hall", 2, 0, "Administrator"), ("made", "Floor", 1, 1, "Supervisor")]
    supervisor.delete(path)
    last = BoardDeed.objects.order_by("-id").first()
    assert last is not None
    assert (last.deed, last.board, last.by.username) == ("deleted", board["id"], "supervisor")


def test_the_oldest_deeds_of_a_board_are_forgotten(supervisor: APIClient) -> None:
    board = made(supervisor, "boards", name="Floor")
    user = User.objects.get(username="supervisor")
    BoardDeed.objects.bulk_create(
        BoardDeed(board=board["id"], name="Floor", deed="saved", version=1, sharing="private", tiles=0, by=user)
        for _ in range(BOARD_DEEDS_KEPT_MAX)
    )
    supervisor.put(f"{BOARDS}/{board['id']}", body(board))
    assert BoardDeed.objects.filter(board=board["id"]).count() == BOARD_DEEDS_KEPT_MAX


def test_what_a_tile_can_show_is_told_with_formula_unit_and_direction(desk: APIClient) -> None:
    measures = {one["measure"]: one for one in desk.get(f"{BOARDS}/measures").json()}
    assert len(measures) == 19
    assert measures["asa"] == {
        "measure": "asa",
        "name": "Average speed of answer",
        "formula": "wait of answered visits (queue + ringing, IVR excluded) / answered",
        "unit": "seconds",
        "better": "less",
        "of": "queues_today",
        "trend": True,
    }
    assert (measures["waiting"]["of"], measures["waiting"]["trend"]) == ("queues_now", False)
    User.objects.filter(username="agent").update(language="de")
    assert {one["name"] for one in desk.get(f"{BOARDS}/measures").json()} >= {"Wartend", "Nicht bereit"}


@contextmanager
def listening(url: str) -> Iterator[Any]:
    """Yields `hear()`: the next news as (users, board, version)."""
    with Redis.from_url(url) as redis, redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(NEWS_CHANNEL)
        heard.get_message(timeout=5.0)

        def hear() -> tuple[list[int] | None, int, int]:
            while (told := heard.get_message(timeout=5.0)) is None:
                pass
            news = msgspec.json.decode(told["data"], type=News)
            message = msgspec.json.decode(news.message)
            assert message["kind"] == "board"
            return news.users, message["board"], message["version"]

        yield hear


@pytest.mark.django_db(transaction=True)
def test_everybody_who_sees_a_board_is_told_and_who_does_not_any_more_is_told_that_it_is_gone(
    center_redis: str, supervisor: APIClient, other: APIClient, desk: APIClient
) -> None:
    user = {one.username: one.pk for one in User.objects.all()}
    north = team_with_the_desk()
    with listening(center_redis) as hear:
        board = made(supervisor, "boards", name="Floor", sharing="everybody")
        assert hear() == (None, board["id"], 1)
        board = supervisor.put(f"{BOARDS}/{board['id']}", body(board, sharing="teams", teams=[north])).json()
        assert hear() == (sorted(user.values()), board["id"], 2)
        board = supervisor.put(f"{BOARDS}/{board['id']}", body(board, sharing="private")).json()
        assert hear() == ([user["supervisor"]], board["id"], 3)
        assert hear() == (sorted([user["other"], user["agent"]]), board["id"], 0)
        supervisor.delete(f"{BOARDS}/{board['id']}")
        assert hear() == ([user["supervisor"]], board["id"], 0)
