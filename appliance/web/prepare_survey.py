"""The survey as its organiser finds it: how it stands, what to do today, and its life.

Where there is none yet it is begun here, from a title or from a file. What cannot be taken back is
asked twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, g, make_response, request
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.commands import CloseSurvey, OpenSurvey, PutSurvey, SealSurvey
from appliance.conference.records import Attribution, State, Survey
from appliance.conference.refusal import Refused
from appliance.conference.surveys.asking import SEAL_AFTER_MIN
from appliance.conference.surveys.editing import merged
from appliance.conference.surveys.reading import FORMAT, document, read_survey
from appliance.conference.tally.response_rate import ResponseRate, response_rate

from .desk import desk
from .question_form import by_language, text_of
from .refusals import Denied, NoForPeople
from .speech import t, tn
from .survey_desk import (
    File,
    Meanwhile,
    ask,
    at,
    blueprint,
    put,
    revision,
    survey_here,
    survey_now,
    survey_page,
    to,
)
from .survey_words import at_minute, local, minute_of
from .wire import as_json, parse
from .words import LANGUAGES

SETTINGS: Final = (
    *("title", "intro", "attribution", "is_for_anyone", "opens_minute", "closes_minute"),
)
"""What is set on the page of that name, beside the questions."""

SOON_MIN: Final = 4 * 24 * 60
"""So long before it closes it is time to remind people."""

pages = blueprint("prepare_survey")


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do today: a sentence, and the page where it is done; "" for none."""

    said: Markup
    path: str = ""
    act: str = ""


@pages.get("")
def show() -> Response:
    """How the survey stands, or how to begin one."""
    survey = survey_now()
    if survey is None:
        return survey_page("survey_begin.html")
    return _overview(survey)


@pages.post("/begin")
def begin() -> Response:
    """Begin a survey without questions. Where there is one already nothing changes."""
    if survey_now() is not None:
        return to("")
    title = text_of(request.form, "title")
    if not title:
        return survey_page("survey_begin.html", Denied("survey_title"))
    ask(PutSurvey({"format": FORMAT, "title": title, "questions": []}, survey=SURVEY))
    return to("/questions")


@pages.post("/file")
def load() -> Response:
    """Begin a survey from a file, or put the file in the place of the survey."""
    try:
        chosen = request.files.get("file")
        file = parse(chosen.read() if chosen else request.form.get("document", "{}"))
    except (Denied, RequestEntityTooLarge):
        return _again(Refused("survey_format"))
    if survey_now() is not None:
        # The file comes along where it is asked twice.
        return put(lambda _: file, "/questions", _again, document=as_json(file))
    try:
        ask(PutSurvey(file, survey=SURVEY))
    except Refused as no:
        return _again(no)
    return to("/questions")


@pages.get("/survey.json")
def save() -> Response:
    """The survey as a file."""
    response = make_response(as_json(document(survey_here())))
    response.content_type = "application/json"
    response.headers["Content-Disposition"] = f"attachment; filename={g.conference.id}-survey.json"
    return response


@pages.post("/undo")
def undo() -> Response:
    """Put an earlier version in the place of this one."""
    told = request.form.get("was", "")
    known = desk().earlier.find(g.conference.id, int(told)) if told.isdecimal() else None
    if known is None:
        return _again(Refused("cannot_undo"))
    return put(lambda _: known, "/questions", lambda no, _: _again(no))


@pages.post("/<any(open, close, seal):act>")
def change_state(act: str) -> Response:
    """Open, close or close for good."""
    command = {"open": OpenSurvey, "close": CloseSurvey, "seal": SealSurvey}[act]
    try:
        ask(command(survey=SURVEY))
    except Refused as no:
        return _again(no)
    return to("")


@pages.get("/seal")
def ask_seal() -> Response:
    """Ask whether it is to be closed for good."""
    survey = survey_here()
    return survey_page("survey_seal.html", survey=survey)


@pages.get("/settings")
def show_settings() -> Response:
    """The title, the dates, for whom it is, and whether with names."""
    survey = survey_here()
    return _settings(survey, _fields(survey))


@pages.post("/settings")
def change_settings() -> Response:
    """Put other settings in their place."""

    def edit(file: File) -> dict[str, Any]:
        told: dict[str, Any] = {
            "title": text_of(request.form, "title"),
            "intro": text_of(request.form, "intro"),
            "attribution": request.form.get("attribution", Attribution.WITHOUT_NAME.value),
            "is_for_anyone": "is_for_anyone" in request.form,
            "opens_minute": minute_of(request.form.get("opens", "")),
            "closes_minute": minute_of(request.form.get("closes", "")),
        }
        return {**file, **told}

    def again(no: NoForPeople, meanwhile: Meanwhile | None) -> Response:
        survey = survey_here()
        fields = _with_theirs(survey, edit) if meanwhile else request.form.to_dict()
        return _settings(survey, fields, no, meanwhile)

    try:
        minute_of(request.form.get("opens", ""))
        minute_of(request.form.get("closes", ""))
    except ValueError:
        return again(Denied("survey_when"), None)
    if not text_of(request.form, "title"):
        return again(Denied("survey_title"), None)
    return put(edit, "", again)


