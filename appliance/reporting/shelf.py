"""The reports of one conference: made in the background, one at a time, kept as files.

Nothing is ever written over: each has the minute in its name, and a number where needed.
"""

import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from appliance.mishap import note
from appliance.report.choice import Choice, Variant

from .apart import CannotReport, Copy, make_apart
from .order import ALL, Format, Order, stem

NAME: Final = re.compile(
    r"(?P<stem>[a-z0-9-]+?)-(?P<day>\d{8})-(?P<clock>\d{4})(?:-(?P<n>\d+))?"
    r"(?P<ending>\.html|\.csv\.zip|\.xlsx|\.docx|\.pdf)"
)
"""What a report is called: report-full-nl-20150119-1705.pdf."""

FOLDER: Final = "exports/reports"
"""Where they lie in a conference's folder."""

_PUBLIC: Final = f"report-{Variant.PUBLIC.value}-"
_READ: Final = "read"
"""The folder within, where beside its name stands what others might read when a public document was
made (`redaction.reading_of`)."""


@dataclass(frozen=True, slots=True)
class Making:
    """How far the report is that is made now, or how the last one ended.

    `code` (of `apart.REFUSALS`, `report.lacking.REFUSALS`) with its values says why there is none.
    """

    is_running: bool = False
    format: str = ""
    n: int = 0
    of: int = 0
    files: tuple[str, ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that was made; `minute` (since 1970, UTC) is when it was on the disk."""

    name: str
    size_bytes: int
    minute: int


def kept_in(folder: Path) -> list[Kept]:
    """All that was made into this folder, the last first."""
    if not folder.is_dir():
        return []
    found = [file for file in folder.iterdir() if NAME.fullmatch(file.name) and file.is_file()]
    told = [(file, file.stat()) for file in found]
    rows = [Kept(file.name, at.st_size, int(at.st_mtime) // 60) for file, at in told]
    return sorted(rows, key=lambda row: (-row.minute, row.name))


def for_archive(place: Path, kind: str, reading: str = "") -> list[Path]:
    """The documents in a conference's folder that go into an archive of this kind, the last first:
    all of them into a full one; into one to share only public ones that say what others may read
    now, of which `reading` is the digest."""
    folder = place / FOLDER
    names = [kept.name for kept in kept_in(folder)]
    if kind != "full":
        public = [name for name in names if name.startswith(_PUBLIC)]
        names = [name for name in public if reading and _read(folder, name) == reading]
    return [folder / name for name in names]


def _read(folder: Path, name: str) -> str:
    try:
        return (folder / _READ / name).read_text("ascii")
    except (OSError, ValueError):
        return ""


class Reports:
    """The reports of one conference. May be used from any thread."""

    def __init__(
        self,
        place: Path,
        copy: Callable[[], Copy],
        head: Callable[[], str],
        picture: Callable[[str], bytes],
        reading: Callable[[], str] = lambda: "",
    ) -> None:
        """`place` is the conference's folder; `copy` is the room as it is when it is asked.

        `head` is the journal's, `picture` gives a kept one by its name (b"" where there is none),
        `reading` tells what others may read now (`redaction.reading_of`).
        """
        self._reading = reading
        self._folder, self._copy, self._head, self._picture = place / FOLDER, copy, head, picture
        self._lock = threading.Lock()
        self._one = threading.Lock()
        self._making = Making()

    def state(self) -> Making:
        """How far it is."""
        with self._lock:
            return self._making

    def begin(self, choice: Choice, logo: str, formats: tuple[Format, ...] = ALL) -> bool:
        """Make a report in the background; False while one is made already."""
        if not self._one.acquire(blocking=False):
            return False
        self._set(Making(is_running=True, of=len(formats), format=formats[0]))
        threading.Thread(
            target=self._make, args=(choice, logo, formats), name="report", daemon=True
        ).start()
        return True

    def preview(self, choice: Choice, logo: str) -> bytes:
        """The report as it would be now, in HTML; not kept. Takes seconds. Raises CannotReport."""
        with self._one, tempfile.TemporaryDirectory() as folder:
            order = self._order(choice, logo, (Format.HTML,), Path(folder), "preview")
            made = make_apart(self._copy(), order)
            return (Path(folder) / made.files[0]).read_bytes()

    def kept(self) -> list[Kept]:
        """All that was made, the last first."""
        return kept_in(self._folder)

    def find(self, name: str) -> Path | None:
        """The file with this name; None for any that is not one here."""
        file = self._folder / name
        is_here = NAME.fullmatch(name) is not None and not file.is_symlink() and file.is_file()
        return file if is_here else None

    def remove(self, name: str) -> None:
        """Keep it no longer; nothing where it is gone already. Raises OSError."""
        file = self.find(name)
        if file is not None:
            file.unlink(missing_ok=True)
            (self._folder / _READ / name).unlink(missing_ok=True)

    def _make(self, choice: Choice, logo: str, formats: tuple[Format, ...]) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            order = self._order(choice, logo, formats, self._folder, self._name(choice))
            # Before the room is looked at: what is covered meanwhile makes it another reading.
            reading = self._reading() if choice.variant is Variant.PUBLIC else ""
            made = make_apart(self._copy(), order, self._note_progress)
            self._keep_reading(made.files, reading)
            lacking = tuple((format.value, code) for format, code in made.lacking.items())
            self._set(Making(files=made.files, lacking=lacking))
        except CannotReport as no:
            self._set(Making(code=no.code, values=tuple(no.values.items())))
        except OSError as error:
            reason = error.strerror or str(error)
            self._set(Making(code="report_unwritable", values=(("reason", reason),)))
        except Exception as error:  # noqa: BLE001 - the page must not wait for ever.
            note(error)
            self._set(Making(code="report_stopped"))
        finally:
            self._one.release()

    def _keep_reading(self, names: tuple[str, ...], reading: str) -> None:
        if not reading:
            return
        (self._folder / _READ).mkdir(mode=0o700, exist_ok=True)
        for name in names:
            (self._folder / _READ / name).write_text(reading, "ascii")

    def _order(
        self, choice: Choice, logo: str, formats: tuple[Format, ...], folder: Path, name: str
    ) -> Order:
        picture = self._picture(logo) if logo else b""
        return Order(choice, formats, folder, name, picture, self._head())

    def _name(self, choice: Choice) -> str:
        """A name that no report here has."""
        first = stem(choice)
        taken = {kept.name for kept in self.kept()}
        names = (first, *(f"{first}-{n}" for n in range(2, 1000)))
        return next(n for n in names if not any(f"{n}{f.ending}" in taken for f in ALL))

    def _note_progress(self, format: Format, n: int, of: int) -> None:
        with self._lock:
            self._making = replace(self._making, format=format.value, n=n, of=of)

    def _set(self, making: Making) -> None:
        with self._lock:
            self._making = making
