"""A conference as a file again: what `programme` reads, this writes.

Without what happened: states, people and contributions stand in no conference file.
"""

from typing import Any, Final

from .plain import plain
from .records import Activity, Conference, Contact, Question, Table, Theme
from .room import Room

FORMAT: Final = "tafelronde-conference/1"


def conference_file(room: Room) -> dict[str, Any]:
    """The file of the conference in this room, which has one."""
    conference = room.conference
    if conference is None:
        raise ValueError("there is no conference to write")
    tables = sorted(room.tables.values(), key=lambda table: table.number)
    return {
        "format": FORMAT,
        **conference_members(conference),
        "themes": [theme_item(theme) for theme in themes(room)],
        "tables": [table_item(table) for table in tables],
        "programme": [activity_item(activity) for activity in room.programme()],
    }


def themes(room: Room) -> list[Theme]:
    """The themes by number."""
    return sorted(room.themes.values(), key=lambda theme: theme.number)


def conference_members(conference: Conference) -> dict[str, Any]:
    """The members of the file that are the conference's own."""
    told: dict[str, Any] = {
        "title": plain(conference.title),
        "client": conference.client,
        "date": conference.date,
        "place": conference.place,
        "languages": list(conference.languages),
        "participants_expected": conference.participants_expected,
    }
    if conference.asks:
        told["asks"] = list(conference.asks)
    if conference.starts_at:
        told["starts_at"] = conference.starts_at
    if conference.contact != Contact():
        told["contact"] = plain(conference.contact)
    for name in ("keep_until", "keep_ground"):
        if value := getattr(conference, name):
            told[name] = value
    return told


def theme_item(theme: Theme) -> dict[str, Any]:
    """One element of "themes"."""
    return {"id": theme.id, "title": plain(theme.title)}


def table_item(table: Table) -> dict[str, Any]:
    """One element of "tables"."""
    told: dict[str, Any] = {"number": table.number, "theme": table.theme, "seats": table.seats}
    told["chair"] = table.chair
    return told if table.is_in_use else {**told, "is_in_use": False}


def activity_item(activity: Activity) -> dict[str, Any]:
    """One element of "programme"."""
    told: dict[str, Any] = {
        "id": activity.id,
        "kind": activity.kind,
        "title": plain(activity.title),
        "scope": activity.scope.value,
        "minutes": activity.minutes,
        "attribution": activity.attribution.value,
        "writers": [role.value for role in activity.writers],
    }
    if activity.instruction:
        told["instruction"] = plain(activity.instruction)
    if activity.questions:
        told["questions"] = [_question(question) for question in activity.questions]
    return {**told, **plain(activity.settings)}


def _question(question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {"id": question.id, "text": plain(question.text)}
    if question.themes:
        told["themes"] = list(question.themes)
    if question.explanation:
        told["explanation"] = plain(question.explanation)
    if question.prompts:
        told["prompts"] = plain(question.prompts)
    return told
