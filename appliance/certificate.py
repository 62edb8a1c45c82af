"""The certificate of wiping: what was wiped, when and by which act, and what that cannot promise.

Holds nothing that was written in the conference and nobody's name. As JSON for machines, and as a
page of its own in both languages, to print and to keep.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

from .conference.records import Text, say
from .rewriting import rewrite
from .web.words import N_, Words

FORMAT: Final = "tafelronde-certificate/1"

FOLDER: Final = "certificates"

LANGUAGES: Final = ("nl", "en")

TRUTHS: Final = (
    N_(
        "Each file was overwritten once and removed. On flash memory (an SSD, a memory card, a "
        "stick) the old bytes may survive in cells that only the controller of the disk reaches. "
        "Whoever takes the disk apart may still find parts of them."
    ),
    N_(
        "While the conference ran, files were rewritten, and the disk may keep traces of earlier "
        "versions. Only an encrypted disk whose key is destroyed, or a destroyed disk, is sure."
    ),
    N_(
        "Copies elsewhere are not wiped: on sticks, downloaded, online, printed, and what people "
        "kept on their own phones."
    ),
)
"""What wiping cannot promise."""

ACTS: Final[Mapping[str, str]] = {
    "page": N_("by the organiser, on the page of the box"),
    "command": N_("by “tafelronde erase” on the machine itself"),
}
"""By which act it was wiped."""

CLOCKS: Final[Mapping[str, str]] = {
    "ntp": N_("from the internet"),
    "organiser": N_("set by the organiser"),
    "rtc": N_("the battery clock of the machine"),
}
"""Where the time of a certificate comes from; any other is not known."""

COUNTS: Final[Mapping[str, str]] = {
    "entries": N_("Contributions"),
    "ballots": N_("Votes"),
    "people": N_("People who took a seat"),
    "invitees": N_("Invitees"),
    "responses": N_("Answers to the survey"),
    "actions": N_("Actions"),
}
"""What was counted, by kind of record."""


@dataclass(frozen=True, slots=True)
class Export:
    """An archive that was made before, and lay on the box."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """One wiping. Times as ISO 8601 in UTC; `head` is the control number of the journal."""

    conference: str
    title: Text
    languages: tuple[str, ...]
    date: str
    place: str
    closed: str
    act: str
    counts: Mapping[str, int]
    files: int
    size_bytes: int
    head: str
    lines: int
    struck: int
    is_intact: bool
    sha256: str
    exports: tuple[Export, ...]
    device: str
    version: str
    clock: str
    asked: str
    finished: str = ""
    format: str = FORMAT
    cannot_promise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its files are called, but for their ending."""
        moment = datetime.fromisoformat(self.asked)
        return f"tafelronde-{self.conference}-{moment:%Y%m%d-%H%M}-wiped"


def read(told: Mapping[str, Any]) -> Certificate:
    """A certificate as `asdict` made it. Raises TypeError, LookupError, ValueError."""
    exports = tuple(Export(**export) for export in told["exports"])
    return Certificate(**{**told, "exports": exports, "languages": tuple(told["languages"])})


def keep(data: Path, certificate: Certificate, words: Words) -> Path:
    """Write both files of a certificate; the path of the page. May be repeated. Raises OSError."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    page = folder / f"{certificate.name}.html"
    rewrite(folder / f"{certificate.name}.json", json.dumps(_whole(certificate, words), indent=1))
    rewrite(page, as_page(certificate, words))
    return page


def kept(data: Path) -> list[Certificate]:
    """Every certificate of this box, the newest first."""
    return sorted(_kept(data), key=lambda one: one.finished, reverse=True)


def as_page(certificate: Certificate, words: Words) -> str:
    """The page: both languages below each other, nothing from elsewhere."""
    parts = "".join(
        f'<section lang="{language}">{_section(certificate, words, language)}</section>'
        for language in LANGUAGES
    )
    title = escape(words.say(LANGUAGES[0], N_("Certificate of wiping")))
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[0]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · Tafelronde</title><style>{_STYLE}</style></head>"
        f"<body>{parts}</body></html>\n"
    )


_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1e28;background:#faf8f3}section+section{border-top:1px solid;margin-top:3rem;"
    "padding-top:1rem}h1{font-size:1.6rem;line-height:1.2}dt{margin-top:.6rem;font-weight:600}"
    "dd{margin:0;overflow-wrap:anywhere}@media print{body{background:none}}"
)


def _whole(certificate: Certificate, words: Words) -> dict[str, Any]:
    promised = {
        language: [words.say(language, truth) for truth in TRUTHS] for language in LANGUAGES
    }
    return {**asdict(certificate), "cannot_promise": promised}


def _kept(data: Path) -> Iterator[Certificate]:
    for path in (data / FOLDER).glob("*.json"):
        try:
            yield read(json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError, LookupError):
            continue


def _section(of: Certificate, words: Words, language: str) -> str:
    rows = "".join(
        f"<dt>{escape(words.say(language, name))}</dt><dd>{escape(value)}</dd>"
        for name, value in _rows(of, words, language)
        if value
    )
    truths = "".join(f"<li>{escape(words.say(language, truth))}</li>" for truth in TRUTHS)
    heading, cannot = (
        escape(words.say(language, text))
        for text in (N_("Certificate of wiping"), N_("What wiping cannot promise"))
    )
    return f"<h1>{heading}</h1><dl>{rows}</dl><h2>{cannot}</h2><ul>{truths}</ul>"


def _rows(of: Certificate, words: Words, language: str) -> Iterator[tuple[str, str]]:
    def told(text: str) -> str:
        return words.say(language, text)

    yield N_("Conference"), say(of.title, language, of.languages)
    yield N_("Date"), " · ".join(part for part in (of.date, of.place) if part)
    yield N_("Number of the conference"), of.conference
    yield N_("Closed at"), _moment(of.closed)
    yield N_("Wiping was asked at"), f"{_moment(of.asked)}, {told(ACTS.get(of.act, of.act))}"
    yield N_("Wiping was finished at"), _moment(of.finished)
    clock = told(CLOCKS[of.clock]) if of.clock in CLOCKS else told(N_("not known"))
    yield N_("Where the clock had its time from"), clock
    counts = (f"{told(name)}: {of.counts.get(kind, 0)}" for kind, name in COUNTS.items())
    yield N_("What was in it"), " · ".join(counts)
    yield N_("Files wiped"), f"{of.files} ({of.size_bytes} bytes)"
    yield N_("Control number of the journal"), of.head
    yield N_("SHA-256 of the journal"), of.sha256
    lines = told(N_("{lines} lines, {struck} of them struck")).format(
        lines=of.lines, struck=of.struck
    )
    altered = told(N_("intact") if of.is_intact else N_("altered before it was wiped"))
    yield N_("The journal"), f"{lines} · {altered}"
    exports = " · ".join(f"{one.name} (SHA-256 {one.sha256})" for one in of.exports)
    yield N_("Archives made before, wiped from the box too"), exports or told(N_("none"))
    yield N_("Number of the box"), of.device
    yield N_("Program"), f"Tafelronde {of.version}"


def _moment(told: str) -> str:
    return f"{datetime.fromisoformat(told).astimezone(UTC):%Y-%m-%d %H:%M} UTC" if told else ""
