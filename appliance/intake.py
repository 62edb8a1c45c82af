"""A file that somebody brings becomes what is asked of the room. Knows no page and no disk.

What kind of file it is, it says itself: a conference, a survey, or a table of invitees or answers.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .conference.carrying import SURVEY_ID as SURVEY
from .conference.commands import BeginConference, Command, PutSurvey
from .conference.refusal import Refused
from .conference.room import Room
from .conference.surveys.reading import is_survey, read_survey
from .conference.surveys.tables import of_table


def commands(room: Room, content: bytes, conference: str, **how: bool) -> Iterator[Command]:
    """What is to be asked, in order; `conference` is the id of one that begins.

    Look at the room anew between two commands. Raises Refused.
    """
    file = _json(content)
    if file is None:
        yield of_table(room, SURVEY, *_table(content))
    elif is_survey(file):
        read_survey(SURVEY, file)
        if room.conference is None:
            yield BeginConference(conference, _empty(file), is_practice=False)
        yield PutSurvey(file)
    else:
        yield BeginConference(conference, file, is_practice=how.get("is_practice", False))


def _json(content: bytes) -> Any:
    """The JSON value in a file, or None where it holds none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return {} if content.lstrip()[:1] in (b"{", b"[", b"") else None


def _empty(file: Mapping[str, Any]) -> dict[str, Any]:
    return {"format": "tafelronde-conference/1", "title": file["title"]}


def _table(content: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    except (ValueError, csv.Error):  # no letters, no row at all, or a cell without end
        raise Refused("file_letters") from None
    return header, rows
