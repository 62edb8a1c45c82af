"""How it was done, and how many took part."""

from appliance.conference.outcomes import votes
from appliance.conference.records import Survey, Tells
from appliance.conference.surveys.reading import options_of
from appliance.conference.tally.response_rate import response_rate
from appliance.conference.tally.survey import survey_results
from appliance.report.value import (
    Cell,
    Column,
    Figure,
    Figures,
    Holds,
    Line,
    Paragraph,
    Part,
    Points,
    Table,
)

from .attended import attended, figure
from .chapter import Chapter, Source, joined, said, shown
from .formulas import formulas, limits
from .places import group_name
from .steps import seen, steps


def numbers(source: Source) -> Chapter:
    """The chapter."""
    _ = source.voice.say
    took = joined((shown(steps(source)), shown(_groups(source))))
    who = shown(seen(source))
    roles = shown(_roles(source))
    there = shown(attended(source))
    parts = (
        Part("attended", source.line(_("Who attended")), there.blocks),
        Part("took-part", source.line(_("Who took part, per step")), took.blocks),
        Part("answered", source.line(_("Who answered the survey")), roles.blocks),
        Part("seen", source.line(_("Who could see what")), (*who.blocks, *_secret(source))),
        Part("counted", source.line(_("How we counted")), (Points(formulas(source)),)),
        Part("limits", source.line(_("Mind this")), (Points(limits(source)),)),
    )
    blocks = (*source.passage("numbers"), *_figures(source))
    title = source.line(_("Method and numbers"))
    brief = ("attended", "took-part", "limits")
    wanted = brief if source.is_brief else tuple(part.id for part in parts)
    found = tuple(part for part in parts if part.blocks and part.id in wanted)
    tables = (*there.tables, *took.tables, *roles.tables, *who.tables)
    return Chapter((Part("numbers", title, blocks, found),), tables)


def _secret(source: Source) -> list[Paragraph]:
    """Who could see what of the votes."""
    _ = source.voice.say
    text = _("Votes are secret: everybody got to see a result at once, and nobody who voted what.")
    return [said(text)] if votes(source.room) else []


def _figures(source: Source) -> list[Figures]:
    _, found, counts = source.voice.say, source.results, source.results.counts
    before = []
    for survey in source.room.surveys.values():
        told = survey_results(source.room, survey, k=source.k)
        of = told.invited if 0 < told.invited >= told.responded else None
        if told.invited:
            before.append(Figure(_("Invited"), told.invited))
        before.append(Figure(_("Answered the survey"), told.responded, of=of))
    expected = source.voice.conference.participants_expected
    day = [
        *([Figure(_("Expected"), expected)] if expected else []),
        *figure(source),
        Figure(_("Participants"), found.people),
        Figure(_("Tables"), found.tables),
    ]
    wrote = [
        Figure(_("Contributions"), found.count),
        Figure(_("Comments"), counts.comments),
        *_where_any(_("Highlighted"), counts.highlighted),
        *_where_any(_("In the parking lot"), counts.parked),
        *_where_any(_("Late, not counted"), counts.late),
        *_where_any(_("Typed for someone else"), counts.on_behalf),
        *_where_any(_("Summaries"), counts.summaries),
        *_where_any(_("Summaries of which the chair says: this is right"), counts.agreed),
        *([] if source.is_public else _where_any(_("Hidden, not shown here"), counts.hidden)),
    ]
    rows = (("before", before), ("day", day), ("wrote", wrote))
    return [Figures(tuple(items), id) for id, items in rows if items]


def _where_any(name: str, n: int) -> list[Figure]:
    return [Figure(name, n)] if n else []


def _groups(source: Source) -> Table:
    """Per step, how many people wrote at each group of tables."""
    _ = source.voice.say
    rows: list[tuple[Cell, ...]] = []
    for step in source.results.steps:
        groups = {name: n for name, n in step.took_part.items() if name != "all" and n}
        if len(groups) > 1:
            rows += [
                (
                    source.organisers(step.activity.title),
                    source.line(group_name(source.voice, name)),
                    n,
                )
                for name, n in groups.items()
            ]
    return Table(
        id="took-part-tables",
        caption=_("Participants who wrote, per table"),
        columns=(
            Column("step", _("Step")),
            Column("tables", _("Tables")),
            Column("people", _("Took part"), Holds.COUNT),
        ),
        rows=tuple(rows),
        note=_(
            "Fewer than {n} people are never shown apart. Small tables are counted together.",
            n=source.k,
        ),
        sheet=_("Took part per table"),
    )


def _roles(source: Source) -> Table:
    """Per role of the invitation, how many were asked and how many answered."""
    _ = source.voice.say
    rows: list[tuple[Cell, ...]] = []
    for survey in source.room.surveys.values():
        for one in response_rate(source.room, survey, source.k).roles:
            name = _role(source, survey, one.role)
            rows.append((name, one.invited, one.answered, one.share))
    return Table(
        id="survey-roles",
        caption=_("Response rate by role"),
        columns=(
            Column("role", _("Role")),
            Column("invited", _("Invited"), Holds.COUNT),
            Column("answered", _("Answered"), Holds.COUNT),
            Column("share", _("Share that answered"), Holds.SHARE),
        ),
        rows=tuple(rows),
        note=_("– is where fewer than {n} were invited.", n=source.k),
        sheet=_("Response by role"),
    )


def _role(source: Source, survey: Survey, role: str) -> Line:
    """What a role is called: as the survey itself calls it, where it asks for one."""
    _ = source.voice.say
    if not role:
        return source.line(_("no role given"))
    asked = (question for question in survey.questions if question.tells is Tells.ROLE)
    options = (option for question in asked for option in options_of(survey, question))
    text = next((option.text for option in options if option.id == role), None)
    return source.peoples(role) if text is None else source.organisers(text)
