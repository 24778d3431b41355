from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
SESSION = """
import os, signal
from pathlib import Path
import pytest

@pytest.fixture(scope="session")
def server():
    yield
    Path("ended").touch()

def test_it(server):
    os.kill(os.getpid(), signal.SIGTERM)
    signal.pause()
"""


def test_a_session_that_is_asked_to_end_leaves_its_fixtures(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SESSION)
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.support.ending", "test_it.py"]
    ended = subprocess.run(argv, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=False)
    assert ended.returncode == pytest.ExitCode.INTERRUPTED, ended.stdout + ended.stderr
    assert (tmp_path / "ended").exists()
