"""A chapter per theme: what the survey said, what the tables wrote."""

from typing import Final

from appliance.conference.tally.results import QuestionResults, ThemeResults
from appliance.report.choice import Variant
from appliance.report.value import Block, Figure, Figures, Paragraph, Part, Points, Table, Tone

from .chapter import Chapter, Source, anchor, joined, said
from .clustered import clustered
from .evidence import evidence
from .survey import survey
from .top import best
from .verbatim import harvested, tables, talked
from .vote_dissent import split_on

BEST_MOST: Final = 5


def themes(source: Source) -> Chapter:
    """The chapter: the survey from which the themes came, then each theme."""
    _ = source.voice.say
    is_whole = source.choice.variant is not Variant.THEME
    asked = survey(source) if is_whole else Chapter()
    made = [_theme(source, found) for found in source.themes]
    parts = tuple(part for chapter in (asked, *made) for part in chapter.parts)
    own = source.passage("themes")
    if not (parts or own):
        return Chapter()
    told = tuple(table for chapter in (asked, *made) for table in chapter.tables)
    return Chapter((Part("themes", source.line(_("The themes")), own, parts),), told)


def _theme(source: Source, found: ThemeResults) -> Chapter:
    _, theme = source.voice.say, found.theme
    base = f"theme-{anchor(theme.id)}"
    before = evidence(source, theme)
    questions = [
        _question(source, found, asked, f"{base}.{n}") for n, asked in enumerate(found.questions, 1)
    ]
    points = harvested(source, theme, base)
    parts = (*before.parts, *(part for one in questions for part in one.parts))
    told = (*before.tables, *(table for one in questions for table in one.tables))
    figures = Figures((Figure(_("Contributions"), found.count),), f"{base}.n")
    dissent = joined(split_on(source, one, theme.id) for one in source.votes)
    blocks = (figures, *source.passage(base), *_best(source, found), *dissent.blocks)
    title = source.organisers(theme.title)
    whole = (*parts, *([points] if points else []))
    return Chapter((Part(base, title, blocks, whole, theme.number),), told)


def _best(source: Source, found: ThemeResults) -> tuple[Block, ...]:
    first = best(source, found.theme.id, BEST_MOST)
    if not first.lines:
        return ()
    return (Points(first.lines, is_numbered=True), said(first.how, Tone.NOTE))


def _question(source: Source, found: ThemeResults, asked: QuestionResults, base: str) -> Chapter:
    """A question with its groups, then table by table."""
    tn = source.voice.count
    grouped = clustered(source, found.theme, asked, base)
    many = tn("{n} contribution", "{n} contributions", asked.count)
    step = (*source.organisers(asked.activity.title), *source.line(f" · {many}"))
    blocks = (Paragraph(step, Tone.NOTE), *talked(source, asked, base), *grouped.blocks)
    title = source.organisers(asked.question.text)
    told: tuple[Table, ...] = grouped.tables
    return Chapter((Part(base, title, blocks, tables(source, asked, base)),), told)
