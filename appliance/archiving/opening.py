"""An archive is opened: unlocked, and checked whole as the bag that it is."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from appliance.archive.bag import Bag, unpacked
from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import Opening, unlocked
from appliance.archive.tag_files import ARCHIVE, PAYLOAD
from appliance.archive.wary_zip import WaryZip
from appliance.store.journal import verify as verify_journal

from .labels import Told, read
from .making import JOURNAL, LIMITS

_NONE: Final = frozenset({"not_a_zip", "not_a_bag"})
_FOREIGN: Final = frozenset({"same_name", "unfit_name"})
"""Of names that no archive has as it was made. Whoever packed it anew would not mend it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive, checked as a bag; `told` is what it says of itself."""

    bag: Bag
    told: Told
    is_locked: bool

    def copy(self, name: str, target: Path) -> None:
        """Put a file of it somewhere. Raises KeyError, OSError."""
        with target.open("xb") as file:
            file.writelines(self.bag.pieces(name))

    def longest_line(self, name: str) -> int:
        """How long a line of a file is at most, in bytes. Raises KeyError, OSError."""
        longest = here = 0
        for piece in self.bag.pieces(name):
            first, *others = map(len, piece.split(b"\n"))
            here += first
            for other in others:
                longest, here = max(longest, here), other
        return max(longest, here)


@contextmanager
def opened(file: Path | IO[bytes], with_: Opening, scratch: Path | None) -> Iterator[Opened]:
    """What is in an archive; nothing of it outlasts the `with`.

    Raises BagTrouble, with `journal_altered` and the line where that is what was altered, and
    OSError where `scratch` takes no more.
    """
    with unlocked(file, with_, scratch, LIMITS) as (plain, way):
        try:
            with unpacked(plain, scratch, LIMITS, ARCHIVE) as bag:
                yield Opened(bag, read(bag.about), way != "")
        except BagTrouble as trouble:
            raise _said_better(trouble, plain, scratch) from None


def _said_better(trouble: BagTrouble, plain: IO[bytes], scratch: Path | None) -> BagTrouble:
    if trouble.code in _NONE:
        return BagTrouble("no_archive")
    if trouble.code in _FOREIGN:
        return BagTrouble("extra", **trouble.values)
    line = _altered_line(plain, scratch) if trouble.code == "altered" else None
    return trouble if line is None else BagTrouble("journal_altered", line=str(line))


def _altered_line(plain: IO[bytes], scratch: Path | None) -> int | None:
    """The first line of the journal that is not as it was written, as far as it can be read."""
    packed = WaryZip(plain, LIMITS)
    ends = f"/{PAYLOAD}{JOURNAL}"
    path = next((path for path in packed.files if path.endswith(ends)), None)
    if path is None:
        return None
    with NamedTemporaryFile(dir=scratch) as spool:
        with suppress(BagTrouble):
            spool.writelines(packed.pieces(path))
        spool.flush()
        told = verify_journal(Path(spool.name))
    return told.lines + 1 if told.torn_bytes else told.altered_line
