"""The generator on a small declaration; that the real files are current is tests/contract's matter."""

import pytest

from telephony.ari.generate import call, fields, python_type, sentence, snake, wire


@pytest.mark.parametrize(
    ("declared", "python"),
    [("string", "str"), ("List[Channel]", "list[Channel]"), ("double", "float"), ("Bridge", "Bridge"), ("void", "None")],
)
def test_types_are_translated(declared: str, python: str) -> None:
    assert python_type(declared) == python


def test_names_are_python_names() -> None:
    declared = ("channelId", "absorbDTMF", "from", "reason_code")
    assert [snake(name) for name in declared] == ["channel_id", "absorb_dtmf", "from_", "reason_code"]


def test_required_members_come_first_and_renamed_ones_keep_their_wire_name() -> None:
    declared = {"cause": {"type": "int"}, "from": {"type": "string", "required": True}, "id": {"type": "string", "required": True}}
    assert list(fields(declared)) == ['    from_: str = msgspec.field(name="from")', "    id: str", "    cause: int | None = None"]


def test_a_request_says_where_each_parameter_goes() -> None:
    parameters = [
        {"name": "channelId", "paramType": "path", "dataType": "string"},
        {"name": "reason", "paramType": "query", "dataType": "string"},
        {"name": "variables", "paramType": "body", "dataType": "containers"},
    ]
    assert wire("POST", "/channels/{channelId}", parameters) == (
        'Call(\n            "POST",\n            f"channels/{segment(self.channel_id)}",\n'
        '            pairs(("reason", self.reason)),\n            body=named(variables=self.variables),\n        )'
    )


def test_long_calls_get_a_line_for_each_argument() -> None:
    assert call("Call", ['"GET"', '"x"'], indent=8) == 'Call("GET", "x")'
    assert call("f", ["a" * 120], indent=4) == f"f(\n        {'a' * 120},\n    )"


def test_a_description_becomes_one_short_sentence() -> None:
    assert sentence('Say "hello" twice.  Then more.') == "Say 'hello' twice."
    assert len(sentence("word " * 60)) < 100
