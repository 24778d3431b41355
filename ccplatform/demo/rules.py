"""What Halden Energie's queue for contracts does with its callers: every rule of the product, once. Only data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccplatform.demo.company import CONTRACTS_NUMBER
from contracts.vocabulary import CallbackFirst, GroupMetric, OverflowCause, Strategy

RESERVE, BACK_OFFICE, BILLING, FIELD = "Reserve", "Back office", "Billing", "Field service"
TEAMS = {
    RESERVE: ("Clara Nguyen", "Elif Kaya", "Ines Moreau"),
    BACK_OFFICE: ("Daniel Kurz", "Aylin Demir"),
    BILLING: ("Lena Fischer", "Mehmet Yılmaz", "Aylin Demir", "Piet Lorenzen", "Anna Petersen", "Boris Hartmann", "Farid Rahimi"),
    FIELD: ("Daniel Kurz", "Dirk Sommer", "Greta Lindqvist", "Hauke Jansen", "Jan Kowalski"),
}
"""Name -> agents. The first two are asked for help by the queue's rules, the others are how people work together."""
LABELS = {"Complaint": 2.0}
OFFICE_HOURS = "Office hours"
OPENINGS = [
    *({"weekday": day, "opens": "08:00:00", "closes": "20:00:00"} for day in range(5)),
    {"weekday": 5, "opens": "09:00:00", "closes": "16:00:00"},
]
HOLIDAYS = [
    *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-10-03", "2026-10-31"),
    *("2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-17"),
    *("2027-10-03", "2027-10-31", "2027-12-25", "2027-12-26", "2028-01-01", "2028-04-14", "2028-04-17", "2028-05-01"),
    *("2028-05-25", "2028-06-05", "2028-10-03", "2028-10-31", "2028-12-25", "2028-12-26"),
]
"""Hamburg's (Feiertagsgesetz): New Year, Good Friday, Easter Monday, May 1st, Ascension, Whit Monday, Unity, Reformation, Christmas."""
GOALS = (
    ("", "handled", "at_least", 40.0, None),
    ("", "aht", "at_most", 240.0, 300.0),
    ("", "hold", "at_most", 30.0, 60.0),
    ("", "acw", "at_most", 30.0, 45.0),
    ("", "answer_rate", "at_least", 0.9, 0.8),
    (BACK_OFFICE, "acw", "at_most", 60.0, 90.0),
)
"""The team they are for (none = everybody), the number, which side of the target is good, the target, and from where it warns."""
SPEED_DIALS = (
    ("Network operator", "+494055598100", "Outages beyond our grid"),
    ("Metering service", "+494055598200", "Meter readings and exchanges"),
    ("Interpreter", "+494055598300", "Turkish, Polish, Arabic"),
)
"""Name, number, note: whom agents lead callers to outside."""
LEVELS = {"Lena Fischer": 1, "Piet Lorenzen": 2, "Boris Hartmann": 3}
"""Who is asked first for contracts."""


def both(german: str, english: str) -> list[dict[str, str]]:
    return [{"language": "de", "text": german}, {"language": "en", "text": english}]


CLOSED = both(
    "Unser Vertragsservice ist montags bis freitags von acht bis zwanzig Uhr und samstags von neun bis sechzehn Uhr für Sie da.",
    "Our contract service is open Monday to Friday from eight to twenty and Saturday from nine to sixteen hours.",
)
FULL = both(
    "Im Moment rufen sehr viele Menschen an. Bitte versuchen Sie es später noch einmal.", "We are very busy. Please try again later."
)
PATIENCE = both("Vielen Dank für Ihre Geduld.", "Thank you for your patience.")
ONLINE = both("Ihren Vertrag finden Sie auch in unserem Kundenportal.", "You also find your contract in our customer portal.")
CALL_BACK = both(
    "Wenn wir Sie zurückrufen sollen, sobald Sie an der Reihe sind, drücken Sie bitte die Eins.",
    "If you want us to ring you as soon as it is your turn, please press one.",
)
CONFIRMED = both("Danke, wir rufen Sie zurück. Auf Wiederhören.", "Thank you, we will ring you. Goodbye.")


def contracts(skills: Mapping[str, int], teams: Mapping[str, int], queues: Mapping[str, int]) -> dict[str, Any]:
    """Fields of the queue; each mapping gives the ids by name."""
    german = [{"skill": skills["german"], "level_min": 1}]
    to_tariffs = {"to": "queue", "queue": queues["Tariffs"]}
    return {
        "strategy": Strategy.MOST_PROFICIENT.value,
        "preferred_skills": [{"skill": skills["billing"], "weight": 2}],
        "rings": [
            {"after_seconds": 20, "required_skills": german, "teams": []},
            {"after_seconds": 60, "required_skills": german, "teams": [teams[RESERVE], teams[BACK_OFFICE]]},
        ],
        "groups": [{"team": teams[RESERVE], "metric": GroupMetric.WAITING_ABOVE.value, "threshold": 5, "lend_seconds_min": 120}],
        "sticky_days": 30,
        "preferred_seconds": 20,
        "wrap_up_extension_seconds": 30,
        "wrap_up_extensions_max": 2,
        "overflows": [
            {"cause": OverflowCause.CLOSED.value, "target": {"to": "end", "prompts": CLOSED}},
            {"cause": OverflowCause.EMERGENCY.value, "target": {"to": "end", "prompts": FULL}},
            {"cause": OverflowCause.NOBODY_SIGNED_IN.value, "target": to_tariffs},
            {"cause": OverflowCause.SIZE.value, "threshold": 30, "target": {"to": "end", "prompts": FULL}},
            {"cause": OverflowCause.WAIT.value, "threshold": 180, "target": {**to_tariffs, "priority": 1}},
        ],
        "announcements": {
            "first_after_seconds": 15,
            "every_seconds": 45,
            "position": True,
            "estimated_wait": True,
            "comfort": [PATIENCE, ONLINE],
        },
        "callback": {
            "offer_after_seconds": 30,
            "key": "1",
            "first": CallbackFirst.AGENT.value,
            "prompts": CALL_BACK,
            "confirmed": CONFIRMED,
        },
        "caller_id": CONTRACTS_NUMBER,
    }
