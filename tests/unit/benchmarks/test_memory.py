from benchmarks.goals import Goal
from benchmarks.memory import MB, Memory, rows


def test_engine_web_and_worker_are_held_against_the_goal_and_the_others_shown_beside_it() -> None:
    measured = {
        "engine": Memory(60 * MB, 40 * MB),
        "web": Memory(150 * MB, 100 * MB),
        "worker": Memory(120 * MB, 80 * MB),
        "recorder": Memory(100 * MB, 70 * MB),
        "supervisors": Memory(110 * MB, 60 * MB),
    }
    told = {row.name.strip(): row for row in rows(measured)}
    together = told["idle memory of engine + web + worker, RSS"]
    assert isinstance(together, Goal)
    assert (together.measured, together.met) == (330, True)
    assert told["idle memory of the engine, RSS"].measured == 60
    assert told["recorder, RSS (besides)"].measured == 100
    assert told["all these, PSS"].measured == 350
