"""The few sentences with which every report begins, and what was agreed, in lines."""

from collections.abc import Sequence
from typing import Final

from appliance.report.value import Line, Run, plain

from .actions import Row, agreed, by_when
from .chapter import Source

TEXT_MOST: Final = 100_000
"""Longer than anything that people can write here."""

Lines = tuple[Line, ...]


def in_short(source: Source) -> str:
    """How many took part, and how much they wrote on what."""
    _, tn, found = source.voice.say, source.voice.count, source.results
    if not found.count:
        return _("No contributions yet.")
    wrote = _(
        "At {tables} people wrote {contributions} on {themes}.",
        tables=tn("{n} table", "{n} tables", found.tables_heard),
        contributions=tn("{n} contribution", "{n} contributions", found.count),
        themes=tn("{n} theme", "{n} themes", found.themes_heard),
    )
    if not found.people:
        return wrote
    took = tn("{n} participant took part.", "{n} participants took part.", found.people)
    return f"{took} {wrote}"


def agreements(source: Source, most: int, letters: int = TEXT_MOST) -> tuple[Lines, int]:
    """The first so many actions, each on a line, and how many there are in all.

    What is to be done takes at most so many `letters`; who and by when are never cut off with it.
    """
    found = agreed(source)
    return tuple(_line(source, row, letters) for row in found[:most]), len(found)


def _line(source: Source, row: Row, letters: int) -> Line:
    """What, then who and by when in so far as that was said."""
    who = () if source.is_public else source.peoples(row["who"])
    line = cut(source.peoples(row["what"]), letters)
    for more in (who, by_when(source, row)):
        if plain(more):
            line = (*line, Run(" · "), *cut(more, letters))
    return line


def cut(line: Line, most: int) -> Line:
    """A line of at most so many characters, cut between two words and marked where it was."""
    left, runs = most, []
    if sum(len(run.text) for run in line) <= most:
        return line
    for run in line:
        if len(run.text) > left:
            runs.append(_shortened(run, left))
            break
        runs.append(run)
        left -= len(run.text)
    return tuple(runs)


def _shortened(run: Run, most: int) -> Run:
    text = run.text[: max(0, most - 1)]
    at_a_word = text.rsplit(None, 1)[0] if len(text.split()) > 1 else text
    return Run(f"{at_a_word.rstrip(' ,;:.-')}…", run.lang, run.is_strong, run.is_emphasised)


def flat(lines: Sequence[Line]) -> Lines:
    """The lines without breaks of their own."""
    return tuple(
        tuple(
            Run(" ".join(run.text.splitlines()), run.lang, run.is_strong, run.is_emphasised)
            for run in line
        )
        for line in lines
    )
