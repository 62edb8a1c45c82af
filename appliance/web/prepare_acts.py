"""What taking back an act of preparing is called, with the name of what it was done to.

webui/static/js/console/names.js says it of what is done in the room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from appliance.conference.records import Act, Text
from appliance.conference.room import Room

from .words import N_

UNDO: Final[Mapping[str, str]] = {
    "edit_conference": N_("Undo the change of the conference"),
    "put_theme": N_("Undo the change of “{subject}”"),
    "move_theme": N_("Undo moving a theme"),
    "remove_theme": N_("Undo removing a theme"),
    "put_table": N_("Undo the change of table {subject}"),
    "add_table": N_("Undo adding table {subject}"),
    "remove_table": N_("Undo removing table {subject}"),
    "put_activity": N_("Undo the change of “{subject}”"),
    "move_activity": N_("Undo moving a step"),
    "remove_activity": N_("Undo removing a step"),
}


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act of preparing that still stands: its number, its words and their subject."""

    seq: int
    words: str
    subject: Text


def last_act(room: Room) -> LastAct | None:
    """What can be taken back here; acts of the room itself are taken back where they were done."""
    acts = [act for act in room.acts.values() if act.do in UNDO and not act.is_undone]
    if not acts:
        return None
    act = max(acts, key=lambda each: each.seq)
    return LastAct(int(act.id), UNDO[act.do], _subject(room, act))


def _subject(room: Room, act: Act) -> Text:
    for records in (room.activities, room.themes):
        if act.subject in records and not act.do.endswith("_table"):
            return records[act.subject].title
    return act.subject
