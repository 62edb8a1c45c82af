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
            Column("contributions", _("Contributions"), Holds.COUNT),
            Column("comments", _("Comments"), Holds.COUNT),
            Column("groups", _("Groups"), Holds.COUNT),
            Column("votes", _("Votes"), Holds.COUNT),
            Column("tables", _("Tables with points"), Holds.COUNT),
            Column("actions", _("Actions"), Holds.COUNT),
        ),
        rows=tuple(_rows(source)),
        note=_(
            "Took part: who wrote something. – is where that does not apply, where fewer than {n} "
            "people did, or where the result of a vote is not shown yet.",
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
        if step.state is not State.PLANNED:
            told = wrote.get(step.id) if not is_sorting(step) else None
            brought = (_groups, _votes, _points, _acts)
            cells = (*_written(told), *(count(source, step) for count in brought))
            if any(cell is not None for cell in cells):
                kind = ACTIVITIES.get(step.kind)
                name: Line = source.organisers(kind.label) if kind else source.line(step.kind)
                yield (source.organisers(step.title), name, *cells)


def _written(step: StepResults | None) -> tuple[Cell, Cell, Cell]:
    if step is None:
        return (None, None, None)
    people = step.took_part.get(ALL)
    return (people, step.count, step.comments)


def _groups(source: Source, step: Activity) -> int | None:
    if not is_sorting(step):
        return None
    return sum(told.groups for told in sorted_so_far(source.room, step).values())


def _votes(source: Source, step: Activity) -> int | None:
    """How many voted: nothing while what they voted is hidden."""
    if vote_of(step) is None or not is_shown(step, leads=False):
        return None
    return int(counted_votes(source.room, step)["ballots"])


def _points(source: Source, step: Activity) -> int | None:
    if not is_harvest(step):
        return None
    return sum(bool(row["points"]) for row in harvested(source.room, step)["tables"])


def _acts(source: Source, step: Activity) -> int | None:
    return len(actions_of(source.room, step.id)) if is_actions(step) else None
