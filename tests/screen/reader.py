"""What somebody sees who looks at a terminal: reads what was written to it, keeps the screen.

Knows the few control sequences that the screen uses, and no other: one that is new here is refused,
so that nothing is drawn that a console might not know.
"""

import re
import subprocess
from codecs import getincrementaldecoder
from pathlib import Path

_SEQUENCE = re.compile(
    r"\x1b\[(?P<given>\??[0-9;]*)(?P<does>[A-Za-z\]])|\x1b%G|\x1b\]P[0-9a-f]{7}|\x1b\]R"
)
_SQUARE = (4, 8)
"""Pixels of a character: twice as high as wide, like those of a console."""
_HALVES = {"█": (True, True), "▀": (True, False), "▄": (False, True)}


class Shown:
    """A terminal of this size, and what was ever written to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.written = ""
        self.is_alternate = False
        self._decoder = getincrementaldecoder("utf-8")()
        self._left = ""
        self._style = "0"
        self._at = (0, 0)
        self._clear()

    def feed(self, written: bytes) -> None:
        """More was written to it."""
        more = self._decoder.decode(written)
        text = self._left + more
        self.written += more
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
                continue
            found = _SEQUENCE.match(text, at)
            if found is None:
                assert len(text) - at < 16, f"unknown: {text[at : at + 16]!r}"
                break
            self._obey(found["given"] or "", found["does"] or "")
            at = found.end()
        self._left = text[at:]

    def text(self) -> str:
        """What can be read, line by line."""
        return "\n".join("".join(c for c, _ in row).rstrip() for row in self.cells)

    def picture(self, file: Path) -> None:
        """The screen as a picture (PGM): what is drawn in light is light, the rest dark."""
        wide, high = _SQUARE
        lines = []
        for row in self.cells:
            halves = [self._halves(cell) for cell in row]
            for half in (0, 1):
                line = b"".join((b"\xff" if pair[half] else b"\x10") * wide for pair in halves)
                lines.append(line * (high // 2))
        size = f"P5 {self.columns * wide} {self.rows * high} 255\n"
        file.write_bytes(size.encode() + b"".join(lines))

    def codes(self, file: Path) -> set[str]:
        """What a phone reads in the codes on the screen."""
        self.picture(file)
        command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return set(run.stdout.split("\n")) - {""}

    @staticmethod
    def _halves(cell: tuple[str, str]) -> tuple[bool, bool]:
        character, style = cell
        if character in _HALVES:
            return _HALVES[character]
        return (True, True) if "47" in style.split(";") and character == " " else (False, False)

    def _clear(self) -> None:
        self.cells = [[(" ", "0")] * self.columns for _ in range(self.rows)]

    def _put(self, character: str) -> None:
        row, column = self._at
        assert character >= " ", f"the screen must not scroll: {character!r}"
        if column < self.columns:
            self.cells[row][column] = (character, self._style)
        self._at = (row, column + 1)

    def _obey(self, given: str, does: str) -> None:
        match does:
            case "H":
                row, column = given.split(";")
                self._at = (int(row) - 1, int(column) - 1)
            case "J" if given == "2":
                self._clear()
            case "m":
                self._style = given
            case "h" | "l" if given == "?1049":
                self.is_alternate = does == "h"
            case _:
                assert (given, does) in {
                    *(("?25", "h"), ("?25", "l"), ("?7", "h"), ("?7", "l")),
                    *(("3", "J"), ("9;0", "]"), ("13", "]")),
                    ("", ""),
                }, (given, does)
