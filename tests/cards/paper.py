"""Cards on paper: what a room prints, and what a reader, a camera or a blind person finds there."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from appliance.cards.deck import Deck, Wifi, deck_of
from appliance.cards.document import ALL, Part, document
from appliance.cards.printing import printed
from appliance.web.words import Words
from tests.builders import Meeting

ADDRESS = "http://10.77.0.1"
WIFI = Wifi(
    "Tafelronde-9f3c", "kaars-appel-4729", "WIFI:T:WPA;S:Tafelronde-9f3c;P:kaars-appel-4729;;"
)
BOTH = ("nl", "en")

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page and its place, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def words() -> Words:
    """The catalogue, read once."""
    return Words.read()


def deck(wifi: Wifi | None = WIFI, address: str = ADDRESS, **members: Any) -> Deck:
    """The cards of a room; `members` replace those of its conference file."""
    found = deck_of(Meeting.begun(**members).room, address, wifi)
    assert found is not None
    return found


def conference(tables: int = 1, title: Any = "Zaal", theme: Any = "Zorg") -> dict[str, Any]:
    """The members of a file with so many tables, all of one theme."""
    return {
        "title": title,
        "themes": [{"id": "one", "title": theme}],
        "tables": [{"number": n, "theme": "one"} for n in range(1, tables + 1)],
        "programme": [{"id": "arrival", "kind": "presentation", "title": "Inloop", "slides": []}],
    }


def printed_to(
    folder: Path, of: Deck, *parts: Part, languages: Sequence[str] = BOTH, name: str = "cards"
) -> Path:
    """These parts (or all of them) as a PDF in a folder."""
    file = folder / f"{name}.pdf"
    file.write_bytes(printed(document(of, words(), languages, parts or ALL)).pdf)
    return file


def told(*command: str | Path) -> str:
    """What a program prints."""
    run = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return run.stdout.decode()


def codes(pdf: Path, page: int, *how: str) -> list[str]:
    """What a camera reads on a page that is printed at 150 dots per inch, in order."""
    at = f"{pdf.with_suffix('')}-{page}{''.join(how)}"
    told("pdftoppm", "-r", "150", "-f", str(page), "-l", str(page), "-singlefile", *how, pdf, at)
    (image,) = Path(at).parent.glob(f"{Path(at).name}.p?m")
    found = told("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", image)
    return sorted(found.splitlines())


def facts(pdf: Path) -> dict[str, str]:
    """What the file says about itself."""
    lines = (line.partition(":") for line in told("pdfinfo", pdf).splitlines())
    return {name: value.strip() for name, _, value in lines}


def sizes(pdf: Path) -> list[str]:
    """The paper of each page."""
    pages = facts(pdf)["Pages"]
    return re.findall(r"Page +\d+ size: .*\((\w+)\)", told("pdfinfo", "-f", "1", "-l", pages, pdf))


def structure(pdf: Path) -> str:
    """What is read aloud, one piece a line, after the kind of piece that it is part of."""
    return told("pdfinfo", "-struct-text", pdf)


def aloud(pdf: Path) -> str:
    """All of it in one line, without the spaces: those at the end of a line are lost on paper."""
    return "".join("".join(re.findall(r'^ *"(.*)"$', structure(pdf), re.MULTILINE)).split())


def words_on(pdf: Path, page: int) -> Iterator[Word]:
    """Every word on a page."""
    box = told("pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-")
    number = r'"([-\d.]+)"'
    pattern = rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>"
    for left, top, right, bottom, text in re.findall(pattern, box):
        yield Word(text, float(left), float(top), float(right), float(bottom))
