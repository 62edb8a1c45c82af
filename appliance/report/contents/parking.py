"""What was kept for later, and what few people thought."""

from appliance.conference.tally.minority import minority
from appliance.report.value import Block, Column, Holds, Part, Table, Tone

from .chapter import Chapter, Piece, Source, anchor, heading, joined, said, shown
from .marks import quotes
from .order import in_threads
from .outcomes import Voted
from .places import table_name
from .vote_dissent import split_on


def parking(source: Source) -> Chapter:
    """The chapter: the parking lot, then minority views."""
    _ = source.voice.say
    views = joined(_view(source, one) for one in source.votes)
    parts = (_lot(source), _views(source, views))
    found = tuple(part for part in parts if part is not None)
    own = source.passage("parking")
    if not (found or own):
        return Chapter()
    title = source.line(_("Parking lot and minority views"))
    return Chapter((Part("parking", title, own, found),), views.tables)


def _lot(source: Source) -> Part | None:
    _ = source.voice.say
    blocks: list[Block] = []
    for found in source.themes:
        for asked in found.questions:
            for there in asked.tables:
                where = (
                    table_name(source.voice, there.table.id),
                    source.title(found.theme.title),
                    source.title(asked.question.text),
                )
                for thread in in_threads(entry for entry in there.entries if not entry.is_hidden):
                    if thread.entry.is_parked:
                        blocks += quotes(source, thread, " · ".join(where))
    if not blocks:
        return None
    kept = said(_("Kept for later."), Tone.NOTE)
    return Part("parking-lot", source.line(_("Parking lot")), (kept, *blocks))


def _views(source: Source, views: Piece) -> Part | None:
    _ = source.voice.say
    if not views.blocks:
        return None
    about = said(
        _(
            "What only some chose, but strongly, and what divides the room: it is not the top of a "
            "list, and it may matter as much."
        )
    )
    return Part("minority", source.line(_("Minority views")), (about, *views.blocks))


def _view(source: Source, one: Voted) -> Piece:
    """What stands out in one vote beside its order."""
    pieces = [piece for piece in (_strong(source, one), split_on(source, one)) if piece.blocks]
    if not pieces:
        return Piece()
    head = heading(source.organisers(one.activity.title))
    return joined((Piece((head,)), *pieces))


def _strong(source: Source, one: Voted) -> Piece:
    """What few people gave much to, in a vote in which much can be given."""
    _, told = source.voice.say, one.told or {}
    kind = one.activity.kind
    if kind not in ("dots", "budget") or not one.ballots:
        return Piece()
    texts = {row["id"]: row["text"] for row in one.rows}
    found = minority(told["items"], one.ballots, kind == "budget", source.k)
    table = Table(
        id=f"minority-{anchor(one.activity.id)}",
        caption=_("Few chose it, strongly: “{title}”", title=source.title(one.activity.title)),
        columns=(
            Column("what", _("What")),
            Column("voters", _("Voters"), Holds.COUNT),
            Column("each", _("Each on average"), Holds.NUMBER),
            Column("usual", _("Usual"), Holds.NUMBER),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(
            (
                source.organisers(texts[each.item]),
                each.voters,
                each.each,
                each.usual,
                source.line(each.item),
            )
            for each in found
            if each.item in texts
        ),
        note=_(
            "At most one in five voters gave anything to it, and who did gave at least one and a "
            "half times as much as is usual in this vote. Fewer than {n} people are not told.",
            n=source.k,
        ),
    )
    return shown(table)
