"""Writes docs/limits.md from the modules that hold the limits: `python docs/generate_limits.py [--check]`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("limits.md")
HEAD = """# Limits

Written by `docs/generate_limits.py` from the code. Everything has a limit; what it protects stands beside it. A limit of the floor
that turns somebody away says so as the fact `LimitReached` (its name, its value, the interaction and queue it met), so that it is
counted in the records (`GET /api/v1/reports/limits`), and the caller hears the exchange's busy tone instead of silence. Limits of
requests to the web are answered with their names and a sentence. `GET /api/v1/limits` tells administrators of the most telling ones what
each protects, how much of it is used now, and how often it was met in the last seven days.

How the center behaves at its limits is drilled (docs/drills.md): 1,000 callers in a second with 500 places, a full disk, servers away.
"""
#: heading -> modules; only names in capitals that end in one of ENDINGS
MODULES = {
    "The floor": ("contracts/limits.py", "acd/core/limits.py"),
    "The engine": (
        "acd/engine/journal.py",
        "acd/engine/intake.py",
        "acd/engine/leadership.py",
        "acd/adapters/hearing.py",
        "acd/adapters/late_comers.py",
        "telephony/ari/protocol.py",
    ),
    "What is said between engine and web": (
        "contracts/wire.py",
        "contracts/flows.py",
        "contracts/rules.py",
        "contracts/dialling.py",
        "contracts/live.py",
    ),
    "Browsers": ("ccplatform/realtime/codes.py",),
    "Wallboards": ("contracts/boards.py", "ccplatform/boards/services.py", "ccplatform/boards/trend.py"),
    "Follow-ups": ("crm/followups/models.py",),
    "Replays": ("reporting/replays/services.py", "reporting/replays/running.py"),
    "Requests and sign-ins": ("ccplatform/kernel/api/parsers.py", "ccplatform/kernel/api/pagination.py", "ccplatform/accounts/services.py"),
}
ENDINGS = ("_MAX", "_LENGTH", "_S", "_SECONDS")


def limits(path: Path) -> Iterator[tuple[str, str, str]]:
    """Name, value as it is written, and the comment above it or the text below it."""
    text = path.read_text()
    lines = text.splitlines()
    body = ast.parse(text).body
    for statement, after in zip(body, [*body[1:], None], strict=True):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) | ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name.isupper() and name.endswith(ENDINGS) and isinstance(value, ast.Constant | ast.BinOp):
                    yield name, ast.unparse(value), _comment(lines, statement.lineno) or _text(after)


def _comment(lines: list[str], number: int) -> str:
    """The `#:` or `#` lines right above line `number`."""
    above: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.startswith("#"):
            break
        above.insert(0, line.lstrip("#: "))
    return " ".join(above)


def _text(after: ast.stmt | None) -> str:
    match after:
        case ast.Expr(value=ast.Constant(value=str(words))):
            return " ".join(words.split())
    return ""


def page() -> str:
    parts = [HEAD]
    for heading, modules in MODULES.items():
        rows = [f"| `{name}` | {value} | {words} |" for module in modules for name, value, words in limits(ROOT / module)]
        parts.append("\n".join([f"\n## {heading}\n", "| name | value | what for |", "|---|---|---|", *rows, ""]))
    return "".join(parts)


def main() -> int:
    if "--check" in sys.argv:
        return 0 if TARGET.read_text() == page() else 1
    TARGET.write_text(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
