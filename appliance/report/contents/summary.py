"""What came out, in short: the organiser's own words, the best of each theme, what was agreed."""

from dataclasses import replace
from typing import Final

from appliance.report.choice import Variant
from appliance.report.value import Block, Figure, Figures, Paragraph, Part, Points, Tone

from .chapter import Chapter, Source, anchor, said
from .one_page import one_page
from .short import agreements, in_short
from .top import best

BEST_MOST: Final = 3
ACTIONS_MOST: Final = 6


def summary(source: Source) -> Chapter:
    """The chapter; what stands on one page is cut to fit it."""
    _ = source.voice.say
    if source.choice.variant is Variant.ONE_PAGE:
        return Chapter((one_page(source),))
    own = source.passage("summary")
    # The organiser's own words go before anything that was counted.
    tone = Tone.BODY if own else Tone.LEAD
    blocks = (*_leading(own), said(in_short(source), tone), _figures(source))
    parts = (_best(source), _agreed(source))
    found = tuple(part for part in parts if part is not None)
    return Chapter((Part("summary", source.line(_("In short")), blocks, found),))


def _leading(own: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first paragraph is what is read first."""
    if own and isinstance(own[0], Paragraph):
        return (replace(own[0], tone=Tone.LEAD), *own[1:])
    return own


def _figures(source: Source) -> Figures:
    _, found = source.voice.say, source.results
    items = (
        Figure(_("Participants"), found.people),
        Figure(_("Tables"), found.tables),
        Figure(_("Contributions"), found.count),
    )
    return Figures(items, "in-short")


def _best(source: Source) -> Part | None:
    """The best of each theme, and how that was decided."""
    _ = source.voice.say
    parts = []
    for found in source.themes:
        first = best(source, found.theme.id, BEST_MOST)
        if first.lines:
            blocks = (Points(first.lines, is_numbered=True), said(first.how, Tone.NOTE))
            title = source.organisers(found.theme.title)
            id = f"best-{anchor(found.theme.id)}"
            parts.append(Part(id, title, blocks, number=found.theme.number))
    if not parts:
        return None
    return Part("best", source.line(_("What came out on top, per theme")), (), tuple(parts))


def _agreed(source: Source) -> Part | None:
    _, tn = source.voice.say, source.voice.count
    lines, of = agreements(source, ACTIONS_MOST)
    if not lines:
        return None
    many = tn("{n} action was agreed.", "{n} actions were agreed.", of)
    return Part("agreed", source.line(_("Agreed")), (said(many), Points(lines)))
