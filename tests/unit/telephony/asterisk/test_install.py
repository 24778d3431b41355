from pathlib import Path

import pytest

from launch.faults import LaunchFault
from telephony.asterisk.install import Installation, _new_enough


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("1:22.10.1~dfsg+~cs6-1", True),
        ("22.7.0", True),
        ("23.0.0", True),
        ("1:22.6.9", False),
        ("1:20.19.0~dfsg", False),
        ("1:16.28.0~dfsg-0+deb11u4", False),
        ("unknown", False),
    ],
)
def test_the_first_release_with_all_we_need_is_22_7(version: str, enough: bool) -> None:
    assert _new_enough(version) is enough


def test_the_version_is_what_asterisk_says(tmp_path: Path) -> None:
    program = tmp_path / "asterisk"
    program.write_text("#!/bin/sh\necho 'Asterisk 22.10.1+dfsg+~cs6.17 built by x'\n")
    program.chmod(0o755)
    assert Installation((str(program),), tmp_path, tmp_path).version() == "22.10.1"


def test_an_asterisk_that_does_not_start_is_one_sentence(tmp_path: Path) -> None:
    program = tmp_path / "asterisk"
    program.write_text("#!/bin/sh\necho 'no such library' >&2\nexit 127\n")
    program.chmod(0o755)
    with pytest.raises(LaunchFault, match="Asterisk does not start: no such library"):
        Installation((str(program),), tmp_path, tmp_path).version()
