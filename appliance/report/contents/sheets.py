"""Groups, discussions and summaries as sheets, for who reckons on with them."""

from collections.abc import Iterator

from appliance.conference.harvest import harvests
from appliance.conference.records import Entry
from appliance.conference.tally.beside import survey_groups
from appliance.conference.text import is_empty
from appliance.report.value import Cell, Column, Holds, Line, Table

from .chapter import Source
from .order import in_order
from .survey import surveyed


def groups(source: Source) -> Table:
    """One line for every contribution in a group, and for every group of the survey."""
    _ = source.voice.say
    return Table(
        id="groups",
        caption=_("Groups and what is in them"),
        columns=(
            Column("step", _("Step")),
            Column("theme", _("Theme")),
            Column("group", _("Group")),
            Column("group_id", _("Number of the group"), Holds.ID),
            Column("text", _("Contribution")),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=(*_in_the_room(source), *_in_the_survey(source)),
        sheet=_("Groups"),
    )


def discussions(source: Source) -> Table:
    """One line for every topic."""
    _ = source.voice.say
    return Table(
        id="discussions",
        caption=_("Discussions"),
        columns=(
            Column("step", _("Step")),
            Column("topic", _("Topic")),
            Column("in_favour", _("For"), Holds.COUNT),
            Column("against", _("Against"), Holds.COUNT),
            Column("questions", _("Questions"), Holds.COUNT),
            Column("open", _("Without an answer"), Holds.COUNT),
            Column("answers", _("Answers"), Holds.COUNT),
            Column("contributions", _("Contributions"), Holds.COUNT),
        ),
        rows=tuple(
            (
                source.organisers(one.activity.title),
                source.organisers(each.topic.text),
                each.talk.in_favour,
                each.talk.against,
                each.talk.questions,
                each.talk.open_questions,
                each.talk.answers,
                each.talk.entries,
            )
            for one in source.results.discussions
            for each in one.topics
        ),
        sheet=_("Discussions"),
    )


def summaries(source: Source) -> Table:
    """One line for every point of every table's chair."""
    _ = source.voice.say
    return Table(
        id="summaries",
        caption=_("Summaries by the chairs"),
        columns=(
            Column("step", _("Step")),
            Column("question", _("Question")),
            Column("table", _("Table")),
            Column("nth", _("Point"), Holds.COUNT),
            Column("point", _("Summary")),
            Column("agreed", _("The chair says: this is right.")),
        ),
        rows=(*_of_questions(source), *_of_harvests(source)),
        sheet=_("Summaries"),
    )


def _in_the_room(source: Source) -> Iterator[tuple[Cell, ...]]:
    for step, told in source.sorted:
        for found in told.values():
            for bucket, entries in found.groups:
                for entry in in_order(entries):
                    title = source.peoples(bucket.title)
                    yield (
                        source.organisers(step.title),
                        _theme(source, entry),
                        title,
                        source.line(bucket.id),
                        source.peoples(entry.text),
                        source.line(entry.id),
                    )


def _theme(source: Source, entry: Entry) -> Line:
    theme = source.room.themes.get(entry.theme)
    return source.organisers(theme.title) if theme else ()


def _in_the_survey(source: Source) -> Iterator[tuple[Cell, ...]]:
    """The groups of open answers; an answer has no number, which could join it to another."""
    _ = source.voice.say
    told = any(each.found is not None and not each.found.is_hidden for each in surveyed(source))
    for bucket, answers in survey_groups(source.room) if told else ():
        theme = source.room.themes.get(bucket.theme)
        title = source.organisers(theme.title) if theme else ()
        for text in sorted(answers):
            yield (
                source.line(_("survey")),
                title,
                source.peoples(bucket.title),
                source.line(bucket.id),
                source.peoples(text),
                (),
            )


def _of_questions(source: Source) -> Iterator[tuple[Cell, ...]]:
    for found in source.themes:
        for asked in found.questions:
            for there in asked.tables:
                if there.summary is not None:
                    step = source.organisers(asked.activity.title)
                    place = (step, source.organisers(asked.question.text), there.table.id)
                    yield from _points(source, place, there.summary.points, there.summary.is_agreed)


def _of_harvests(source: Source) -> Iterator[tuple[Cell, ...]]:
    for one in harvests(source.room):
        for row in one["tables"]:
            place = (source.organisers(one["title"]), (), row["table"])
            yield from _points(source, place, row["points"], row["is_agreed"])


def _points(
    source: Source, place: tuple[Line, Line, str], points: tuple[str, ...], is_agreed: bool
) -> Iterator[tuple[Cell, ...]]:
    _, (step, question, table) = source.voice.say, place
    told = source.line(_("yes")) if is_agreed else ()
    for n, point in enumerate((point for point in points if not is_empty(point)), 1):
        yield step, question, source.line(table), n, source.peoples(point), told
