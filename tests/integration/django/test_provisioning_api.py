"""Trunks, numbers, devices and the softphone over REST."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from contracts.permissions import Role
from telephony.provisioning.credentials import ha1
from telephony.provisioning.models import Device, Trunk
from tests.integration.django.conftest import Asks, made

pytestmark = pytest.mark.usefixtures("center_redis")


def test_a_trunk_is_known_by_its_addresses(admin: APIClient) -> None:
    trunk = made(admin, "trunks", name="Provider", source_addresses=["192.0.2.10/32", "198.51.100.7/24", "192.0.2.10"])
    assert trunk["source_addresses"] == ["192.0.2.10", "198.51.100.0/24"]
    assert trunk["codecs"] == ["alaw", "ulaw", "g722", "opus"]
    answer = admin.post("/api/v1/trunks", {"name": "Other", "source_addresses": ["198.51.100.20"]})
    assert answer.json()["errors"] == {"source_addresses": ["198.51.100.20 belongs to the trunk Provider already."]}


def test_two_trunks_behind_one_address_differ_by_port(admin: APIClient) -> None:
    made(admin, "trunks", name="One", source_addresses=["192.0.2.10:5062"])
    assert made(admin, "trunks", name="Two", source_addresses=["192.0.2.10:5064"])["source_addresses"] == ["192.0.2.10:5064"]
    assert admin.post("/api/v1/trunks", {"name": "Three", "source_addresses": ["192.0.2.10"]}).json()["code"] == "address_taken"


@pytest.mark.parametrize("username", ["t7", "nobody", "d0123"])
def test_a_trunk_does_not_take_the_name_of_another_endpoint(admin: APIClient, username: str) -> None:
    assert admin.post("/api/v1/trunks", {"name": "Provider", "username": username}).json()["code"] == "username_taken"


@pytest.mark.parametrize("address", ["nonsense", "0.0.0.0/0", "::/0", "192.0.2.300", "192.0.2.0/24:5060", "192.0.2.1:0"])
def test_what_is_no_network_is_refused(admin: APIClient, address: str) -> None:
    answer = admin.post("/api/v1/trunks", {"name": "Provider", "source_addresses": [address]})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["source_addresses"])


def test_a_trunk_by_which_nobody_can_be_known_is_refused(admin: APIClient) -> None:
    assert admin.post("/api/v1/trunks", {"name": "Provider"}).json()["code"] == "trunk_unknown"


def test_a_secret_that_we_make_is_shown_once(admin: APIClient) -> None:
    trunk = made(admin, "trunks", name="Provider", username="provider")
    assert Trunk.objects.get().digest == ha1("provider", trunk["secret"])
    again = admin.get(f"/api/v1/trunks/{trunk['id']}").json()
    assert (again["username"], again["secret"]) == ("provider", None)
    renamed = admin.patch(f"/api/v1/trunks/{trunk['id']}", {"username": "other"}).json()
    assert Trunk.objects.get().digest == ha1("other", renamed["secret"])


def test_a_registration_hides_and_keeps_its_secret(admin: APIClient) -> None:
    registration = {"server": "sip.example.net", "username": "4940555", "secret": "from the provider"}
    trunk = made(admin, "trunks", name="Provider", registration=registration)
    assert trunk["registration"] == {"server": "sip.example.net", "username": "4940555"}
    changed = {"registration": {"server": "sip:sip.example.net:5061", "username": "4940555"}}
    assert admin.patch(f"/api/v1/trunks/{trunk['id']}", changed).status_code == 200
    assert Trunk.objects.get().registration_secret == "from the provider"
    without = {"registration": {"server": "sip.example.net", "username": "x"}}
    assert admin.post("/api/v1/trunks", {"name": "Other", **without}).json()["code"] == "secret_missing"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("+49 40 5550100", "+49405550100"), ("040 5550100", "+49405550100"), ("0049 40 5550100", "+49405550100"), ("100", "100")],
)
def test_numbers_become_e164(admin: APIClient, written: str, kept: str) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    assert made(admin, "numbers", number=written, queue=queue)["number"] == kept
    answer = admin.post("/api/v1/numbers", {"number": written, "queue": queue})
    assert answer.json()["errors"] == {"number": [f"The number {kept} is there already."]}


@pytest.mark.parametrize("number", ["+49", "0", "+4900000000000000000000", "call me", "<script>", "٣٤٥"])
def test_what_is_no_number_is_refused_with_an_example(admin: APIClient, number: str) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    answer = admin.post("/api/v1/numbers", {"number": number, "queue": queue})
    assert answer.status_code == 400
    assert "+49 40 5550100" in answer.json()["errors"]["number"][0]


def test_a_number_leads_to_exactly_one_thing(admin: APIClient) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    flow = made(admin, "flows", name="Main")["id"]
    assert admin.post("/api/v1/numbers", {"number": "100"}).json()["code"] == "number_target"
    assert admin.post("/api/v1/numbers", {"number": "100", "queue": queue, "flow": flow}).json()["code"] == "number_target"
    assert admin.post("/api/v1/numbers", {"number": "100", "flow": flow}).json()["code"] == "flow_unpublished"
    number = made(admin, "numbers", number="100", queue=queue)
    assert "100" in admin.delete(f"/api/v1/queues/{queue}").json()["detail"]
    assert admin.delete(f"/api/v1/numbers/{number['id']}").status_code == 204


def test_a_phone_that_registers_gets_a_random_name_and_a_secret_once(admin: APIClient) -> None:
    agent = made(admin, "agents", name="Lena")["id"]
    device = made(admin, "devices", kind="sip_registered", agent=agent)
    assert Device.objects.get().digest == ha1(device["username"], device["secret"])
    assert admin.get(f"/api/v1/devices/{device['id']}").json()["secret"] is None
    assert admin.get(f"/api/v1/agents/{agent}").json()["devices"] == [device["id"]]
    assert admin.patch(f"/api/v1/devices/{device['id']}", {"kind": "browser"}).json()["code"] == "kind_fixed"


@pytest.mark.parametrize("contact", ["", "10.0.0.1", "sip:a@b@c", "sip:desk@host:99999", "sip:x@h;maddr=evil", "sip:x@h\r\nVia: y"])
def test_a_phone_at_a_fixed_address_needs_a_right_one(admin: APIClient, contact: str) -> None:
    agent = made(admin, "agents", name="Lena")["id"]
    answer = admin.post("/api/v1/devices", {"kind": "sip_fixed", "agent": agent, "contact": contact})
    assert (answer.status_code, answer.json()["code"]) == (400, "contact")


def test_two_agents_do_not_share_a_phone(admin: APIClient) -> None:
    lena, ben = made(admin, "agents", name="Lena")["id"], made(admin, "agents", name="Ben")["id"]
    made(admin, "devices", kind="sip_fixed", agent=lena, contact="sip:desk@192.0.2.12:5060")
    answer = admin.post("/api/v1/devices", {"kind": "sip_fixed", "agent": ben, "contact": "sip:desk@192.0.2.12:5060"})
    assert answer.json()["errors"] == {"contact": ["sip:desk@192.0.2.12:5060 is the phone of Lena already."]}


def test_an_agent_sees_the_own_devices_only(asks: Asks, admin: APIClient) -> None:
    other = made(admin, "agents", name="Other")["id"]
    made(admin, "devices", kind="sip_registered", agent=other)
    agent = asks(Role.AGENT, agent=True)
    own = agent.post("/api/v1/softphone/session").json()["device"]
    assert [device["id"] for device in agent.get("/api/v1/devices").json()["results"]] == [own]
    assert len(admin.get("/api/v1/devices").json()["results"]) == 2
    assert [device["agent"] for device in admin.get(f"/api/v1/devices?agent={other}").json()["results"]] == [other]


def softphone(client: APIClient, **how: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/softphone/session", **how)
    assert answer.status_code == 200, answer.content
    session: dict[str, Any] = answer.json()
    return session


def test_each_softphone_session_has_a_new_secret_of_the_same_device(asks: Asks) -> None:
    agent = asks(Role.AGENT, agent=True)
    first, second = softphone(agent), softphone(agent)
    assert first["device"] == second["device"]
    assert first["password"] != second["password"]
    assert Device.objects.get().digest == ha1(second["username"], second["password"])
    assert second["uri"] == f"sip:{second['username']}@testserver"
    assert second["ws_url"] == "ws://testserver:8088/ws"


def test_a_secure_page_gets_a_secure_socket(asks: Asks) -> None:
    assert softphone(asks(Role.AGENT, agent=True), secure=True)["ws_url"] == "wss://testserver:8089/ws"


def test_who_is_no_agent_has_no_softphone(asks: Asks) -> None:
    assert asks(Role.AGENT).post("/api/v1/softphone/session").json()["code"] == "no_agent"
