"""The questions of the survey: added, worded, moved, doubled and taken out, one form at a time.

All of it works as plain forms; a page without script does not lose what was typed.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from flask import Response, g, request

from appliance.conference.records import Asks, Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.surveys import editing
from appliance.conference.surveys.reading import document, options_of

from .desk import desk
from .question_form import Fields, blank, of_form, of_question, question, title, with_line_moved
from .refusals import Denied, NoForPeople
from .survey_desk import (
    File,
    at,
    blueprint,
    last_edit,
    put,
    revision,
    survey_here,
    survey_page,
    to,
)
from .survey_meanwhile import Meanwhile, about_question, kept, mark_of, question_kept
from .survey_words import KINDS
from .words import LANGUAGES

pages = blueprint("prepare_questions")

_MENDED: Final[Mapping[str, str]] = {
    "text": "question_text",
    "pick": "question_pick",
    "least": "question_span",
    "most": "question_span",
    "least, most": "question_span",
    "from": "question_from",
}
"""What to say of a member of a question that is missing or not right."""


@pages.get("/questions")
def show() -> Response:
    """All questions, page by page as invitees get them."""
    return _list(survey_here())


@pages.get("/questions/new")
def choose_kind() -> Response:
    """The kinds of questions, with when to use each."""
    survey = survey_here()
    return survey_page("survey_kinds.html", survey=survey, kinds=KINDS)


@pages.get("/questions/new/<kind>")
def begin(kind: str) -> Response:
    """The empty form of a question."""
    return _form(survey_here(), blank(_kind(kind)), "")


@pages.post("/questions/new/<kind>")
def add(kind: str) -> Response:
    """Add a question at the end. Its id is made from its text, once."""
    asked = of_form(request.form, _kind(kind))
    if (redone := _lines_changed(asked, "")) is not None:
        return redone

    def edit(file: File) -> dict[str, Any]:
        id = editing.new_id(title(asked), editing.ids_in(file))
        return editing.with_question(file, question(asked, id))

    def again(no: NoForPeople, meanwhile: Meanwhile | None) -> Response:
        return _form(survey_here(), asked, "", _mended(no), meanwhile)

    return put(edit, "/questions#last", again, lambda survey: None)


@pages.get("/question/<id>")
def open_question(id: str) -> Response:
    """The form of a question."""
    survey = survey_here()
    told = _told(survey, id)
    return _form(survey, of_question(told, _first_language()), id)


@pages.post("/question/<id>")
def change(id: str) -> Response:
    """Put what was typed in the place of a question.

    Where somebody else took the question out meanwhile, what was typed can be added as a new one.
    """
    told = editing.question_in(document(survey_here()), id)
    base = question_kept(request.form.get("base", ""), id)
    asked = of_form(request.form, _kind(request.form.get("kind") or (told or base or {})["kind"]))
    if told is None:
        return _form(survey_here(), asked, "", Denied("question_gone"))
    if (redone := _lines_changed(asked, id)) is not None:
        return redone
    mine = question(asked, id)

    def again(no: NoForPeople, meanwhile: Meanwhile | None) -> Response:
        survey = survey_here()
        shown = _with_theirs(survey, base, mine) if meanwhile else asked
        return _form(survey, shown, id, _mended(no), meanwhile)

    def between(survey: Survey) -> Meanwhile | None:
        theirs = _as_told(survey, id)
        if not theirs:
            return Meanwhile(None)
        is_same = survey.rev == revision() if base is None else theirs == _plain(base)
        if is_same or theirs == mine:
            return None
        return about_question(survey, base and _plain(base), mine, theirs)

    edit = partial(editing.with_question, question=mine)
    return put(edit, f"/questions#q-{id}", again, between)


@pages.post("/question/<id>/<any(up, down, double, remove):act>")
def act_on(id: str, act: str) -> Response:
    """Move a question by one place, double it, or take it out."""
    if editing.question_in(document(survey_here()), id) is None:
        # Somebody else took it out: so it is, for who wanted that too.
        return (
            to("/questions") if act == "remove" else _list(survey_here(), Denied("question_gone"))
        )
    edits = {
        "up": lambda file: editing.moved(file, id, -1),
        "down": lambda file: editing.moved(file, id, 1),
        "double": lambda file: editing.doubled(file, id),
        "remove": lambda file: editing.without_question(file, id),
    }
    place = "" if act == "remove" else f"#q-{id}"

    def between(survey: Survey) -> Meanwhile | None:
        """What others did to the other questions does no harm, but this one is as it was seen."""
        seen, told = request.form.get(f"mark.{id}"), editing.question_in(document(survey), id)
        is_same = survey.rev == revision() if seen is None else told and mark_of(told) == seen
        return None if is_same else Meanwhile(None)

    def again(no: NoForPeople, meanwhile: Meanwhile | None) -> Response:
        return _list(survey_here(), _mended(no), meanwhile, id)

    return put(edits[act], f"/questions{place}", again, between)


def _list(
    survey: Survey,
    no: NoForPeople | None = None,
    meanwhile: Meanwhile | None = None,
    wrong: str = "",
) -> Response:
    options = {each.id: options_of(survey, each) for each in survey.questions}
    marks = {told["id"]: mark_of(told) for told in document(survey)["questions"]}
    return survey_page(
        "survey_questions.html",
        no,
        survey=survey,
        options=options,
        meanwhile=meanwhile,
        wrong=wrong,
        marks=marks,
        last=last_edit(),
    )


def _form(
    survey: Survey,
    fields: Fields,
    id: str,
    no: NoForPeople | None = None,
    meanwhile: Meanwhile | None = None,
) -> Response:
    is_fresh = request.method == "GET" or meanwhile is not None
    told = editing.question_in(document(survey), id)
    base = kept(told) if told and is_fresh else request.form.get("base", "")
    rev = survey.rev if is_fresh else revision()
    return survey_page(
        "survey_question.html",
        no,
        survey=survey,
        fields=fields,
        question=id,
        kinds=KINDS,
        sources=_sources(survey, id),
        meanwhile=meanwhile,
        base=base,
        rev=rev,
        action=at(f"/question/{id}" if id else f"/questions/new/{fields.kind.value}"),
    )


def _lines_changed(asked: Fields, id: str) -> Response | None:
    """The form once more, where a button of it only changed its lines."""
    if where := request.form.get("up", ""):
        return _form(survey_here(), with_line_moved(asked, where), id)
    return _form(survey_here(), asked, id) if "more" in request.form else None


def _with_theirs(survey: Survey, base: Mapping[str, Any] | None, mine: Mapping[str, Any]) -> Fields:
    """The form with what somebody else changed in it meanwhile, where this one changed nothing."""
    both = editing.merged(_plain(base or {}), mine, _as_told(survey, mine["id"]))
    return of_question(both, _first_language())


def _as_told(survey: Survey, id: str) -> dict[str, Any]:
    """A question as its form would tell it unchanged; nothing where it is gone."""
    return _plain(editing.question_in(document(survey), id) or {})


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return question(of_question(told, _first_language()), told["id"]) if told else {}


def _sources(survey: Survey, id: str) -> list[SurveyQuestion]:
    """The questions above this one whose options or rows it could take."""
    found = []
    for each in survey.questions:
        if each.id == id:
            break
        if each.rows or each.options:
            found.append(each)
    return found


def _told(survey: Survey, id: str) -> dict[str, Any]:
    told = editing.question_in(document(survey), id)
    if told is None:
        raise Denied("not_found", address=desk().parts.address())
    return told


def _kind(told: str) -> Asks:
    if told not in set(Asks):
        raise Denied("not_found", address=desk().parts.address())
    return Asks(told)


def _first_language() -> str:
    languages: tuple[str, ...] = g.conference.languages
    return languages[0] if languages else LANGUAGES[0]


def _mended(no: NoForPeople) -> NoForPeople:
    """The refusal in words about the form, where the rules speak of a member of a file."""
    if not isinstance(no, Refused) or no.code != "file_member":
        return no
    member = str(no.values.get("where", "")).partition(": ")[2]
    return Denied(_MENDED[member]) if member in _MENDED else no
