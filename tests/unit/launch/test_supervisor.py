"""Rotation; everything with processes is in tests/integration/test_launch_supervisor.py."""

from __future__ import annotations

from pathlib import Path

from launch.supervisor import rotate


def test_a_long_log_is_put_aside_while_its_writer_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"first " * 10)
        rotate(log, bytes_max=50, kept=2)
        writer.write(b"second")
    assert log.read_bytes() == b"second"
    assert (tmp_path / "engine.log.1").read_bytes() == b"first " * 10


def test_no_more_than_the_kept_ones_remain(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    for number in range(5):
        log.write_text(str(number) * 100)
        rotate(log, bytes_max=50, kept=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["engine.log", "engine.log.1", "engine.log.2"]
    assert (tmp_path / "engine.log.1").read_text() == "4" * 100
    assert (tmp_path / "engine.log.2").read_text() == "3" * 100


def test_a_short_log_and_a_missing_one_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "short.log").write_text("short")
    rotate(tmp_path / "short.log", bytes_max=50)
    rotate(tmp_path / "missing.log", bytes_max=50)
    assert [path.name for path in tmp_path.iterdir()] == ["short.log"]
