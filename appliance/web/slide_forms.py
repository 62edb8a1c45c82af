"""What a form about a slide says, as the command that it asks for: the whole step with its slides.

A slide is told from the others by its `id`; one that has none yet gets one when its step is written
down again. Knows no request and no room.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from appliance.conference.plain import plain
from appliance.conference.records import Activity, Asks, Survey, Text
from appliance.conference.refusal import Refused
from appliance.conference.slides import slides_of

from .form_fields import Form, text_of
from .refusals import Denied
from .step_rows import rev_of

Slide = dict[str, Any]

TEXT_MOST: Final = 2_000
TITLE_MOST: Final = 500
"""Characters in one language. More of a text is not read from the last row, or at all."""

_MOST: Final = {"title": TITLE_MOST, "alt": TITLE_MOST, "text": TEXT_MOST}


def named(activity: Activity) -> list[Slide]:
    """The slides of a step, each with an id that no other one has."""
    slides: list[Slide] = []
    for slide in slides_of(activity):
        taken = {str(each["id"]) for each in slides}
        id = slide.get("id")
        slides.append({**plain(slide), "id": id if id and id not in taken else new_id(taken)})
    return slides


def new_id(taken: set[str]) -> str:
    """An id for one slide more."""
    return next(f"dia-{n}" for n in range(1, len(taken) + 2) if f"dia-{n}" not in taken)


def offered(survey: Survey | None) -> list[tuple[str, Text]]:
    """The questions of a survey that a slide can show: all but those answered in words."""
    questions = survey.questions if survey else ()
    return [(each.id, each.text) for each in questions if each.kind is not Asks.OPEN]


def new_slide(form: Form, title: Text, survey: Survey | None) -> Slide:
    """The slide that somebody wants to add; a text is still to be written."""
    match form.get("shows"):
        case "welcome":
            return {"welcome": True}
        case "text":
            return {"text": title}
        case "survey":
            return {"survey": _question(form, survey)}
    raise Denied("does_not_fit")


def picture_slide(form: Form, name: str, languages: Sequence[str]) -> Slide:
    """The slide with a picture that is kept under this name."""
    return _seen({"image": name}, form, languages)


def changed(slide: Slide, form: Form, survey: Survey | None, languages: Sequence[str]) -> Slide:
    """The slide with what stands in the form in the place of what it was.

    Raises Denied, and Refused `changed_meanwhile` where somebody else changed it since.
    """
    if form.get("rev", "") not in ("", rev_of(slide)):
        raise Refused("changed_meanwhile")
    if "image" in slide:
        return _seen(slide, form, languages)
    if "text" in slide:
        text = _typed(form, "text", slide["text"])
        if not text:
            raise Denied("slide_empty")
        return _titled({**slide, "text": text}, form)
    if "survey" in slide and form.get("survey") != slide["survey"]:
        return {**slide, "survey": _question(form, survey)}
    return slide


def _question(form: Form, survey: Survey | None) -> str:
    wanted = form.get("survey", "")
    if wanted not in (id for id, _ in offered(survey)):
        raise Denied("slide_question")
    return wanted


def _seen(slide: Slide, form: Form, languages: Sequence[str]) -> Slide:
    """A picture with its words: in every language that is spoken, or none are needed."""
    alt = _typed(form, "alt", slide.get("alt", ""))
    is_decoration = "is_decoration" in form
    told = alt if isinstance(alt, Mapping) else dict.fromkeys(languages, alt)
    if not is_decoration and not all(told.get(language) for language in languages):
        raise Denied("alt_empty")
    seen = {name: value for name, value in slide.items() if name not in ("alt", "is_decoration")}
    seen |= {"alt": alt} if alt else {}
    return _titled({**seen, **({"is_decoration": True} if is_decoration else {})}, form)


def _titled(slide: Slide, form: Form) -> Slide:
    title = _typed(form, "title", slide.get("title", ""))
    untitled = {name: value for name, value in slide.items() if name != "title"}
    return {**untitled, "title": title} if title else untitled


def _typed(form: Form, name: str, old: Text) -> Text:
    text = text_of(form, name, old)
    longest = max(map(len, text.values() if isinstance(text, Mapping) else (text,)), default=0)
    if longest > _MOST[name]:
        raise Denied("slide_long", n=longest, most=_MOST[name])
    return text
