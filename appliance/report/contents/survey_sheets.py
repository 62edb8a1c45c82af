"""The survey as sheets: all its figures, and its open answers."""

from collections.abc import Iterator

from appliance.conference.tally.survey import Count, Figures, in_order
from appliance.report.value import Cell, Column, Holds, Line, Table

from .chapter import Source
from .survey import surveyed


def survey_figures(source: Source) -> Table:
    """One line per option, or per option of a row."""
    _ = source.voice.say
    return Table(
        id="survey-figures",
        caption=_("Figures of the survey"),
        columns=(
            Column("question", _("Question")),
            Column("row", _("Row")),
            Column("answer", _("Answer")),
            Column("n", _("Times chosen"), Holds.COUNT),
            Column("of", _("Answers"), Holds.COUNT),
            Column("share", _("Share"), Holds.SHARE),
            Column("mean", _("Average"), Holds.NUMBER),
        ),
        rows=tuple(_figure_rows(source)),
        sheet=_("Survey figures"),
    )


def survey_answers(source: Source) -> Table:
    """Open answers by what they say: in any other order those to two questions would match."""
    _ = source.voice.say
    rows = tuple(
        (source.organisers(asked.question.text), source.peoples(text))
        for asked in _asked(source)
        for text in in_order(asked)
    )
    return Table(
        id="survey-answers",
        caption=_("Open answers of the survey"),
        columns=(Column("question", _("Question")), Column("answer", _("Answer"))),
        rows=rows,
        sheet=_("Survey answers"),
    )


def _asked(source: Source) -> Iterator[Figures]:
    for each in surveyed(source):
        if each.found is not None and not each.found.is_hidden:
            yield from each.found.questions


def _figure_rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    _ = source.voice.say
    for asked in _asked(source):
        text = source.organisers(asked.question.text)
        if asked.is_few:
            few = source.line(_("too few to show"))
            yield (text, (), few, None, None, None, None)
            continue
        for row in asked.rows:
            name = source.organisers(row.text)
            yield from (_row(source, text, name, count) for count in row.options)
        for count in asked.options:
            place = asked.places.get(count.id) if asked.places else None
            yield _row(source, text, (), count, place)
        if asked.mean is not None or not (asked.rows or asked.options):
            yield (text, (), (), None, asked.n, None, asked.mean)


def _row(
    source: Source, text: Line, row: Line, count: Count, mean: float | None = None
) -> tuple[Cell, ...]:
    return (text, row, source.organisers(count.text), count.n, count.of, count.share, mean)
