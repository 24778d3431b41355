from contracts.configuration import Registration, TrunkConfiguration
from telephony.ari.provisioning import Fields, Key, changes
from telephony.ari.requests import DeleteDynamicObject, PutDynamicObject
from telephony.asterisk.objects import grows, in_order, possible, trunk_objects


def trunk(*addresses: str, registration: Registration | None = None) -> dict[Key, Fields | None]:
    objects = trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=list(addresses), registration=registration))
    return dict(objects)


def said(there: dict[Key, Fields | None], wanted: dict[Key, Fields | None]) -> list[str]:
    known = {key: fields for key, fields in wanted.items() if fields is not None}
    return [
        f"{'put' if isinstance(request, PutDynamicObject) else 'delete'} {request.object_type} {request.id}"
        for request in changes(there, known, in_order, grows)
        if isinstance(request, PutDynamicObject | DeleteDynamicObject)
    ]


def test_what_is_as_wanted_costs_nothing() -> None:
    assert said(trunk("192.0.2.1"), trunk("192.0.2.1")) == []


def test_an_endpoint_comes_after_what_it_names_and_goes_before() -> None:
    provider = Registration(server="sip.example.test", username="u", secret="s")
    wanted = trunk("192.0.2.1", registration=provider)
    assert said({}, wanted) == ["put auth t7-out", "put endpoint t7", "put identify t7-0", "put registration t7"]
    assert said(wanted, {}) == ["delete registration t7", "delete identify t7-0", "delete endpoint t7", "delete auth t7-out"]


def test_an_address_is_replaced_and_not_added_to() -> None:
    steps = said(trunk("192.0.2.1", "192.0.2.2"), trunk("192.0.2.9"))
    assert steps == ["delete identify t7-1", "delete identify t7-0", "put identify t7-0"]


def test_what_may_be_there_unread_is_removed_or_written_anew() -> None:
    unread: dict[Key, Fields | None] = dict.fromkeys(possible("t7"))
    steps = said(unread, trunk("192.0.2.1"))
    assert steps[-3:] == ["put endpoint t7", "delete identify t7-0", "put identify t7-0"]
    assert "delete registration t7" in steps
    assert "delete endpoint t7" not in steps
