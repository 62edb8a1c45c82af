"""Who shares what: to which tables a question is put, and which tables read an entry.

Knows the scope of an activity and nothing of audiences: hidden and late entries are theirs to sort
out.
"""

from .records import Activity, Entry, Question, Scope
from .room import Room
from .topics import questions_asked


def is_put_to(question: Question, theme: str) -> bool:
    """Whether the tables of this theme are asked this question."""
    return not question.themes or theme in question.themes


def questions_at(activity: Activity, theme: str) -> list[Question]:
    """The questions that are put to the tables of a theme, in order."""
    return [question for question in questions_asked(activity) if is_put_to(question, theme)]


def shares(table: str, entry: Entry, room: Room) -> bool:
    """Whether a table has this entry in its list, as the activity's scope says."""
    if entry.table == table:
        return True
    match room.activities[entry.activity].scope:
        case Scope.PLENARY:
            return True
        case Scope.THEME:
            return table in room.tables and room.tables[table].theme == entry.theme
    return False
