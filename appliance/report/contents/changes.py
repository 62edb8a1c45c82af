"""What was changed by those who lead and that matters for how to read the rest."""

from collections.abc import Iterator

from appliance.conference.records import Activity
from appliance.report.value import Cell, Column, Holds, Line, Table

from .chapter import Source
from .order import in_order


def changes(source: Source) -> Table:
    """Merging, taking apart, items of votes that were joined or taken off, clocks put right."""
    _ = source.voice.say
    return Table(
        id="changes",
        caption=_("Changes that matter"),
        columns=(
            Column("what", _("What was done")),
            Column("step", _("Step")),
            Column("text", _("Text")),
            Column("into", _("Into")),
            Column("n", _("How many"), Holds.COUNT),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=(*_merging(source), *_items(source), *_counted(source), *_clocks(source)),
        sheet=_("Changes"),
    )


def _merging(source: Source) -> Iterator[tuple[Cell, ...]]:
    """What was merged, and what was taken apart again: of that the words are gone."""
    _ = source.voice.say
    entries = in_order(source.room.entries.values())
    for entry in sorted(entries, key=lambda entry: entry.is_withdrawn):
        if entry.behind and source.is_about(entry.theme):
            step = _title(source, source.step(entry.activity))
            what = _("taken apart again") if entry.is_withdrawn else _("merged")
            text = () if entry.is_withdrawn else source.peoples(entry.text)
            id = () if entry.is_withdrawn else source.line(entry.id)
            yield source.line(what), step, text, (), len(entry.behind), id


def _items(source: Source) -> Iterator[tuple[Cell, ...]]:
    """What left the list of a vote while people voted."""
    _ = source.voice.say
    for one in source.votes:
        texts = {item.id: item.text for item in one.activity.items or ()}
        for item in one.activity.items or ():
            into = source.organisers(texts[item.into]) if item.into in texts else ()
            what = _("joined with another") if item.into else _("taken off the list")
            if item.into or item.is_withdrawn:
                step = _title(source, one.activity)
                text = source.organisers(item.text)
                yield source.line(what), step, text, into, None, source.line(item.id)


def _counted(source: Source) -> Iterator[tuple[Cell, ...]]:
    _, counts = source.voice.say, source.results.counts
    for what, n in ((_("hidden"), counts.hidden), (_("late, not counted"), counts.late)):
        if n:
            yield source.line(what), (), (), (), n, ()


def _clocks(source: Source) -> Iterator[tuple[Cell, ...]]:
    _ = source.voice.say
    for each in source.voice.conference.clocks:
        yield source.line(_("clock put right, in minutes")), (), (), (), each.minutes, ()


def _title(source: Source, step: Activity | None) -> Line:
    return source.organisers(step.title) if step else ()
