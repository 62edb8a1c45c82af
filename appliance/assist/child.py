"""Lets a process of its own compare texts, held to a limit of memory and of time.

The way in for who serves: imports the standard library alone, so that numpy and scipy are never
loaded where a room is served, and what takes too much takes it from that process only.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, Final

from .places import Places
from .suggestions import UNDECIDED, Decisions, Suggestions, Text
from .wire import asked, to_suggestions

REFUSALS: Final[Mapping[str, str]] = {
    "no_comparing": "What compares texts is not installed. Install it: {typed}",
    "texts_too_large": "These are too many texts to compare at once. Choose fewer of them.",
    "texts_too_slow": (
        "Comparing these texts takes too long on this machine. Choose fewer of them."
    ),
    "comparing_stopped": (
        "Comparing stopped half-way. Nothing has changed. Ask for suggestions once more."
    ),
}
"""What a person reads when there are no suggestions."""

INSTALL: Final = f"{sys.executable} -m pip install numpy scipy snowballstemmer"

OnProgress = Callable[[float], None]


class CannotSuggest(Exception):
    """There are no suggestions; `code` is one of REFUSALS.

    `where` is for the log: what went wrong and where, and nothing of what people wrote.
    """

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.code = code
        self.where = where
        self.values = {"typed": INSTALL}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may take: memory in MB, time on the clock and of the processor in seconds.

    12,000 short texts take 200 MB and 15 s on two processors of a laptop.
    """

    memory_mb: int = 500
    time_s: float = 180.0


LIMITS: Final = Limits()


def suggest(
    texts: Sequence[Text],
    decisions: Decisions = UNDECIDED,
    on_progress: OnProgress = lambda share: None,
    limits: Limits = LIMITS,
) -> Suggestions:
    """Suggest what says the same and what belongs together. Takes seconds; may be repeated.

    `on_progress` is told how much is done, from 0 to 1, in this thread; what it raises ends the
    process and is raised here. Raises CannotSuggest, and Contradiction where the decisions place
    one text twice or two texts share an id.
    """
    Places([text.id for text in texts], decisions)
    question = asked(texts, decisions)
    return to_suggestions(answer_apart(question, "suggestions", on_progress, limits))


def answer_apart(
    question: Mapping[str, Any], wanted: str, on_progress: OnProgress, limits: Limits
) -> Any:
    """What the process answers to a question under the name `wanted`. Raises CannotSuggest."""
    with _process(limits) as process, _timed(process, limits.time_s) as is_over_time:
        _ask(process.stdin, question)
        said = _answer(process.stdout, on_progress)
        status = process.wait()
    if wanted in said:
        return said[wanted]
    raise _refusal(said, status, is_over_time.is_set())


@contextmanager
def _process(limits: Limits) -> Iterator["subprocess.Popen[bytes]"]:
    """The process that compares, ended whatever happens."""
    command = [sys.executable, "-m", "appliance.assist"]
    command += [str(limits.memory_mb), str(limits.time_s)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # A trace could quote what people wrote.
        # Nothing here gains from threads, and each of them would reserve memory.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def _timed(process: "subprocess.Popen[bytes]", time_s: float) -> Iterator[threading.Event]:
    """Ends the process when its time is over; the event then says so."""
    is_over = threading.Event()

    def end() -> None:
        is_over.set()
        process.kill()

    timer = threading.Timer(time_s, end)
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
        timer.join()


def _ask(line: IO[bytes] | None, question: Mapping[str, Any]) -> None:
    assert line is not None
    # A process that is gone by now is told of by its status.
    with suppress(BrokenPipeError), line:
        line.write(json.dumps(question).encode())


def _answer(lines: IO[bytes] | None, on_progress: OnProgress) -> Mapping[str, Any]:
    """What the process says last; nothing where it is cut off."""
    assert lines is not None
    for line in lines:
        said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        if "progress" not in said:
            return said
        on_progress(said["progress"])
    return {}


def _refusal(said: Mapping[str, Any], status: int, is_over_time: bool) -> CannotSuggest:
    if "refused" in said:
        return CannotSuggest(said["refused"], said["where"])
    if is_over_time or status == -signal.SIGXCPU:
        return CannotSuggest("texts_too_slow")
    # Only a kernel that is short of memory kills a process unasked.
    code = "texts_too_large" if status == -signal.SIGKILL else "comparing_stopped"
    return CannotSuggest(code, f"status {status}")
