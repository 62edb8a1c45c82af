"""What somebody is going to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """What is going to be done, by whom and by when, in the words in which it was agreed.

    `who` is as typed: a name, a table, an organisation. `due` is the day that `by_when` names, as
    ISO 8601 writes it, or empty where it names none ("before the summer"). `source` is the id of
    what it came from, an item of the step's list, a group or a contribution, or empty. `table` is
    the table that wrote it down, or empty where the facilitator did; who typed it is not kept.
    """

    id: str
    activity: str
    what: str
    who: str = ""
    by_when: str = ""
    due: str = ""
    source: str = ""
    table: str = ""
    seq: int = 0
    rev: int = 0
