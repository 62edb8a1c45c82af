"""The votes, one part each: what came of it, where the room is divided, and how it was counted."""

from typing import Final

from appliance.conference.outcomes import vote_of
from appliance.conference.records import State
from appliance.conference.tally.votes import turnout
from appliance.report.value import Figure, Figures, Holds, Paragraph, Part, Tone, plain
from appliance.voice import N_

from .chapter import Chapter, Piece, Source, anchor, joined, said
from .outcomes import Voted
from .vote_apart import apart
from .vote_dissent import divided, spread
from .vote_rules import order, other_rules
from .vote_shift import shift
from .vote_table import standing

OVER_COUNTED: Final = N_(
    "There are more votes than heads counted at the tables. Count again before you rely on this "
    "vote."
)
OVER_SEATED: Final = N_(
    "There are more votes than people who took a seat. Count the heads at all tables before you "
    "rely on this vote."
)


def votes(source: Source) -> Chapter:
    """The chapter."""
    _ = source.voice.say
    found = [(one, _piece(source, one)) for one in source.votes]
    own = source.passage("votes")
    if not (found or own):
        return Chapter()
    parts = tuple(_part(source, one, piece) for one, piece in found)
    tables = tuple(table for _one, piece in found for table in piece.tables)
    return Chapter((Part("votes", source.line(_("The votes")), own, parts),), tables)


def _part(source: Source, one: Voted, piece: Piece) -> Part:
    _ = source.voice.say
    title = source.organisers(one.activity.title)
    if one.activity.repeats:
        title = (*title, *source.line(f" ({_('voted again')})"))
    return Part(f"vote-{anchor(one.activity.id)}", title, piece.blocks)


def _piece(source: Source, one: Voted) -> Piece:
    _ = source.voice.say
    if one.told is None:
        return Piece((said(_("The results of this vote are not shown yet."), Tone.NOTE),))
    return joined(
        (
            Piece((Figures(_figures(source, one), f"turnout-{anchor(one.activity.id)}"),)),
            _asked(source, one),
            _doubtful(source, one),
            *(Piece((said(sentence),)) for sentence in _sentences(source, one)),
            standing(source, one),
            divided(source, one),
            *(() if source.is_brief else _more(source, one)),
        )
    )


def _asked(source: Source, one: Voted) -> Piece:
    """The question of a poll."""
    question = source.organisers(one.activity.settings.get("question", ""))
    return Piece((Paragraph(question),)) if plain(question) else Piece()


def _doubtful(source: Source, one: Voted) -> Piece:
    """What has to be said where more voted than sat at the tables."""
    _, vote = source.voice.say, vote_of(one.activity)
    told = turnout(source.room, one.activity, vote) if vote else None
    if told is None or not told.is_doubtful:
        return Piece()
    text = _(OVER_COUNTED) if told.is_counted else _(OVER_SEATED)
    return Piece((said(text, Tone.WARNING),))


def _more(source: Source, one: Voted) -> tuple[Piece, ...]:
    """What who wants to know it all may ask."""
    more = (spread, shift, apart, other_rules)
    return tuple(made(source, one) for made in more)


def _figures(source: Source, one: Voted) -> tuple[Figure, ...]:
    _ = source.voice.say
    told = one.told or {}
    found = [Figure(_("Votes"), one.ballots)]
    if "dots" in told:
        found.append(Figure(_("Dots"), told["dots"]))
    if "abstained" in told:
        found.append(Figure(_("No opinion"), told["abstained"]))
    if told.get("w") is not None:
        found.append(Figure(_("Kendall’s W"), told["w"], Holds.NUMBER))
    if told.get("spent") is not None:
        found.append(Figure(_("Given on average"), told["spent"], Holds.NUMBER, told["amount"]))
    return tuple(found)


def _sentences(source: Source, one: Voted) -> list[str]:
    _ = source.voice.say
    running = _("This vote is still open: this is how it stands now.")
    return [
        *([running] if one.activity.state in (State.OPEN, State.PAUSED) else []),
        *([_("Nobody voted.")] if not one.ballots else order(source, one)),
    ]
