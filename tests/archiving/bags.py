"""Archives taken apart and put together again, as somebody would who means no good."""

from collections.abc import Mapping
from hashlib import sha512
from pathlib import Path
from zipfile import ZipFile

from tests.archive.zips import members, zipped

PAYLOAD = "data/"


def files_in(archive: Path) -> dict[str, bytes]:
    """The files of the bag in an archive, by path."""
    with ZipFile(archive) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def sums(files: Mapping[str, bytes]) -> bytes:
    """A manifest of these files."""
    lines = (f"{sha512(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()


def summed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with sums and sizes that fit what they are now."""
    payload = {path: text for path, text in files.items() if path.startswith(PAYLOAD)}
    about = files["bag-info.txt"].decode().splitlines()
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    kept = [oxum if line.startswith("Payload-Oxum") else line for line in about]
    made = {**files, "bag-info.txt": "".join(f"{line}\n" for line in kept).encode()}
    made["manifest-sha512.txt"] = sums(payload)
    tags = {p: t for p, t in made.items() if p not in payload and not p.startswith("tagmanifest")}
    return {**made, "tagmanifest-sha512.txt": sums(tags)}


def put(target: Path, files: Mapping[str, bytes], **how: str) -> Path:
    """An archive of these files, as they are."""
    target.write_bytes(zipped(members(files, **how)))
    return target


def changed(archive: Path, target: Path, path: str, old: bytes, new: bytes) -> Path:
    """The archive with something in it replaced, and every sum made to fit."""
    files = files_in(archive)
    assert old in files[path]
    return put(target, summed({**files, path: files[path].replace(old, new, 1)}))
