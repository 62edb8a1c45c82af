"""A conference file becomes a conference: its themes, tables, programme and codes.

The file is a JSON object of format `tafelronde-conference/1`. Members that this version does not
know stay with their activity in `settings`; kinds that it does not know are kept as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .activities import ACTIVITIES
from .change import Change, Moment
from .commands import Actor, BeginConference
from .records import (
    Activity,
    Attribution,
    Code,
    Conference,
    Question,
    Record,
    Role,
    Scope,
    Table,
    Text,
    Theme,
)
from .refusal import Refused
from .room import Room

FORMAT: Final = "tafelronde-conference/"
VERSION: Final = 1

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 or 1: codes are read from paper and typed."""

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
    themes = [_theme(n, item) for n, item in enumerate(_list(file, "themes"), 1)]
    known = frozenset(theme.id for theme in themes)
    conference = Conference(
        id=id,
        title=_text(file, "title"),
        client=_optional(file, "client", ""),
        date=_optional(file, "date", ""),
        place=_optional(file, "place", ""),
        languages=tuple(_optional(file, "languages", ["nl", "en"])),
        participants_expected=_optional(file, "participants_expected", 0),
        is_practice=is_practice,
    )
    tables = [_table(item, known) for item in _list(file, "tables")]
    activities = [_activity(n, item, known) for n, item in enumerate(_list(file, "programme"))]
    records: list[Record] = [conference, *themes, *tables, *activities]
    _check_ids(records)
    return records


def _check_format(file: Mapping[str, Any]) -> None:
    name, _, version = str(file.get("format", "")).partition("/")
    if name + "/" != FORMAT or not version.isdecimal():
        raise Refused("file_format")
    if int(version) > VERSION:
        raise Refused("file_newer")


def _check_ids(records: Sequence[Record]) -> None:
    seen = set()
    for record in records:
        if (type(record), record.id) in seen:
            raise Refused("file_member", where=f"{type(record).__name__.lower()} {record.id}")
        seen.add((type(record), record.id))


def _theme(number: int, item: Mapping[str, Any]) -> Theme:
    return Theme(id=_slug(item), title=_text(item, "title"), number=number)


def _table(item: Mapping[str, Any], themes: frozenset[str]) -> Table:
    number = _member(item, "number", int)
    theme = _member(item, "theme", str)
    if theme not in themes or number < 1:
        raise Refused("file_member", where=f"table {number}")
    return Table(
        id=str(number),
        number=number,
        theme=theme,
        seats=_optional(item, "seats", 10),
        chair=_optional(item, "chair", ""),
    )


def _activity(position: int, item: Mapping[str, Any], themes: frozenset[str]) -> Activity:
    questions = tuple(_question(question, themes) for question in item.get("questions", ()))
    activity = Activity(
        id=_slug(item),
        kind=_member(item, "kind", str),
        title=_text(item, "title"),
        position=position,
        scope=_choice(item, "scope", Scope.PLENARY),
        minutes=_optional(item, "minutes", 0),
        attribution=_choice(item, "attribution", Attribution.WITHOUT_NAME),
        writers=tuple(Role(role) for role in item.get("writers", ("participant", "chair"))),
        instruction=item.get("instruction", ""),
        questions=questions,
        settings={name: value for name, value in item.items() if name not in _OWN},
    )
    _check_settings(activity)
    return activity


def _check_settings(activity: Activity) -> None:
    kind = ACTIVITIES.get(activity.kind)
    for setting in kind.settings if kind else ():
        value = activity.settings.get(setting.name, setting.default)
        if not setting.fits(value):
            raise Refused("file_member", where=f"{activity.id}: {setting.name}")


def _question(item: Mapping[str, Any], themes: frozenset[str]) -> Question:
    asked = tuple(_optional(item, "themes", []))
    if not set(asked) <= themes:
        raise Refused("file_member", where=f"question {item.get('id')}: themes")
    explanation = item.get("explanation", "")
    return Question(_slug(item), _text(item, "text"), asked, explanation)


def _codes(records: Sequence[Record], moment: Moment) -> Iterator[Code]:
    for record in records:
        if isinstance(record, Table):
            id = f"chair-{record.id}"
            yield Code(id, Role.CHAIR, _code(moment, id), table=record.id)
    yield Code("stage", Role.STAGE, _code(moment, "stage"))
    yield Code("watch", Role.OBSERVER, _code(moment, "watch"))


def _code(moment: Moment, of: str) -> str:
    """Ten typeable characters, 49 bits: far more than throttled guessing can go through."""
    number = int.from_bytes(moment.new_id(of).encode())
    letters = []
    for _ in range(10):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)


def _slug(item: Mapping[str, Any]) -> str:
    slug: str = _member(item, "id", str)
    if not slug or not all(c.isalnum() or c in "-_" for c in slug):
        # A cell's id joins slugs with dots, an address with slashes.
        raise Refused("file_member", where=f"id {slug!r}")
    return slug


def _text(item: Mapping[str, Any], name: str) -> Text:
    text = item.get(name)
    if isinstance(text, str) and text:
        return text
    if isinstance(text, dict) and text and all(isinstance(t, str) for t in text.values()):
        return dict(text)
    raise Refused("file_member", where=_where(item, name))


def _member(item: Mapping[str, Any], name: str, wanted: type[Any]) -> Any:
    value = item.get(name)
    if type(value) is not wanted:
        raise Refused("file_member", where=_where(item, name))
    return value


def _optional(item: Mapping[str, Any], name: str, default: Any) -> Any:
    return _member(item, name, type(default)) if name in item else default


def _choice(item: Mapping[str, Any], name: str, default: Any) -> Any:
    try:
        return type(default)(item.get(name, default))
    except ValueError:
        raise Refused("file_member", where=_where(item, name)) from None


def _list(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = _member(item, name, list)
    if not found or not all(isinstance(each, dict) for each in found):
        raise Refused("file_member", where=name)
    return list(found)


def _where(item: Mapping[str, Any], name: str) -> str:
    return f"{item['id']}: {name}" if isinstance(item.get("id"), str) else name
