import re

from telephony.asterisk.dialplan import DEVICES, INBOUND, SPECIAL, extensions

TEXT = extensions("ccplatform", 7, ("custom/sorry-en", "custom/sorry-de"))


def context(name: str) -> str:
    return TEXT.partition(f"[{name}]\n")[2].partition("\n[")[0]


def test_there_are_two_contexts_and_nothing_dials() -> None:
    assert re.findall(r"^\[(\w+)\]$", TEXT, re.MULTILINE) == ["general", INBOUND, DEVICES]
    applications = {found[1] for found in re.finditer(r"(?:,\d+|n(?:\(\w+\))?),(\w+)\(", TEXT)}
    assert applications == {
        "Set", "Stasis", "GotoIf", "Goto", "Ringing", "Wait", "StartMusicOnHold", "StopMusicOnHold", "Progress", "Playback",
        "Hangup", "Answer", "Echo",
    }  # fmt: skip


def test_callers_are_never_answered_by_the_dialplan() -> None:
    assert "Answer" not in context(INBOUND)


def test_what_was_dialled_is_never_evaluated_again() -> None:
    assert "EXTEN" not in TEXT
    assert "CALLERID" not in TEXT


def test_an_extension_of_asterisks_own_is_no_call() -> None:
    inbound = context(INBOUND)
    assert "exten => h,1,Hangup()" in inbound
    for special in SPECIAL:
        assert f"exten => {special},1,Hangup(1)" in inbound


def test_the_caller_is_offered_every_second_until_the_limit() -> None:
    for extension in ("s", "_[!-~]!"):
        steps = context(INBOUND).partition(f"exten => {extension},1,")[2].partition("\nexten")[0]
        assert "Stasis(ccplatform,inbound)" in steps
        assert "GotoIf($[${CC_ATTEMPT}>7]?sorry)" in steps
        assert "Playback(custom/sorry-en&custom/sorry-de,noanswer)" in steps
        assert steps.count("Wait(1)") == 2


def test_a_phone_may_call_the_echo_only() -> None:
    assert re.findall(r"exten => (\S+?),", context(DEVICES)) == ["*43"]
