"""The organiser makes and edits a conference: its members, themes, tables, programme and recipes.

Every card of the page is a plain form that becomes one command. With a script the same form is sent
as one types and is answered as a program would be; `rev` in it holds off who had not seen the last
change. On a box without a conference the page makes one.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.datastructures import MultiDict

from appliance.conference.acts import TYPED
from appliance.conference.commands import Actor, read
from appliance.conference.recipes import beginning, steps_to_add
from appliance.conference.records import Activity, Role, Table, Theme
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.writing import conference_file

from . import prepare_forms as forms
from .asking import id_of
from .desk import desk
from .errors import explained
from .language import language
from .page import plain_page
from .prepare_asking import SAID_NO, again, ask, enter, fitting, to_place
from .prepare_page import prepare_page
from .refusals import Denied
from .roles import facilitator, shown, visitor
from .sign_in import sign_in_page
from .speech import plainly as _

pages = Blueprint("prepare", __name__)

THEMES_MOST: Final = 8
"""As many as there are signs and colours, when a conference is made from nothing."""
TABLES_MOST: Final = 40


@pages.get("/prepare")
def start() -> Response:
    """To the conference of this box, or the form that makes one."""
    try:
        who = visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    except Refused as no:
        if no.code != "no_conference":
            raise
        return _begin_page() if shown().is_signed_in else sign_in_page(Denied("not_signed_in"))
    return make_response(redirect(f"/prepare/{who.conference}", 302))


@pages.post("/prepare")
def begin() -> Response:
    """Make a conference from nothing or from a recipe. Where there is one, nothing changes."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    try:
        desk().parts.begin(_beginning(), "practice" in request.form)
    except SAID_NO as no:
        if no.code != "already_begun":
            return _begin_page(fitting(no))
    return make_response(redirect("/prepare", 303))


@pages.get("/prepare/<conference>")
def show(conference: str) -> Response:
    """The conference as a document that is edited in place."""
    try:
        enter(conference)
    except Denied as no:
        if no.code != "not_signed_in":
            raise
        return sign_in_page(no)
    return prepare_page()


@pages.post("/prepare/<conference>/about")
def edit_about(conference: str) -> Response:
    """Title, day, place, languages and who to call."""
    return ask(conference, "about", lambda form, room: forms.edit_conference(form, _there(room)))


@pages.post("/prepare/<conference>/themes")
def add_theme(conference: str) -> Response:
    """One theme more."""
    return ask(conference, "theme-new", lambda form, room: forms.put_theme(form))


@pages.post("/prepare/<conference>/themes/<theme>")
def change_theme(conference: str, theme: str) -> Response:
    """Another title, another place among the themes, or none."""

    editor = facilitator()

    def asks(form: MultiDict[str, str], room: Room) -> Mapping[str, Any]:
        found = room.themes.get(theme)
        if found is None:
            raise Refused("unknown_theme")
        match form.get("act"):
            case "remove":
                _refuse_if_others_wrote(form, room, found, editor)
                return {"do": "remove_theme", "theme": theme}
            case "up" | "down" as way:
                to = found.number + (1 if way == "down" else -1)
                return {"do": "move_theme", "theme": theme, "to": _within(to, len(room.themes))}
        return forms.put_theme(form, theme, found.title)

    return ask(conference, f"theme-{theme}", asks)


@pages.post("/prepare/<conference>/tables")
def add_table(conference: str) -> Response:
    """One table more."""
    return ask(conference, "table-new", lambda form, room: forms.put_table(form))


@pages.post("/prepare/<conference>/tables/<table>")
def change_table(conference: str, table: str) -> Response:
    """Another theme, chair or number of seats, or no such table any more."""

    editor = facilitator()

    def asks(form: MultiDict[str, str], room: Room) -> Mapping[str, Any]:
        found = _table(room, table)
        if form.get("act") == "remove":
            _refuse_if_others_wrote(form, room, found, editor)
            return {"do": "remove_table", "table": table}
        return forms.put_table(form, found)

    return ask(conference, f"table-{table}", asks)


@pages.post("/prepare/<conference>/steps")
def add_step(conference: str) -> Response:
    """One step more, behind another one or at the end."""
    title = {language(): _("New step")}
    return ask(conference, "step-new", lambda form, room: forms.new_step(form, title))


@pages.post("/prepare/<conference>/steps/<step>")
def change_step(conference: str, step: str) -> Response:
    """What a step asks and how, its place in the programme, one more like it, or none."""

    editor = facilitator()

    def asks(form: MultiDict[str, str], room: Room) -> Mapping[str, Any]:
        found = _step(room, step)
        match form.get("act"):
            case "remove":
                _refuse_if_others_wrote(form, room, found, editor)
                return {"do": "remove_activity", "activity": step}
            case "copy":
                return forms.copied(found)
            case "up" | "down" | "to" as way:
                to = _place(form, room, found, way)
                return {"do": "move_activity", "activity": step, "to": to}
        return forms.put_activity(form, found)

    return ask(conference, f"step-{step}", asks)


