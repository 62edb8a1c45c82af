"""What the process may take, and what is told when it cannot go on: a code, never a trace."""

import json
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from appliance.assist.child import LIMITS, REFUSALS, CannotSuggest, Limits, suggest
from appliance.assist.places import Contradiction
from appliance.assist.suggestions import UNDECIDED, Text
from appliance.assist.wire import asked
from scripts.benchmarks.labelled import several, varied
from tests.assist.texts import texts_of

MANY, _ = varied(several(), 12_000)
FEW = MANY[:200]


def refused(texts: list[Text], limits: Limits = LIMITS) -> CannotSuggest:
    """The refusal of a process that cannot go on."""
    with pytest.raises(CannotSuggest) as caught:
        suggest(texts, limits=limits)
    return caught.value


def processes() -> list[int]:
    """Those that compare for this process."""
    found = [
        int(id)
        for file in Path("/proc/self/task").glob("*/children")
        for id in file.read_text().split()
    ]
    return [id for id in found if b"appliance.assist" in Path(f"/proc/{id}/cmdline").read_bytes()]


needs_proc = pytest.mark.needs("/proc/self/task")


@needs_proc
@pytest.mark.parametrize("memory_mb", [8, 100])
def test_more_memory_than_allowed_is_not_taken(memory_mb: int) -> None:
    no = refused(MANY, Limits(memory_mb=memory_mb))
    assert (no.code, processes()) == ("texts_too_large", [])


@needs_proc
def test_what_fits_the_same_memory_is_compared() -> None:
    assert suggest(FEW, limits=Limits(memory_mb=100)).clusters


@needs_proc
def test_more_time_than_allowed_is_not_taken() -> None:
    no = refused(MANY, Limits(time_s=0.5))
    assert (no.code, processes()) == ("texts_too_slow", [])


@needs_proc
def test_a_process_that_hangs_is_ended_when_its_time_is_over() -> None:
    def hang(share: float) -> None:
        for id in processes():
            os.kill(id, signal.SIGSTOP)

    with pytest.raises(CannotSuggest) as caught:
        suggest(FEW, on_progress=hang, limits=Limits(time_s=3))
    assert (caught.value.code, processes()) == ("texts_too_slow", [])


@needs_proc
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGKILL, "texts_too_large"), (signal.SIGSEGV, "comparing_stopped")],
)
def test_a_process_that_is_killed_half_way_is_told_by_a_code(
    number: signal.Signals, code: str
) -> None:
    def kill(share: float) -> None:
        for id in processes():
            os.kill(id, number)

    with pytest.raises(CannotSuggest) as caught:
        suggest(MANY, on_progress=kill)
    assert (caught.value.code, caught.value.where) == (code, f"status {-number}")


@needs_proc
def test_who_stops_listening_ends_the_process() -> None:
    def stop(share: float) -> None:
        assert processes()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        suggest(MANY, on_progress=stop)
    assert processes() == []


def test_a_process_that_nobody_waits_for_ends_itself() -> None:
    command = [sys.executable, "-m", "appliance.assist", "500", "0"]
    question = json.dumps(asked(MANY, UNDECIDED)).encode()
    done = subprocess.run(command, input=question, capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU
    assert b"suggestions" not in done.stdout


def test_a_mishap_is_told_without_what_people_wrote() -> None:
    no = refused([Text("a", "Laagste prijs"), Text(1, "Onze bank wil niet")])  # type: ignore[arg-type]
    assert no.code == "comparing_stopped"
    assert no.where.startswith("TypeError at finding.py:")
    assert "bank" not in str(no)


def test_without_what_compares_there_is_a_sentence_that_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / "bin" / "python"))
    no = refused(FEW)
    sentence = REFUSALS[no.code].format(**no.values)
    assert sentence.startswith("What compares texts is not installed. Install it: ")
    assert sentence.endswith(" -m pip install numpy scipy snowballstemmer")


def test_a_contradiction_is_told_before_anything_is_started() -> None:
    with pytest.raises(Contradiction):
        suggest([*texts_of("one"), *texts_of("other")])
