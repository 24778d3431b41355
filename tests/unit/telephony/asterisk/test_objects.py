from contracts.configuration import SIP_REALM, CenterConfiguration, DeviceConfiguration, Registration, TrunkConfiguration
from contracts.vocabulary import DeviceKind
from telephony.asterisk.dialplan import DEVICES, INBOUND
from telephony.asterisk.files import DYNAMIC
from telephony.asterisk.objects import (
    CLASS,
    SOURCE_ADDRESSES_MAX,
    device_objects,
    endpoint_of_device,
    endpoint_of_trunk,
    grows,
    in_order,
    possible,
    trunk_objects,
    wanted,
)

BROWSER = DeviceConfiguration(id=1, kind=DeviceKind.BROWSER, agent=1, username="b1", digest="0" * 32)
DESK = DeviceConfiguration(id=2, kind=DeviceKind.SIP_REGISTERED, agent=1, username="k2", digest="1" * 32)
FIXED = DeviceConfiguration(id=3, kind=DeviceKind.SIP_FIXED, agent=1, contact="sip:desk@192.0.2.3")
PBX = TrunkConfiguration(id=4, name="PBX", username="berlin", digest="2" * 32)
PROVIDER = TrunkConfiguration(
    id=5,
    name="provider",
    source_addresses=["192.0.2.10", "192.0.2.11:5062"],
    registration=Registration(server="sip.example.test", username="4940555", secret="clear"),
    codecs=["alaw", "g729"],
)
ALL = CenterConfiguration(version=1, published_at=0, devices=[BROWSER, DESK, FIXED], trunks=[PBX, PROVIDER])


def test_an_endpoint_is_named_by_what_logs_in() -> None:
    assert [endpoint_of_device(device) for device in (BROWSER, DESK, FIXED)] == ["b1", "k2", "d3"]
    assert [endpoint_of_trunk(trunk) for trunk in (PBX, PROVIDER)] == ["berlin", "t5"]


def test_every_object_is_of_a_kind_that_asterisk_was_told_of_and_can_be_found_again() -> None:
    objects = wanted(ALL)
    assert {kind for _, kind, _ in objects} == set(DYNAMIC)
    findable = {key for name in ("b1", "k2", "d3", "berlin", "t5") for key in possible(name)}
    assert set(objects) <= findable


def test_all_endpoints_have_the_same_fields_since_updates_merge() -> None:
    endpoints = [fields for (_, kind, _), fields in wanted(ALL).items() if kind == "endpoint"]
    assert {tuple(fields) for fields in endpoints} == {tuple(endpoints[0])}


def test_agents_phones_are_kept_from_dialling_and_callers_from_agents_rights() -> None:
    objects = wanted(ALL)
    contexts = {name: fields["context"] for (_, kind, name), fields in objects.items() if kind == "endpoint"}
    assert contexts == {"b1": DEVICES, "k2": DEVICES, "d3": DEVICES, "berlin": INBOUND, "t5": INBOUND}
    for (_, kind, _), fields in objects.items():
        if kind == "endpoint":
            assert (fields["allow_transfer"], fields["allow_subscribe"], fields["direct_media"]) == ("no", "no", "no")


def test_only_digests_are_told_of_who_logs_in_at_us() -> None:
    auth = device_objects(DESK)[CLASS, "auth", "k2"]
    assert auth == {"auth_type": "md5", "username": "k2", "realm": SIP_REALM, "md5_cred": "1" * 32}


def test_a_browser_speaks_webrtc_and_others_do_not() -> None:
    browser, desk = device_objects(BROWSER)[CLASS, "endpoint", "b1"], device_objects(DESK)[CLASS, "endpoint", "k2"]
    assert (browser["webrtc"], browser["media_encryption"], browser["rtp_timeout"]) == ("yes", "dtls", "5")
    assert (desk["webrtc"], desk["media_encryption"], desk["ice_support"]) == ("no", "no", "no")
    assert browser["allow"] == "!all,opus,g722,alaw,ulaw"


