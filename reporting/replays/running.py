"""Runs the simulator: a process of its own, because the monolith and the engine's core never share one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from ccplatform.kernel.problems import Invalid
from contracts.ids import QueueId
from contracts.replays import RecordedDay, Replayed, ReplayOrder

CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 1_800
SIMULATOR = (sys.executable, "-m", "acd.simulation.replay")


def replay(day: RecordedDay | None, changed: Mapping[str, object], staffing: Mapping[QueueId, int]) -> Replayed:
    """`day` None = a synthetic one. Raises Invalid for a change that cannot be, with the simulator's words."""
    if day is None:
        texts = (msgspec.json.encode(changed).decode(), msgspec.json.encode(staffing).decode())
        return _run([*SIMULATOR, "--demo", "--changed", texts[0], "--staffing", texts[1]], b"")
    return _run([*SIMULATOR], msgspec.json.encode(ReplayOrder(day=day, changed=dict(changed), staffing=dict(staffing))))


def _run(command: list[str], order: bytes) -> Replayed:
    done = subprocess.run(command, input=order, capture_output=True, cwd=CHECKOUT, timeout=SECONDS_MAX, check=False)
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise Invalid.field("changed", "replay", words[-1] if words else f"exit status {done.returncode}")
    return msgspec.json.decode(done.stdout, type=Replayed)
