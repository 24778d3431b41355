"""The nightly check finds what does not add up, and nothing else."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contracts.facts import encode
from reporting.facts.incoming import parse
from reporting.facts.models import Interaction, PresenceInterval, QueueVisit
from reporting.facts.services.conservation import discrepancies
from reporting.facts.services.intake import record
from tests.support.facts import shift

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _told(db: None) -> None:
    record([fact for e in shift(seed=3).told if (fact := parse("1-0", encode(e))) is not None])


def test_a_shift_adds_up() -> None:
    assert discrepancies() == []
    out = StringIO()
    call_command("check_conservation", stdout=out)
    assert "adds up" in out.getvalue()


def test_a_visit_that_history_lost_is_found() -> None:
    visit = QueueVisit.objects.exclude(outcome=None).first()
    assert visit is not None
    QueueVisit.objects.filter(interaction=visit.interaction).delete()
    assert {one.code for one in discrepancies()} == {"offered", "ended"}
    with pytest.raises(CommandError):
        call_command("check_conservation", stdout=StringIO())


def test_a_visit_that_waits_for_somebody_who_is_gone_is_found() -> None:
    gone = Interaction.objects.exclude(ended_at=None).filter(outcome="abandoned").first()
    assert gone is not None
    QueueVisit.objects.filter(interaction=gone.pk).update(outcome=None)
    assert {one.code for one in discrepancies()} == {"ended", "left_behind"}


def test_a_hole_in_an_agents_day_is_found() -> None:
    middle = PresenceInterval.objects.exclude(ended_at=None).filter(presence="not_ready").first()
    assert middle is not None
    PresenceInterval.objects.filter(epoch=middle.epoch, seq=middle.seq).delete()
    assert {one.code for one in discrepancies()} == {"presence"}
