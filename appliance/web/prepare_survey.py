"""The survey as its organiser finds it: how it stands, what to do today, and its life.

Where there is none yet it is begun here, from a title or from a file. What cannot be taken back is
asked twice.
"""

from collections.abc import Iterator, Mapping
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
    ask,
    at,
    blueprint,
    changed_since,
    last_edit,
    put,
    revision,
    survey_here,
    survey_now,
    survey_page,
    take_back,
    to,
)
from .survey_meanwhile import (
    SETTINGS,
    Meanwhile,
    about_settings,
    kept,
    settings_kept,
    settings_of,
)
from .survey_words import at_minute, local, minute_of
from .wire import as_json, parse
from .words import LANGUAGES

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
        since = changed_since(revision())
        return put(lambda _: file, "/questions", _again, since, document=as_json(file))
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
    """Take back the change of the survey whose number stands in the form."""
    told = request.form.get("seq", "")
    return take_back(int(told) if told.isdecimal() and len(told) < 16 else 0, _again)


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

    base = settings_kept(request.form.get("base", ""))

    def again(no: NoForPeople, meanwhile: Meanwhile | None) -> Response:
        survey = survey_here()
        fields = _with_theirs(survey, base or {}, told) if meanwhile else request.form.to_dict()
        return _settings(survey, fields, no, meanwhile)

    try:
        told = _settings_told()
    except ValueError:
        return _settings(survey_here(), request.form.to_dict(), Denied("survey_when"))
    if not told.get("title"):
        return again(Denied("survey_title"), None)

    def between(survey: Survey) -> Meanwhile | None:
        now = settings_of(survey)
        is_same = survey.rev == revision() if base is None else now == base
        return None if is_same or now == told else about_settings(base, told, now)

    def edit(file: File) -> dict[str, Any]:
        kept = {name: value for name, value in file.items() if name not in SETTINGS}
        return {**kept, **told}

    return put(edit, "", again, between)


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
        last=last_edit(),
    )


def _again(no: NoForPeople, meanwhile: Meanwhile | None = None) -> Response:
    survey = survey_now()
    return survey_page("survey_begin.html", no) if survey is None else _overview(survey, no)


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


def _settings_told() -> dict[str, Any]:
    """The settings in the form, without what is empty. Raises ValueError for a day that is none."""
    told: dict[str, Any] = {
        "title": text_of(request.form, "title"),
        "intro": text_of(request.form, "intro"),
        "attribution": request.form.get("attribution", Attribution.WITHOUT_NAME.value),
        "is_for_anyone": "is_for_anyone" in request.form,
        "opens_minute": minute_of(request.form.get("opens", "")),
        "closes_minute": minute_of(request.form.get("closes", "")),
    }
    return {name: value for name, value in told.items() if value not in ("", None, False)}


def _with_theirs(
    survey: Survey, base: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, str]:
    """The form with what somebody else set meanwhile, where this one changed nothing."""
    both = merged(base, told, settings_of(survey))
    try:
        return _fields(read_survey(SURVEY, {"format": FORMAT, "questions": [], **both}))
    except Refused:
        return request.form.to_dict()  # dates that do not go together


def _settings(
    survey: Survey,
    fields: dict[str, str],
    no: NoForPeople | None = None,
    meanwhile: Meanwhile | None = None,
) -> Response:
    base = kept(settings_of(survey)) if no is None or meanwhile else request.form.get("base", "")
    rev = survey.rev if no is None or meanwhile else revision()
    return survey_page(
        "survey_settings.html",
        no,
        survey=survey,
        fields=fields,
        meanwhile=meanwhile,
        base=base,
        rev=rev,
    )
