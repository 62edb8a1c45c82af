"""The best of a theme: by votes, else by how many wrote it, else what was highlighted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appliance.report.value import Line

from .chapter import Source
from .order import in_order
from .outcomes import Voted


@dataclass(frozen=True, slots=True)
class Best:
    """The first of a theme, and in a sentence what made them the first; "" where there are none."""

    lines: tuple[Line, ...] = ()
    how: str = ""


def best(source: Source, theme: str, most: int) -> Best:
    """At most so many of a theme. The last vote that it is on decides; where that had fewer, those
    come after them that stood highest in the vote before it."""
    found = _ranked(source, theme, most)
    return found or _largest(source, theme, most) or _highlighted(source, theme, most)


def _ranked(source: Source, theme: str, most: int) -> Best | None:
    _ = source.voice.say
    rows: dict[str, Line] = {}
    titles = []
    for one in reversed(source.votes):
        own = [row for row in _placed(one) if row["theme"] == theme and row["id"] not in rows]
        for row in own[: most - len(rows)]:
            rows[row["id"]] = source.organisers(row["text"])
            titles.append(f"“{source.title(one.activity.title)}”")
    if not rows:
        return None
    names = list(dict.fromkeys(titles))
    how = (
        _("By the votes in {titles}, in this order.", titles=source.voice.listed(names))
        if len(names) > 1
        else _("By the votes in {title}.", title=names[0])
    )
    return Best(tuple(rows.values()), how)


def _placed(one: Voted) -> Sequence[Mapping[str, Any]]:
    """What has a place; not of a poll, which is a question and no list of results."""
    if one.activity.kind == "poll" or not one.ballots:
        return ()
    return [row for row in one.rows if row["rank"] is not None]


def _largest(source: Source, theme: str, most: int) -> Best | None:
    _ = source.voice.say
    for _step, told in reversed(source.sorted):
        sizes: dict[str, int] = {}
        titles: dict[str, str] = {}
        for (_question, where), found in told.items():
            for bucket, entries in found.groups if where == theme else ():
                sizes[bucket.id] = sizes.get(bucket.id, 0) + len(entries)
                titles[bucket.id] = bucket.title
        if sizes:
            first = sorted(sizes, key=lambda id: -sizes[id])[:most]
            lines = tuple(source.peoples(titles[id]) for id in first)
            return Best(lines, _("The groups with most contributions."))
    return None


def _highlighted(source: Source, theme: str, most: int) -> Best:
    _ = source.voice.say
    chapters = [found for found in source.results.themes if found.theme.id == theme]
    entries = [
        entry
        for chapter in chapters
        for asked in chapter.questions
        for there in asked.tables
        for entry in in_order(there.entries)
        if entry.is_highlighted and not entry.is_hidden and not entry.is_late
    ]
    lines = tuple(source.peoples(entry.text) for entry in entries[:most])
    return Best(lines, _("What was highlighted.")) if lines else Best()
