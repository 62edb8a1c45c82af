"""The rehearsal with a real box, started as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.rehearsal import CannotRehearse, read_entries, rehearse, start_own_box

ENTRIES = Path(__file__).parents[2] / "appliance" / "demo" / "entries.csv"
FAST = 3_000.0

pytestmark = pytest.mark.slow


def test_twenty_phones_rehearse_the_reference_conference_and_nothing_is_lost():
    said: list[str] = []
    with start_own_box() as box:
        figures = rehearse(
            box.url, box.code, 20, FAST, read_entries(ENTRIES), said.append, pid=box.pid
        )
    found = dict(figures.to_json())
    times = [found.pop(name)["max"] for name in ("ack_ms", "event_ms", "join_ms")]
    server = found.pop("server")
    assert found == {"joined": 20, "posted": 210, "acknowledged": 210, "lost": 0, "doubled": 0}
    assert figures.unseen == 0, said
    assert None not in times
    if Path("/proc").exists():
        assert server["threads"] <= 20


def test_the_command_prints_what_machines_read():
    command = [sys.executable, "-m", "appliance.cli", "rehearse"]
    command += ["--phones", "10", "--speed", str(FAST), "--json"]
    run = subprocess.run(command, capture_output=True, timeout=100, check=False)
    assert run.returncode == 0, run.stderr.decode()
    found = json.loads(run.stdout)
    assert [found[name] for name in ("joined", "posted", "lost", "doubled")] == [10, 210, 0, 0]


def test_a_box_of_ones_own_is_gone_afterwards():
    with start_own_box() as box:
        os.kill(box.pid, 0)
        assert box.folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(box.pid, 0)
    assert not box.folder.exists()


def test_a_code_that_was_used_is_refused_with_a_sentence():
    plan = read_entries(ENTRIES)[:1]
    with start_own_box() as box:
        rehearse(box.url, box.code, 10, FAST, plan)
        with pytest.raises(CannotRehearse, match="does not take the code"):
            rehearse(box.url, box.code, 10, FAST, plan)
