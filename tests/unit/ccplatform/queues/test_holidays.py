"""Public holidays out of a calendar that somebody else keeps: what is asked of it, and in which language it answers."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from ccplatform.kernel.problems import Invalid
from ccplatform.queues.holidays import calendar
from contracts.rules import HOLIDAY_YEARS_AWAY_MAX

TODAY = date(2026, 11, 22)


def days(country: str, region: str = "", year: int = 2026) -> dict[str, str]:
    return {one.day.isoformat(): one.name for one in calendar(country=country, region=region, year=year, today=TODAY).days}


def test_a_region_has_days_that_its_country_has_not() -> None:
    assert "2026-10-31" in days("DE", "HH")
    assert "2026-10-31" not in days("DE", "BY")
    assert "2026-10-31" not in days("DE")


def test_names_are_in_the_language_of_who_reads_them() -> None:
    with translation.override("de"):
        assert days("DE")["2026-10-03"] == "Tag der Deutschen Einheit"
    with translation.override("en"):
        assert days("DE")["2026-10-03"] == "German Unity Day"


def test_regions_are_offered_by_name() -> None:
    found = calendar(country="DE", region="", year=2026, today=TODAY)
    assert ("HH", "Hamburg") in [(region.code, region.name) for region in found.regions]
    assert {"AT", "CH", "DE", "PL"} <= set(found.countries)


@pytest.mark.parametrize(
    ("country", "region", "year", "field"),
    [
        ("XX", "", 2026, "country"),
        ("DE", "CA", 2026, "region"),
        ("DE", "", 2026 + HOLIDAY_YEARS_AWAY_MAX + 1, "year"),
        ("DE", "", 1, "year"),
    ],
)
def test_what_no_calendar_knows_is_told_at_its_field(country: str, region: str, year: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        calendar(country=country, region=region, year=year, today=TODAY)
    assert list(refused.value.errors) == [field]


@pytest.mark.parametrize("away", [-HOLIDAY_YEARS_AWAY_MAX, HOLIDAY_YEARS_AWAY_MAX])
def test_the_last_years_that_may_be_asked_are_answered(away: int) -> None:
    year = TODAY.year + away
    assert f"{year}-10-03" in days("DE", year=year)