def test_who_logs_in_anew_takes_the_place_and_only_browsers_are_probed() -> None:
    for device, probed in ((BROWSER, "30"), (DESK, "0")):
        aor = device_objects(device)[CLASS, "aor", device.username]
        assert (aor["max_contacts"], aor["remove_existing"], aor["qualify_frequency"]) == ("1", "yes", probed)


def test_a_fixed_phone_needs_no_login_and_is_never_recognised_as_a_caller() -> None:
    objects = device_objects(FIXED)
    assert set(objects) == {(CLASS, "aor", "d3"), (CLASS, "endpoint", "d3")}
    assert objects[CLASS, "aor", "d3"]["contact"] == "sip:desk@192.0.2.3"
    assert (objects[CLASS, "endpoint", "d3"]["auth"], objects[CLASS, "endpoint", "d3"]["identify_by"]) == ("", "header")


def test_a_trunk_has_one_identify_for_each_address_up_to_the_limit() -> None:
    objects = trunk_objects(PROVIDER)
    assert objects[CLASS, "identify", "t5-0"]["match"] == "192.0.2.10"
    assert objects[CLASS, "identify", "t5-1"]["match"] == "192.0.2.11:5062"
    many = TrunkConfiguration(id=6, name="x", source_addresses=[f"192.0.2.{n}" for n in range(40)])
    assert sum(kind == "identify" for _, kind, _ in trunk_objects(many)) == SOURCE_ADDRESSES_MAX


def test_a_codec_we_do_not_speak_is_left_out() -> None:
    assert trunk_objects(PROVIDER)[CLASS, "endpoint", "t5"]["allow"] == "!all,alaw"
    none = TrunkConfiguration(id=6, name="x", codecs=["g729"])
    assert trunk_objects(none)[CLASS, "endpoint", "t6"]["allow"] == "!all,opus,g722,alaw,ulaw"


def test_our_own_registration_never_gives_up_and_names_its_endpoint() -> None:
    registration = trunk_objects(PROVIDER)[CLASS, "registration", "t5"]
    assert (registration["server_uri"], registration["client_uri"]) == ("sip:sip.example.test", "sip:4940555@sip.example.test")
    assert (registration["line"], registration["endpoint"], registration["auth_rejection_permanent"]) == ("yes", "t5", "no")
    assert trunk_objects(PROVIDER)[CLASS, "auth", registration["outbound_auth"]]["password"] == "clear"


def test_media_is_bound_to_one_address_when_told() -> None:
    endpoint = device_objects(BROWSER, "127.0.0.1")[CLASS, "endpoint", "b1"]
    assert (endpoint["media_address"], endpoint["bind_rtp_to_media_address"]) == ("127.0.0.1", "yes")
    endpoint = device_objects(BROWSER)[CLASS, "endpoint", "b1"]
    assert (endpoint["media_address"], endpoint["bind_rtp_to_media_address"]) == ("", "no")


def test_list_fields_are_replaced_as_a_whole() -> None:
    objects = wanted(ALL)
    assert {key[1:] for key, fields in objects.items() if grows(key, fields)} == {("identify", "t5-0"), ("identify", "t5-1"), ("aor", "d3")}


def test_credentials_come_before_endpoints_and_endpoints_before_what_names_them() -> None:
    kinds = [kind for _, kind, _ in in_order(wanted(ALL))]
    assert kinds == sorted(kinds, key=["auth", "aor", "endpoint", "identify", "registration"].index)


def test_a_browser_whose_agent_never_signed_in_has_no_objects_yet() -> None:
    """Asterisk refuses an auth without a digest, and one refused object must not be asked for again and again."""
    assert device_objects(DeviceConfiguration(id=1, kind=DeviceKind.BROWSER, agent=1, username="d1")) == {}
