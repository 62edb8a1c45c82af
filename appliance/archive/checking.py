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
    CONFERENCE,
    DECLARATION,
    FETCH,
    FORMS,
    OXUM_LABEL,
    PAYLOAD,
    Form,
    check_declaration,
    check_listed,
    read_about,
    read_manifest,
)
from .wary_zip import WaryZip

_TAG_MOST_BYTES: Final = 2_000_000
"""A manifest of as many files as are let through has 1.8 MB, with the longest of names."""

_SUMS: Final = ("manifest-", "tagmanifest-")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the payload: where it begins among all of them, and its sum in hexadecimal."""

    start: int
    size_bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a bag says of itself, and its payload by path, in the order in which it was read."""

    about: Mapping[str, str]
    parts: Mapping[str, Part]


def check(packed: WaryZip, keep: Callable[[bytes], object], form: Form = CONFERENCE) -> Checked:
    """Read a bag whole; every piece of its payload is handed to `keep` on the way.

    What was kept counts only once this returns. Raises BagTrouble, and whatever `keep` raises.
    """
    folder = _folder(packed)
    paths = sorted(path.removeprefix(folder) for path in packed.files)
    _check_kinds(paths, form)
    tags = [path for path in paths if not path.startswith(PAYLOAD)]
    about, listed = _read_tags(packed, folder, tags, form)
    payload = [path for path in paths if path.startswith(PAYLOAD)]
    parts = _read_payload(packed, folder, payload, keep, form)
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


def _ours(form: Form) -> tuple[str, ...]:
    """The tag files that every bag of ours has."""
    return (DECLARATION, ABOUT, form.tag_manifest, form.manifest)


def _check_kinds(paths: list[str], form: Form) -> None:
    """Let there be what is in a bag of ours, before any of it is looked at."""
    others = (other for other in FORMS if other.manifest in paths)
    if form.manifest not in paths and (other := next(others, None)):
        raise BagTrouble(other.mistaken)
    if FETCH in paths:
        raise BagTrouble("fetches")
    if DECLARATION not in paths or not any(path.startswith(PAYLOAD) for path in paths):
        raise BagTrouble("not_a_bag")
    if lacking := [path for path in _ours(form) if path not in paths]:
        raise BagTrouble("missing", name=lacking[0])
    # A sum that is not looked at would be believed.
    if more := [path for path in paths if path.startswith(_SUMS) and path not in _ours(form)]:
        raise BagTrouble("extra", name=shown(more[0]))


def _read_tags(
    packed: WaryZip, folder: str, paths: list[str], form: Form
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the bag says of itself, and the digests that its payload is to have."""
    if any(packed.files[folder + path].file_size > _TAG_MOST_BYTES for path in paths):
        raise BagTrouble("not_a_bag")
    tags = {path: b"".join(packed.pieces(folder + path)) for path in _ours(form)}
    check_declaration(_text(DECLARATION, tags))
    about = read_about(_text(ABOUT, tags), form)
    digests = {path: hashlib.new(form.algorithm, tag).hexdigest() for path, tag in tags.items()}
    others = (path for path in paths if path not in tags)
    digests |= {path: _digest(packed, folder + path, form) for path in others}
    del digests[form.tag_manifest]
    check_listed(digests, _listed(form.tag_manifest, tags, form))
    return about, _listed(form.manifest, tags, form)


def _listed(name: str, tags: Mapping[str, bytes], form: Form) -> Mapping[str, str]:
    return read_manifest(name, _text(name, tags), form.digits)


def _read_payload(
    packed: WaryZip,
    folder: str,
    paths: list[str],
    keep: Callable[[bytes], object],
    form: Form,
) -> Mapping[str, Part]:
    parts, start = {}, 0
    for path in paths:
        digest, at = hashlib.new(form.algorithm), start
        for piece in packed.pieces(folder + path):
            digest.update(piece)
            keep(piece)
            at += len(piece)
        parts[path] = Part(start, at - start, digest.hexdigest())
        start = at
    return parts


def _digest(packed: WaryZip, path: str, form: Form) -> str:
    digest = hashlib.new(form.algorithm)
    for piece in packed.pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _text(path: str, tags: Mapping[str, bytes]) -> str:
    try:
        return tags[path].decode()
    except UnicodeDecodeError:
        raise BagTrouble("altered", name=path) from None
