"""What was promised to the customers of Halden Energie and is still to be done when the demo begins. Only data."""

from __future__ import annotations

from typing import NamedTuple

from ccplatform.demo import rules


class Promise(NamedTuple):
    """`hours` from the making of the demo; without an `agent` the `team` has it, without both the `queue`."""

    text: str
    hours: float
    customer: str
    queue: str
    agent: str = ""
    team: str = ""


PROMISES = (
    Promise("Zählerfoto prüfen und den Abschlag anpassen", 0.5, "Katharina Brandt", "Billing DE", agent="Lena Fischer"),
    Promise("Umzugsbestätigung nach Hamburg schicken", 20, "Jan Weber", "Billing DE", agent="Lena Fischer"),
    Promise("Rechnungskopien 2025 zusammenstellen", 70, "Sabine Kröger", "Billing DE", team=rules.BILLING),
    Promise("Send the corrected invoice for all three flats", 21, "Oliver Bennett", "Billing EN"),
    Promise("Termin für den Zählertausch abstimmen", 45, "Paul Ehrlich-Voss", "Outage", agent="Daniel Kurz"),
    Promise("Angebot für den Gewerbetarif nachfassen", 26, "Marek Dvořák", "Contracts", agent="Aylin Demir"),
)
