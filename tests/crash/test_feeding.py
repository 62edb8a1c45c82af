"""What was acknowledged survives SIGKILL, whatever was going on; and this test could fail."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .feeding import texts_after

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def fed(*arguments: str) -> dict[str, Any]:
    """What the process that is killed over and over came to."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.feeding", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_acknowledged_is_lost_and_nothing_removed_comes_back(seed: int) -> None:
    came_to = fed("15", str(seed))
    assert came_to["acknowledged"] > 15 * 20
    assert (came_to["lost"], came_to["resurrected"]) == (0, 0)


def test_a_writer_that_acknowledges_too_early_is_caught() -> None:
    came_to = fed("15", "1", "ack-first")
    assert came_to["lost"] + came_to["resurrected"] > 0


def test_a_thread_makes_alters_and_removes() -> None:
    assert texts_after("t", 3) == {"t-0": "again 2"}
    assert texts_after("t", 6) == {"t-1": "altered 5"}
