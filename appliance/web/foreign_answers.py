"""Answers from another survey program, row by row, as the rules take them in.

Knows no request: what is wrong with a cell is a refusal, which the page puts in words.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.records import Asks, Option, Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.surveys.answers import checked
from appliance.conference.surveys.reading import options_of
from appliance.sheets.answers import Options, is_chosen
from appliance.sheets.fields import PEOPLE, Field, Kind, Named, asked, squeezed
from appliance.sheets.table import Rows

from .refusals import Denied

CODE: Final = Kind.CODE.value
ROLE: Final = Kind.ROLE.value
MARK: Final = "mark"
"""The column that tells one response from another, such as a number of the survey program."""

_MARKS: Final = frozenset(
    {
        *("id", "responseid", "antwoordid", "nummer", "nr", "volgnummer", "respondent"),
        *("respondentid", "submissionid", "timestamp", "tijdstempel", "starttijd", "starttime"),
    }
)
_SEVERAL: Final = frozenset({Asks.MULTIPLE, Asks.PICK, Asks.RANK})

Mapped = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken in: where it stands, and why."""

    row: int
    column: str
    no: Denied | Refused


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a table comes to: responses with the number of their row, and what is wrong.

    `empty` rows answer nothing and are passed over.
    """

    responses: tuple[Mapping[str, Any], ...]
    rows: tuple[int, ...]
    wrong: tuple[Wrong, ...]
    empty: int


def fields_of(survey: Survey) -> list[Field]:
    """What is wanted of a table: the answers, and who gave them as far as it says so."""
    people = [field for field in PEOPLE if field.kind in (Kind.CODE, Kind.ROLE)]
    fields = list(people)
    for question in survey.questions:
        fields += asked(_named(question), _parts(survey, question))
    return fields


def mark_column(columns: Sequence[str]) -> int | None:
    """The column that seems to tell one response from another."""
    return next((n for n, name in enumerate(columns) if squeezed(name) in _MARKS), None)


def responses(
    survey: Survey, sheet: Rows, mapped: Mapped, codes: frozenset[str], salt: str
) -> Foreign:
    """The responses in a table; `codes` are those of the invitees, `salt` the conference's id."""
    reader = _Reader(survey, sheet, mapped, codes, salt)
    taken: list[Mapping[str, Any]] = []
    rows: list[int] = []
    empty = 0
    for number, row in sheet.records():
        told = reader.read(number, row)
        if told is None:
            empty += 1
        else:
            taken.append(told)
            rows.append(number)
    return Foreign(tuple(taken), tuple(rows), tuple(reader.wrong), empty)


