from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import replace

from launch.identity import ProcessIdentity


def test_a_process_is_known_until_it_ends() -> None:
    with subprocess.Popen(["sleep", "600"]) as process:
        identity = ProcessIdentity.of(process.pid)
        assert identity is not None
        assert identity.alive()
        assert not identity.wait(0)
        assert identity.signal(signal.SIGTERM)
        assert identity.wait(10)
    assert not identity.alive()
    assert not identity.signal(signal.SIGTERM)


def test_another_process_with_the_same_id_gets_no_signal() -> None:
    with subprocess.Popen(["sleep", "600"]) as process:
        identity = ProcessIdentity.of(process.pid)
        assert identity is not None
        earlier = replace(identity, started_ticks=identity.started_ticks - 1)
        assert not earlier.signal(signal.SIGKILL)
        assert earlier.wait(0)
        assert identity.alive()
        process.terminate()


def test_a_zombie_is_no_process() -> None:
    process = subprocess.Popen(["true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert ProcessIdentity.of(process.pid) is None
    process.wait()
