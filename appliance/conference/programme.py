"""A conference file becomes a conference: its themes, tables, programme and codes.

The file is a JSON object of format `tafelronde-conference/1`. Members that this version does not
know stay with their activity in `settings`; kinds that it does not know are kept as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from . import members
from .activities import ACTIVITIES
from .change import Change, Moment
from .commands import Actor, BeginConference
from .records import (
    ASKS,
    Activity,
    Attribution,
    Code,
    Conference,
    Contact,
    Question,
    Record,
    Role,
    Scope,
    Table,
    Theme,
)
from .refusal import Refused
from .room import Room
from .typeable import typeable

VERSION: Final = 1

CONTACT_NAME_MOST: Final = 80

GROUND_MOST: Final = 300
"""Characters in why a conference is kept: a law with its article, and a sentence."""

_PHONE: Final = re.compile(r"(?:\+?[0-9][0-9 ()/.-]{1,29})?")

_LISTS: Final = ("themes", "tables", "programme")

_FORMATS: Final = re.compile(r"tafelronde-conference/([1-9][0-9]{0,5})")

_MAY_WRITE: Final = frozenset({Role.PARTICIPANT, Role.CHAIR, Role.FACILITATOR})
"""Observers and screens never write (DESIGN section 3, Rights)."""

_OWN: Final = frozenset(
    {
        "id",
        "kind",
        "title",
        "scope",
        "minutes",
        "attribution",
        "writers",
        "instruction",
        "questions",
    }
)
"""The members of an activity that the record holds itself; the others are its settings."""


def begin_conference(
    room: Room, actor: Actor, command: BeginConference, moment: Moment
) -> Sequence[Change]:
    """Load a conference file into an empty room. Raises Refused `already_begun` or `file_...`."""
    if room.conference is not None:
        raise Refused("already_begun")
    records = read_conference(command.conference, command.file, command.is_practice)
    return [Change(None, record) for record in (*records, *_codes(records, moment))]


def read_conference(id: str, file: Mapping[str, Any], is_practice: bool) -> list[Record]:
    """The records in a conference file. Raises Refused and names what is missing or not right."""
    _check_format(file)
    _check_lists(file)
    themes = [read_theme(n, item) for n, item in enumerate(members.objects(file, "themes"), 1)]
    _check_ids(themes)
    known = frozenset(theme.id for theme in themes)
    conference = read_members(Conference(id, "", is_practice=is_practice), file)
    tables = [read_table(item, known) for item in members.objects(file, "tables")]
    activities = [
        read_activity(n, item, known) for n, item in enumerate(members.objects(file, "programme"))
    ]
    _check_ids([*tables, *activities])
    return [conference, *themes, *tables, *activities]


def read_members(conference: Conference, file: Mapping[str, Any]) -> Conference:
    """The conference with its own members as this file has them. Raises Refused."""
    return replace(
        conference,
        title=members.text(file, "title"),
        client=members.optional(file, "client", ""),
        date=members.day(file, "date"),
        place=members.optional(file, "place", ""),
        languages=members.words(file, "languages", ("nl", "en")) or ("nl", "en"),
        participants_expected=members.number(file, "participants_expected", 0),
        asks=_asks(file),
        starts_at=members.clock(file, "starts_at"),
        contact=_contact(file),
        keep_until=members.day(file, "keep_until"),
        keep_ground=_ground(file),
    )


def chair_code(table: Table, moment: Moment) -> Code:
    """The code that opens the page of a table's chair."""
    id = f"chair-{table.id}"
    return Code(id, Role.CHAIR, typeable(moment.new_id(id)), table=table.id)


def _check_format(file: Mapping[str, Any]) -> None:
    if not isinstance(file, Mapping):
        raise Refused("file_format")
    found = _FORMATS.fullmatch(str(file.get("format", "")))
    if found is None:
        raise Refused("file_format")
    if int(found[1]) > VERSION:
        raise Refused("file_newer")


def _check_lists(file: Mapping[str, Any]) -> None:
    """A conference may still be without a room; one that has one has all, however short."""
    lacking = [name for name in _LISTS if name not in file]
    if lacking and ("themes" in file or "tables" in file):
        raise members.wrong(file, lacking[0])


