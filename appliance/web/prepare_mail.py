"""Invitations and reminders by mail: their texts, who gets one, and how far the sending is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, g, request

from appliance.conductor import Busy
from appliance.conference.records import State, Survey, say
from appliance.conference.tally.survey import has_answered
from appliance.mail.letter import Letter, Outcome, Sending, plain
from appliance.mail.post import Post
from appliance.mail.provider import TROUBLES

from .desk import desk
from .parts import Conductor
from .prepare_invitees import Person, people
from .refusals import Denied, NoForPeople
from .speech import t
from .survey_desk import blueprint, survey_here, survey_page, to
from .survey_words import at_minute, at_minute_in
from .words import LANGUAGES, N_

pages = blueprint("prepare_mail")

INVITATION: Final = "invitation"
REMINDER: Final = "reminder"
KINDS: Final = (INVITATION, REMINDER)

BODY_MOST: Final = 10_000

SUBJECTS: Final[Mapping[str, str]] = {
    INVITATION: N_("Invitation: {title}"),
    REMINDER: N_("Reminder: {title}"),
}
BODIES: Final[Mapping[str, tuple[str, ...]]] = {
    INVITATION: (
        N_("Dear {name},"),
        N_(
            "You are invited to a conference. Before it we would like to hear from you, also if "
            "you cannot come. You answer here:"
        ),
        "{link}",
        N_("This link is yours alone. You can stop and go on later, until {closes}."),
        N_("Thank you!"),
    ),
    REMINDER: (
        N_("Dear {name},"),
        N_(
            "We have not had your answers yet. They count, also if you cannot come. You answer "
            "here:"
        ),
        "{link}",
        N_("You can do so until {closes}."),
        N_("Thank you!"),
    ),
}
"""Subject and paragraphs of each kind where the organiser wrote none."""

_PLACES: Final = re.compile(r"\{(name|link|closes)\}")


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of letter: how many get it now, and what became of those that went before."""

    kind: str
    waiting: int
    sent: int
    refused: int
    unsure: int


@pages.get("/mail")
def show() -> Response:
    """The texts, who gets one, and how far the sending is."""
    return _page(survey_here())


@pages.post("/mail/texts")
def keep_texts() -> Response:
    """Keep the texts of invitation and reminder."""
    survey = survey_here()
    texts = _typed()
    bodies = [told["body"] for kind in texts.values() for told in kind.values() if told["body"]]
    if any("{link}" not in body for body in bodies):
        return _page(survey, Denied("mail_link"), texts)
    post = _post()
    try:
        post.keep_texts(texts)
    except OSError:
        return _page(survey, Denied("cannot_save", n=30), texts)
    return to("/mail?saved=1")


@pages.post("/mail/send")
def send() -> Response:
    """Begin to send, or go on; who has this letter does not get it again."""
    survey, kind = survey_here(), request.form.get("kind", "")
    post = _post()
    if not post.is_set:
        return _page(survey, Denied("mail_unset"))
    if survey.state is not State.OPEN:
        return _page(survey, Denied("mail_not_open"))
    if kind not in (INVITATION, *_reminders(post)):
        return _page(survey, Denied("bad_command"))
    conductor = desk().parts.conductor
    minute = conductor.read(lambda room: room.minute)
    post.send(kind, _letters(survey, post, kind), _wanted(conductor), minute)
    return to("/mail#sending")


@pages.post("/mail/stop")
def stop() -> Response:
    """Stop after the letter that is being handed over."""
    _post().stop()
    return to("/mail#sending")


def _page(
    survey: Survey, no: NoForPeople | None = None, texts: Mapping[str, Any] | None = None
) -> Response:
    post = _post()
    everybody = people()
    sending = post.state()
    return survey_page(
        "survey_mail.html",
        no,
        survey=survey,
        is_set=post.is_set,
        kinds=KINDS,
        texts=texts or _texts(survey, post),
        rounds=[_round(post, kind, everybody) for kind in _offered(post, everybody)],
        past=post.rounds(),
        at_minute=at_minute,
        without_address=sum(not person.invitee.email for person in everybody),
        sending=sending,
        trouble=_trouble(sending),
        is_saved="saved" in request.args,
        unsure=_unsure(post, everybody),
    )


def _post() -> Post:
    found = desk().parts.mail
    if found is None:
        raise Denied("mail_unset")
    return found


def _wanted(conductor: Conductor) -> Callable[[str], bool]:
    """Whether somebody still has to be written to: asked of the room as each letter goes."""

    def is_wanted(invitee: str) -> bool:
        try:
            return conductor.read(
                lambda room: invitee in room.invitees and invitee not in has_answered(room)
            )
        except Busy:
            return False

    return is_wanted


