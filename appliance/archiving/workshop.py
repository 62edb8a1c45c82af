"""The archives of the conference that a box serves: made one at a time, by a process of their own.

What was made is what lies on the disk; only how far the next one is stands in memory.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from appliance.archive.locking import AgeKey, Lock, Passphrase

from .making import Made, list_made, remove

log = logging.getLogger(__name__)

STOPPED: Final = "archive_stopped"


@dataclass(frozen=True, slots=True)
class Work:
    """How far the last archive is: `share` from 0 to 1 while it is being made.

    Then `made` is the name of the file, or `refused` why there is none (of `bag_trouble`).
    """

    share: float | None = None
    made: str = ""
    refused: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class Workshop:
    """May be used from any thread."""

    def __init__(
        self,
        folder: Path,
        box: str,
        clock: Callable[[], str],
        report_files: Callable[[str], Sequence[Path]] = lambda kind: (),
    ) -> None:
        """`folder` is the conference's own; `report_files` are those that go into a kind."""
        self._folder, self._box, self._clock = folder, box, clock
        self._report_files = report_files
        self._lock = threading.Lock()
        self._work = Work()
        self._child: subprocess.Popen[bytes] | None = None

    def work(self) -> Work:
        """How far it is."""
        with self._lock:
            return self._work

    def made(self) -> list[Made]:
        """The finished archives, the newest first."""
        return list_made(self._folder)

    def remove(self, name: str) -> bool:
        """Take one away; whether it was there."""
        return remove(self._folder, name)

    def begin(self, kind: str, lock: Lock | None) -> bool:
        """Begin to make one; False while another is being made. Raises BagTrouble."""
        if lock is not None:
            lock.check()
        with self._lock:
            if self._work.share is not None:
                return False
            self._work = Work(share=0.0)
        threading.Thread(target=self._make, args=(kind, lock), name="archive", daemon=True).start()
        return True

    def stop(self) -> None:
        """End what is being made; nothing of it is left behind that counts."""
        with self._lock:
            child = self._child
        if child is not None:
            child.terminate()

    def _asked(self, kind: str, lock: Lock | None) -> bytes:
        asked = {
            "folder": str(self._folder),
            "kind": kind,
            "box": self._box,
            "clock": self._clock(),
            "passphrase": lock.words if isinstance(lock, Passphrase) else "",
            "age": lock.public if isinstance(lock, AgeKey) else "",
            "report": [str(path) for path in self._report_files(kind)],
        }
        return json.dumps(asked).encode()

    def _make(self, kind: str, lock: Lock | None) -> None:
        ended = Work(refused=STOPPED)
        try:
            ended = self._followed(self._asked(kind, lock))
        except (OSError, ValueError, LookupError) as mishap:
            log.error("an archive could not be made: %s", type(mishap).__name__)
        finally:
            with self._lock:
                self._work, self._child = ended, None

    def _followed(self, asked: bytes) -> Work:
        """How it ended, after what it told on the way."""
        command = [sys.executable, "-m", "appliance.archiving"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            with self._lock:
                self._child = child
            if child.stdin is None or child.stdout is None:
                return Work(refused=STOPPED)
            child.stdin.write(asked)
            child.stdin.close()
            ended = Work(refused=STOPPED)
            for line in child.stdout:
                ended = self._told(json.loads(line)) or ended
            return ended

    def _told(self, line: Mapping[str, object]) -> Work | None:
        """How it ended, or None while it goes on."""
        if "share" in line:
            with self._lock:
                self._work = Work(share=float(str(line["share"])))
            return None
        if "made" in line:
            return Work(made=str(line["made"]))
        if "where" in line:
            log.error("an archive could not be made: %s", line["where"])
        values = line.get("values")
        return Work(refused=str(line["refused"]), values=values if isinstance(values, dict) else {})
