"""Taking the bodies of some lines out of a journal, so that it can still be verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from appliance.conference.change import Answer

from . import disk
from .body import Body, read_body, to_json
from .journal import BadLine, Line, read_lines, struck_line


@dataclass(frozen=True, slots=True)
class Strike:
    """The lines to strike, by number, and what they hold that has to be carried on."""

    lines: Mapping[int, Body]

    @property
    def records(self) -> frozenset[tuple[str, str]]:
        """Kind and id of every record that these lines changed."""
        bodies = self.lines.values()
        return frozenset((k, i) for body in bodies for k, docs in body.docs.items() for i in docs)

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers in these lines."""
        return {i: answer for body in self.lines.values() for i, answer in body.answers.items()}


def plan(path: Path, seqs: frozenset[int]) -> Strike:
    """The lines that hold these commands, or documents as these commands left them."""
    return Strike(
        {
            line.number: body
            for line in _lines(path)
            if not line.is_struck and _holds(body := read_body(line.body), seqs)
        }
    )


def rewrite(path: Path, strike: Strike, why: str) -> None:
    """Put a journal without those bodies in the place of the one at `path`."""
    with path.open("rb") as file:

        def raw(line: Line) -> bytes:
            file.seek(line.start)
            return file.read(line.end - line.start)

        disk.replace(path, (_struck(line, strike, why) or raw(line) for line in _lines(path)))


def _lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for line in read_lines(file):
            if isinstance(line, BadLine):
                return
            yield line


def _holds(body: Body, seqs: frozenset[int]) -> bool:
    if not seqs.isdisjoint(range(body.first, body.last + 1)):
        return True
    documents = (doc for docs in body.docs.values() for doc in docs.values() if doc)
    return any(document["rev"] in seqs for document in documents)


def _struck(line: Line, strike: Strike, why: str) -> bytes:
    body = strike.lines.get(line.number)
    if body is None:
        return b""
    return struck_line(line, to_json({"seq": (body.first, body.last), "why": why}).encode())
