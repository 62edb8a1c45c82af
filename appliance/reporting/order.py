"""What is asked of the process that makes a report, and what it says of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from appliance.report.choice import Choice


class Format(StrEnum):
    """The documents that a report can be, in the order in which they are made."""

    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return ".csv.zip" if self is Format.CSV else f".{self.value}"


ALL: tuple[Format, ...] = tuple(Format)


@dataclass(frozen=True, slots=True)
class Order:
    """One report in these formats: `<folder>/<name><ending>`, each in its place when it is whole.

    `head` is the journal's, `logo` a picture as bytes.
    """

    choice: Choice
    formats: tuple[Format, ...]
    folder: Path
    name: str
    logo: bytes = b""
    head: str = ""
    leaves_paper: bool = False
    """Whether who asks lays out a very long PDF when this is done, and its memory free again."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the names of the files, and per format that this machine cannot make why not
    (`report.lacking`)."""

    files: tuple[str, ...] = ()
    lacking: dict[Format, str] = field(default_factory=dict)
    paper: str = ""
    """What is still to be laid out as the PDF (see `report.paper`), if it was to be left."""


def stem(choice: Choice) -> str:
    """What the files of a report are called that is made now: report-full-nl-20150119-1705."""
    words = ("report", choice.variant.value, choice.theme, choice.language)
    name = "-".join(word.lower().replace("_", "-") for word in words if word)
    return f"{name}-{datetime.now(UTC).astimezone():%Y%m%d-%H%M}"
