"""The glossary is law (docs/glossary.md), and some words are never written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.house.tree import CHECKOUT, files, front_end_files, python_by_hand, text, tree

ROOMS_OF_INTERACTIONS = {"acd", "ivr", "contracts", "crm", "reporting", "ccplatform"}
"""Where a conversation is an Interaction. In telephony a phone does place calls."""
CALL = re.compile(r"(?:^|_)calls?(?:_|$)|Call(?![a-z])|Calls(?![a-z])")
CHANNEL = re.compile(r"(?:^|_)channels?(?:_|$)|Channel(?![a-z])")
CHANNEL_FREE_ROOMS = ("acd/core", "ivr/core", "crm/", "reporting/")
"""Where neither Asterisk's nor Django's channels are at home."""
TODO = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError")
BARE_IGNORE = re.compile(r"#\s*(?:type:\s*ignore(?:\[[\w, -]+\])?|noqa(?::\s*[A-Z0-9, ]+)?)\s*$")
MACHINE = re.compile(r"(?<![\w.])/(?:work|farm)/|(?<![\w.])/root/(?!\.)|pypi\.internal")
BROAD_EXCEPT_HOMES = {"acd/engine/engine.py"}
"""Where the engine looks after itself, so that what breaks the floor ends the process."""
HERE = Path("tests/house/test_words.py")
TEXT = {".py", ".ts", ".tsx", ".md", ".toml", ".yml", ".yaml", ".sh", ".css", ".html", ".ini", ".cfg"}


def defined_names(module: ast.AST) -> set[str]:
    """Everything a file gives a name to: classes, functions, arguments, variables, attributes."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.id if isinstance(node, ast.Name) else node.attr)
    return {name for name in names if not name.startswith("__")}


def test_the_word_for_an_interaction_is_found_and_lookalikes_are_not() -> None:
    wrong = {"call", "calls", "active_calls", "CallQueued", "incoming_call_id", "MissedCalls"}
    assert {name for name in wrong if CALL.search(name)} == wrong
    assert not [
        name for name in ("callable", "Callable", "callback", "CALLBACK", "callbacks", "recall", "caller", "called") if CALL.search(name)
    ]


def test_a_conversation_is_an_interaction() -> None:
    rooms = [path for path in python_by_hand() if path.parts[0] in ROOMS_OF_INTERACTIONS]
    assert [(str(path), name) for path in rooms for name in defined_names(tree(path)) if CALL.search(name)] == []


def test_a_channel_is_asterisks_or_djangos() -> None:
    rooms = [path for path in python_by_hand() if str(path).startswith(CHANNEL_FREE_ROOMS)]
    assert [(str(path), name) for path in rooms for name in defined_names(tree(path)) if CHANNEL.search(name)] == []


def test_there_is_no_room_called_channels() -> None:
    assert not (CHECKOUT / "channels").exists()


def lines_with(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    return [f"{path}: {line.strip()}" for path in paths if path != HERE for line in text(path).splitlines() if pattern.search(line)]


def test_nothing_is_left_for_later() -> None:
    assert lines_with(TODO, (*python_by_hand(), *front_end_files())) == []


def test_every_exception_to_a_rule_says_why() -> None:
    assert lines_with(BARE_IGNORE, python_by_hand()) == []


def test_no_file_knows_somebodys_machine() -> None:
    assert lines_with(MACHINE, [path for path in files() if path.suffix in TEXT]) == []


def broad_excepts(module: ast.AST) -> list[int]:
    """Lines that catch everything and keep it; who tidies up, or adds a word, and raises keeps nothing."""
    handlers = [node for node in ast.walk(module) if isinstance(node, ast.ExceptHandler)]
    return [handler.lineno for handler in handlers if is_broad(handler.type) and not raises_again(handler)]


def is_broad(caught: ast.expr | None) -> bool:
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


def raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise)


def test_the_finder_of_broad_excepts_finds_one() -> None:
    assert broad_excepts(ast.parse("try:\n    a()\nexcept Exception:\n    b()")) == [3]
    assert broad_excepts(ast.parse("try:\n    a()\nexcept BaseException:\n    b()\n    raise")) == []


def test_every_fault_is_caught_by_its_name() -> None:
    assert {str(path) for path in python_by_hand() if broad_excepts(tree(path))} <= BROAD_EXCEPT_HOMES
