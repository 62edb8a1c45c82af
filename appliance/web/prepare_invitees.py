"""Who is invited: the list with who has answered, people added by hand or from a table, and the
table for a mail merge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, g, make_response, request
from markupsafe import Markup

from appliance.conference.commands import PutInvitees, RemoveInvitee
from appliance.conference.records import Invitee, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.surveys.holding import is_holding
from appliance.conference.tally.survey import has_answered
from appliance.sheets.fields import PEOPLE
from appliance.sheets.mapping import guess
from appliance.sheets.people import Invited, invited
from appliance.sheets.writing import write

from .desk import desk
from .many import ask_for_many
from .refusals import Denied, NoForPeople
from .speech import plainly as _
from .survey_desk import ask, blueprint, survey_now, survey_page, to
from .survey_sheets import (
    Chosen,
    Mapped,
    Unread,
    allow_file,
    chosen,
    mapped,
    mending,
    turned,
    waiting,
)

pages = blueprint("prepare_invitees")

SHOWN_MOST: Final = 200
"""People on one page; the search finds the others."""

MENDED_MOST: Final = 100
"""Rows to mend that are listed; whoever mended these looks again."""

TOLD: Final = ("label", "email", "role")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is invited, their link, and whether they have answered."""

    invitee: Invitee
    link: str
    has_answered: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What a table of invitees comes to: who is new, who was known, and what is to be mended."""

    found: Invited
    new: int
    known: int


@pages.get("/invitees")
def show() -> Response:
    """Everybody, or who is searched for."""
    return _list()


@pages.post("/invitees")
def add() -> Response:
    """Invite one person more."""
    told = _typed()
    if not told["label"] and not told["email"]:
        return _list(Denied("invitee_nobody"), told)
    known = _by_email(told["email"])
    if known is not None:
        return _list(Denied("invitee_known", name=known.label or known.email), told)
    try:
        ask(PutInvitees(({name: value for name, value in told.items() if value},)))
    except Refused as no:
        return _list(no, told)
    return to("/invitees")


@pages.get("/invitee/<id>")
def open_one(id: str) -> Response:
    """One person: what is known of them, and their link."""
    return _one(_person(id))


@pages.post("/invitee/<id>")
def change(id: str) -> Response:
    """Correct what is known of one person; a field that was emptied is empty from now on."""
    person = _person(id)
    told = {n: value or None for n, value in _typed().items() if n in request.form}
    kept = {name: getattr(person.invitee, name) for name in TOLD} | told
    if not (kept["label"] or kept["email"]):
        return _one(person, Denied("invitee_nobody"))
    try:
        ask(PutInvitees(({"id": id, **told},)))
    except Refused as no:
        return _one(person, no)
    return to("/invitees")


@pages.get("/invitee/<id>/remove")
def ask_remove(id: str) -> Response:
    """Ask whether somebody is to be taken off the list, and what becomes of what they answered."""
    survey = survey_now()
    is_sealed = survey is not None and survey.state is State.SEALED
    is_counted = survey is not None and is_holding(survey)
    return survey_page(
        "survey_invitee_remove.html",
        person=_person(id),
        is_sealed=is_sealed,
        goes_later=is_counted,
    )


@pages.post("/invitee/<id>/remove")
def remove(id: str) -> Response:
    """Take somebody off the list, perhaps with what they answered."""
    ask(RemoveInvitee(id, with_answers=request.form.get("answers") == "out"))
    return to("/invitees")


@pages.get("/invitees.csv")
def for_mail_merge() -> Response:
    """Everybody with code and link, for a mail merge elsewhere."""
    columns = [
        *(_("Name"), _("E-mail address"), _("Role"), _("Code")),
        *(_("Link"), _("Has answered")),
    ]
    rows = (
        [
            *(person.invitee.label, person.invitee.email, person.invitee.role),
            *(person.invitee.code, person.link, _("yes") if person.has_answered else _("no")),
        ]
        for person in people()
    )
    response = make_response(write(columns, rows))
    response.content_type = "text/csv; charset=utf-8"
    name = f"{g.conference.id}-{_('invitees')}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@pages.get("/invitees/file")
def choose_file() -> Response:
    """The form for a table of invitees."""
    return survey_page("survey_invitees_file.html")


@pages.post("/invitees/file")
def take_file() -> Response:
    """Read the table that was chosen, and show what its columns seem to be."""
    allow_file()
    try:
        table = chosen()
    except Unread as no:
        return survey_page("survey_invitees_file.html", said=no.said)
    return _mapping(table, guess(table.sheet.columns, table.sheet.head, PEOPLE))


@pages.post("/invitees/sheet")
def take_sheet() -> Response:
    """Look at another sheet of the file."""
    try:
        table = turned()
    except Denied as no:
        return survey_page("survey_invitees_file.html", no)
    except Unread as no:
        table = waiting()
        return _mapping(table, guess(table.sheet.columns, table.sheet.head, PEOPLE), said=no.said)
    return _mapping(table, guess(table.sheet.columns, table.sheet.head, PEOPLE))


@pages.post("/invitees/columns")
def take_columns() -> Response:
    """Look again with other columns, or take everybody in. Repeated, nobody is there twice."""
    try:
        table = waiting()
    except Denied as no:
        return survey_page("survey_invitees_file.html", no)
    columns = mapped([field.id for field in PEOPLE], table.sheet)
    if "take" not in request.form:
        return _mapping(table, columns)
    found = invited(table.sheet, columns)
    taking = _taking(found)
    try:
        ask_for_many(PutInvitees, _told(found))
    except (Refused, Denied) as no:
        return _mapping(table, columns, no)
    desk().uploads.drop(table.key)
    return survey_page("survey_invitees_taken.html", taking=taking, **_report(taking))


def people(search: str = "") -> list[Person]:
    """Everybody who is invited, by name; with `search` those in whom it stands."""
    address = desk().parts.address()

    def look(room: Room) -> list[tuple[Invitee, bool]]:
        answered = has_answered(room)
        return [(invitee, id in answered) for id, invitee in room.invitees.items()]

    found = desk().parts.conductor.read(look)
    wanted = search.casefold().split()
    persons = [Person(one, f"{address}/s/{one.code}", has) for one, has in found]
    persons = [person for person in persons if _is_meant(person.invitee, wanted)]
    return sorted(persons, key=lambda one: (one.invitee.label or one.invitee.email).casefold())


def _is_meant(invitee: Invitee, wanted: Sequence[str]) -> bool:
    text = " ".join((invitee.label, invitee.email, invitee.role, invitee.code)).casefold()
    return all(word in text for word in wanted)


def _list(no: NoForPeople | None = None, typed: dict[str, str] | None = None) -> Response:
    search = request.args.get("q", "")
    found = people(search)
    return survey_page(
        "survey_invitees.html",
        no,
        people=found[:SHOWN_MOST],
        more=max(0, len(found) - SHOWN_MOST),
        total=len(found),
        answered=sum(person.has_answered for person in found),
        search=search,
        typed=typed or {},
    )


def _one(person: Person, no: NoForPeople | None = None) -> Response:
    typed = _typed() if no else {name: getattr(person.invitee, name) for name in TOLD}
    return survey_page("survey_invitee.html", no, person=person, typed=typed)


def _person(id: str) -> Person:
    found = next((person for person in people() if person.invitee.id == id), None)
    if found is None:
        raise Refused("unknown_invitee")
    return found


def _typed() -> dict[str, str]:
    return {name: " ".join(request.form.get(name, "").split()) for name in TOLD}


def _by_email(email: str) -> Invitee | None:
    return desk().parts.conductor.read(
        lambda room: next(
            (
                one
                for one in room.invitees.values()
                if email and one.email.casefold() == email.casefold()
            ),
            None,
        )
    )


def _mapping(
    table: Chosen, columns: Mapped, no: NoForPeople | None = None, said: Markup | None = None
) -> Response:
    taking = _taking(invited(table.sheet, columns))
    return survey_page(
        "survey_invitees_columns.html",
        no,
        said,
        table=table,
        fields=PEOPLE,
        columns=columns,
        taking=taking,
        **_report(taking),
    )


def _report(taking: Taking) -> dict[str, Any]:
    rows = [(one.row, one.column, mending(one)) for one in taking.found.mend]
    return {"rows": rows, "mended_most": MENDED_MOST}


def _taking(found: Invited) -> Taking:
    told = _told(found)

    def look(room: Room) -> tuple[set[str], set[str]]:
        invitees = room.invitees.values()
        return {one.email.casefold() for one in invitees}, {one.code for one in invitees}

    emails, codes = desk().parts.conductor.read(look)
    known = sum(
        "id" in item
        or ("email" in item and item["email"].casefold() in emails)
        or item.get("code") in codes
        for item in told
    )
    return Taking(found, len(told) - known, known)


def _told(found: Invited) -> list[dict[str, str]]:
    """Those who were found, as they are asked of the room.

    Who has a name alone is known by that name among those who have a name alone, so that the same
    table can be taken in again.
    """

    def look(room: Room) -> dict[str, str]:
        return {one.label.casefold(): one.id for one in room.invitees.values() if not one.email}

    bare = desk().parts.conductor.read(look)
    told = []
    for one in found.invitees:
        item = {"label": one.name, "email": one.email, "role": one.role, "code": one.code}
        item = {name: value for name, value in item.items() if value}
        if not one.email and not one.code and one.name.casefold() in bare:
            item["id"] = bare[one.name.casefold()]
        told.append(item)
    return told
