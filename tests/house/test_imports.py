"""The rules of who may know whom (.importlinter), and what import-linter cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.tree import CHECKOUT, python_by_hand, text, tree

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
CHANNELS_REDIS_HOME = "ccplatform/settings/"


def test_every_room_imports_only_what_lies_below_it() -> None:
    linter = Path(sys.prefix) / "bin" / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=CHECKOUT, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts:") :]


def string_relations(module: ast.AST) -> list[str]:
    """Targets of relations that are named by text instead of imported: they would climb layers unseen."""
    found = []
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RELATIONS):
            continue
        targets = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in {"to", "through"})]
        found += [
            target.value for target in targets if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value
        ]
    return found


def test_the_finder_of_string_relations_finds_one() -> None:
    assert string_relations(ast.parse('a = models.ForeignKey("crm.Contact", on_delete=models.CASCADE)')) == ["crm.Contact"]
    assert string_relations(ast.parse("a = models.ForeignKey(Contact)\nb = models.ForeignKey('self')")) == []


def test_no_relation_climbs_layers_by_text() -> None:
    assert [(str(path), target) for path in python_by_hand() for target in string_relations(tree(path))] == []


def test_channels_redis_is_known_in_one_place() -> None:
    knowing = {
        str(path)
        for path in python_by_hand()
        if "channels_redis" in text(path) and path.parts[0] != "tests" and not str(path).startswith(CHANNELS_REDIS_HOME)
    }
    assert knowing == set()