class _Reader:
    """Reads one row after the other, and keeps what is wrong with them."""

    def __init__(
        self, survey: Survey, sheet: Rows, mapped: Mapped, codes: frozenset[str], salt: str
    ) -> None:
        self.wrong: list[Wrong] = []
        self._survey, self._sheet, self._mapped = survey, sheet, mapped
        self._codes, self._salt = codes, salt
        self._same: Counter[str] = Counter()
        self._seen: dict[str, int] = {}
        self._options = {
            question.id: Options([_named(one) for one in options_of(survey, question)])
            for question in survey.questions
        }
        self._columns = {
            question.id: tuple(_columns(survey, question, mapped)) for question in survey.questions
        }
        """Per question the columns of its rows or options, as far as they have any."""

    def read(self, number: int, row: Sequence[str]) -> Mapping[str, Any] | None:
        """The response in a row, or None where it answers nothing."""
        answers = dict(self._answers(number, row))
        if not answers:
            return None
        told: dict[str, Any] = {"answers": answers}
        if role := self._cell(row, ROLE):
            told["role"] = role
        code = self._cell(row, CODE)
        if code:
            if code not in self._codes:
                self._mend(number, CODE, Refused("survey_code", where=code))
            self._once(number, CODE, code)
            return {**told, "code": code}
        return {**told, "mark": self._mark(number, row)}

    def _answers(self, number: int, row: Sequence[str]) -> Iterator[tuple[str, Any]]:
        for question in self._survey.questions:
            try:
                answer = checked(self._survey, question, self._answer(question, row))
            except (Denied, Refused) as no:
                self._mend(number, question.id, no)
            else:
                if answer is not None:
                    yield question.id, answer

    def _answer(self, question: SurveyQuestion, row: Sequence[str]) -> Any:
        cell = self._cell(row, question.id)
        match question.kind:
            case Asks.OPEN:
                return cell
            case Asks.SCALE | Asks.NUMBER:
                return _number(cell)
            case Asks.MATRIX:
                return dict(self._of_rows(question, row))
            case Asks.CHOICE:
                return self._one(question, cell)
        return self._several(question, row, cell)

    def _of_rows(self, question: SurveyQuestion, row: Sequence[str]) -> Iterator[tuple[str, str]]:
        for id, place in self._columns[question.id]:
            chosen = self._one(question, row[place].strip())
            if chosen is not None:
                yield id, chosen

    def _one(self, question: SurveyQuestion, cell: str) -> str | None:
        chosen = self._options[question.id].chosen(cell)
        if chosen is None or len(chosen) > 1:
            raise Denied("cell_option", told=cell[:60])
        return chosen[0] if chosen else None

    def _several(self, question: SurveyQuestion, row: Sequence[str], cell: str) -> list[str]:
        cells = {id: row[place].strip() for id, place in self._columns[question.id]}
        if any(cells.values()):
            if question.kind is Asks.RANK:
                places = {id: _number(told) for id, told in cells.items() if told}
                return sorted(places, key=lambda id: places[id] or 0)
            return [id for id, told in cells.items() if is_chosen(told)]
        chosen = self._options[question.id].chosen(cell)
        if chosen is None:
            raise Denied("cell_option", told=cell[:60])
        return list(chosen)

    def _mark(self, number: int, row: Sequence[str]) -> str:
        """By what this response is known when the table is taken in again."""
        own = self._cell(row, MARK)
        if own:
            # It stays, as a hash, after closing for good: an address would tell who answered.
            if "@" in own:
                self._mend(number, MARK, Denied("cell_address"))
            self._once(number, MARK, own)
            return self._hashed("own", own)
        # Two people may have answered the same: the second of them is another response.
        content = self._hashed("row", *row)
        self._same[content] += 1
        return self._hashed(content, str(self._same[content]))

    def _once(self, number: int, field: str, told: str) -> None:
        before = self._seen.setdefault(f"{field} {told}", number)
        if before != number:
            self._mend(number, field, Denied("cell_twice", row=before))

    def _hashed(self, *told: str) -> str:
        content = "\x1f".join((self._salt, *told)).encode("utf-8", "replace")
        return hashlib.sha256(content).hexdigest()[:32]

    def _cell(self, row: Sequence[str], field: str) -> str:
        place = self._mapped.get(field)
        return "" if place is None else row[place].strip()

    def _mend(self, number: int, field: str, no: Denied | Refused) -> None:
        place = self._mapped.get(field)
        column = self._sheet.columns[place] if place is not None else field
        self.wrong.append(Wrong(number, column, no))


def _number(cell: str) -> int | None:
    if not cell:
        return None
    whole = cell.replace(",", ".")
    whole = whole.removesuffix(".0") if whole.endswith(".0") else whole
    if not whole.removeprefix("-").isdecimal() or len(whole) > 9:
        raise Denied("paper_number", told=cell[:20])
    return int(whole)


def _parts(survey: Survey, question: SurveyQuestion) -> list[Named]:
    if question.kind is Asks.MATRIX:
        return [_named(row) for row in question.rows]
    return (
        [_named(one) for one in options_of(survey, question)] if question.kind in _SEVERAL else []
    )


def _columns(survey: Survey, question: SurveyQuestion, mapped: Mapped) -> Iterator[tuple[str, int]]:
    for part in _parts(survey, question):
        place = mapped.get(f"{question.id}.{part.id}")
        if place is not None:
            yield part.id, place


def _named(one: SurveyQuestion | Option) -> Named:
    text = one.text
    texts = (text,) if isinstance(text, str) else tuple(text.values())
    return Named(one.id, texts)
