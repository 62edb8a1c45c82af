"""Making and editing a conference: its own members, its themes, tables and steps.

Everything is told as it stands in a conference file (see `programme`), so that what a page can
make a file can hold. What has begun keeps what people answered to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from . import members
from .activities import ACTIVITIES
from .change import Change, Moment
from .commands import (
    Actor,
    EditConference,
    MoveActivity,
    MoveTheme,
    PutActivity,
    PutTable,
    PutTheme,
    RemoveActivity,
    RemoveTable,
    RemoveTheme,
)
from .programme import chair_code, read_activity, read_members, read_table, read_theme
from .records import Activity, Conference, Record, State, Text, Theme, say
from .refusal import Refused, refuse_if_changed
from .room import Room
from .steps import activity_of
from .tables import may_vanish
from .writing import activity_item, conference_members, table_item, themes

STEPS_MOST: Final = 100
THEMES_MOST: Final = 40

_AFTER_BEGIN: Final = frozenset({"title", "minutes", "instruction"})
"""What may still change of a step that has begun."""


def edit_conference(
    room: Room, actor: Actor, command: EditConference, moment: Moment
) -> Sequence[Change]:
    """Put other members in a conference's own. Raises Refused `file_member`."""
    old = cast(Conference, room.conference)
    told = {**conference_members(old), **command.members}
    new = read_members(old, told)
    return _changed(old, new, command.if_rev)


def put_theme(room: Room, actor: Actor, command: PutTheme, moment: Moment) -> Sequence[Change]:
    """Add a theme, the last, or give one another title."""
    old = room.themes.get(str(command.item.get("id", "")))
    if old is None:
        _refuse_if_gone(command.if_rev, Refused("unknown_theme"))
    if old is None and len(room.themes) >= THEMES_MOST:
        raise Refused("out_of_range", least=0, most=THEMES_MOST)
    number = old.number if old else len(room.themes) + 1
    new = read_theme(number, _named(command.item, room.themes, "thema"))
    return _changed(old, new, command.if_rev)


def move_theme(room: Room, actor: Actor, command: MoveTheme, moment: Moment) -> Sequence[Change]:
    """Give a theme another number, and with it another sign and colour."""
    theme = _theme(room, command.theme)
    return list(_numbered(_moved(themes(room), theme, command.to)))


def remove_theme(
    room: Room, actor: Actor, command: RemoveTheme, moment: Moment
) -> Sequence[Change]:
    """Take a theme out. Raises Refused `theme_in_use` where a table or a question is about it."""
    theme = _theme(room, command.theme)
    asked = (q for a in room.activities.values() for q in a.questions)
    is_used = any(table.theme == theme.id for table in room.tables.values())
    if is_used or any(theme.id in question.themes for question in asked):
        raise Refused("theme_in_use")
    left = [other for other in themes(room) if other is not theme]
    return [Change(theme, None), *_numbered(left)]


def put_table(room: Room, actor: Actor, command: PutTable, moment: Moment) -> Sequence[Change]:
    """Add a table with the next number and a code for its chair, or change one."""
    known = frozenset(room.themes)
    item = dict(command.item)
    old = room.tables.get(str(item.get("number", "")))
    if old is None:
        _refuse_if_gone(command.if_rev, Refused("unknown_table", table=item.get("number", "")))
        # No number ever means two tables, so one that is gone stays gone.
        item["number"] = max((table.number for table in room.tables.values()), default=0) + 1
        new = read_table(item, known)
        return [Change(None, new), Change(None, chair_code(new, moment))]
    told = read_table({**table_item(old), **item}, known)
    if told.theme != old.theme and not may_vanish(room, old):
        raise Refused("table_known")
    kept = replace(old, theme=told.theme, seats=told.seats, chair=told.chair)
    return _changed(old, kept, command.if_rev)


def remove_table(
    room: Room, actor: Actor, command: RemoveTable, moment: Moment
) -> Sequence[Change]:
    """Take a table out, with its chair's code. Raises Refused `table_known` where people were."""
    table = room.tables.get(command.table)
    if table is None:
        raise Refused("unknown_table", table=command.table)
    if not may_vanish(room, table):
        raise Refused("table_known")
    codes = [code for code in room.codes.values() if code.table == table.id]
    return [Change(table, None), *(Change(code, None) for code in codes)]


def put_activity(
    room: Room, actor: Actor, command: PutActivity, moment: Moment
) -> Sequence[Change]:
    """Add a step after another or at the end, or put another in the place of one.

    Raises Refused `activity_begun` where people may have answered to what would change, and
    `source_gone` or `source_later` where it would take its list from no step before it.
    """
    old = room.activities.get(str(command.item.get("id", "")))
    item = _named(command.item, room.activities, "stap")
    if old is None:
        _refuse_if_gone(command.if_rev, Refused("unknown_activity"))
        made = read_activity(0, item, frozenset(room.themes))
        return _added(room, made, command.after)
    told = read_activity(old.position, item, frozenset(room.themes))
    if old.state is not State.PLANNED:
        _refuse_if_begun(old, told)
    if told.settings.get("input") != old.settings.get("input"):
        _refuse_if_not_before(room, told, room.programme()[: old.position])
    return _changed(old, _as_it_runs(old, told), command.if_rev)


