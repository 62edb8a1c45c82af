"""A box of one's own: started as a separate process on a fresh folder, and ended again.

It knows the command line's contract (the first line of `demo --json`) and nothing behind it.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from .figures import ServerUse
from .trouble import CannotRehearse

_START_WITHIN_S: Final = 60.0
_STOP_WITHIN_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class OwnBox:
    """A running box: where it is, the organiser's one-time code, and its process."""

    url: str
    code: str
    pid: int
    folder: Path


@contextlib.contextmanager
def start_own_box(
    data: Path | None = None, settings: Sequence[str] = (), port: int = 0
) -> Iterator[OwnBox]:
    """A box on `data`, or on a fresh folder that is thrown away afterwards.

    `port` 0 is any that is free; `settings` are given on with `--set`, such as "window_ms=0".
    Raises CannotRehearse.
    """
    with tempfile.TemporaryDirectory(prefix="tafelronde-rehearsal-") as fresh:
        folder = data or Path(fresh) / "data"
        command = ["-m", "appliance.cli", "demo", "--data", str(folder)]
        command += ["--host", "127.0.0.1", "--port", str(port), "--json"]
        for setting in settings:
            command += ["--set", setting]
        with start_process(command, folder) as box:
            yield box


@contextlib.contextmanager
def start_process(arguments: Sequence[str], folder: Path) -> Iterator[OwnBox]:
    """A Python process whose first line of output says where it answers; ended by SIGTERM."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # Ctrl-C ends the rehearsal; the box is ended after it
        )
        try:
            first = _first_line(process, errors)
            yield OwnBox(first["url"], first["code"], process.pid, folder)
        finally:
            _end(process)


def use_of(pid: int | None) -> ServerUse:
    """What a process has used so far, from /proc; nothing known where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ServerUse()
    ticks = int(stat[11]) + int(stat[12])
    sizes = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return ServerUse(
        cpu_s=round(ticks / os.sysconf("SC_CLK_TCK"), 2),
        rss_mb=round(int(sizes["VmRSS"].split()[0]) / 1024, 1),
        threads=int(sizes["Threads"]),
    )


def _first_line(process: subprocess.Popen[bytes], errors: IO[bytes]) -> Mapping[str, Any]:
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert process.stdout is not None
    threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
    try:
        return dict(json.loads(lines.get(timeout=_START_WITHIN_S)))
    except (queue.Empty, ValueError):
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
        why = said[-1] if said else f"no word within {_START_WITHIN_S:.0f} s"
        raise CannotRehearse(f"The box did not start: {why}") from None


def _listen(output: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on the first line and read away the rest, so that the box never waits for a reader."""
    with output:
        lines.put(output.readline())
        shutil.copyfileobj(output, _Nowhere())


class _Nowhere:
    def write(self, _: bytes) -> int:
        return 0


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
