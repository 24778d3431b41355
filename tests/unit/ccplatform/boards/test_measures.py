from __future__ import annotations

from ccplatform.boards.measures import MEASURES, Of
from contracts.boards import BoardMeasure
from reporting.metrics.definitions import Better, Unit


def test_every_number_has_a_definition_in_both_languages() -> None:
    assert set(MEASURES) == set(BoardMeasure)
    for one in MEASURES.values():
        definition = one.definition
        assert all((definition.name_en, definition.name_de, definition.formula_en, definition.formula_de)), one.measure


def test_a_trend_shows_what_history_keeps() -> None:
    assert {one.measure for one in MEASURES.values() if one.trend} == set(list(BoardMeasure)[4:14])
    assert {one.measure for one in MEASURES.values() if one.of is Of.AGENTS_NOW} == set(list(BoardMeasure)[14:])


def test_the_way_in_which_a_number_is_good_is_that_of_the_reports() -> None:
    assert MEASURES[BoardMeasure.SERVICE_LEVEL].definition.better is Better.MORE
    assert MEASURES[BoardMeasure.ASA].definition.better is Better.LESS
    assert MEASURES[BoardMeasure.ASA].definition.unit is Unit.SECONDS
    assert MEASURES[BoardMeasure.OFFERED].definition.better is Better.NEITHER