def _overview(survey: Survey, no: NoForPeople | None = None) -> Response:
    rate, minute = desk().parts.conductor.read(
        lambda room: (response_rate(room, survey), room.minute)
    )
    sealing = survey.state is State.CLOSED and survey.attribution is not Attribution.NAMED
    seals = (survey.closed_minute or 0) + SEAL_AFTER_MIN if sealing else None
    return survey_page(
        "survey.html",
        no,
        survey=survey,
        rate=rate,
        to_do=tuple(_to_do(survey, rate, minute)),
        at_minute=at_minute,
        seals=seals,
        link=f"{desk().parts.address()}/s/open",
        was=_was(survey),
    )


def _again(no: NoForPeople, meanwhile: Meanwhile | None = None) -> Response:
    survey = survey_now()
    return survey_page("survey_begin.html", no) if survey is None else _overview(survey, no)


def _was(survey: Survey) -> int | None:
    """The version to which an edit that was just made can be taken back."""
    told = request.args.get("was", "")
    rev = int(told) if told.isdecimal() and len(told) < 16 else -1
    known = desk().earlier.find(g.conference.id, rev)
    return rev if known is not None and rev != survey.rev else None


def _to_do(survey: Survey, rate: ResponseRate, minute: int) -> Iterator[ToDo]:
    match survey.state:
        case State.PLANNED:
            yield from _before(survey, rate)
        case State.OPEN:
            yield from _during(survey, rate, minute)
        case State.CLOSED:
            yield ToDo(t("Type in what still came on paper."), at("/paper"), t("Type in paper"))
            yield ToDo(t("Is everything in? Close for good."), at("/seal"), t("Close for good"))
        case _:
            yield ToDo(t("Nothing: the answers are ready to make themes of."))


def _before(survey: Survey, rate: ResponseRate) -> Iterator[ToDo]:
    if not survey.questions:
        yield ToDo(t("There is no question yet."), at("/questions"), t("Add questions"))
        return
    if not rate.invited and not survey.is_for_anyone:
        yield ToDo(t("Nobody is invited yet."), at("/invitees"), t("Invite people"))
    if survey.closes_minute is None:
        yield ToDo(t("There is no day yet on which it closes."), at("/settings"), t("Choose a day"))
    yield ToDo(
        t("Go through the questions once as an invitee does. Then open the survey."),
        at("/preview"),
        t("Look at it"),
    )


def _during(survey: Survey, rate: ResponseRate, minute: int) -> Iterator[ToDo]:
    waiting = rate.invited - rate.answered
    closes = survey.closes_minute
    if closes is None:
        yield ToDo(t("There is no day yet on which it closes."), at("/settings"), t("Choose a day"))
    if waiting and closes is not None and closes - minute <= SOON_MIN:
        said = tn(
            "{n} has not answered yet, and it closes soon. Send a reminder.",
            "{n} have not answered yet, and it closes soon. Send a reminder.",
            waiting,
        )
        yield ToDo(said, at("/mail"), t("Send reminders"))
    elif rate.invited and not waiting:
        yield ToDo(t("Everybody who was invited has answered. You can close the survey."))
    elif closes is not None:
        yield ToDo(t("Nothing. Answers come in by themselves."))


def _fields(survey: Survey) -> dict[str, str]:
    first = g.conference.languages[0] if g.conference.languages else LANGUAGES[0]
    texts = {
        f"{name}_{language}": told
        for name, text in (("title", survey.title), ("intro", survey.intro))
        for language, told in by_language(text, first).items()
    }
    told = {"attribution": survey.attribution.value, "opens": local(survey.opens_minute)}
    told |= {"is_for_anyone": "1"} if survey.is_for_anyone else {}
    return {
        **texts,
        **told,
        "opens": local(survey.opens_minute),
        "closes": local(survey.closes_minute),
    }


def _with_theirs(survey: Survey, edit: Callable[[File], dict[str, Any]]) -> dict[str, str]:
    """The form with what somebody else set meanwhile, where this one changed nothing."""
    base = desk().earlier.find(g.conference.id, revision())
    if base is None:
        return request.form.to_dict()
    now = document(survey)
    three = [
        {name: told[name] for name in SETTINGS if told.get(name)}
        for told in (base, edit(base), now)
    ]
    kept = {name: told for name, told in now.items() if name not in SETTINGS}
    try:
        return _fields(read_survey(SURVEY, {**kept, **merged(*three)}))
    except Refused:
        return request.form.to_dict()  # dates that do not go together


def _settings(
    survey: Survey,
    fields: dict[str, str],
    no: NoForPeople | None = None,
    meanwhile: Meanwhile | None = None,
) -> Response:
    return survey_page(
        "survey_settings.html", no, survey=survey, fields=fields, meanwhile=meanwhile
    )
