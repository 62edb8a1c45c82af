"""A conference goes along in one file, and comes out of one: for the box and the command line.

Joins the bag, the rules and the conductor. A file is looked at whole before anything is taken in,
and tried out before anything is asked, so that nothing is half taken in.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from .archive.bag import SUFFIX, unpacked
from .archive.bag_trouble import BagTrouble
from .archive.packing import Label, pack
from .archive.sticks import Stick
from .conductor import Conductor
from .conference import carrying
from .conference.carrying import Taken
from .conference.commands import Actor
from .conference.records import Role

ON_A_STICK_MOST: Final = 20
KEPT_S: Final = 1_800.0
"""So long somebody may think about what a file brings."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came out of a file: JSON values by name."""

    told: Mapping[str, Any]

    def taken(self, conductor: Conductor) -> Taken:
        """What it brings to this room. Raises Refused."""
        return conductor.read(lambda room: carrying.taken(room, self.told))

    def take(self, conductor: Conductor, conference: str) -> Taken:
        """Take it in, whole or not at all; `conference` is the id of one that begins.

        Raises Refused.
        """
        brings = self.taken(conductor)
        asked = conductor.read(
            lambda room: list(carrying.commands(room, self.told, conference)),
        )
        conductor.read(lambda room: carrying.refuse_if_any_is_refused(room, asked))
        for command in asked:
            conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))
        return brings


def export(conductor: Conductor, target: Path, *, with_people: bool = False) -> None:
    """Put the conference into a file. Raises BagTrouble, OSError."""
    told = conductor.read(lambda room: carrying.carried(room, with_people=with_people))
    payload = {name: _text(value) for name, value in told.items()}
    identifier = conductor.read(lambda room: room.conference.id if room.conference else "")
    software = f"Tafelronde {version('tafelronde')}"
    pack(target, payload, Label(identifier, datetime.now().astimezone().date(), software))


def open_file(file: Path | IO[bytes], scratch: Path | None = None) -> Brought:
    """What is in a file; `scratch` takes it for a while. Raises BagTrouble, OSError."""
    with unpacked(file, scratch) as bag:
        try:
            names = [name for name in bag.names if _is_json(name)]
            return Brought({name: json.loads(bag.read(name)) for name in names})
        except ValueError:
            raise BagTrouble("not_a_bag") from None


def on_sticks(sticks: Iterable[Stick]) -> list[Path]:
    """The conference files at the top of the sticks that can be read."""
    found: list[Path] = []
    for stick in sticks:
        if stick.folder:
            found += sorted(Path(stick.folder).glob(f"*{SUFFIX}"))[:ON_A_STICK_MOST]
    return found


class Carrying:
    """The conference of a box as a file, for its pages. May be called from any thread.

    What was opened waits under a word until it is taken; only the newest few do.
    """

    WAITING_MOST: Final = 3

    def __init__(
        self,
        conductor: Conductor,
        conference: str,
        scratch: Path,
        sticks: Callable[[], Iterable[Stick]],
    ) -> None:
        """`conference` is the id of one that begins; `scratch` takes a file while it is made."""
        self._conductor = conductor
        self._conference = conference
        self._scratch = scratch
        self._sticks = sticks
        self._waiting: dict[str, tuple[Brought, float]] = {}

    def export(self, with_people: bool) -> bytes:
        """The file. Raises BagTrouble, OSError."""
        with TemporaryDirectory(dir=self._scratch, prefix="carry-") as folder:
            target = Path(folder) / f"conference{SUFFIX}"
            export(self._conductor, target, with_people=with_people)
            return target.read_bytes()

    def open_file(self, file: Path | IO[bytes]) -> tuple[str, Taken]:
        """Look at a file: its word, and what it brings. Raises BagTrouble, Refused, OSError."""
        # Not in /tmp, which is memory on Debian 13.
        brought = open_file(file, self._scratch)
        brings = brought.taken(self._conductor)
        word = secrets.token_hex(16)
        newest = sorted(self._waiting.items(), key=lambda item: item[1][1])
        kept = dict(newest[len(newest) + 1 - self.WAITING_MOST :])
        self._waiting = {**kept, word: (brought, time.monotonic())}
        return word, brings

    def open_on_stick(self, path: str) -> tuple[str, Taken]:
        """The same of a file on a stick; of no other path. Raises BagTrouble, Refused, OSError."""
        if path not in (told for told, _ in self.on_sticks()):
            raise BagTrouble("not_a_zip")
        return self.open_file(Path(path))

    def take(self, word: str) -> None:
        """Take in what waits under a word. Raises BagTrouble where nothing does, and Refused."""
        brought, since = self._waiting.pop(word, (None, 0.0))
        if brought is None or time.monotonic() - since > KEPT_S:
            raise BagTrouble("not_a_zip")
        brought.take(self._conductor, self._conference)

    def on_sticks(self) -> list[tuple[str, str]]:
        """The files at the top of the sticks in the box: path and name."""
        return [(str(file), file.name) for file in on_sticks(self._sticks())]


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _is_json(name: str) -> bool:
    return "/" not in name and name.endswith(".json")
