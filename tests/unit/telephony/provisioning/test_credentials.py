from __future__ import annotations

from telephony.provisioning.credentials import ha1, new_secret, new_username


def test_the_digest_is_that_of_the_standard() -> None:
    # md5sum of "Mufasa:ccplatform:Circle Of Life", the credentials of RFC 7616's example in our realm
    assert ha1("Mufasa", "Circle Of Life") == "49263043940d9b2adbc334412bc811de"


def test_names_and_secrets_are_random_and_long() -> None:
    assert len({new_username() for _ in range(100)}) == 100
    assert all(len(new_secret()) >= 32 for _ in range(10))
