"""Archives taken apart and put together again, as somebody would who means no good."""

from collections.abc import Mapping
from hashlib import sha512
from pathlib import Path
from zipfile import ZipFile

from appliance.store.journal import GENESIS, line_after
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


def rewritten(archive: Path, target: Path, old: bytes, new: bytes) -> Path:
    """The archive with something in its journal replaced, and chain, head and sums made to fit, as
    only somebody can who knows how all of it is made."""
    files = files_in(archive)
    bodies = [line.split(b" ", 2)[2] for line in files["data/journal"].splitlines()]
    assert any(old in body for body in bodies)
    chain, lines = GENESIS, []
    for body in bodies:
        chain, line = line_after(chain, body.replace(old, new))
        lines.append(line)
    head = files["data/journal"].splitlines()[-1][:32]
    about = files["bag-info.txt"].replace(head, chain.encode())
    return put(target, summed({**files, "data/journal": b"".join(lines), "bag-info.txt": about}))


def changed(archive: Path, target: Path, path: str, old: bytes, new: bytes) -> Path:
    """The archive with something in it replaced, and every sum made to fit."""
    files = files_in(archive)
    assert old in files[path]
    return put(target, summed({**files, path: files[path].replace(old, new, 1)}))
