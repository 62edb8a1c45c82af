"""The steps of the programme: how much came of each, and who could see it."""

from collections.abc import Iterator
from typing import Final

from appliance.conference.actions import actions_of, is_actions
from appliance.conference.activities import ACTIVITIES
from appliance.conference.groups import is_sorting
from appliance.conference.harvest import harvested, is_harvest
from appliance.conference.outcomes import counted as counted_votes
from appliance.conference.outcomes import is_shown, vote_of
from appliance.conference.records import Activity, Attribution, Scope, State
from appliance.conference.tally.grouping import sorted_so_far
from appliance.conference.tally.privacy import ALL
from appliance.conference.tally.results import StepResults
from appliance.report.value import Cell, Column, Holds, Line, Table
from appliance.voice import N_

from .chapter import Source

BESIDE: Final = {
    Attribution.WITHOUT_NAME: N_("without name"),
    Attribution.TABLE: N_("with table number"),
    Attribution.NAMED: N_("with name"),
}

TO_WHOM: Final = {
    Scope.PLENARY: N_("everyone in the room"),
    Scope.THEME: N_("the tables of the same theme"),
    Scope.TABLE: N_("the own table"),
}


def steps(source: Source) -> Table:
    """How many took part in every step that was opened, and what they brought."""
    _ = source.voice.say
    return Table(
        id="steps",
        caption=_("Took part per step"),
        columns=(
            Column("step", _("Step")),
            Column("kind", _("What was done")),
            Column("people", _("Took part"), Holds.COUNT),
            Column("brought", _("What came of it"), Holds.COUNT),
            Column("unit", _("Of what")),
            Column("comments", _("Comments"), Holds.COUNT),
        ),
        rows=tuple(_rows(source)),
        note=_(
            "Took part: who wrote something, or voted. – is where that does not apply, where fewer "
            "than {n} people did, or where the result of a vote is not shown yet.",
            n=source.k,
        ),
        sheet=_("Numbers per step"),
    )


def seen(source: Source) -> Table:
    """What stood beside a contribution, and who could read it while the step was open."""
    _ = source.voice.say
    wrote = [step.activity for step in source.results.steps if step.activity.questions]
    return Table(
        id="seen-by",
        caption=_("Who could see what"),
        columns=(
            Column("step", _("Step")),
            Column("beside", _("Beside a contribution")),
            Column("readers", _("Who could read it")),
        ),
        rows=tuple(
            (
                source.organisers(step.title),
                source.line(_(BESIDE[step.attribution])),
                source.line(_(TO_WHOM[step.scope])),
            )
            for step in wrote
        ),
        note=_(
            "Who leads and observers could read all contributions. What was hidden, nobody else."
        ),
    )


def _rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    wrote = {step.activity.id: step for step in source.results.steps}
    for step in source.room.programme():
        cells = _cells(source, step, wrote.get(step.id)) if step.state is not State.PLANNED else ()
        if cells:
            kind = ACTIVITIES.get(step.kind)
            name: Line = source.organisers(kind.label) if kind else source.line(step.kind)
            yield (source.organisers(step.title), name, *cells)


def _cells(source: Source, step: Activity, wrote: StepResults | None) -> tuple[Cell, ...]:
    """Who took part, what came of it, and how many comments; () where there is nothing to tell."""
    _ = source.voice.say
    if is_sorting(step):
        made = sum(told.groups for told in sorted_so_far(source.room, step).values())
        return (None, made, source.line(_("groups")), None)
    if vote_of(step) is not None:
        return (_voted(source, step), None, (), None)
    if is_harvest(step):
        there = sum(bool(row["points"]) for row in harvested(source.room, step)["tables"])
        return (None, there, source.line(_("tables with points")), None)
    if is_actions(step):
        return (None, len(actions_of(source.room, step.id)), source.line(_("actions")), None)
    if wrote is None:
        return ()
    people = wrote.took_part.get(ALL)
    return (people, wrote.count, source.line(_("contributions")), wrote.comments)


def _voted(source: Source, step: Activity) -> int | None:
    """How many voted: nothing while what they voted is hidden."""
    if not is_shown(step, leads=False):
        return None
    n = int(counted_votes(source.room, step)["ballots"])
    return n if n >= source.k else None