@pages.post("/prepare/<conference>/undo")
def undo(conference: str) -> Response:
    """Take back the act whose number stands in the form."""
    seq = request.form.get("seq", "")
    number = int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 16 else 0
    return ask(conference, "undo", lambda form, room: {"do": "undo", "seq": number})


@pages.post("/prepare/<conference>/practice")
def practise(conference: str) -> Response:
    """Begin to practise with this conference."""
    return ask(conference, "ready", lambda form, room: {"do": "start_practice"})


@pages.post("/prepare/<conference>/recipes")
def keep_recipe(conference: str) -> Response:
    """Keep this programme as a recipe of one's own."""
    enter(conference)
    title = request.form.get("title", "").strip()[:120]
    try:
        if not title:
            raise Denied("title_empty")
        use_when = request.form.get("use_when", "").strip()[:300]
        file = desk().parts.conductor.read(conference_file)
        desk().parts.recipes.keep(file, title, use_when)
    except SAID_NO as no:
        return again("recipe-new", no)
    return to_place("recipes")


@pages.post("/prepare/<conference>/recipes/<recipe>")
def use_recipe(conference: str, recipe: str) -> Response:
    """Put the steps of a recipe at the end of the programme, or take one's own recipe away."""
    enter(conference)
    if request.form.get("act") == "remove":
        desk().parts.recipes.remove(recipe)
        return to_place("recipes")
    file = _recipe(recipe)
    if file is None:
        raise Denied("not_found", address=desk().parts.address())
    id = id_of(request.form)
    if id is None:
        raise Refused("bad_command")

    def look(room: Room) -> list[dict[str, Any]]:
        return steps_to_add(file, room.themes, room.activities)

    try:
        # Each step has an id of its own made of the form's, so that sending it twice adds it once.
        for n, item in enumerate(desk().parts.conductor.read(look)):
            asked = read({"do": "put_activity", "item": item})
            desk().parts.conductor.ask(facilitator(), asked, f"{id[:56]}-{n}")
    except SAID_NO as no:
        return again("recipes", no)
    return to_place("programme")


def _begin_page(no: Denied | Refused | None = None) -> Response:
    status, refused = explained(no) if no else (200, None)
    return plain_page(
        "prepare/begin.html",
        status,
        refused=refused,
        recipes=desk().parts.recipes.all(),
        kept=request.form,
        themes_most=THEMES_MOST,
        tables_most=TABLES_MOST,
    )


def _beginning() -> dict[str, Any]:
    form = request.form
    title = form.get("title", "").strip()
    if not title:
        raise Denied("title_empty")
    return beginning(
        {language(): title},
        date=form.get("date", ""),
        starts_at=form.get("starts_at", "")[:5],
        themes=_count(form, "themes", THEMES_MOST),
        tables=_count(form, "tables", TABLES_MOST),
        recipe=_recipe(form.get("recipe", "")),
    )


def _count(form: MultiDict[str, str], name: str, most: int) -> int:
    typed = form.get(name, "")
    n = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    if not 1 <= n <= most:
        raise Refused("out_of_range", least=1, most=most)
    return n


def _recipe(id: str) -> Mapping[str, Any] | None:
    found = (recipe for recipe in desk().parts.recipes.all() if recipe.id == id)
    return next((recipe.file for recipe in found), None)


def _there(room: Room) -> Any:
    if room.conference is None:
        raise Refused("no_conference")
    return room.conference


def _table(room: Room, id: str) -> Table:
    found = room.tables.get(id)
    if found is None:
        raise Refused("unknown_table", table=id)
    return found


def _step(room: Room, id: str) -> Activity:
    found = room.activities.get(id)
    if found is None:
        raise Refused("unknown_activity")
    return found


def _refuse_if_others_wrote(
    form: MultiDict[str, str], room: Room, record: Theme | Table | Activity, editor: Actor
) -> None:
    """Nobody takes away what somebody else typed before they saw it. Raises Refused."""
    rev = form.get("rev", "")
    if not (rev.isascii() and rev.isdigit()) or len(rev) > 15:
        return
    last = max(
        (act for act in room.acts.values() if act.subject == record.id and act.do in TYPED),
        key=lambda act: act.seq,
        default=None,
    )
    if last is not None and last.seq > int(rev) and last.by != editor.facilitator:
        raise Refused("changed_meanwhile")


def _place(form: MultiDict[str, str], room: Room, step: Activity, way: str) -> int:
    """Where a step goes, from 1; one up from the first one is the first one."""
    now = room.programme().index(step) + 1
    to = form.get("to", "")
    dragged = int(to) if to.isascii() and to.isdigit() and len(to) < 6 else now
    wanted = {"up": now - 1, "down": now + 1}.get(way, dragged)
    return _within(wanted, len(room.activities))


def _within(n: int, most: int) -> int:
    return min(max(n, 1), most)
