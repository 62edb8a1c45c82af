"""What the members of a record may say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

Text = str | Mapping[str, str]
"""Text by the organiser: one string, or one per language. Text by people is always `str`."""


def say(text: Text, language: str, languages: tuple[str, ...] = ()) -> str:
    """The text in the asked language, else in the first of `languages`, else in any."""
    if isinstance(text, str):
        return text
    for wanted in (language, *languages):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()), "")


class Role(StrEnum):
    """Who somebody is in the room; decides what may be asked and what is seen."""

    PARTICIPANT = "participant"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    STAGE = "stage"
    OBSERVER = "observer"
    INVITEE = "invitee"
    BOX = "box"


class State(StrEnum):
    """Where an activity is in its life. Closing can be taken back, sealing cannot."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SEALED = "sealed"


class Scope(StrEnum):
    """Who shares one list of entries: the room, the tables of a theme, or one table."""

    PLENARY = "plenary"
    THEME = "theme"
    TABLE = "table"


class Attribution(StrEnum):
    """What stands beside an entry. Only `NAMED` ever shows or stores who wrote it."""

    WITHOUT_NAME = "without_name"
    TABLE = "table"
    NAMED = "named"


class Relation(StrEnum):
    """How an entry answers another: about it (`COMMENT`), or a new one on top of it.

    Or how it stands to the topic of a discussion: one of `STANCES`.
    """

    COMMENT = "comment"
    BUILD_ON = "build_on"
    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"


STANCES: Final = (Relation.FOR, Relation.AGAINST, Relation.QUESTION)


class Origin(StrEnum):
    """Where an entry came from."""

    ROOM = "room"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    SURVEY = "survey"
    PAPER = "paper"


class Signal(StrEnum):
    """What a table tells the facilitator."""

    NONE = "none"
    READY = "ready"
    HELP = "help"


class StageMode(StrEnum):
    """What the big screen shows. `AUTO` follows the programme."""

    AUTO = "auto"
    WELCOME = "welcome"
    PROGRAMME = "programme"
    ENTRIES = "entries"
    MESSAGE = "message"
    BLACK = "black"


class StageLight(StrEnum):
    """Dark on light or light on dark; `AUTO`, what nobody chose, is light: people write there."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class JoinCode(StrEnum):
    """How large the code to join stands beside the rest; `AUTO` looks whether most have joined."""

    AUTO = "auto"
    LARGE = "large"
    SMALL = "small"
