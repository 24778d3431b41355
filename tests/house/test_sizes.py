"""House numbers: a file has 400 lines at most, a function 70."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

from tests.house.tree import front_end_files, python_by_hand, text, tree

FILE_LINES_MAX = 400
STYLE_SHEET_LINES_MAX = 500
"""One declaration a line."""
FUNCTION_LINES_MAX = 70
FUNCTION_LINES_MEDIAN_MAX = 10


def functions(path: Path) -> list[tuple[str, int]]:
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


def lines_max(path: str) -> int:
    return STYLE_SHEET_LINES_MAX if path.endswith(".css") else FILE_LINES_MAX


def test_files_are_short() -> None:
    lengths = {str(path): len(text(path).splitlines()) for path in (*python_by_hand(), *front_end_files())}
    assert {path: lines for path, lines in lengths.items() if lines > lines_max(path)} == {}


def test_functions_fit_on_a_screen() -> None:
    long = [(str(path), name, lines) for path in python_by_hand() for name, lines in functions(path) if lines > FUNCTION_LINES_MAX]
    assert long == []


def test_most_functions_are_short() -> None:
    lengths = [lines for path in python_by_hand() if path.parts[0] != "tests" for _, lines in functions(path)]
    assert statistics.median(lengths) <= FUNCTION_LINES_MEDIAN_MAX
