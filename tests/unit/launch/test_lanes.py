from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from launch import lanes
from launch.lanes import Check, run_lanes
from launch.places import CHECKOUT


@pytest.fixture(autouse=True)
def _logs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lanes, "LOGS", tmp_path / "logs")


def python(name: str, code: str, niceness: int = 0) -> Check:
    return Check(name, (sys.executable, "-c", code), niceness=niceness)


def test_a_check_is_good_when_its_command_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = run_lanes({"one": [python("good one", "print('well')"), python("bad one", "raise SystemExit(3)")]})
    assert (good.good, bad.good, bad.code) == (True, False, 3)
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["── good one", "well"]
    assert said[-1].startswith("   bad one: FAILED (")


def test_what_was_said_is_kept_whole_also_what_is_no_text() -> None:
    code = "import sys; sys.stdout.buffer.write(b'caf\\xe9\\n' + b'x' * 100_000 + b'\\n'); sys.stderr.write('and here')"
    (result,) = run_lanes({"one": [python("front end: test", code)]})
    assert [len(line) for line in result.lines] == [4, 100_000, 8]
    assert result.check.log.name == "front-end-test.log"
    assert result.check.log.read_text().splitlines() == result.lines


def test_lanes_run_beside_each_other_and_say_who_speaks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # Each end of a pipe waits until the other is opened: in a row, neither would end.
    meeting = tmp_path / "meeting"
    os.mkfifo(meeting)
    both = {name: [python(name, f"open({str(meeting)!r}, {mode!r}).close(); print('met')")] for name, mode in (("a", "r"), ("bc", "w"))}
    assert all(result.good for result in run_lanes(both))
    said = capsys.readouterr().out.splitlines()
    assert {"a  │ met", "bc │ met"} <= set(said)


def test_who_can_wait_is_nicer() -> None:
    (result,) = run_lanes({"one": [python("nice one", "import os; print(os.nice(0))", niceness=7)]})
    (here,) = run_lanes({"one": [python("usual one", "import os; print(os.nice(0))")]})
    assert int(result.lines[0]) == min(19, int(here.lines[0]) + 7)


ASKED_TO_END = """
import sys
from pathlib import Path
from launch import lanes
lanes.LOGS = Path(sys.argv[1])
child = "; ".join((
    "import signal",
    "signal.signal(signal.SIGTERM, lambda *_: (print('the child leaves', flush=True), exit(1)))",
    "print('begun', flush=True)",
    "signal.pause()",
))
slow = lanes.Check("slow one", (sys.executable, "-c", child))
never = lanes.Check("never begun", (sys.executable, "-c", "print('this neither')"))
try:
    lanes.run_lanes({"a": [slow, never], "b": [slow, never]})
except KeyboardInterrupt:
    print("and so do we", flush=True)
"""


def test_who_is_asked_to_end_takes_all_lanes_along(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", ASKED_TO_END, str(tmp_path)]
    with subprocess.Popen(argv, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = iter(process.stdout.readline, "")
        assert sum("begun" in next(said) for _ in range(4)) == 2
        process.terminate()
        rest = process.stdout.read()
    assert process.returncode == 0
    assert rest.count("the child leaves") == 2
    assert rest.endswith("and so do we\n")
    assert "never" not in rest
