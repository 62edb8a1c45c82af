"""What the survey said about one theme, and what the room made of it."""

from collections.abc import Iterator
from typing import Final

from appliance.conference.records import Text, Theme
from appliance.conference.sorting import resting_on
from appliance.conference.tally.beside import (
    Beside,
    Fate,
    Match,
    SideBySide,
    side_by_side,
    survey_groups,
)
from appliance.report.value import Cell, Column, Figure, Figures, Holds, Part, Points, Table
from appliance.voice import N_

from .chapter import Chapter, Piece, Source, anchor, joined, said, shown
from .survey import surveyed

_FATES: Final = {
    Fate.KEPT: N_("kept"),
    Fate.BROUGHT: N_("brought to the tables, no groups made"),
    Fate.NEW: N_("new"),
    Fate.DROPPED: N_("dropped"),
}

_MATCHES: Final = {
    Match.CHAIN: N_("answers followed"),
    Match.TITLE: N_("same title"),
    Match.THEME: N_("the theme itself"),
    Match.NONE: "",
}


def evidence(source: Source, theme: Theme) -> Chapter:
    """Up to two parts: what the survey said, and survey and room side by side."""
    if not any(each.found for each in surveyed(source)):
        return Chapter()
    _ = source.voice.say
    told = (
        ("evidence", _("What the survey said"), _said(source, theme)),
        ("side-by-side", _("Survey and room side by side"), _beside(source, theme)),
    )
    base = f"theme-{anchor(theme.id)}"
    return Chapter(
        tuple(
            Part(f"{base}.{id}", source.line(title), piece.blocks)
            for id, title, piece in told
            if piece.blocks
        ),
        tuple(table for _id, _title, piece in told for table in piece.tables),
    )


def _said(source: Source, theme: Theme) -> Piece:
    """The figures that bear the name of the theme, and the answers on which it rests."""
    _ = source.voice.say
    figures = Table(
        id=f"theme-{anchor(theme.id)}.survey",
        caption=_("Figures of the survey on this theme"),
        columns=(
            Column("question", _("Question")),
            Column("what", _("Answer")),
            Column("n", _("Times chosen"), Holds.COUNT),
            Column("of", _("Answers"), Holds.COUNT),
            Column("share", _("Share"), Holds.SHARE),
        ),
        rows=tuple(_figures(source, theme)),
        note=_(
            "These are the answers to choose from that bear the name of the theme; all figures of "
            "the survey stand with the survey."
        ),
    )
    groups = Table(
        id=f"theme-{anchor(theme.id)}.answers",
        caption=_("Groups of open answers that became this theme"),
        columns=(Column("group", _("Group")), Column("answers", _("Answers"), Holds.COUNT)),
        rows=tuple(_groups(source, theme)),
    )
    # By what they say: in any other order, answers to two questions would match.
    answers = sorted(resting_on(source.room, theme.id), key=lambda text: (text.casefold(), text))
    words = Points(tuple(source.peoples(text) for text in answers))
    typed = Piece((said(_("In the words of who answered:")), words)) if answers else Piece()
    return joined((shown(figures), shown(groups), typed))


def _figures(source: Source, theme: Theme) -> Iterator[tuple[Cell, ...]]:
    for each in surveyed(source):
        for asked in each.found.questions if each.found else ():
            counts = [row.leading for row in asked.rows] or asked.options
            for count in counts:
                if _is_called(theme, count.id, count.text):
                    yield (
                        source.organisers(asked.question.text),
                        source.organisers(count.text),
                        count.n,
                        count.of,
                        count.share,
                    )


def _is_called(theme: Theme, id: str, text: Text) -> bool:
    """Whether an answer bears the name of the theme: its id, or its title in some language."""
    return id == theme.id or bool(_names(text) & _names(theme.title))


def _names(text: Text) -> set[str]:
    told = [text] if isinstance(text, str) else text.values()
    return {" ".join(each.casefold().split()) for each in told} - {""}


def _groups(source: Source, theme: Theme) -> Iterator[tuple[Cell, ...]]:
    for bucket, answers in survey_groups(source.room):
        if bucket.theme == theme.id:
            yield source.peoples(bucket.title), len(answers)


def _beside(source: Source, theme: Theme) -> Piece:
    """Kept, new and dropped, with how that is known."""
    _, found = source.voice.say, side_by_side(source.room, theme)
    if not found.lines:
        return Piece()
    figures = Figures(
        (
            Figure(_("Answers brought to the tables"), found.brought),
            Figure(_("Of these in a group of the room"), found.placed, of=found.brought),
        ),
        f"theme-{anchor(theme.id)}.brought",
    )
    return joined((Piece((figures,)), shown(_table(source, theme, found))))


def _table(source: Source, theme: Theme, found: SideBySide) -> Table:
    _ = source.voice.say
    unsorted = _("The room made no groups here: then nothing can be called kept or dropped by it.")
    how = _(
        "A group of the survey is kept where its answers stand in a group of the room, where both "
        "have the same title, or where the theme was made of it. Otherwise it is called dropped, "
        "and a group of the room new: the same thought in other words is not recognised."
    )
    return Table(
        id=f"theme-{anchor(theme.id)}.beside",
        caption=_("Survey and room side by side"),
        columns=(
            Column("survey", _("Group in the survey")),
            Column("answers", _("Answers"), Holds.COUNT),
            Column("room", _("Group in the room")),
            Column("entries", _("Contributions"), Holds.COUNT),
            Column("fate", _("Outcome")),
            Column("match", _("How we know")),
        ),
        rows=tuple(_line(source, line) for line in found.lines),
        note=how if found.is_sorted else f"{unsorted} {how}",
    )


def _line(source: Source, line: Beside) -> tuple[Cell, ...]:
    _ = source.voice.say
    match = _MATCHES[line.match]
    return (
        source.peoples(line.survey.title) if line.survey else (),
        line.answers if line.survey else None,
        source.peoples("; ".join(bucket.title for bucket in line.room)),
        line.entries if line.room else None,
        source.line(_(_FATES[line.fate])),
        source.line(_(match) if match else ""),
    )
