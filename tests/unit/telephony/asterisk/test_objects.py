"""What Asterisk is told about devices."""

from contracts.configuration import DeviceConfiguration
from contracts.vocabulary import DeviceKind
from telephony.asterisk.objects import CLASS, device_objects


def test_a_browser_whose_agent_never_signed_in_has_no_objects_yet() -> None:
    """Asterisk refuses an auth without a digest, and one refused object must not be asked for again and again."""
    assert device_objects(DeviceConfiguration(id=1, kind=DeviceKind.BROWSER, agent=1, username="d1")) == {}


def test_a_phone_at_a_fixed_address_needs_no_credentials() -> None:
    objects = device_objects(DeviceConfiguration(id=1, kind=DeviceKind.SIP_FIXED, agent=1, username="d1", contact="sip:a@127.0.0.3:5082"))
    assert set(objects) == {(CLASS, "aor", "d1"), (CLASS, "endpoint", "d1")}
