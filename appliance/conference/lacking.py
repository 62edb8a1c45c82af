"""What a conference still lacks before it can run: one list, in the order in which it is read.

Only what the day would stumble over; nothing in it forbids to begin.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from .activities import ACTIVITIES, brainstorm
from .activities.kind import Kind
from .records import Activity, Conference, Table, Text, Theme, say
from .room import Room
from .sharing import questions_at
from .slides import slides_of
from .timetable import is_past_midnight, timetable, total
from .topics import lacks_topics

TROUBLES: Final[Mapping[str, str]] = {
    "no_date": "There is no date yet.",
    "no_start": "There is no time yet at which the programme begins.",
    "no_themes": "There are no themes yet.",
    "no_tables": "There are no tables yet.",
    "no_steps": "The programme has no steps yet.",
    "no_time": "“{title}” has no minutes yet.",
    "no_question": "“{title}” has no question yet.",
    "no_question_for": "“{title}” has no question for {theme}.",
    "no_table_for": "Theme {theme} has no table yet.",
    "no_chair": "Table {table} has no chair yet.",
    "no_list": "There is nothing on the list of “{title}” yet. Choose where it comes from.",
    "no_source": "“{title}” takes its list from a step that comes later or is gone.",
    "no_language": "“{title}” is not there in {language} yet.",
    "past_midnight": "The programme ends after midnight.",
}
"""Each code with its sentence. Braces hold what only the screen can put into words."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: its code, the part of the page where it is mended, and its words.

    `place` is "about", "theme-<id>", "table-<id>", "step-<id>",
    "slides-<id>", "criteria-<id>", "options-<id>" or "items-<id>" of a step, "themes", "tables" or
    "programme".
    """

    code: str
    place: str
    title: Text = ""
    theme: Text = ""
    table: int = 0
    language: str = ""


def lacking(room: Room) -> tuple[Lack, ...]:
    """Everything that is missing. () where nothing is, or where there is no conference at all."""
    conference = room.conference
    if conference is None:
        return ()
    steps = sorted(room.activities.values(), key=lambda each: each.position)
    themes = sorted(room.themes.values(), key=lambda each: each.number)
    tables = sorted(
        (each for each in room.tables.values() if each.is_in_use), key=lambda each: each.number
    )
    here = _Here(conference, tuple(themes), tuple(tables), tuple(steps))
    return (*_of_conference(here), *_of_themes(here), *_of_tables(here), *_of_steps(here))


@dataclass(frozen=True, slots=True)
class _Here:
    conference: Conference
    themes: tuple[Theme, ...]
    tables: tuple[Table, ...]
    steps: tuple[Activity, ...] = field(default=())


def _of_conference(here: _Here) -> Iterator[Lack]:
    conference = here.conference
    if not conference.date:
        yield Lack("no_date", "about")
    if not conference.starts_at:
        yield Lack("no_start", "about")
    yield from _untold(here, "about", conference.title)
    if not here.themes:
        yield Lack("no_themes", "themes")
    if not here.tables:
        yield Lack("no_tables", "tables")
    if not here.steps:
        yield Lack("no_steps", "programme")
    if is_past_midnight(conference.starts_at, total(timetable(here.steps))):
        yield Lack("past_midnight", "programme")


def _of_themes(here: _Here) -> Iterator[Lack]:
    seated = {table.theme for table in here.tables}
    for theme in here.themes:
        place = f"theme-{theme.id}"
        if here.tables and theme.id not in seated:
            yield Lack("no_table_for", place, theme=theme.title)
        yield from _untold(here, place, theme.title)


def _of_tables(here: _Here) -> Iterator[Lack]:
    for table in here.tables:
        if not table.chair.strip():
            yield Lack("no_chair", f"table-{table.id}", table=table.number)


def _of_steps(here: _Here) -> Iterator[Lack]:
    for step in here.steps:
        place = f"step-{step.id}"
        if not step.minutes:
            yield Lack("no_time", place, title=step.title)
        if step.kind == brainstorm.KIND.name:
            yield from _unasked(here, place, step)
        yield from _unlisted(here, place, step)
        yield from _untold(here, place, step.title, step.instruction)
        for question in step.questions:
            yield from _untold(here, place, question.text, question.explanation)
        yield from _unworded(here, step)
        for slide in slides_of(step):
            told = ("title", "text") if slide.get("is_decoration") else ("title", "text", "alt")
            texts = (slide.get(name, "") for name in told)
            yield from _untold(here, f"slides-{step.id}", *texts)


def _unasked(here: _Here, place: str, step: Activity) -> Iterator[Lack]:
    """A step in which people write has to ask every table something."""
    if not step.questions:
        yield Lack("no_question", place, title=step.title)
        return
    for theme in here.themes:
        if not questions_at(step, theme.id):
            yield Lack("no_question_for", place, title=step.title, theme=theme.title)


def _needs_list(kind: Kind, step: Activity) -> bool:
    return kind.vote is not None or lacks_topics(step)


def _unlisted(here: _Here, place: str, step: Activity) -> Iterator[Lack]:
    """A step that works on a list has to have one, from a step before it or of its own."""
    kind = ACTIVITIES.get(step.kind)
    if kind is None or not kind.takes_list:
        return
    source = step.settings.get("input", "")
    before = {each.id for each in here.steps if each.position < step.position}
    if source and source not in before:
        yield Lack("no_source", place, title=step.title)
    elif not source and not kind.own(step.settings) and _needs_list(kind, step):
        yield Lack("no_list", place, title=step.title)


def _unworded(here: _Here, step: Activity) -> Iterator[Lack]:
    """What a vote asks, and on what."""
    kind = ACTIVITIES.get(step.kind)
    if kind is None or not kind.takes_list:
        return
    yield from _untold(here, f"step-{step.id}", step.settings.get("question", ""))
    for criterion in step.settings.get("criteria", ()):
        yield from _untold(here, f"criteria-{step.id}", criterion["title"])
    rows = "options" if "options" in {setting.name for setting in kind.settings} else "items"
    for item in kind.own(step.settings):
        yield from _untold(here, f"{rows}-{step.id}", item["text"])


def _untold(here: _Here, place: str, *texts: Text) -> Iterator[Lack]:
    """What is not said in a language that is spoken in the room."""
    spoken = here.conference.languages
    for text in texts:
        if isinstance(text, str) or not text:
            continue
        for language in spoken:
            if not text.get(language, "").strip():
                yield Lack("no_language", place, title=say(text, "", spoken), language=language)
