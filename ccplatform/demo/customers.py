"""Customers of Halden Energie. Their numbers are ones that the regulators set aside for films and books, so that nobody is called.

Germany: Bundesnetzagentur, "Drama numbers" (030 23125, 040 66969, 069 90009, 089 99998, 0221 4710); United Kingdom: Ofcom, 020 7946 0xxx.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PRIVATE = (
    ("Katharina Brandt", "de", "+494066969101", "Abschlag seit März 84 Euro"),
    ("Ole Petersen", "de", "+494066969102", ""),
    ("Jan Weber", "de", "+493023125103", "Zieht im Dezember um"),
    ("Fatma Arslan", "de", "+496990009104", ""),
    ("Heinrich von Thalberg", "de", "+498999998105", "Hört schwer, bitte langsam sprechen"),
    ("Milena Novak", "de", "+492214710106", ""),
    ("Giulia Romano", "en", "+494066969107", "Prefers English"),
    ("Oliver Bennett", "en", "+442079460108", "Landlord of three flats in Hamburg"),
    ("Siobhán O’Neill", "en", "+442079460109", ""),
    ("Thi Lan Nguyen", "de", "+493023125110", ""),
    ("Björn Åkesson", "en", "+494066969111", ""),
    ("Agnieszka Wójcik", "de", "+492214710112", "Einzugsermächtigung erneuert"),
    ("Rüdiger Maßmann", "de", "+498999998113", ""),
    ("Leyla Şahin", "de", "+496990009114", ""),
    ("Paul Ehrlich-Voss", "de", "+493023125115", "Wallbox angemeldet"),
    ("Emma Clarke", "en", "+442079460116", ""),
)
"""Name, language, number, note."""

BUSINESS = (
    ("Sabine Kröger", "Bäckerei Kröger GmbH", "de", "+494066969201", "+494066969202", "sabine@kroeger.example"),
    ("Tobias Lindner", "Lindner & Söhne Elektro", "de", "+493023125203", "+493023125204", "tl@lindner.example"),
    ("Dr. Ayşe Polat", "Zahnarztpraxis Polat", "de", "+496990009205", "", "praxis@polat.example"),
    ("James Whitfield", "Whitfield Cold Storage Ltd", "en", "+442079460206", "+442079460207", "james@whitfield.example"),
    ("Marek Dvořák", "Dvořák Logistik", "de", "+498999998208", "", "dispo@dvorak.example"),
    ("Nora Steensen", "Steensen Gartenbau", "de", "+494066969209", "", ""),
    ("Carlos Pereira", "Cafe Lisboa", "en", "+492214710210", "", "carlos@lisboa.example"),
    ("Anke Hollmann", "Wohnbau Nord eG", "de", "+494066969211", "+494066969212", "hausverwaltung@wohnbau.example"),
)
"""Name, company, language, two numbers, e-mail address."""


def customers() -> Iterator[dict[str, Any]]:
    """As crm.contacts.services.create_contact takes them; the external id is what their billing system would say."""
    for index, (name, language, number, note) in enumerate(PRIVATE, start=1):
        numbers = [{"number": number, "kind": "home"}]
        yield {"external_id": f"HE-{10_000 + index}", "name": name, "language": language, "note": note, "phone_numbers": numbers}
    for index, (name, company, language, first, second, email) in enumerate(BUSINESS, start=1):
        yield {
            "external_id": f"HE-{20_000 + index}",
            "name": name,
            "company": company,
            "language": language,
            "phone_numbers": [{"number": number, "kind": "work"} for number in (first, second) if number],
            "email_addresses": [{"address": email, "kind": "work"}] if email else [],
        }
