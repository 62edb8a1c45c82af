"""What an archive says in JSON: the conference, its results and its survey, as the pages have them.

The same figures as at /results.json, from the same functions (law 7).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from appliance.conference.actions import lists_of_actions
from appliance.conference.actions import told as actions_told
from appliance.conference.harvest import harvests
from appliance.conference.outcomes import is_shown, outcome, votes
from appliance.conference.pseudonyms import key_list
from appliance.conference.records import Activity
from appliance.conference.room import Room
from appliance.conference.tally.results import Results
from appliance.conference.tally.survey_parts import part_results
from appliance.conference.writing import conference_file
from appliance.web.results import document as results_document
from appliance.web.survey_figures import document as survey_document
from appliance.web.voted import Voted

CONFERENCE: Final = "json/conference.json"
RESULTS: Final = "json/results.json"
SURVEY: Final = "json/survey.json"
PSEUDONYMS: Final = "json/pseudonyms.json"
"""Who is called what in an archive to share; for the organiser alone."""


def documents(room: Room, found: Results, *, is_shared: bool) -> Mapping[str, bytes]:
    """The files by path; what is shared does not say who can be called, nor who is called what."""
    file = conference_file(room)
    if is_shared:
        file.pop("contact", None)
    told: dict[str, Any] = {CONFERENCE: file, RESULTS: _results(room, found)}
    if not is_shared:
        told[PSEUDONYMS] = [alias._asdict() for alias in key_list(room)]
    survey = next(iter(room.surveys.values()), None)
    answered = part_results(room, survey) if survey else None
    if answered is not None:
        told[SURVEY] = survey_document(answered)
    return {path: _text(value) for path, value in told.items()}


def contributions_in_room(found: Results) -> int:
    """How many contributions stand in these results, with comments and what is hidden."""
    return sum(
        len(there.entries)
        for theme in found.themes
        for question in theme.questions
        for there in question.tables
    )


def contributions_in(told: Any) -> int:
    """How many contributions stand in such results. Raises LookupError, TypeError."""
    return sum(1 for _ in _entries(told))


def voted(room: Room) -> list[Voted]:
    """Every vote that was opened, with what may be seen of it."""
    return [
        Voted(
            activity=vote,
            turnout=None,
            told=outcome(room, vote) if is_shown(vote, leads=True) else None,
            since=_since(room, vote),
        )
        for vote in votes(room)
    ]


def _since(room: Room, vote: Activity) -> Activity | None:
    return room.activities.get(vote.repeats)


def _results(room: Room, found: Results) -> dict[str, Any]:
    acted = [actions_told(room, step) for step in lists_of_actions(room)]
    return results_document(found, voted(room), harvests(room), acted)


def _entries(told: Any) -> Iterator[Any]:
    for theme in told["themes"]:
        for question in theme["questions"]:
            for table in question["tables"]:
                yield from table["entries"]


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
