"""A report as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets know)."""

from __future__ import annotations

import csv
import io
from typing import Final

from reporting.reports.building import Report, Row

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection")."""
BYTE_ORDER_MARK: Final = "\ufeff"

_BOUNDS = {"en": ("From", "To"), "de": ("Von", "Bis")}
_SUBJECTS = {"en": {"queue": "Queue", "agent": "Agent"}, "de": {"queue": "Warteschlange", "agent": "Agent"}}
_TOTAL = {"en": "Total", "de": "Summe"}


def harmless(cell: object) -> object:
    """Text that a spreadsheet would run begins with an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_csv(report: Report, language: str) -> str:
    """Rows, then totals. A number without value is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = [d.name_de if language == "de" else d.name_en for d in report.definitions.values()]
    writer.writerow([*_BOUNDS[language], _SUBJECTS[language][report.subject], *names])
    for row in (*report.rows, *report.totals):
        writer.writerow([harmless(cell) for cell in _cells(report, row, language)])
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(report: Report, row: Row, language: str) -> list[object]:
    subject = row[report.subject]["name"] if row[report.subject] else _TOTAL[language]
    numbers = ["" if row[name] is None else row[name] for name in report.definitions]
    return [row["interval_start"], row["interval_end"], subject, *numbers]
