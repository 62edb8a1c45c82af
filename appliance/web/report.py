"""The report: chosen, looked at, made, downloaded; the organiser's own words; the choices kept."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.commands import Command, PutEdition, RemoveEdition, WritePassage
from appliance.conference.records import Conference, Edition, Passage, Role, Theme
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.tally.privacy import K
from appliance.report.choice import SECTIONS

from .asking import id_of
from .desk import desk
from .errors import explained
from .glance import glance
from .guard import BODY_MOST_BYTES
from .page import plain_page
from .parts import NotTaken
from .prepare_pictures import PICTURE_MOST_MB
from .refusals import Denied
from .report_form import (
    CHAPTERS,
    FORMATS,
    VARIANTS,
    Form,
    chapters_of,
    choice_of,
    fields_of,
    item_of,
    languages_of,
    logo_of,
)
from .roles import facilitator, visitor
from .sign_in import sign_in_page
from .speech import size, t
from .survey_words import at_minute
from .words import LANGUAGES

pages = Blueprint("report", __name__)

AT: Final = "/results/report"

KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}

_ALONE: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
)
"""A report is a file of its own: it may show what is in it, and nothing else."""


@pages.get(AT)
def show() -> Response:
    """What can be chosen, and what was made."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    return _page(request.args)


@pages.get(f"{AT}/preview")
def preview() -> Response:
    """The report as it would be now."""
    visitor(Role.FACILITATOR)
    try:
        choice = choice_of(request.args)
        content = desk().parts.reports.preview(choice, logo_of(request.args))
    except NotTaken as no:
        return _page(request.args, t(no.message, **no.values), 422)
    response = make_response(content)
    response.headers["Content-Security-Policy"] = _ALONE
    return response


@pages.post(f"{AT}/make")
def make() -> Response:
    """Begin to make it; with a title the choice is kept as well."""
    visitor(Role.FACILITATOR)
    form = request.form
    choice = choice_of(form)
    if form.get("title", "").strip():
        _ask(PutEdition(item_of(form, choice)))
    known = desk().parts.reports.formats
    formats = tuple(name for name in known if name in form.getlist("formats"))
    if not formats:
        return _page(form, t("Choose at least one kind of document."), 422)
    if not desk().parts.reports.begin(choice, logo_of(form), formats):
        return _page(form, t("A report is being made already. Wait until it is done."), 409)
    return _to("making")


@pages.post(f"{AT}/logo")
def add_logo() -> Response:
    """Keep a picture for the cover, and choose it."""
    visitor(Role.FACILITATOR)
    request.max_content_length = PICTURE_MOST_MB * 1_000_000 + BODY_MOST_BYTES
    try:
        chosen = request.files.get("picture")
        if chosen is None or not chosen.filename:
            return _page(request.args, t("Choose a picture first."), 422)
        name = desk().parts.pictures.take(chosen.filename, chosen.read())
    except NotTaken as no:
        return _page(request.args, t(no.message, **no.values), 422)
    except RequestEntityTooLarge:
        status, said = explained(Denied("picture_large", n=PICTURE_MOST_MB))
        return _page(request.args, str(said["message"]), status)
    return make_response(redirect(f"{AT}?logo={name}#choose", 303))


@pages.get(f"{AT}/files/<name>")
def download(name: str) -> Response:
    """A document that was made."""
    visitor(Role.FACILITATOR)
    file = desk().parts.reports.find(name)
    if file is None:
        raise Denied("not_found", address=desk().parts.address())
    ending = name.rpartition(".")[2]
    response = Response(file.read_bytes(), content_type=KINDS[ending])
    how = "inline" if ending == "html" and "look" in request.args else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename={name}"
    response.headers["Content-Security-Policy"] = _ALONE
    return response


@pages.post(f"{AT}/remove")
def remove() -> Response:
    """Keep a document no longer."""
    visitor(Role.FACILITATOR)
    desk().parts.reports.remove(request.form.get("name", ""))
    return _to("made")


@pages.post(f"{AT}/editions/<edition>/remove")
def remove_edition(edition: str) -> Response:
    """Keep a choice no longer."""
    visitor(Role.FACILITATOR)
    _ask(RemoveEdition(edition))
    return _to("kept")


@pages.post(f"{AT}/words")
def write() -> Response:
    """Keep the organiser's own words above a chapter."""
    visitor(Role.FACILITATOR)
    form, chapter, rev = request.form, request.form.get("chapter", ""), request.form.get("rev", "")
    spoken = languages_of(glance().conference)
    texts = {name: form[f"text_{name}"] for name in spoken if f"text_{name}" in form}
    if_rev = int(rev) if rev.isascii() and rev.isdigit() else None
    try:
        _ask(WritePassage(chapter, texts, if_rev))
    except Refused as no:
        status, said = explained(no)
        return _page(request.args, str(said["message"]), status, kept=form)
    return _to(f"words-{chapter}")


def _page(form: Form, wrong: str = "", status: int = 200, kept: Form | None = None) -> Response:
    """The page; `wrong` says what was not right, `kept` holds words that were not kept."""
    reports = desk().parts.reports
    told = desk().parts.conductor.read(_look)
    if told is None:
        raise Refused("no_conference")
    conference, themes, editions, passages = told
    return plain_page(
        "results_report.html",
        status,
        choice=choice_of(form),
        form=form,
        wrong=wrong,
        kept=kept,
        themes=themes,
        editions=editions,
        variants=VARIANTS,
        chapters=CHAPTERS,
        holds={variant: list(sections) for variant, sections in SECTIONS.items()},
        formats={name: FORMATS[name] for name in FORMATS if name in reports.formats},
        chosen_formats=form.getlist("formats") or list(reports.formats),
        logo=logo_of(form),
        languages=LANGUAGES,
        state=reports.state(),
        made=reports.kept(),
        pictures=_pictures(form, editions),
        at_minute=at_minute,
        size=size,
        words=chapters_of(conference, themes, passages),
        smallest=K,
        fields_of=fields_of,
    )


def _pictures(form: Form, editions: Sequence[Edition]) -> list[str]:
    """The pictures that may stand on the cover: those of kept choices, and the one just chosen."""
    names = (*(edition.logo for edition in editions), logo_of(form))
    found = desk().parts.pictures.find
    return list(dict.fromkeys(name for name in names if name and found(name)))


def _look(
    room: Room,
) -> tuple[Conference, list[Theme], list[Edition], dict[str, Passage]] | None:
    """What the page needs of the room."""
    if room.conference is None:
        return None
    themes = sorted(room.themes.values(), key=lambda theme: theme.number)
    editions = sorted(room.editions.values(), key=lambda edition: edition.seq)
    return room.conference, themes, editions, dict(room.passages)


def _ask(command: Command) -> None:
    """Asks it of the room. Raises Refused, CannotSave, Busy."""
    id = g.command = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    desk().parts.conductor.ask(facilitator(), command, id)


def _to(place: str) -> Response:
    return make_response(redirect(f"{AT}#{place}", 303))
