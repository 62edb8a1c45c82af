"""The pages of the survey as an invitee sees them, for who answers and for who looks at them
beforehand.

The preview shows the very same pages, so that what was looked at is what is sent out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response

from appliance.conference.records import (
    Attribution,
    Conference,
    Invitee,
    Survey,
    SurveyQuestion,
)
from appliance.conference.records import Response as Answered
from appliance.conference.surveys.reading import options_of

from .desk import desk
from .errors import explained
from .page import plain_page
from .refusals import Denied, NoForPeople
from .speech import clock, day
from .survey_form import Fields, field
from .survey_pages import SurveyPage, in_words, lacking, minutes, pages_of, steps

OPEN: Final = "open"
"""Stands in the place of a code where there is none; too short to be one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The survey and who answers it; `answered` is what they answered so far."""

    code: str
    conference: Conference
    survey: Survey
    owner: str = ""
    """"" for who is not known (yet)."""
    invitee: Invitee | None = None
    answered: Answered | None = None
    preview: str = ""
    """Where it begins for the organiser who looks at it; "" for who answers."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.answered.answers if self.answered else {}

    @property
    def is_complete(self) -> bool:
        """Whether it was sent, and counts."""
        return self.answered is not None and self.answered.is_complete

    @property
    def is_named(self) -> bool:
        """Whether the organisers see whose answers are whose."""
        return self.survey.attribution is Attribution.NAMED and self.code != OPEN

    @property
    def address(self) -> str:
        """Where the survey begins for them."""
        return self.preview or f"/s/{self.invitee.code if self.invitee else self.code}"


def begin_page(seen: Seen) -> Response:
    """Who asks, why, how long it takes, until when, and what happens with it."""
    lacks = lacking(seen.survey, seen.answers)
    goes_on = f"{seen.address}/{lacks[0][0]}" if lacks else f"{seen.address}/check"
    return plain_page("invitee/begin.html", **context(seen), goes_on=goes_on)


def questions_page(
    seen: Seen,
    page: SurveyPage,
    fields: Fields,
    troubles: Mapping[str, NoForPeople] = {},
    *,
    no: NoForPeople | None = None,
    may_go_on: bool = False,
) -> Response:
    status, refused = explained(no) if no else (422 if troubles else 200, None)
    told = context(seen) | {
        "page_of": page,
        "troubles": {id: explained(trouble)[1] for id, trouble in troubles.items()},
        "refused": refused,
        "goes_on": beside(seen, page.number, 1) if may_go_on else "",
        "has": lambda name, value: value in fields.get(name, ()),
        "value": lambda name: next(iter(fields.get(name, ())), ""),
    }
    return plain_page("invitee/questions.html", status, **told)


def check_page(seen: Seen, no: NoForPeople | None = None) -> Response:
    status, refused = explained(no) if no else (200, None)
    lacks = lacking(seen.survey, seen.answers)
    told = context(seen) | {"lacks": lacks, "told": _told(seen), "refused": refused}
    return plain_page("invitee/check.html", status, **told)


def done_page(seen: Seen) -> Response:
    """The receipt: that it is saved, what was answered, and how to change it later."""
    return plain_page("invitee/done.html", **context(seen), told=_told(seen))


def page_at(seen: Seen, number: int) -> SurveyPage:
    there = pages_of(seen.survey)
    if not 1 <= number <= len(there):
        raise Denied("not_found", address=desk().parts.address() + seen.address)
    return there[number - 1]


def beside(seen: Seen, number: int, by: int) -> str:
    """The address of the page before or after this one."""
    other = number + by
    if other < 1:
        return seen.address
    is_last = other > len(pages_of(seen.survey))
    return f"{seen.address}/check" if is_last else f"{seen.address}/{other}"


def context(seen: Seen) -> dict[str, Any]:
    """What every page of the survey shows."""
    survey = seen.survey
    return {
        "seen": seen,
        "survey": survey,
        "survey_pages": pages_of(survey),
        "minutes": minutes(survey),
        "opens": _moment(survey.opens_minute),
        "closes": _moment(survey.closes_minute),
        "closed": _moment(survey.closed_minute),
        "field": field,
        "options_of": lambda question: options_of(survey, question),
        "steps": steps,
        # Mail programs show a page in a window that looks like a phone's log-in window.
        "is_login_window": False,
    }


def _moment(minute: int | None) -> tuple[str, str] | None:
    """A day and a time of day as people write them, or None."""
    if minute is None:
        return None
    local = datetime.fromtimestamp(minute * 60).astimezone()
    return day(local.date().isoformat()), clock(minute)


def _told(seen: Seen) -> list[tuple[int, SurveyQuestion, Any]]:
    """Every question with the number of its page and the answer in words."""
    survey, answers = seen.survey, seen.answers
    return [
        (page.number, question, in_words(survey, question, answers.get(question.id)))
        for page in pages_of(survey)
        for question in page.questions
    ]
