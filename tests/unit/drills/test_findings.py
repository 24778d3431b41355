import math

from drills.findings import Findings, as_dict, table, verdict


def found() -> Findings:
    drill = Findings("engine killed")
    drill.none("talks that ended", 0)
    drill.at_most("away", 1.25, 3, "s")
    drill.exactly("told busy", 499, 500)
    drill.told("events", 7)
    return drill


def test_the_table_names_the_drill_once_and_says_what_was_missed() -> None:
    lines = table(found()).splitlines()
    assert lines[2].split("  ")[0] == "engine killed"
    assert "1.25 s  <= 3 s" in lines[3]
    assert [line.split()[-1] for line in lines[2:5]] == ["yes", "yes", "NO"]
    assert lines[5].split() == ["events", "7"]
    assert sum("engine killed" in line for line in lines) == 1


def test_the_verdict_counts_goals_only() -> None:
    assert verdict(found()) == "1 of 3 goals are MISSED: engine killed: told busy."
    assert verdict(found()[:2]) == "All 2 goals are met."
    assert verdict([]) == "Nothing was drilled."


def test_what_was_not_found_meets_nothing_and_is_null_in_json() -> None:
    drill = Findings("x")
    drill.at_most("away", math.nan, 3, "s")
    assert not drill[0].met
    assert "not found" in table(drill)
    assert as_dict(drill[0])["found"] is None
