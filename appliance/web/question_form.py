"""The form of one question: from a question to its fields, and from the fields to a question.

Only what the kind of question has is taken from the form. Texts stand in Dutch and English side by
side; the ids of options are made from their text and stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.records import Asks, Tells, Text
from appliance.conference.surveys.editing import new_id

from .words import LANGUAGES

CHOOSING: Final = frozenset({Asks.CHOICE, Asks.MULTIPLE, Asks.PICK, Asks.RANK})
"""Their options may also be those of another question."""

WITH_OPTIONS: Final = CHOOSING | {Asks.MATRIX}
SPANNING: Final = frozenset({Asks.SCALE, Asks.NUMBER})

BLANK_LINES: Final = 3
"""Empty lines offered below the options that are there."""

_LINE: Final = ("id", *LANGUAGES)

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """An option or row as it stands in the form."""

    id: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of the form of a question, as they are shown."""

    kind: Asks
    texts: Mapping[str, str]
    """By name and language: "text_nl"."""
    options: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()
    takes_from: str = ""
    pick: str = ""
    least: str = ""
    most: str = ""
    is_required: bool = False
    tells: str = ""


TEXTS: Final = ("text", "explanation", "section", "least_text", "most_text")


def blank(kind: Asks) -> Fields:
    """The form of a question that is new."""
    spans = {Asks.SCALE: ("1", "5"), Asks.NUMBER: ("0", "")}
    least, most = spans.get(kind, ("", ""))
    pick = "3" if kind is Asks.PICK else ""
    return _padded(Fields(kind, {}, pick=pick, least=least, most=most))


def of_question(told: Mapping[str, Any], first: str) -> Fields:
    """The form of a question as it stands in the file; `first` is the language of plain texts."""
    texts = {
        f"{name}_{language}": value
        for name in TEXTS
        for language, value in by_language(told.get(name, ""), first).items()
    }
    fields = Fields(
        kind=Asks(told["kind"]),
        texts=texts,
        options=_lines(told.get("options", ()), first),
        rows=_lines(told.get("rows", ()), first),
        takes_from=told.get("from", ""),
        pick=_written(told.get("pick")),
        least=_written(told.get("least")),
        most=_written(told.get("most")),
        is_required=told.get("is_required", False),
        tells=told.get("tells", ""),
    )
    return _padded(fields)


def of_form(form: Form, kind: Asks) -> Fields:
    """The form as it was sent, to be shown again."""
    names = [f"{name}_{language}" for name in TEXTS for language in LANGUAGES]
    return _padded(
        Fields(
            kind=kind,
            texts={name: form.get(name, "").strip() for name in names},
            options=_sent(form, "option"),
            rows=_sent(form, "row"),
            takes_from=form.get("takes_from", ""),
            pick=form.get("pick", "").strip(),
            least=form.get("least", "").strip(),
            most=form.get("most", "").strip(),
            is_required="is_required" in form,
            tells=form.get("tells", ""),
        )
    )


def with_line_moved(fields: Fields, where: str) -> Fields:
    """The same with one option or row a place higher: "option.2" is the third option."""
    name, _, place = where.partition(".")
    lines = {"option": list(fields.options), "row": list(fields.rows)}.get(name)
    if lines is None or not place.isdigit() or not 0 < int(place) < len(lines):
        return fields
    n = int(place)
    lines[n - 1], lines[n] = lines[n], lines[n - 1]
    options = tuple(lines) if name == "option" else fields.options
    rows = tuple(lines) if name == "row" else fields.rows
    return replace(fields, options=options, rows=rows)


def question(fields: Fields, id: str) -> dict[str, Any]:
    """The question as it stands in the file. What is no number stays text; the rules refuse it."""
    kind = fields.kind
    told: dict[str, Any] = {"id": id, "kind": kind.value, "is_required": fields.is_required}
    told |= {name: _text(fields, name) for name in ("text", "explanation", "section")}
    if kind in CHOOSING and fields.takes_from:
        told["from"] = fields.takes_from
    elif kind in WITH_OPTIONS:
        told["options"] = _options(fields.options)
    if kind is Asks.MATRIX:
        told["rows"] = _options(fields.rows)
    if kind is Asks.PICK:
        told["pick"] = _number(fields.pick)
    if kind in SPANNING:
        told |= {"least": _number(fields.least), "most": _number(fields.most)}
    if kind is Asks.SCALE:
        told |= {name: _text(fields, name) for name in ("least_text", "most_text")}
    told = {name: value for name, value in told.items() if value not in ("", None, {})}
    return {**told, "tells": fields.tells if kind is Asks.CHOICE else Tells.NOTHING.value}


def title(fields: Fields) -> str:
    """The text from which the id of a new question is made."""
    return fields.texts.get("text_nl") or fields.texts.get("text_en", "")


def text_of(form: Form, name: str) -> Text:
    """A text of a form in the languages in which it was typed; "" where it was in none."""
    told = {language: form.get(f"{name}_{language}", "").strip() for language in LANGUAGES}
    return {language: value for language, value in told.items() if value} or ""


def by_language(text: Text, first: str) -> dict[str, str]:
    """A text per language; a plain one stands in the first."""
    return {first: text} if isinstance(text, str) else dict(text)


def _lines(told: Sequence[Mapping[str, Any]], first: str) -> tuple[Line, ...]:
    found = []
    for each in told:
        texts = by_language(each["text"], first)
        found.append(Line(each["id"], texts.get("nl", ""), texts.get("en", "")))
    return tuple(found)


def _sent(form: Form, name: str) -> tuple[Line, ...]:
    columns = [form.getlist(f"{name}_{part}") for part in _LINE]
    lines = [Line(id, nl.strip(), en.strip()) for id, nl, en in zip(*columns, strict=False)]
    for added in form.get(f"{name}_more", "").splitlines():
        dutch, _, english = added.partition("|")
        lines.append(Line("", dutch.strip(), english.strip()))
    return tuple(filter(_is_filled, lines))


def _is_filled(line: Line) -> bool:
    return bool(line.nl or line.en)


def _options(lines: Sequence[Line]) -> list[dict[str, Any]]:
    taken = {line.id for line in lines if line.id}
    options: list[dict[str, Any]] = []
    for line in filter(_is_filled, lines):
        id = line.id or new_id(line.nl or line.en, taken)
        taken.add(id)
        text = {name: told for name, told in (("nl", line.nl), ("en", line.en)) if told}
        options.append({"id": id, "text": text})
    return options


def _text(fields: Fields, name: str) -> Text:
    told = {language: fields.texts.get(f"{name}_{language}", "") for language in LANGUAGES}
    return {language: value for language, value in told.items() if value} or ""


def _number(told: str) -> int | str | None:
    if not told:
        return None
    try:
        return int(told)
    except ValueError:
        return told


def _written(value: int | None) -> str:
    return "" if value is None else str(value)


def _padded(fields: Fields) -> Fields:
    spare = (Line("", "", ""),) * BLANK_LINES
    return replace(fields, options=(*fields.options, *spare), rows=(*fields.rows, *spare))
