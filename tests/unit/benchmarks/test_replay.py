from benchmarks.goals import Goal
from benchmarks.replay import rows
from contracts.replays import Replayed, ReplayedQueue, ReplayedSide


def side(seconds: float) -> ReplayedSide:
    everybody = ReplayedQueue(
        queue=None,
        name="",
        offered=60_000,
        answered=60_000,
        abandoned=0,
        flowed_out=0,
        callbacks=0,
        service_level=1.0,
        abandonment_rate=0.0,
        asa=0.0,
        wait_p50=0.0,
        wait_p95=0.0,
        longest_wait=0.0,
        aht=0.0,
    )
    return ReplayedSide(queues=[everybody], occupancy=0.5, offers=1, offers_accepted=1, events=10, seconds=seconds)


def test_a_day_is_held_against_a_minute() -> None:
    for seconds, met in ((59.0, True), (61.0, False)):
        (row,) = rows(Replayed(recorded=side(seconds), changed=None))
        assert isinstance(row, Goal)
        assert (row.measured, row.met) == (seconds, met)
        assert "60000 callers" in row.said
