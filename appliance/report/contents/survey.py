"""What the survey said before the conference: question by question, as far as it may be known."""

from collections.abc import Iterator
from dataclasses import dataclass

from appliance.conference.records import State, Survey
from appliance.conference.tally.survey import Figures as Asked
from appliance.conference.tally.survey import SurveyResults
from appliance.conference.tally.survey_parts import part_results
from appliance.report.value import (
    Block,
    Cell,
    Chart,
    Column,
    Figure,
    Figures,
    Holds,
    Paragraph,
    Part,
    Shape,
    Table,
    Tone,
)

from .chapter import Chapter, Piece, Source, anchor, heading, joined, said, shown
from .drawn import DRAWN_MOST, of_most, of_parts


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey with its figures, None until it is closed: what still comes in is no result."""

    survey: Survey
    found: SurveyResults | None


def surveyed(source: Source) -> list[Surveyed]:
    """Every survey, with what everybody answered."""
    return [
        Surveyed(each, part_results(source.room, each, k=source.k) if _is_over(each) else None)
        for each in source.room.surveys.values()
        if each.state is not State.PLANNED
    ]


def survey(source: Source) -> Chapter:
    """The part of the chapter on the themes from which these came."""
    found = [(each, _pieces(source, each)) for each in surveyed(source)]
    parts = [_part(source, each, pieces) for each, pieces in found]
    return Chapter(
        tuple(parts), tuple(t for _each, pieces in found for p in pieces for t in p.tables)
    )


def _is_over(survey: Survey) -> bool:
    return survey.state in (State.CLOSED, State.SEALED)


def _part(source: Source, each: Surveyed, pieces: list[Piece]) -> Part:
    _ = source.voice.say
    blocks: list[Block] = []
    if each.found is None:
        waits = _("The survey is not closed yet. What people answered can be told after that.")
        blocks.append(said(waits, Tone.NOTE))
    elif each.found.is_hidden:
        blocks.append(said(_few(source), Tone.NOTE))
    blocks += [block for piece in pieces for block in piece.blocks]
    title = source.line(_("What the survey said"))
    name = Paragraph(source.organisers(each.survey.title), Tone.NOTE)
    return Part(f"survey-{anchor(each.survey.id)}", title, (name, *blocks))


def _few(source: Source) -> str:
    _ = source.voice.say
    return _(
        "Fewer than {n} answers: we do not show these apart. This keeps each choice secret.",
        n=source.k,
    )


def _pieces(source: Source, each: Surveyed) -> list[Piece]:
    if each.found is None or each.found.is_hidden:
        return []
    return [_question(source, each.survey, asked) for asked in each.found.questions]


def _question(source: Source, survey: Survey, asked: Asked) -> Piece:
    """A question with a table and a drawing; of open answers only how many there are."""
    _, tn = source.voice.say, source.voice.count
    question = asked.question
    if asked.is_few:
        return Piece()
    title = source.title(question.text)
    id = f"survey-{anchor(survey.id)}-{anchor(question.id)}"
    many = said(tn("{n} answer", "{n} answers", asked.n), Tone.NOTE)
    mean = () if asked.mean is None else (Figure(_("Average"), asked.mean, Holds.NUMBER),)
    figures = (Figures(mean, f"{id}.n"),) if mean else ()
    head = Piece((heading(source.organisers(question.text)), many, *figures))
    if source.has_appendix and not (asked.rows or asked.options or mean):
        sheet = _("Survey answers")
        where = _("The spreadsheet has them all, under “{sheet}”.", sheet=sheet)
        return joined((head, Piece((said(where, Tone.NOTE),))))
    if asked.rows:
        return joined((head, _matrix(source, id, title, asked)))
    return joined((head, _options(source, id, title, asked)))


def _matrix(source: Source, id: str, title: str, asked: Asked) -> Piece:
    """How often each option was chosen for each row, in the order of the first option."""
    _ = source.voice.say
    options = asked.rows[0].options
    columns = [Column(f"o{n}", source.title(o.text), Holds.COUNT) for n, o in enumerate(options)]
    first = source.title(options[0].text)
    table = Table(
        id=id,
        caption=title,
        columns=(
            Column("what", _("Answer")),
            Column("share", f"{first}: {_('Share')}", Holds.SHARE),
            *columns,
        ),
        rows=tuple(
            (
                source.organisers(row.text),
                row.leading.share,
                *(count.n for count in row.options),
            )
            for row in asked.rows
        ),
    )
    ids = tuple(column.id for column in columns)
    return shown(table, *_chart(source, table, Shape.STACK, ids, of_parts(source, table, ids)))


def _options(source: Source, id: str, title: str, asked: Asked) -> Piece:
    """How often each option was chosen; where people put in order, the places."""
    _ = source.voice.say
    if not asked.options:
        return Piece()
    told = (
        (
            Column("place", _("Average place"), Holds.NUMBER),
            Column("n", _("Put first"), Holds.COUNT),
        )
        if asked.places is not None
        else (
            Column("share", _("Share of the answers"), Holds.SHARE),
            Column("n", _("Times chosen"), Holds.COUNT),
        )
    )
    rows: list[tuple[Cell, ...]] = [
        (
            source.organisers(count.text),
            asked.places.get(count.id) if asked.places is not None else count.share,
            count.n,
        )
        for count in asked.options
    ]
    table = Table(id, title, (Column("what", _("Answer")), *told), tuple(rows))
    drawn = "n" if asked.places is not None else "share"
    return shown(table, *_chart(source, table, Shape.BARS, (drawn,), of_most(source, table, drawn)))


def _chart(
    source: Source, table: Table, shape: Shape, columns: tuple[str, ...], alt: str
) -> Iterator[Chart]:
    if len(table.rows) <= DRAWN_MOST and any(row[-1] for row in table.rows):
        yield Chart(f"{table.id}.chart", table.id, shape, columns, table.caption, alt)