def move_activity(
    room: Room, actor: Actor, command: MoveActivity, moment: Moment
) -> Sequence[Change]:
    """Give a step another place in the programme, from 1."""
    activity = activity_of(room, command.activity)
    return list(_placed(_moved(room.programme(), activity, command.to)))


def remove_activity(
    room: Room, actor: Actor, command: RemoveActivity, moment: Moment
) -> Sequence[Change]:
    """Take a step out that has not begun."""
    activity = activity_of(room, command.activity)
    if activity.state is not State.PLANNED:
        raise Refused("activity_begun")
    left = [other for other in room.programme() if other is not activity]
    return [Change(activity, None), *_placed(left)]


def _changed(old: Any, new: Any, if_rev: int | None) -> list[Change]:
    if old is None:
        return [Change(None, new)]
    new = replace(new, seq=old.seq, rev=old.rev)
    if new == old:
        return []
    refuse_if_changed(old.rev, if_rev)
    return [Change(old, new)]


def _refuse_if_gone(if_rev: int | None, no: Refused) -> None:
    """Who had it in view and finds it gone adds nothing: what was removed does not come back."""
    if if_rev is not None:
        raise no


def _added(room: Room, activity: Activity, after: str | None) -> list[Change]:
    steps = room.programme()
    if len(steps) >= STEPS_MOST:
        raise Refused("out_of_range", least=0, most=STEPS_MOST)
    at = steps.index(activity_of(room, after)) + 1 if after is not None else len(steps)
    _refuse_if_not_before(room, activity, steps[:at])
    placed = list(_placed([*steps[:at], activity, *steps[at:]]))
    made = replace(activity, position=at)
    return [Change(None, made), *(c for c in placed if c.record != activity.id)]


def _as_it_runs(old: Activity, told: Activity) -> Activity:
    return replace(
        old,
        kind=told.kind,
        title=told.title,
        scope=told.scope,
        minutes=told.minutes,
        attribution=told.attribution,
        writers=told.writers,
        instruction=told.instruction,
        questions=told.questions,
        settings=told.settings,
    )


def _refuse_if_begun(old: Activity, told: Activity) -> None:
    before, after = activity_item(old), activity_item(told)
    names = before.keys() | after.keys()
    if any(before.get(name) != after.get(name) for name in names - _AFTER_BEGIN):
        raise Refused("activity_begun")


def _refuse_if_not_before(room: Room, told: Activity, before: Sequence[Activity]) -> None:
    """A list comes from a step that was there before, or from none."""
    kind, source = ACTIVITIES.get(told.kind), told.settings.get("input")
    names_one = kind is not None and any(setting.name == "input" for setting in kind.settings)
    if not names_one or not source or source in {step.id for step in before}:
        return
    there = room.activities.get(source)
    if there is None:
        raise Refused("source_gone", title=_title(room, told))
    raise Refused("source_later", title=_title(room, there))


def _title(room: Room, activity: Activity) -> str:
    return say(activity.title, "", room.conference.languages if room.conference else ())


def _moved(records: Sequence[Any], record: Record, to: int) -> list[Any]:
    if not 1 <= to <= len(records):
        raise Refused("out_of_range", least=1, most=len(records))
    others = [other for other in records if other is not record]
    return [*others[: to - 1], record, *others[to - 1 :]]


def _placed(activities: Sequence[Activity]) -> Iterator[Change]:
    for position, activity in enumerate(activities):
        if activity.position != position:
            yield Change(activity, replace(activity, position=position))


def _numbered(ordered: Sequence[Theme]) -> Iterator[Change]:
    for number, theme in enumerate(ordered, 1):
        if theme.number != number:
            yield Change(theme, replace(theme, number=number))


def _theme(room: Room, theme: str) -> Theme:
    found = room.themes.get(theme)
    if found is None:
        raise Refused("unknown_theme")
    return found


def _named(item: Mapping[str, Any], known: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The item with an id: its own, or one made of its title that nothing else has."""
    if item.get("id"):
        return dict(item)
    title = item.get("title")
    told = say(cast(Text, title), "nl") if isinstance(title, str | Mapping) else ""
    base = slug_of(str(told)) or kind
    ids = [base, *(f"{base}-{n}" for n in range(2, len(known) + 3))]
    return {**item, "id": next(id for id in ids if id not in known)}


def slug_of(text: str) -> str:
    """An id that people can read, from a title: small letters, digits and dashes, or empty."""
    letters = (c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    parts = "".join(letters).split("-")
    return "-".join(part for part in parts if part)[: members.SLUG_MOST // 2].rstrip("-")
