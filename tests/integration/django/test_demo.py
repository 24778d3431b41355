"""The demo center: made once, and then left to its administrator."""

from __future__ import annotations

import stat
import typing
from pathlib import Path

import pytest

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from ccplatform.alarms.models import AlarmRule
from ccplatform.boards.selectors import view, visible
from ccplatform.configuration.building import build
from ccplatform.demo import sign_ins
from ccplatform.demo.customers import customers
from ccplatform.demo.loading import load
from ccplatform.queues.models import Queue
from contracts.boards import ListOf, ListTile, Tile
from contracts.permissions import Role
from crm.contacts.models import Contact
from crm.followups.models import FollowUp
from telephony.provisioning.credentials import ha1
from telephony.provisioning.models import Device

pytestmark = pytest.mark.django_db


def silent(text: str, language: str, folder: Path) -> str:
    return f"{language}-{len(text)}"


def test_the_demo_center_is_whole(tmp_path: Path) -> None:
    assert load(tmp_path, speak=silent)
    configuration = build(version=1, published_at=0)
    assert {queue.name for queue in configuration.queues} == {"Billing DE", "Billing EN", "Tariffs", "Contracts", "Outage"}
    assert len(configuration.agents) == 16
    assert {number.number: (number.flow is not None, number.queue is not None) for number in configuration.numbers} == {
        "+49405550100": (True, False),
        "+49405550199": (False, True),
        "+49405550210": (False, True),
    }
    assert Contact.objects.count() == len(list(customers()))
    (flow,) = configuration.flows
    assert {prompt.language for node in flow.nodes for prompt in getattr(node, "prompts", [])} == {"en", "de"}


def test_one_queue_of_the_demo_shows_every_rule(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    configuration = build(version=1, published_at=0)
    queue = next(queue for queue in configuration.queues if queue.name == "Contracts")
    assert queue.hours and queue.rings and queue.groups and queue.overflows and queue.sticky_days and queue.caller_id
    assert queue.announcements is not None and queue.announcements.positions and queue.announcements.waits
    assert queue.callback is not None and queue.callback.prompts and queue.callback.confirmed
    assert [trunk.outbound_address for trunk in configuration.trunks if trunk.outbound_address] == ["127.0.0.2:5098"]
    assert {level for agent in configuration.agents for level in agent.levels.values()} == {2, 3}


def test_some_follow_ups_of_the_demo_are_a_persons_some_a_teams_and_some_a_queues(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    hands = {(row.agent is not None, row.team is not None, row.queue is not None) for row in FollowUp.objects.all()}
    assert hands == {(True, False, True), (False, True, True), (False, False, True)}


def test_the_supervisors_boards_show_every_kind_of_tile_and_every_list(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    jonas, lena, daniel = (User.objects.get(username=name) for name in ("jonas.reuter", "lena.fischer", "daniel.kurz"))
    floor, team = (view(board, jonas) for board in visible(jonas).order_by("pk"))
    assert {type(tile) for tile in floor.tiles} == set(typing.get_args(Tile))
    lists = {tile.of for board in (floor, team) for tile in board.tiles if isinstance(tile, ListTile)}
    assert lists == set(ListOf)
    assert [board.name for board in visible(lena).order_by("pk")] == [floor.name, team.name]
    assert [board.name for board in visible(daniel)] == [floor.name]
    assert AlarmRule.objects.filter(active=True).count() == 3
    assert all(found.agents.count() > 1 for found in Team.objects.all())


def test_the_supervisor_has_a_phone_to_listen_in_and_takes_no_interactions(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    jonas = Agent.objects.get(user__username="jonas.reuter")
    assert (list(jonas.memberships.all()), [device.kind for device in jonas.devices.all()]) == ([], ["browser"])
    assert jonas.user is not None and jonas.user.role == Role.SUPERVISOR.value


def test_everybody_in_the_file_can_sign_in_and_nobody_else_reads_it(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    file = tmp_path / sign_ins.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = sign_ins.read(tmp_path)
    assert all(User.objects.get(username=name).check_password(row.password) for name, row in rows.items())
    assert {row.role for row in rows.values()} == {Role.ADMINISTRATOR.value, Role.SUPERVISOR.value, Role.AGENT.value}
    registered = [device for row in rows.values() for device in row.devices if device.secret]
    assert len(registered) == 2
    assert all(Device.objects.get(pk=device.id).digest == ha1(device.username, device.secret) for device in registered)


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    Queue.objects.filter(name="Outage").update(name="Power cuts")
    before = (tmp_path / sign_ins.FILE).read_bytes(), build(version=1, published_at=0)
    assert not load(tmp_path, speak=silent)
    assert ((tmp_path / sign_ins.FILE).read_bytes(), build(version=1, published_at=0)) == before


def test_a_password_that_was_changed_is_no_longer_told(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    lena = User.objects.get(username="lena.fischer")
    lena.set_password("my own secret words")
    lena.save()
    load(tmp_path, speak=silent)
    assert sign_ins.read(tmp_path)["lena.fischer"].password == ""
    lena.refresh_from_db()
    assert lena.check_password("my own secret words")


def test_a_lost_file_is_made_again_with_new_passwords(tmp_path: Path) -> None:
    load(tmp_path, speak=silent)
    (tmp_path / sign_ins.FILE).unlink()
    load(tmp_path, speak=silent)
    row = sign_ins.read(tmp_path)["demo10"]
    assert User.objects.get(username="demo10").check_password(row.password)
    (device,) = row.devices
    assert Device.objects.get(pk=device.id).digest == ha1(device.username, device.secret)


def test_a_center_of_ones_own_is_not_touched(tmp_path: Path) -> None:
    User.objects.create(username="owner", name="Owner", role=Role.ADMINISTRATOR.value)
    assert not load(tmp_path, speak=silent)
    assert not Agent.objects.exists()
    assert sign_ins.read(tmp_path) == {}
