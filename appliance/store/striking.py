"""Taking the bodies of some lines out of a journal, so that it can still be verified.

Done to erase what somebody must not find any more, and at sealing, so that neither the order of
lines nor an owner's lock says whose entry is whose.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from appliance.conference.records import State

from . import disk, upgrades
from .body import Body, read_body, to_json
from .codec import OWNED, key_name
from .journal import BadLine, Line, read_lines, struck_line

_TODAYS: Final = f'{{"v":{upgrades.VERSION},'.encode()


@dataclass(frozen=True, slots=True)
class Strike:
    """The lines to strike, by number; and what is in no later line, so must be carried on.

    `records` are kind and id of documents, `answers` the ids of commands.
    """

    lines: Mapping[int, Body]
    records: frozenset[tuple[str, str]]
    answers: frozenset[str]


def of_commands(seqs: frozenset[int]) -> Callable[[Body], bool]:
    """Lines that hold these commands, or documents as these commands left them."""

    def holds(body: Body) -> bool:
        documents = (doc for docs in body.docs.values() for doc in docs.values() if doc)
        return not seqs.isdisjoint(range(body.first, body.last + 1)) or any(
            document["rev"] in seqs for document in documents
        )

    return holds


def of_owners(sealed: frozenset[str]) -> Callable[[Body], bool]:
    """Lines that hold an owner under one of these keys, locked as it may be, and all that hold an
    answer of a survey among them before it was sealed.

    An answer that lost its owner earlier stands in one line with who was taken off the list.
    """

    def holds(body: Body) -> bool:
        documents = (doc for kind in OWNED for doc in body.docs.get(kind, {}).values() if doc)
        under = [doc for doc in documents if key_name(doc) in sealed]
        if any(doc["owner"] is not None for doc in under):
            return True
        return any("survey" in doc for doc in under) and not _seals_survey(body)

    return holds


def of_words(words: frozenset[str], before: int) -> Callable[[Body], bool]:
    """Lines written before this command that hold one of these, as an id or as a whole value."""

    def holds(body: Body) -> bool:
        return body.last < before and any(word in words for word in _words(body.docs))

    return holds


def _words(value: Any) -> Iterator[str]:
    """Every name and every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for member in value.values():
            yield from _words(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _words(member)


def _seals_survey(body: Body) -> bool:
    documents = (doc for doc in body.docs.get("surveys", {}).values() if doc)
    return any(doc["state"] == State.SEALED for doc in documents)


def plan(path: Path, holds: Callable[[Body], bool], words: frozenset[str] | None = None) -> Strike:
    """The lines of which `holds` is true.

    `words`: it is true of no line without one of these, as an id or as a whole value. Lines that
    can matter in no way are not read then, which takes most of the time.
    """
    struck: dict[int, Body] = {}
    records: set[tuple[str, str]] = set()
    answers: set[str] = set()
    looks = None if words is None else _Looks(words)
    for line in _lines(path):
        if line.is_struck or (looks and not looks.matters(line.body)):
            continue
        body = read_body(line.body)
        told = {(kind, i) for kind, docs in body.docs.items() for i in docs}
        if not holds(body):
            records -= told
            continue
        struck[line.number] = body
        answers.update(body.answers)
        records |= told
        if looks:
            looks.add(record for _, record in told)
    return Strike(struck, frozenset(records), frozenset(answers))


class _Looks:
    """Tells by its bytes whether a line may hold one of some words, or documents of records."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = frozenset(map(_head, words))
        self._records: set[bytes] = set()

    def add(self, records: Iterable[str]) -> None:
        """These records matter too, by their ids."""
        self._records.update(map(_head, records))

    def matters(self, body: bytes) -> bool:
        """Whether it may; what an older version wrote can mean something else."""
        if not body.startswith(_TODAYS):
            return True
        told = frozenset(body.split(b'"'))
        known = told & self._records
        return not self._words.isdisjoint(told) or any(b'"%s":' % i in body for i in known)


def _head(word: str) -> bytes:
    """What stands between the first two quotes where this is a string in a line."""
    return to_json(word).encode().split(b'"')[1]


def rewrite(path: Path, strike: Strike, why: str) -> int:
    """Put a journal without those bodies in the place of the one at `path`; gives its size."""
    disk.replace(path, (_rewritten(line, strike, why) for line in _lines(path)))
    return path.stat().st_size


def copy(path: Path, target: Path, strike: Strike, why: str) -> None:
    """Write a journal without those bodies to `target`; the one at `path` stays as it is.

    What is still current of them is not carried on: the copy says less, to the same head.
    """
    disk.replace(target, (_rewritten(line, strike, why) for line in _lines(path)))


def _lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for line in read_lines(file):
            if isinstance(line, BadLine):
                return
            yield line


def _rewritten(line: Line, strike: Strike, why: str) -> bytes:
    body = strike.lines.get(line.number)
    if body is None:
        return line.raw
    return struck_line(line, to_json({"seq": (body.first, body.last), "why": why}).encode())
