"""Public holidays of a country or one of its regions, so that nobody types a calendar.

Computed by the `holidays` library (https://holidays.readthedocs.io): 250 countries, codes of ISO 3166-1 and 3166-2. What it says is offered
to an administrator, who keeps what holds; nothing is closed by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import holidays

from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import language, said
from contracts.rules import HOLIDAY_YEARS_AWAY_MAX


@dataclass(frozen=True)
class Region:
    """`code` is the second part of ISO 3166-2 ("HH")."""

    code: str
    name: str


@dataclass(frozen=True)
class Holiday:
    day: date
    name: str


@dataclass(frozen=True)
class Calendar:
    """Of one year; `regions` are those of the country that have days of their own."""

    countries: Sequence[str]
    regions: Sequence[Region]
    days: Sequence[Holiday]


def calendar(*, country: str, region: str, year: int, today: date) -> Calendar:
    """In the language of the request where the library has it, else in English or the country's own. Raises Invalid."""
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        raise Invalid.field(
            "country", "no_calendar", said(en="No calendar is known for {code}.", de="Für {code} ist kein Kalender bekannt.", code=country)
        )
    if not abs(year - today.year) <= HOLIDAY_YEARS_AWAY_MAX:
        told = said(
            en="Choose a year at most {max} years away.",
            de="Wählen Sie ein Jahr, das höchstens {max} Jahre entfernt ist.",
            max=HOLIDAY_YEARS_AWAY_MAX,
        )
        raise Invalid.field("year", "too_far", told)
    if region and region not in known[country]:
        raise Invalid.field(
            "region",
            "no_region",
            said(en="{country} has no region {code}.", de="{country} hat keine Region {code}.", country=country, code=region),
        )
    found = holidays.country_holidays(country, subdiv=region or None, years=year, language=_language(country))
    days = [Holiday(day, name) for day, name in sorted(found.items()) if day.year == year]
    return Calendar(sorted(known), _regions(country, known[country]), days)


def _regions(country: str, codes: Sequence[str]) -> list[Region]:
    names = holidays.country_holidays(country).get_subdivision_aliases()
    # Next to the codes of ISO the library has towns with a day of their own, by their names.
    return sorted((Region(code, (names.get(code) or [code])[0]) for code in codes), key=lambda region: region.name)


def _language(country: str) -> str | None:
    """None is the country's own."""
    spoken = holidays.country_holidays(country).supported_languages
    return next((one for wanted in (language(), "en") for one in spoken if one.split("_")[0] == wanted), None)
