"""The lifecycle diagrams in docs/ are drawn from the tables that run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_diagrams_are_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate_diagrams.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