def _check_ids(records: Iterable[Record | Question], of: str = "") -> None:
    seen = set()
    for record in records:
        if (type(record), record.id) in seen:
            name = f"{type(record).__name__.lower()} {record.id}"
            raise Refused("file_member", where=f"{of}{name}")
        seen.add((type(record), record.id))


def _asks(file: members.Item) -> tuple[str, ...]:
    """What is asked of people, in the order of `ASKS` and once."""
    found = members.words(file, "asks", ())
    if not set(found) <= set(ASKS):
        raise members.wrong(file, "asks")
    return tuple(name for name in ASKS if name in found)


def _contact(file: members.Item) -> Contact:
    told: members.Item = members.optional(file, "contact", {})
    name = members.optional(told, "name", "").strip()
    phone = members.optional(told, "phone", "").strip()
    is_whole = bool(name) == bool(phone) and name.isprintable() and len(name) <= CONTACT_NAME_MOST
    if not is_whole or not _PHONE.fullmatch(phone):
        raise members.wrong(file, "contact")
    return Contact(name, phone)


def _ground(file: members.Item) -> str:
    ground = members.optional(file, "keep_ground", "").strip()
    if len(ground) > GROUND_MOST or not ground.isprintable():
        raise members.wrong(file, "keep_ground")
    return ground


def read_theme(number: int, item: members.Item) -> Theme:
    """One element of "themes". Raises Refused."""
    return Theme(id=members.slug(item), title=members.text(item, "title"), number=number)


def read_table(item: members.Item, themes: frozenset[str]) -> Table:
    """One element of "tables". Raises Refused."""
    if "number" not in item:
        raise members.wrong(item, "number")
    number = members.number(item, "number", 0, least=1)
    theme = members.member(item, "theme", str)
    if theme not in themes:
        raise Refused("file_member", where=f"table {number}")
    return Table(
        id=str(number),
        number=number,
        theme=theme,
        seats=members.number(item, "seats", 10),
        chair=members.optional(item, "chair", ""),
        is_in_use=members.optional(item, "is_in_use", True),
    )


def read_activity(position: int, item: members.Item, themes: frozenset[str]) -> Activity:
    """One element of "programme". Raises Refused."""
    activity = Activity(
        id=members.slug(item),
        kind=members.member(item, "kind", str),
        title=members.text(item, "title"),
        position=position,
        scope=members.choice(item, "scope", Scope.PLENARY),
        minutes=members.number(item, "minutes", 0),
        attribution=members.choice(item, "attribution", Attribution.WITHOUT_NAME),
        writers=members.choices(item, "writers", (Role.PARTICIPANT, Role.CHAIR), _MAY_WRITE),
        instruction=members.optional_text(item, "instruction"),
        questions=tuple(_question(each, themes) for each in members.objects(item, "questions")),
        settings={name: value for name, value in item.items() if name not in _OWN},
    )
    _check_ids(activity.questions, of=f"{activity.id}: ")
    _check_settings(activity)
    return activity


def _check_settings(activity: Activity) -> None:
    for name, value in activity.settings.items():
        if not (members.is_sound(name) and members.is_sound(value)):
            raise Refused("file_member", where=activity.id)
    kind = ACTIVITIES.get(activity.kind)
    for setting in kind.settings if kind else ():
        value = activity.settings.get(setting.name, setting.default)
        if not setting.fits(value):
            raise Refused("file_member", where=f"{activity.id}: {setting.name}")
    flaw = kind.flaw(activity.settings) if kind else ""
    if flaw:
        raise Refused("file_member", where=f"{activity.id}: {flaw}")


def _question(item: members.Item, themes: frozenset[str]) -> Question:
    asked = members.words(item, "themes", ())
    if not themes.issuperset(asked):
        raise members.wrong(item, "themes")
    return Question(
        id=members.slug(item),
        text=members.text(item, "text"),
        themes=asked,
        explanation=members.optional_text(item, "explanation"),
        prompts=members.texts(item, "prompts"),
    )


def _codes(records: Sequence[Record], moment: Moment) -> Iterator[Code]:
    for record in records:
        if isinstance(record, Table):
            yield chair_code(record, moment)
    yield Code("stage", Role.STAGE, typeable(moment.new_id("stage")))
    yield Code("watch", Role.OBSERVER, typeable(moment.new_id("watch")))
