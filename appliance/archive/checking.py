"""Everything that RFC 8493 asks of a complete and valid bag (3), and what ours has beyond it.

Knows a bag as the files of a zip, read once from the first to the last.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .bag_trouble import BagTrouble, shown
from .tag_files import (
    ABOUT,
    DECLARATION,
    FETCH,
    MANIFEST,
    OXUM_LABEL,
    PAYLOAD,
    TAG_MANIFEST,
    check_declaration,
    check_listed,
    read_about,
    read_manifest,
)
from .wary_zip import WaryZip

_TAG_MOST_BYTES: Final = 2_000_000
"""A manifest of as many files as are let through has 1.8 MB, with the longest of names."""

_OURS: Final = (DECLARATION, ABOUT, TAG_MANIFEST, MANIFEST)
_SUMS: Final = ("manifest-", "tagmanifest-")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the payload: where it begins among all of them, and its SHA-256 in hexadecimal."""

    start: int
    size_bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a bag says of itself, and its payload by path, in the order in which it was read."""

    about: Mapping[str, str]
    parts: Mapping[str, Part]


def check(packed: WaryZip, keep: Callable[[bytes], object]) -> Checked:
    """Read a bag whole; every piece of its payload is handed to `keep` on the way.

    What was kept counts only once this returns. Raises BagTrouble, and whatever `keep` raises.
    """
    folder = _folder(packed)
    paths = sorted(path.removeprefix(folder) for path in packed.files)
    _check_kinds(paths)
    about, listed = _read_tags(packed, folder, [p for p in paths if not p.startswith(PAYLOAD)])
    parts = _read_payload(packed, folder, [p for p in paths if p.startswith(PAYLOAD)], keep)
    check_listed({path: part.digest for path, part in parts.items()}, listed)
    if about.get(OXUM_LABEL) != f"{sum(p.size_bytes for p in parts.values())}.{len(parts)}":
        raise BagTrouble("altered", name=ABOUT)
    return Checked(about, {path.removeprefix(PAYLOAD): part for path, part in parts.items()})


def _folder(packed: WaryZip) -> str:
    """The one folder at the top, in which everything lies (4.1), with its `/`."""
    tops = {path.partition("/")[0] for path in packed.files}
    if len(tops) != 1:
        is_bag = any(path.split("/")[-1] == DECLARATION for path in packed.files)
        raise BagTrouble("repacked" if is_bag else "not_a_bag")
    return f"{tops.pop()}/"


def _check_kinds(paths: list[str]) -> None:
    """Let there be what is in a bag of ours, before any of it is looked at."""
    if FETCH in paths:
        raise BagTrouble("fetches")
    if DECLARATION not in paths or not any(path.startswith(PAYLOAD) for path in paths):
        raise BagTrouble("not_a_bag")
    if lacking := [path for path in _OURS if path not in paths]:
        raise BagTrouble("missing", name=lacking[0])
    # A sum that is not looked at would be believed.
    if more := [path for path in paths if path.startswith(_SUMS) and path not in _OURS]:
        raise BagTrouble("extra", name=shown(more[0]))


def _read_tags(
    packed: WaryZip, folder: str, paths: list[str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the bag says of itself, and the digests that its payload is to have."""
    if any(packed.files[folder + path].file_size > _TAG_MOST_BYTES for path in paths):
        raise BagTrouble("not_a_bag")
    tags = {path: b"".join(packed.pieces(folder + path)) for path in _OURS}
    check_declaration(_text(DECLARATION, tags))
    about = read_about(_text(ABOUT, tags))
    digests = {path: hashlib.sha256(tag).hexdigest() for path, tag in tags.items()}
    digests |= {path: _digest(packed, folder + path) for path in paths if path not in _OURS}
    del digests[TAG_MANIFEST]
    check_listed(digests, read_manifest(TAG_MANIFEST, _text(TAG_MANIFEST, tags)))
    return about, read_manifest(MANIFEST, _text(MANIFEST, tags))


def _read_payload(
    packed: WaryZip, folder: str, paths: list[str], keep: Callable[[bytes], object]
) -> Mapping[str, Part]:
    parts, start = {}, 0
    for path in paths:
        digest, at = hashlib.sha256(), start
        for piece in packed.pieces(folder + path):
            digest.update(piece)
            keep(piece)
            at += len(piece)
        parts[path] = Part(start, at - start, digest.hexdigest())
        start = at
    return parts


def _digest(packed: WaryZip, path: str) -> str:
    digest = hashlib.sha256()
    for piece in packed.pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _text(path: str, tags: Mapping[str, bytes]) -> str:
    try:
        return tags[path].decode()
    except UnicodeDecodeError:
        raise BagTrouble("altered", name=path) from None
