import sys

import pytest

from telephony.asterisk.__main__ import COMMANDS, main


def test_a_bad_setting_is_one_sentence_and_exit_code_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CC_SIP_PORT", "none")
    monkeypatch.setattr(sys, "argv", ["telephony.asterisk", "check"])
    assert main() == 1
    assert capsys.readouterr().err == "CC_SIP_PORT must be a port between 1 and 65535, not 'none'\n"


def test_an_unknown_command_says_which_there_are(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["telephony.asterisk", "explode"])
    with pytest.raises(SystemExit, match="2"):
        main()
    said = capsys.readouterr().err
    assert all(command in said for command in COMMANDS)
