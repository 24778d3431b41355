"""What a queue's tile shows."""

from __future__ import annotations

import msgspec

from ccplatform.realtime.names import Published, published
from ccplatform.realtime.views import EncodedViews, queue_view
from contracts.configuration import QueueConfiguration
from contracts.live import LiveQueue, LiveState, QueueDay
from tests.support.facts import SECOND, instant
from tests.support.live import configuration

BERLIN = Published(queues=[QueueConfiguration(id=1, name="Billing", time_zone="Europe/Berlin")])


def queue(day: str, waiting: dict[str, int] | None = None) -> LiveQueue:
    counters = QueueDay(day=day, offered=10, answered=8, answered_in_time=6, abandoned=2, answered_wait=80 * SECOND)
    return LiveQueue(id=1, waiting=waiting or {}, today=counters)


def test_ratios_come_from_the_metric_contract() -> None:
    view = queue_view(LiveState(), BERLIN, queue("2026-06-01"), instant("2026-06-01T10:00:00Z"))
    assert (view.metrics.service_level, view.metrics.abandonment_rate, view.metrics.asa) == (6 / 10, 2 / 10, 10 * SECOND)


def test_a_day_that_is_over_in_the_queues_zone_shows_zeros_and_dashes() -> None:
    before, after = instant("2026-06-01T21:59:59Z"), instant("2026-06-01T22:00:00Z")
    assert queue_view(LiveState(), BERLIN, queue("2026-06-01"), before).today.offered == 10
    rolled = queue_view(LiveState(), BERLIN, queue("2026-06-01", {"a": before}), after)
    assert (rolled.today, rolled.waiting, rolled.oldest_entered_at) == (QueueDay(day="2026-06-02"), 1, before)
    assert (rolled.metrics.service_level, rolled.metrics.asa) == (None, None)


def test_the_roll_of_the_day_is_noticed_without_a_fact() -> None:
    encoded = EncodedViews()
    state = LiveState(queues={1: queue("2026-06-01")})
    encoded.queue(state, BERLIN, 1, instant("2026-06-01T21:59:59Z"))
    assert encoded.new_days(BERLIN, instant("2026-06-01T21:59:59Z")) == set()
    assert encoded.new_days(BERLIN, instant("2026-06-01T22:00:00Z")) == {1}


def test_secrets_of_the_configuration_are_never_decoded() -> None:
    center = configuration()
    assert published(msgspec.json.encode(center)).queues == center.queues
    assert published(None) == Published()
    assert not hasattr(published(msgspec.json.encode(center)), "trunks")


def test_an_unknown_zone_does_not_darken_the_wallboard() -> None:
    odd = Published(queues=[QueueConfiguration(id=1, name="Billing", time_zone="Mars/Olympus")])
    assert queue_view(LiveState(), odd, queue("2026-06-01"), instant("2026-06-01T10:00:00Z")).today.offered == 10
