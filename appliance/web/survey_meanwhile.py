"""What somebody else did to the survey while a form of it was open.

The form brings along what it began with (`base`), and the rest is what is stored; so it is known
after a restart too. What one editor changed and the other did not is no conflict.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.records import Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.surveys.differing import Difference, differences
from appliance.conference.surveys.editing import clashing
from appliance.conference.surveys.reading import FORMAT, document, read_question, read_survey

from .refusals import Denied
from .speech import t
from .survey_words import KINDS, local
from .wire import as_json, parse
from .words import LANGUAGES, N_

Item = Mapping[str, Any]

SETTINGS: Final = (
    *("title", "intro", "attribution", "is_for_anyone", "opens_minute", "closes_minute"),
)
"""What is set on the page of that name, beside the questions."""

_NAMES: Final[Mapping[str, str]] = {
    "title": N_("Title"),
    "intro": N_("Introduction"),
    "opens_minute": N_("Opens"),
    "closes_minute": N_("Closes"),
    "text": N_("Question"),
    "explanation": N_("Help below the question"),
    "kind": N_("Kind of question"),
    "options": N_("Option"),
    "rows": N_("Row"),
    "section": N_("Begin a new page here, under this heading"),
}
"""What the fields of a form are called, as far as two people can write in them."""

_LANGUAGE_NAMES: Final = {"nl": N_("Dutch"), "en": N_("English")}


@dataclass(frozen=True, slots=True)
class Both:
    """A field in which two people wrote, and what ("" for nothing), in which language if in one."""

    name: str
    theirs: str
    ours: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else changed since a form was opened, what this form would change, and where
    both wrote. `theirs` is None where the form does not say with what it began."""

    theirs: tuple[Difference, ...] | None
    ours: tuple[Difference, ...] = ()
    both: tuple[Both, ...] = ()


Between = Callable[[Survey], Meanwhile | None]
"""Looks whether anything came in between the survey as it is now and a form."""


def kept(item: Item) -> str:
    """What a form brings along of what it began with."""
    return as_json(item)


def mark_of(question: Item) -> str:
    """What a button brings along of the question that stood beside it, to know it again."""
    return sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()[:16]


def question_kept(told: str, id: str) -> dict[str, Any] | None:
    """The question with which a form began, or None where it says none."""
    try:
        item = parse(told)
        return item if read_question(item).id == id else None
    except (Denied, Refused):
        return None


def settings_kept(told: str) -> dict[str, Any] | None:
    """The settings with which a form began, or None where it says none."""
    try:
        return settings_of(read_survey(SURVEY, {**parse(told), "format": FORMAT, "questions": []}))
    except (Denied, Refused):
        return None


def settings_of(survey: Survey) -> dict[str, Any]:
    """What is set of a survey beside its questions."""
    told = document(survey)
    return {name: told[name] for name in SETTINGS if told.get(name)}


def about_question(survey: Survey, base: Item | None, mine: Item, theirs: Item) -> Meanwhile:
    """What two people made of one question, each as `question_form.question` tells it."""
    both = tuple(_both(base or {}, mine, theirs))
    if base is None:
        return Meanwhile(None, both=both)
    began = _with(survey, base)
    try:
        ours = differences(began, _with(survey, mine))
    except Refused:
        ours = ()  # what was typed does not fit yet; it stands in the form
    return Meanwhile(differences(began, _with(survey, theirs)), ours, both)


def about_settings(base: Item | None, mine: Item, theirs: Item) -> Meanwhile:
    """The same of the settings."""
    both = tuple(_both(base or {}, mine, theirs))
    if base is None:
        return Meanwhile(None, both=both)
    began, now = _settings(base), _settings(theirs)
    try:
        ours = differences(began, _settings(mine))
    except Refused:
        ours = ()
    return Meanwhile(differences(began, now), ours, both)


def _with(survey: Survey, item: Item) -> Survey:
    """The survey with this for the question of its name."""
    new = read_question(item)
    questions: tuple[SurveyQuestion, ...] = tuple(
        new if each.id == new.id else each for each in survey.questions
    )
    return replace(survey, questions=questions)


def _settings(told: Item) -> Survey:
    return read_survey(SURVEY, {**told, "format": FORMAT, "questions": []})


def _both(base: Item, mine: Item, theirs: Item) -> list[Both]:
    found = []
    for place, ours, other in clashing(base, mine, theirs):
        name, *rest = place.split(".")
        if name in _NAMES:
            language = rest[-1] if rest and rest[-1] in LANGUAGES else ""
            theirs_told, ours_told = _words(name, other), _words(name, ours)
            found.append(Both(_name(name, language), theirs_told, ours_told, language))
    return found


def _name(name: str, language: str) -> str:
    told = t(_NAMES[name])
    return f"{told} ({t(_LANGUAGE_NAMES[language])})" if language else str(told)


def _words(name: str, value: Any) -> str:
    """A value as people read it."""
    if name == "kind":
        return str(t(KINDS[value][0])) if value in set(KINDS) else ""
    if name.endswith("_minute"):
        return local(value).replace("T", " ")
    if isinstance(value, list):
        return ", ".join(_words("", item["text"]) for item in value)
    if isinstance(value, Mapping):
        return " / ".join(map(str, value.values()))
    return "" if value is None else str(value)
