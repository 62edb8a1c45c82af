"""A page: what every template gets, and what the page tells its own scripts."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import Babel

from appliance.conference.records import Role
from appliance.conference.shuffling import shuffled

from .amounts import amounts, given
from .board_forms import board_of
from .cookies import Device
from .desk import desk
from .errors import explained
from .language import language
from .login_window import is_login_window
from .parts import Looked
from .refusals import NoForPeople
from .roles import shown
from .speech import (
    clock,
    day,
    listed,
    nth,
    number,
    say,
    t,
    tn,
    tongue,
    words_for_scripts,
)
from .text_size import text_size
from .visitor import Visitor
from .vote_agreement import agreement
from .vote_changes import changes, standing
from .vote_order import placed_now
from .words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Page:
    """Whose page this is and how the room stood when it was made; `body` tells it to the scripts.

    `saved` is the id of the contribution that a form just sent, `refused` what the box said no to
    ({"code", "message"}) and `kept` the fields of that form, so that nothing typed is lost.
    """

    role: str
    table: str | None
    language: str
    conference: str
    box: str
    seq: int
    room_ms: int
    is_practice: bool
    person: str | None = None
    token: str = ""
    n: int = 1
    of: int = 1
    is_new_device: bool = False
    is_loan: bool = False
    is_introduced: bool = False
    saved: str | None = None
    refused: Mapping[str, Any] | None = None
    kept: Mapping[str, Any] | None = None

    @property
    def persons(self) -> str:
        """Which of how many people who share this device, such as "1/2"."""
        return f"{self.n}/{self.of}"


@dataclass(frozen=True, slots=True)
class Form:
    """How a plain form ended: what it saved, or why not and what was in it."""

    saved: str | None = None
    no: NoForPeople | None = None
    kept: Mapping[str, Any] | None = None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows it."""
        return 200 if self.no is None else explained(self.no)[0]


NO_FORM = Form()


def live_page(
    template: str,
    visitor: Visitor,
    device: Device | None = None,
    is_new_device: bool = False,
    form: Form = NO_FORM,
) -> Response:
    """A page that follows the room, as it is now. Raises Busy."""
    actor = visitor.actor
    looked = desk().parts.look(visitor.audience, actor.person)
    page = _page(visitor, looked, device, is_new_device, form)
    rendered = render_template(template, page=page, actor=actor, view=looked.view, mine=looked.mine)
    return make_response(rendered, form.status)


def plain_page(template: str, status: int = 200, **context: Any) -> Response:
    """A page that follows nothing."""
    return make_response(render_template(template, **context), status)


def register(site: Flask) -> None:
    """Give every template of this application its words and its numbers."""
    Babel(site, configure_jinja=False, default_locale=LANGUAGES[0], locale_selector=language)
    site.jinja_env.trim_blocks = True
    site.jinja_env.lstrip_blocks = True
    site.jinja_env.globals.update(
        t=t,
        tn=tn,
        say=say,
        tongue=tongue,
        static_url=lambda name: desk().files.url(name),
        words_for_scripts=words_for_scripts,
        board_of=board_of,
        new_command_id=new_command_id,
        clock=clock,
        day=day,
        listed=listed,
        nth=nth,
        number=number,
        join_address=lambda: desk().parts.address(),
        shuffled=shuffled,
        amounts=amounts,
        given=given,
        placed_now=placed_now,
        list_changes=changes,
        standing=standing,
        agreement=agreement,
        guest_wifi=lambda: desk().parts.network().wifi,
    )
    site.context_processor(_everywhere)


def new_command_id() -> str:
    """A fresh id for a form, so that sending it twice does it once."""
    return secrets.token_hex(16)


def _page(
    visitor: Visitor, looked: Looked, device: Device | None, is_new: bool, form: Form
) -> Page:
    actor = visitor.actor
    is_person = actor.role is Role.PARTICIPANT and device is not None
    # Only what is really there is called saved, whatever the address says.
    own = looked.mine["entries"] if looked.mine else {}
    return Page(
        role=actor.role.value,
        table=actor.table,
        language=visitor.language,
        conference=visitor.conference,
        box=desk().parts.boot,
        seq=looked.seq,
        room_ms=looked.room_ms,
        is_practice=g.conference.is_practice,
        person=actor.person,
        token=desk().cookies.token(device) if device and is_person else "",
        n=device.n if device and is_person else 1,
        of=device.of if device and is_person else 1,
        is_new_device=is_new,
        is_loan=bool(device and is_person and device.is_loan),
        is_introduced=actor.person in shown().introduced,
        saved=form.saved if form.saved in own else None,
        refused=None if form.no is None else explained(form.no)[1],
        kept=form.kept,
    )


def _everywhere() -> dict[str, Any]:
    conference = g.get("conference")
    languages = conference.languages if conference else LANGUAGES
    return {
        "language": language(),
        "lang_of_people": languages[0] if languages else LANGUAGES[0],
        "conference": conference,
        "is_public": desk().parts.is_public,
        "here": _here(),
        "text_size": text_size(),
        "is_login_window": is_login_window(
            request.headers.get("User-Agent", ""), request.headers.get("X-Requested-With", "")
        ),
        "page": None,
    }


def _here() -> str:
    """The address to come back to after choosing a language: a page, also after a form."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    if request.blueprint == "invitee":
        return request.path
    table = (request.view_args or {}).get("table")
    return f"/t/{table}" if table else "/"