def _offered(post: Post, everybody: Sequence[Person]) -> list[str]:
    """Invitations, and of the reminders the last round until it is done, then the next."""
    *_, last, following = ("", *_reminders(post))
    is_going = last and _round(post, last, everybody).waiting
    return [INVITATION, last if is_going else following]


def _reminders(post: Post) -> list[str]:
    """The rounds of reminders that were begun, and the next one."""
    begun = [kind for kind in post.kinds() if kind.startswith(f"{REMINDER}-")]
    return [*begun, f"{REMINDER}-{len(begun) + 1}"]


def _round(post: Post, kind: str, everybody: Sequence[Person]) -> Round:
    outcomes = post.outcomes(kind)
    waiting = sum(_gets(person, outcomes) for person in everybody)
    told = list(outcomes.values())
    return Round(
        kind=kind,
        waiting=waiting,
        sent=told.count(Outcome.SENT),
        refused=told.count(Outcome.REFUSED),
        unsure=told.count(Outcome.UNSURE),
    )


def _gets(person: Person, outcomes: Mapping[str, Outcome]) -> bool:
    invitee = person.invitee
    return bool(
        invitee.email and invitee.code and not person.has_answered and invitee.id not in outcomes
    )


def _letters(survey: Survey, post: Post, kind: str) -> list[Letter]:
    texts = _texts(survey, post)[INVITATION if kind == INVITATION else REMINDER]
    outcomes = post.outcomes(kind)
    return [_letter(survey, texts, person) for person in people() if _gets(person, outcomes)]


def _letter(survey: Survey, texts: Mapping[str, Mapping[str, str]], person: Person) -> Letter:
    """One letter with each language that has a text, one below the other."""
    subjects, bodies = [], []
    for language in LANGUAGES:
        told = texts[language]
        if told["body"]:
            values = _values(survey, person, language)
            subjects.append(_filled(told["subject"], values))
            bodies.append(_filled(told["body"], values))
    invitee = person.invitee
    return Letter(
        invitee=invitee.id,
        name=invitee.label,
        address=invitee.email,
        subject=plain(" / ".join(filter(None, subjects))),
        body="\n\n--\n\n".join(bodies) + "\n",
    )


def _values(survey: Survey, person: Person, language: str) -> dict[str, str]:
    closes = survey.closes_minute
    later = desk().words.find(language, N_("the survey closes"))
    return {
        "name": person.invitee.label or person.invitee.email,
        "link": person.link,
        "closes": at_minute_in(closes, language) if closes is not None else later,
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled at once: a name may look like one."""
    return _PLACES.sub(lambda place: values[place[1]], text)


def _texts(survey: Survey, post: Post) -> dict[str, dict[str, dict[str, str]]]:
    """The texts of each kind in each language: those that were kept, else ours."""
    kept = post.texts()
    return {
        kind: {language: _text(survey, kept, kind, language) for language in LANGUAGES}
        for kind in KINDS
    }


def _text(survey: Survey, kept: Mapping[str, Any], kind: str, language: str) -> dict[str, str]:
    told = kept.get(kind, {}).get(language)
    if isinstance(told, dict):
        return {name: str(told.get(name, "")) for name in ("subject", "body")}
    words = desk().words
    title = say(survey.title, language, g.conference.languages)
    return {
        "subject": words.find(language, SUBJECTS[kind]).replace("{title}", title),
        "body": "\n\n".join(words.find(language, told) for told in BODIES[kind]),
    }


def _typed() -> dict[str, dict[str, dict[str, str]]]:
    return {
        kind: {
            language: {
                "subject": plain(request.form.get(f"{kind}_subject_{language}", "")),
                "body": request.form.get(f"{kind}_body_{language}", "").strip()[:BODY_MOST],
            }
            for language in LANGUAGES
        }
        for kind in KINDS
    }


def _unsure(post: Post, everybody: Sequence[Person]) -> list[str]:
    """The addresses of whom nobody knows whether a letter reached the provider."""
    if post.state().is_running:
        return []
    of = {p.invitee.id: p.invitee.email for p in everybody}
    found = [
        of[invitee]
        for kind in post.kinds()
        for invitee, outcome in post.outcomes(kind).items()
        if outcome is Outcome.UNSURE and invitee in of
    ]
    return sorted(set(found))


def _trouble(sending: Sending) -> Any:
    return t(TROUBLES[sending.trouble], **(sending.values or {})) if sending.trouble else ""
