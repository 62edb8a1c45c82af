"""All of it on one page (A4): for the minister, while people still applaud."""

from typing import Final

from appliance.report.value import Block, Paragraph, Part, Points, Tone

from .chapter import Source, heading, said
from .short import agreements, cut, flat, in_short
from .top import best

_BEST_MOST: Final = 3
_LINES_MOST: Final = 15
"""So many results fit, over all themes together."""

_THEMES_MOST: Final = 12
_ACTIONS_MOST: Final = 6
_LEAD_MOST: Final = 420
_ACTION_MOST: Final = 70
_LINE_MOST: Final = 110
"""Characters: a result takes two lines at the most."""


def one_page(source: Source) -> Part:
    """A sentence to begin with, the best of every theme, and what was agreed."""
    _ = source.voice.say
    blocks = (*_lead(source), *_results(source), *_agreed(source))
    return Part("summary", source.line(_("In short")), blocks)


def _lead(source: Source) -> list[Block]:
    own = [block for block in source.passage("summary") if isinstance(block, Paragraph)]
    if not own:
        return [said(in_short(source), Tone.LEAD)]
    return [Paragraph(cut(flat([own[0].text])[0], _LEAD_MOST), Tone.LEAD), said(in_short(source))]


def _results(source: Source) -> list[Block]:
    themes = source.themes[:_THEMES_MOST]
    most = max(1, min(_BEST_MOST, _LINES_MOST // max(1, len(themes))))
    blocks: list[Block] = []
    for found in themes:
        first = best(source, found.theme.id, most)
        if first.lines:
            lines = tuple(cut(line, _LINE_MOST) for line in flat(first.lines))
            blocks += [heading(source.organisers(found.theme.title)), Points(lines)]
    return blocks


def _agreed(source: Source) -> list[Block]:
    _ = source.voice.say
    lines, of = agreements(source, _ACTIONS_MOST, _ACTION_MOST)
    if not lines:
        return []
    more = _("There are {n} actions in all.", n=of)
    head = heading(source.line(_("Agreed")))
    points = Points(flat(lines))
    return [head, points, *([said(more, Tone.NOTE)] if of > len(lines) else [])]
