"""Whatever a store does is whole or not at all, wherever it is stopped and whichever call fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .cutting import ACTS

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["cut", "fail"])
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_whole_or_not_at_all_at_every_call_to_the_disk(act: str, way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.cutting", act, way],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["calls"] >= 2


@pytest.mark.slow
def test_wiping_that_was_cut_off_anywhere_is_done_at_the_next_start() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.wiping"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["calls"] > 20
    assert told["states"] == ["after", "before"]
