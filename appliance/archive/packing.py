"""A file of ours is made: a BagIt bag in a zip, in its place only when it is checked."""

import hashlib
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .bag import checked_sums
from .bag_trouble import BagTrouble
from .placing import placed
from .portable_names import check_paths
from .tag_files import (
    ABOUT,
    CONFERENCE,
    DECLARATION,
    DECLARED,
    OXUM_LABEL,
    PAYLOAD,
    Form,
    about,
    manifest,
)
from .wary_zip import LIMITS, PIECE_BYTES, Limits

_UNIX: Final = 3
"""The system whose rights stand in the directory (APPNOTE.TXT, 4.4.2)."""

_WORTH: Final = 0.95
"""Photos and spreadsheets are packed already; to pack them again only takes time."""

_PACKED: Final = (".jpg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".zip")
"""Names of what is packed already: to try takes longer than everything else together."""

_RIGHTS: Final = stat.S_IFREG | 0o644
_FIRST_DAY: Final = date(1980, 1, 1)
_LAST_DAY: Final = date(2107, 12, 31)
"""What a time in a zip can be (4.4.6); a box whose clock stands at 1970 packs as well."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a bag says of itself: whose it is, of which day, and which program made it.

    `more` are further labels of bag-info.txt, such as {"Contact-Name": …} (RFC 8493, 2.2.2).
    """

    identifier: str
    day: date
    software: str
    more: Mapping[str, str] = field(default_factory=dict)


def pack(
    target: Path,
    payload: Mapping[str, bytes | Path],
    label: Label,
    limits: Limits = LIMITS,
    form: Form = CONFERENCE,
    tags: Mapping[str, bytes] = {},
    on_bytes: Callable[[int], object] = lambda n: None,
) -> None:
    """Put the payload into one file, by path, each as bytes or as the file that has them.

    `tags` are further files at the top of the bag, of at most 2 MB each. `on_bytes` is told how
    many bytes of the payload were packed, and later again how many were read back.

    Once it returns, `target` is whole, on the disk, and was read back from there; until then it
    is as it was. The same payload and label give the same bytes (with the same zlib). Raises
    BagTrouble, OSError; ValueError for no payload.
    """
    if not payload:
        raise ValueError("nothing to pack")
    own = (DECLARATION, ABOUT, form.manifest, form.tag_manifest)
    if len(payload) + len(tags) + len(own) > limits.files:
        raise BagTrouble("too_many", most=str(limits.files))
    folder = _folder(label.identifier)
    names = [*own, *tags, *(PAYLOAD + name for name in payload)]
    check_paths([f"{folder}/{name}" for name in names])
    with placed(target) as new:
        with ZipFile(new.file, "w") as opened:
            packing = _Packing(opened, folder, label, limits, form, on_bytes)
            digests = packing.write(payload, tags)
        if not (new.settle() and _is_whole(new.path, digests, limits, form, on_bytes)):
            raise BagTrouble("unwritten")


def _is_whole(
    file: Path,
    digests: Mapping[str, str],
    limits: Limits,
    form: Form,
    on_bytes: Callable[[int], object],
) -> bool:
    """Whether it reads as whoever gets it will read it."""
    try:
        return checked_sums(file, limits, form, on_bytes) == digests
    except BagTrouble:
        return False


def _folder(identifier: str) -> str:
    """The folder at the top, which people see when they unpack the file by hand."""
    letters = [sign if sign.isascii() and sign.isalnum() else "-" for sign in identifier]
    return f"tafelronde-{''.join(letters)[:40].strip('-')}".rstrip("-")


class _Packing:
    """One bag on its way into a zip; what is written is counted and summed as it passes."""

    def __init__(
        self,
        opened: ZipFile,
        folder: str,
        label: Label,
        limits: Limits,
        form: Form,
        on_bytes: Callable[[int], object],
    ) -> None:
        self._zip, self._folder, self._label, self._limits = opened, folder, label, limits
        self._form, self._on_bytes = form, on_bytes
        self._day = min(max(label.day, _FIRST_DAY), _LAST_DAY)
        self._digests: dict[str, str] = {}
        self._bytes = 0

    def write(
        self, payload: Mapping[str, bytes | Path], tags: Mapping[str, bytes]
    ) -> Mapping[str, str]:
        """Everything, in the order of the names. Returns the sums of the payload's files."""
        self._add(DECLARATION, DECLARED.encode())
        for name in sorted(tags):
            self._add(name, tags[name])
        before = self._bytes
        for name in sorted(payload):
            self._add(PAYLOAD + name, payload[name])
        listed = {p: digest for p, digest in self._digests.items() if p.startswith(PAYLOAD)}
        oxum = f"{self._bytes - before}.{len(listed)}"
        self._add(ABOUT, about(self._members(oxum)).encode())
        self._add(self._form.manifest, manifest(listed).encode())
        others = {path: digest for path, digest in self._digests.items() if path not in listed}
        self._add(self._form.tag_manifest, manifest(others).encode())
        return {path.removeprefix(PAYLOAD): digest for path, digest in listed.items()}

    def _members(self, oxum: str) -> Mapping[str, str]:
        return {
            **self._label.more,
            "Bag-Software-Agent": self._label.software,
            "Bagging-Date": self._label.day.isoformat(),
            "External-Identifier": self._label.identifier,
            OXUM_LABEL: oxum,
            self._form.label: str(self._form.format),
        }

    def _add(self, path: str, content: bytes | Path) -> None:
        entry = ZipInfo(f"{self._folder}/{path}", (*self._day.timetuple()[:3], 0, 0, 0))
        entry.create_system, entry.external_attr = _UNIX, _RIGHTS << 16
        entry.compress_type = self._method(path, content)
        digest, written = hashlib.new(self._form.algorithm), 0
        with self._zip.open(entry, "w") as file:
            for piece in _pieces(content):
                written += len(piece)
                self._bytes += len(piece)
                if written > self._limits.file_bytes or self._bytes > self._limits.total_bytes:
                    raise self._limits.too_large(path)
                digest.update(piece)
                file.write(piece)
                if path.startswith(PAYLOAD):
                    self._on_bytes(len(piece))
        self._digests[path] = digest.hexdigest()

    def _method(self, path: str, content: bytes | Path) -> int:
        """Deflated; stored where it gains nothing, or a reader would take it for a bomb."""
        size_bytes = content.stat().st_size if isinstance(content, Path) else len(content)
        if size_bytes <= self._limits.dense_bytes:
            return ZIP_DEFLATED
        if path.lower().endswith(_PACKED):
            return ZIP_STORED
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed_bytes = sum(len(deflate.compress(piece)) for piece in _pieces(content))
        packed_bytes += len(deflate.flush())
        is_gain = packed_bytes < _WORTH * size_bytes
        is_dense = self._limits.is_dense(size_bytes, packed_bytes)
        return ZIP_DEFLATED if is_gain and not is_dense else ZIP_STORED


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield from (content[at : at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES))
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece
