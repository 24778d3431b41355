from acd.engine.clock import EngineClock


def test_a_wall_clock_that_is_set_back_bends_no_instant() -> None:
    wall, steady = [5_000_000_000], [0]
    clock = EngineClock(wall_ns=lambda: wall[0], steady_ns=lambda: steady[0])
    first = clock.now()
    wall[0], steady[0] = 1_000_000_000, 2_000_000
    assert (first, clock.now()) == (5_000_000, 5_002_000)


def test_the_epoch_is_the_start_in_milliseconds() -> None:
    assert EngineClock(wall_ns=lambda: 7_000_000_000, steady_ns=lambda: 0).epoch == 7_000


def test_an_epoch_follows_the_one_before_even_when_the_clock_was_set_back_between_them() -> None:
    clock = EngineClock(9_000, 9_500_000, wall_ns=lambda: 7_000_000_000, steady_ns=lambda: 0)
    assert clock.epoch > 9_000
    assert clock.now() >= 9_500_000


def test_a_delay_is_never_negative() -> None:
    clock = EngineClock(wall_ns=lambda: 7_000_000_000, steady_ns=lambda: 0)
    assert (clock.delay_s(6_000_000), clock.delay_s(7_500_000)) == (0.0, 0.5)
