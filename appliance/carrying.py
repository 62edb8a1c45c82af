"""A conference goes along in one file, and comes out of one: for the box and the command line.

Joins the bag, the rules, the pictures and the conductor. A file is looked at whole before anything
is taken in, and tried out before anything is asked, so that nothing is half taken in.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from .archive.bag import SUFFIX, Bag, unpacked
from .archive.bag_trouble import BagTrouble, shown
from .archive.packing import Label, pack
from .archive.sticks import Stick
from .conductor import Conductor
from .conference import carrying
from .conference.carrying import Taken
from .conference.commands import Actor
from .conference.records import Role
from .conference.slides import pictures_in, pictures_of
from .media.apart import Picture, check
from .media.shelf import Shelf
from .media.trouble import PictureTrouble

MEDIA: Final = "media/"
"""Where the pictures are in a file."""
ON_A_STICK_MOST: Final = 20
KEPT_S: Final = 1_800.0
"""So long somebody may think about what a file brings."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came out of a file: JSON values by name, and pictures by theirs."""

    told: Mapping[str, Any]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def taken(self, conductor: Conductor) -> Taken:
        """What it brings to this room. Raises Refused."""
        return conductor.read(lambda room: carrying.taken(room, self.told))

    def lean(self, conductor: Conductor) -> "Brought":
        """The same with those pictures only that a slide shows here, or will when it is taken in.

        Where a conference is held already, its programme stays; it may still lack a picture.
        """
        wanted = conductor.read(pictures_of)
        if conductor.read(lambda room: room.conference is None):
            wanted = _shown_in(self.told)
        kept = {name: each for name, each in self.pictures.items() if name in wanted}
        return replace(self, pictures=kept)

    def take(self, conductor: Conductor, conference: str, shelf: Shelf) -> Taken:
        """Take it in, whole or not at all; `conference` is the id of one that begins.

        Raises Refused, OSError.
        """
        brings = self.taken(conductor)
        asked = conductor.read(
            lambda room: list(carrying.commands(room, self.told, conference)),
        )
        conductor.read(lambda room: carrying.refuse_if_any_is_refused(room, asked))
        # On the disk before a slide says that it shows one.
        for name, content in self.lean(conductor).pictures.items():
            shelf.keep(Picture(name, content))
        for command in asked:
            conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))
        return brings


def export(conductor: Conductor, shelf: Shelf, target: Path, *, with_people: bool = False) -> None:
    """Put the conference into a file, with the pictures on its slides. Raises BagTrouble, OSError.

    A picture that is not on this machine is not on its screen either, and stays away.
    """
    told = conductor.read(lambda room: carrying.carried(room, with_people=with_people))
    payload: dict[str, bytes | Path] = {name: _text(value) for name, value in told.items()}
    found = {name: shelf.find(name) for name in conductor.read(pictures_of)}
    payload |= {f"{MEDIA}{name}": path for name, path in found.items() if path}
    identifier = conductor.read(lambda room: room.conference.id if room.conference else "")
    software = f"Tafelronde {version('tafelronde')}"
    pack(target, payload, Label(identifier, datetime.now().astimezone().date(), software))


def open_file(file: Path | IO[bytes], scratch: Path | None = None) -> Brought:
    """What is in a file; `scratch` takes it for a while. Raises BagTrouble, OSError."""
    with unpacked(file, scratch) as bag:
        try:
            names = [name for name in bag.names if _is_json(name)]
            told = {name: json.loads(bag.read(name)) for name in names}
        except ValueError:
            raise BagTrouble("not_a_bag") from None
        return Brought(told, _pictures(bag))


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
        shelf: Shelf,
    ) -> None:
        """`conference` is the id of one that begins; `scratch` takes a file while it is made."""
        self._conductor = conductor
        self._conference = conference
        self._scratch = scratch
        self._sticks = sticks
        self._shelf = shelf
        self._waiting: dict[str, tuple[Brought, float]] = {}

    def export(self, with_people: bool) -> bytes:
        """The file. Raises BagTrouble, OSError."""
        with TemporaryDirectory(dir=self._scratch, prefix="carry-") as folder:
            target = Path(folder) / f"conference{SUFFIX}"
            export(self._conductor, self._shelf, target, with_people=with_people)
            return target.read_bytes()

    def open_file(self, file: Path | IO[bytes]) -> tuple[str, Taken]:
        """Look at a file: its word, and what it brings. Raises BagTrouble, Refused, OSError."""
        # Not in /tmp, which is memory on Debian 13.
        brought = open_file(file, self._scratch)
        brings = brought.taken(self._conductor)
        word = secrets.token_hex(16)
        newest = sorted(self._waiting.items(), key=lambda item: item[1][1])
        kept = dict(newest[len(newest) + 1 - self.WAITING_MOST :])
        self._waiting = {**kept, word: (brought.lean(self._conductor), time.monotonic())}
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
        brought.take(self._conductor, self._conference, self._shelf)

    def on_sticks(self) -> list[tuple[str, str]]:
        """The files at the top of the sticks in the box: path and name."""
        return [(str(file), file.name) for file in on_sticks(self._sticks())]


def _pictures(bag: Bag) -> Mapping[str, bytes]:
    """The pictures in a bag, each looked at. Raises BagTrouble, OSError."""
    found = {}
    for path in (path for path in bag.names if path.startswith(MEDIA)):
        name, content = path.removeprefix(MEDIA), bag.read(path)
        try:
            check(name, content)
        except PictureTrouble:
            raise BagTrouble("no_picture", name=shown(path)) from None
        found[name] = content
    return found


def _shown_in(told: Mapping[str, Any]) -> frozenset[str]:
    """The pictures on the slides of a conference file, which may still be anything."""
    file = told.get(carrying.CONFERENCE)
    steps = file.get("programme") if isinstance(file, Mapping) else None
    listed = steps if isinstance(steps, list) else []
    slides = [step.get("slides") for step in listed if isinstance(step, Mapping)]
    return frozenset[str]().union(*(pictures_in(each) for each in slides))


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _is_json(name: str) -> bool:
    return "/" not in name and name.endswith(".json")
