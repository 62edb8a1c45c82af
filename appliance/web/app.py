"""The web application: puts its parts together for the box that starts it."""

from importlib.resources import files
from typing import cast

from . import (
    about,
    board_alike,
    carry,
    chair,
    closing,
    control,
    errors,
    guard,
    invitee,
    language,
    machine_acts,
    machines,
    manual,
    online_copy,
    own,
    page,
    papers,
    participant,
    prepare,
    prepare_answers,
    prepare_chosen,
    prepare_invitees,
    prepare_mail,
    prepare_paper,
    prepare_pictures,
    prepare_questions,
    prepare_rows,
    prepare_slides,
    prepare_sort,
    prepare_survey,
    preview,
    reach,
    redaction,
    report,
    results,
    results_archive,
    results_stick,
    sign_in,
    staff,
    stage,
    styleguide,
    survey_desk,
    survey_preview,
    survey_results,
    text_size,
    vote_results,
    watch,
)
from .bringing import Bringing
from .cookies import Cookies
from .desk import NAME, Desk
from .errors import Site
from .limits import Limits, Throttle
from .parts import Looked, Parts
from .probed import Probed
from .proxied import Proxied
from .static import StaticFiles
from .words import Words

__all__ = ["Looked", "Parts", "Site", "bringing", "create_app"]


def create_app(parts: Parts, words: Words | None = None) -> Site:
    """The application that serves every page and every address of the box."""
    site = Site("tafelronde", static_folder=None, template_folder=str(files("webui") / "templates"))
    site.config.update(
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=guard.BODY_MOST_BYTES,
        SOCK_SERVER_OPTIONS=dict(parts.sock_options),
    )
    cookies = Cookies(parts.secret, is_secure=parts.is_public)
    site.extensions[NAME] = Desk(
        parts=parts,
        cookies=cookies,
        words=words or Words.read(),
        files=StaticFiles.read(),
        limits=Limits(parts.rates),
        throttle=Throttle(),
        bringing=Bringing(cookies, parts.scratch, is_public=parts.is_public),
    )
    errors.register(site)
    guard.register(site)
    reach.register(site)
    page.register(site)
    machine_acts.register(site)
    survey_desk.register(site)
    for part in (participant, own, chair, board_alike, control, stage, watch):
        site.register_blueprint(part.pages)
    for part in (sign_in, results, machines, staff, machine_acts, carry, styleguide, about):
        site.register_blueprint(part.pages)
    for part in (survey_results, language, text_size, manual, prepare_sort, invitee):
        site.register_blueprint(part.pages)
    for part in (prepare, prepare_slides, prepare_pictures, prepare_rows, prepare_chosen):
        site.register_blueprint(part.pages)
    for part in (preview, papers, report, vote_results):
        site.register_blueprint(part.pages)
    for part in (redaction, closing, results_archive, results_stick, online_copy):
        site.register_blueprint(part.pages)
    for part in (
        prepare_survey,
        prepare_questions,
        prepare_invitees,
        prepare_paper,
        prepare_answers,
        prepare_mail,
        survey_preview,
    ):
        site.register_blueprint(part.pages)
    site.wsgi_app = Probed(site.wsgi_app, parts.probe)  # type: ignore[method-assign] # as Flask says
    if parts.proxies:
        site.wsgi_app = Proxied(site.wsgi_app, parts.proxies)  # type: ignore[method-assign]
    return site


def bringing(site: Site) -> Bringing:
    """What stands where large files are brought to this application."""
    return cast(Desk, site.extensions[NAME]).bringing
