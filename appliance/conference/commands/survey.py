"""What is asked of the survey, by the organisers and by who is invited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appliance.conference.records import Role

from .command import FACILITATOR, ORGANISERS, Command


@dataclass(frozen=True, slots=True)
class PutSurvey(Command):
    """Make a survey of this file, or put the file in the place of what it was."""

    roles = ORGANISERS
    file: Mapping[str, Any]
    survey: str = "survey"
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSurvey(Command):
    """Let people answer, also again after closing."""

    roles = ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class CloseSurvey(Command):
    """Take no more answers; can be taken back by opening."""

    roles = ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class SealSurvey(Command):
    """Close for good: from here nothing says any more whose answers are whose."""

    roles = ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class PutInvitees(Command):
    """Invite people, or correct what is known of them: objects of label, email, role and code.

    What is "" or absent stays as it was; a label, email or role that is None is emptied.
    """

    roles = ORGANISERS
    invitees: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RemoveInvitee(Command):
    """Take somebody off the list of invitees, perhaps with what they answered."""

    roles = FACILITATOR
    invitee: str
    with_answers: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSurvey(Command):
    """Answer some questions, and with `is_complete` be done; until closing one may go on."""

    roles = frozenset({Role.INVITEE})
    answers: Mapping[str, Any]
    survey: str = "survey"
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class TypeResponse(Command):
    """Type in what somebody answered on paper, perhaps an invitee."""

    roles = FACILITATOR
    answers: Mapping[str, Any]
    survey: str = "survey"
    invitee: str | None = None


@dataclass(frozen=True, slots=True)
class TakeResponses(Command):
    """Take in what was answered elsewhere: objects of answers, and id, code, mark, role, origin."""

    roles = ORGANISERS
    responses: tuple[Mapping[str, Any], ...]
    survey: str = "survey"
