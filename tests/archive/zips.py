"""Zips as nobody should make them, built byte by byte, and bags to put into them."""

import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

STORED, DEFLATED = 0, 8
REGULAR, SYMLINK = 0o100644 << 16, 0o120777 << 16

UTF8 = {**os.environ, "LC_ALL": "C.UTF-8"}
"""How zip and unzip are to take names that are not plain ASCII."""

TOP = "tafelronde-conference-1/"
PAYLOAD: Mapping[str, bytes] = {
    "conference.json": b'{"title": "Zaal vol werk"}\n' * 40,
    "invitees.csv": b"name;role\nWillemijn;chair\n",
}


@dataclass(frozen=True)
class Member:
    """A file in a zip; what is None is told truthfully."""

    name: str | bytes
    plain: bytes = b""
    method: int = DEFLATED
    packed: bytes | None = None
    plain_bytes: int | None = None
    packed_bytes: int | None = None
    crc: int | None = None
    flags: int = 0
    attributes: int = REGULAR
    local_name: bytes | None = None
    comment: bytes = b""
    starts_at: int | None = None


def deflated(plain: bytes) -> bytes:
    """The bytes as a zip packs them."""
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(plain) + deflate.flush()


def zipped(members: Iterable[Member], before: bytes = b"", end: bytes | None = None) -> bytes:
    """A zip of these files; `end` takes the place of its last 22 bytes."""
    body, directory, count = before, b"", 0
    for member in members:
        start = len(body) if member.starts_at is None else member.starts_at
        local, central = _headers(member, start)
        body, directory, count = body + local, directory + central, count + 1
    told = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + (told if end is None else end)


def bag(payload: Mapping[str, bytes] = PAYLOAD, **other: bytes | None) -> dict[str, bytes]:
    """The files of a bag by path. `other` replaces (or, if None, leaves out) a tag file, by its
    name without .txt and with _ for -: the sums are those of what it then is.
    """
    files = {f"data/{name}": content for name, content in payload.items()}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    tags: dict[str, bytes | None] = {
        "bagit": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag_info": f"Payload-Oxum: {oxum}\nTafelronde-Format: 1\n".encode(),
        "manifest_sha256": sums(files),
        **other,
    }
    named = {f"{name.replace('_', '-')}.txt": text for name, text in tags.items()}
    kept = {name: text for name, text in named.items() if text is not None}
    return {"tagmanifest-sha256.txt": sums(kept), **kept, **files}


def sums(files: Mapping[str, bytes]) -> bytes:
    """A manifest of these files."""
    return b"".join(
        f"{sha256(content).hexdigest()}  {path}\n".encode() for path, content in files.items()
    )


def members(files: Mapping[str, bytes], top: str = TOP) -> list[Member]:
    """The files as members of a zip, in their folder."""
    return [Member(top + path, content) for path, content in files.items()]


def _headers(member: Member, start: int) -> tuple[bytes, bytes]:
    name = member.name if isinstance(member.name, bytes) else member.name.encode()
    flags = member.flags | (0 if name.isascii() else 1 << 11)
    packed = member.packed
    if packed is None:
        packed = deflated(member.plain) if member.method == DEFLATED else member.plain
    told = (
        zlib.crc32(member.plain) if member.crc is None else member.crc,
        len(packed) if member.packed_bytes is None else member.packed_bytes,
        len(member.plain) if member.plain_bytes is None else member.plain_bytes,
    )
    here = name if member.local_name is None else member.local_name
    sizes = struct.pack("<3L", *told)
    local = struct.pack("<4s5H", b"PK\3\4", 20, flags, member.method, 0, 33) + sizes
    local += struct.pack("<2H", len(here), 0) + here + packed
    central = struct.pack("<4s6H", b"PK\1\2", 3 << 8 | 20, 20, flags, member.method, 0, 33) + sizes
    central += struct.pack(
        "<5H2L", len(name), 0, len(member.comment), 0, 0, member.attributes, start
    )
    return local, central + name + member.comment
