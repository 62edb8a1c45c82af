"""How many people attended: the heads that were counted at the tables, never the devices."""

from appliance.conference.tally.attendance import attended_per_table
from appliance.report.value import Column, Figure, Holds, Line, Table

from .chapter import Source
from .places import group_name


def figure(source: Source) -> list[Figure]:
    """How many there were in all; nothing where nobody counted."""
    told = source.results.attended
    return [Figure(_name(source), told.heads)] if told.counted else []


def attended(source: Source) -> Table:
    """Per table, and at all of them together: the figure, for the sheets too."""
    _, told = source.voice.say, source.results.attended
    groups = attended_per_table(source.room, source.k)
    rows = [(source.line(group_name(source.voice, id)), n) for id, n in groups.items()]
    whole = (source.line(_("All tables together")), told.heads)
    return Table(
        id="attended",
        caption=_name(source),
        columns=(Column("tables", _("Tables")), Column("people", _("Attended"), Holds.COUNT)),
        rows=(*rows, whole) if told.counted else (),
        note=" ".join(
            (
                _(
                    "How many attended was counted by the chairs or the facilitator, without the "
                    "chairs."
                ),
                _(
                    "Fewer than {n} people are never shown apart. Small tables are counted "
                    "together.",
                    n=source.k,
                ),
            )
        ),
        sheet=_("Attended"),
    )


def uncounted(source: Source) -> list[Line]:
    """What has to be minded where not every table was counted."""
    _, told = source.voice.say, source.results.attended
    if told.is_whole:
        return []
    if told.counted:
        text = _(
            "Heads were counted at {n} of {m} tables: who sat at the others is not in that number.",
            n=told.counted,
            m=told.tables,
        )
    else:
        text = _("Nobody counted heads at the tables: how many people attended is not known.")
    return [source.line(text)]


def _name(source: Source) -> str:
    _, told = source.voice.say, source.results.attended
    if told.is_whole:
        return _("Attended (counted at the tables)")
    return _("Attended (counted at {n} of {m} tables)", n=told.counted, m=told.tables)
