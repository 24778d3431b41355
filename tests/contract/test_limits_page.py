"""docs/limits.md says what the code holds itself to."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_limits_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate_limits.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, "run python docs/generate_limits.py"
