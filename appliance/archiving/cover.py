"""The two pages at the top of an archive: what is in it, and how to check it.

They work from a stick, in any browser, without a network and without a script, in both languages
at once: whoever finds them years later has no Tafelronde to choose one with.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from importlib.metadata import version
from importlib.resources import files
from string import Template
from typing import Final
from urllib.parse import quote

from .labels import CLOSED, FULL, PRACTICE, SHAREABLE, SNAPSHOT, Told

INDEX: Final = "index.html"
CHECK: Final = "check.html"

KIND: Final[Mapping[str, tuple[str, str]]] = {
    FULL: (
        "Dit is het volledige archief. Er staan persoonsgegevens in: bewaar het zorgvuldig.",
        "This is the full archive. It holds personal details: keep it carefully.",
    ),
    SHAREABLE: (
        "Dit is het archief om te delen. Persoonsgegevens zijn afgedekt.",
        "This is the archive to share. Personal details are covered.",
    ),
}
STATE: Final[Mapping[str, tuple[str, str]]] = {
    CLOSED: ("De werkconferentie is afgesloten.", "The conference is closed."),
    SNAPSHOT: (
        "Het is een tussenstand: de werkconferentie was nog niet afgesloten.",
        "It is a copy made on the way: the conference was not closed yet.",
    ),
    PRACTICE: ("Het is een oefening.", "It is a practice."),
}
FILES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "csv/contributions.csv": (
        *("Bijdragen", "Alle bijdragen, één per regel"),
        *("Contributions", "All contributions, one per line"),
    ),
    "csv/summaries.csv": (
        *("Samenvattingen", "Wat de voorzitters opschreven"),
        *("Summaries", "What the chairs wrote down"),
    ),
    "csv/votes.csv": (
        *("Uitslagen", "De getoonde uitslagen, met alle cijfers"),
        *("Results of votes", "The results that were shown, with all figures"),
    ),
    "csv/ballots.csv": (
        *("Stemmen", "Alle stemmen met hun controlecode, zoals ze openbaar zijn"),
        *("Votes", "All votes with their check code, as they are public"),
    ),
    "csv/actions.csv": (
        *("Acties", "Wie doet wat, wanneer"),
        *("Actions", "Who does what, by when"),
    ),
    "csv/survey.csv": (
        *("Enquête", "De aantallen per antwoord"),
        *("Survey", "The counts per answer"),
    ),
    "csv/survey-answers.csv": (
        *("Antwoorden op open vragen", "Per vraag, in een volgorde die niets verraadt"),
        *("Answers to open questions", "Per question, in an order that tells nothing"),
    ),
    "json/conference.json": (
        *("Programma", "Thema’s, tafels en onderdelen, voor een programma"),
        *("Programme", "Themes, tables and steps, for a program"),
    ),
    "json/results.json": (
        *("Uitkomsten", "Dezelfde cijfers als op de pagina, voor een programma"),
        *("Results", "The same figures as on the page, for a program"),
    ),
    "json/pseudonyms.json": (
        *("Wie in een archief om te delen hoe heet", "Voor u alleen: niet doorgeven."),
        *("Who is called what in an archive to share", "For you alone: do not pass it on."),
    ),
    "json/survey.json": (
        *("Enquête", "De cijfers, voor een programma"),
        *("Survey", "The figures, for a program"),
    ),
    "journal": (
        *("Journaal", "Alles wat bewaard werd, regel voor regel, met zijn keten"),
        *("Journal", "Everything that was saved, line by line, with its chain"),
    ),
}
"""Name and explanation in Dutch, then in English."""
REPORT: Final = ("Verslag", "Report")
MEDIA: Final = ("Beeld", "Picture")


def cover(told: Told, paths: Sequence[str]) -> Mapping[str, bytes]:
    """Both pages by name; `paths` are the files of the payload."""
    ordered = sorted(paths, key=lambda path: (_place(path), path))
    pictures = [path for path in ordered if path.startswith("media/")]
    values = {
        "title": escape(told.title),
        "day": escape(_day(told.day)),
        "kind_nl": KIND[told.kind][0],
        "kind_en": KIND[told.kind][1],
        "state_nl": STATE[told.state][0],
        "state_en": STATE[told.state][1],
        "rows_nl": _rows(told, ordered, pictures, 0),
        "rows_en": _rows(told, ordered, pictures, 1),
        "head": escape(told.head),
        "software": escape(f"Tafelronde {version('tafelronde')}"),
        "made": escape(_day(told.made)),
        "box": escape(told.box),
        "style": _own("cover.css"),
    }
    return {name: Template(_own(name)).substitute(values).encode() for name in (INDEX, CHECK)}


def _rows(told: Told, paths: Iterable[str], pictures: Sequence[str], language: int) -> str:
    rows = (_row(told, path, pictures, language) for path in paths)
    return f"<ul>\n{''.join(rows)}</ul>"


def _row(told: Told, path: str, pictures: Sequence[str], language: int) -> str:
    name, more = _words(path, pictures, language)
    if path == "csv/contributions.csv":
        more += f" ({told.contributions})"
    told_more = f"<small>{escape(more)}</small>" if more else ""
    return f'<li><a href="data/{quote(path)}">{escape(name)}</a>{told_more}</li>\n'


def _words(path: str, pictures: Sequence[str], language: int) -> tuple[str, str]:
    folder, _, file = path.partition("/")
    kind = path.rpartition(".")[2].upper()
    if folder == "report":
        return f"{REPORT[language]}: {file}", ""
    if path in pictures:
        return f"{MEDIA[language]} {pictures.index(path) + 1} ({kind})", ""
    name, more = FILES[path][2 * language : 2 * language + 2]
    return f"{name} ({kind})" if file else name, more


def _place(path: str) -> int:
    """The report first, then what people read, then what is for programs, then pictures."""
    if path.startswith("report/"):
        return -1
    return list(FILES).index(path) if path in FILES else len(FILES)


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day}-{day.month}-{day.year}"


def _own(name: str) -> str:
    return (files("appliance") / "archiving" / name).read_text("utf-8")
