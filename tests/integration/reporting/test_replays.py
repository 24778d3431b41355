"""A day that the core itself has lived, recorded and replayed, comes out as it was; and the command around it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.core.management import CommandError, call_command

from acd.simulation.replay import Replay
from acd.simulation.replay_chance import people
from acd.simulation.replay_demo import START, synthetic_day
from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.kernel.instants import moment
from ccplatform.kernel.problems import Invalid
from contracts.facts import FactEnvelope, encode
from contracts.replays import ReplayedSide
from reporting.facts.incoming import parse
from reporting.facts.services.intake import record
from reporting.replays.recorded import recorded_day
from reporting.replays.running import replay

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")
DAY = date(2026, 6, 1)
BATCH = 500


@pytest.fixture
def lived() -> ReplayedSide:
    """History holds a synthetic day; how it went."""
    day = synthetic_day(agents=12, callers=900, queues=3)
    told: list[FactEnvelope] = []

    class Told(Replay):
        def _hear(self, envelope: FactEnvelope) -> None:
            told.append(envelope)
            super()._hear(envelope)

    went = Told(day, people(day.callers, 1)).run()
    incoming = [fact for envelope in told if (fact := parse("1-0", encode(envelope))) is not None]
    for start in range(0, len(incoming), BATCH):
        record(incoming[start : start + BATCH])
    content = msgspec.json.encode(day.configuration)
    ConfigurationVersion.objects.create(version=1, content=content, digest="x", published_at=moment(START))
    return went


def test_an_unchanged_day_comes_out_as_it_was(lived: ReplayedSide) -> None:
    day = recorded_day(DAY, UTC)
    assert len(day.callers) == 900
    again = replay(day, {}, {}).recorded
    # To the microsecond, because this day held nothing that a replay leaves out (see acd.simulation.replay).
    assert again.queues == lived.queues
    assert (again.occupancy, again.offers) == (lived.occupancy, lived.offers)


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("replay", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("lived")
def test_the_command_puts_both_sides_side_by_side(tmp_path: Path) -> None:
    overlay = tmp_path / "changed.json"
    overlay.write_text(json.dumps({"queues": [{"id": 1, "required_skills": []}]}))
    told: dict[str, Any] = json.loads(printed("2026-06-01", "--with", str(overlay), "--staffing", "2=+3", "--json"))
    before, after = told["recorded"]["queues"][-1], told["changed"]["queues"][-1]
    assert after["service_level"] > before["service_level"]
    text = printed("2026-06-01", "--staffing", "2=+3")
    assert "| all queues | service_level |" in text
    assert "| all agents | occupancy |" in text


@pytest.mark.usefixtures("lived")
def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    overlay = tmp_path / "changed.json"
    overlay.write_text('{"moons": 2}')
    with pytest.raises(CommandError, match="no moons"):
        printed("2026-06-01", "--with", str(overlay))
    with pytest.raises(CommandError, match="Nobody entered a queue"):
        printed("2026-06-02")
    with pytest.raises(CommandError, match="say which day"):
        printed()
    overlay.write_text("{")
    with pytest.raises(CommandError, match=r"changed\.json"):
        printed("2026-06-01", "--with", str(overlay))


def test_a_day_without_a_known_configuration_is_refused(lived: ReplayedSide) -> None:
    ConfigurationVersion.objects.all().delete()
    with pytest.raises(Invalid) as refused:
        recorded_day(DAY, UTC)
    assert refused.value.code == "no_configuration"
