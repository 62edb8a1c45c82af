"""The slides of a presentation: what stands on the one that is shown now, as plain data.

A slide shows a welcome, what was answered to a question of the survey, a text, or a picture that
lies beside the conference. What it says of the survey are counts of everybody together, and only
once no more answers come in (law 6). A slide of a later version is shown as a step without one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .records import Activity, Asks, State, Survey, SurveyQuestion
from .room import Room
from .tally.privacy import K
from .tally.survey import Count, Figures, question_figures

Document = dict[str, Any]

BARS_MOST: Final = 8
"""More cannot be read from the last row of a hall."""

SLIDES_MOST: Final = 100

_OVER: Final = (State.CLOSED, State.SEALED)

_PICTURE: Final = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|webp)")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


def slides_of(activity: Activity) -> Sequence[Mapping[str, Any]]:
    """The slides as the organiser wrote them; none of an activity of another kind."""
    found = activity.settings.get("slides") if activity.kind == "presentation" else None
    return found if isinstance(found, list | tuple) else ()


def are_slides(value: Any) -> bool:
    """Whether this can be the slides of a presentation."""
    return isinstance(value, list | tuple) and len(value) <= SLIDES_MOST and all(map(_fits, value))


def is_picture(name: Any) -> bool:
    """Whether this is the name of a picture: the SHA-256 of its bytes, and what kind it is."""
    return isinstance(name, str) and _PICTURE.fullmatch(name) is not None


def pictures_in(slides: Any) -> frozenset[str]:
    """The names of the pictures on these slides, whoever wrote them."""
    listed = slides if isinstance(slides, list | tuple) else ()
    names = [slide.get("image") for slide in listed if isinstance(slide, Mapping)]
    return frozenset(str(name) for name in names if is_picture(name))


def pictures_of(room: Room) -> frozenset[str]:
    """The names of all pictures that a slide of this programme shows."""
    shown = (pictures_in(slides_of(activity)) for activity in room.activities.values())
    return frozenset[str]().union(*shown)


def slide_now(room: Room, activity: Activity) -> Document | None:
    """The slide of a presentation that is shown now; None where it has none."""
    return slide_at(room, activity, activity.slide)


def slide_at(room: Room, activity: Activity, n: int) -> Document | None:
    """One slide of a presentation, 1 is the first; None where there is no such one.

    `n` of `of`; `shows` is welcome, text, image, survey, or title: what the step itself is called.
    """
    slides = slides_of(activity)
    if not 0 < n <= len(slides):
        return None
    place = {"activity": activity.id, "n": n, "of": len(slides)}
    return {**place, **_shown(room, slides[n - 1])}


def _shown(room: Room, slide: Mapping[str, Any]) -> Document:
    if slide.get("welcome"):
        return {"shows": "welcome"}
    if "text" in slide:
        return {"shows": "text", "title": slide.get("title", ""), "text": slide["text"]}
    if is_picture(slide.get("image")):
        alt = "" if slide.get("is_decoration") else slide.get("alt", "")
        return {
            "shows": "image",
            "title": slide.get("title", ""),
            "alt": alt,
            "image": slide["image"],
        }
    wanted = slide.get("survey")
    for survey in room.surveys.values():
        for question in survey.questions:
            if question.id == wanted:
                return {"shows": "survey", **_asked(room, survey, question)}
    return {"shows": "title"}


def _asked(room: Room, survey: Survey, question: SurveyQuestion) -> Document:
    asked: Document = {"title": question.text, "state": survey.state.value}
    figures = question_figures(room, survey, question.id) if survey.state in _OVER else None
    if figures is None:
        return asked
    if figures.n < K:
        return {**asked, "is_few": True, "smallest": K}
    return {**asked, "count": figures.n, **_figures(figures)}


def _figures(figures: Figures) -> Document:
    """The bars, and the mean where there is one. `measure` is what the number at a bar counts."""
    told: Document = {}
    if figures.mean is not None:
        told["mean"] = round(figures.mean, 1)
    if figures.rows:
        leading = figures.rows[0].options[0]
        rows = [row.leading for row in figures.rows]
        return {"measure": "percent", "of_each": leading.text, **_bars(rows)}
    if figures.places is not None:
        return {"measure": "place", **_ranked(figures)}
    if figures.question.kind is Asks.SCALE and len(figures.options) > BARS_MOST:
        return told
    if figures.question.kind is Asks.PICK:
        return {"measure": "n", **_bars(figures.options)}
    if figures.options:
        told |= {"measure": "percent", **_bars(_most_chosen(figures.options))}
    return told


def _bars(counts: Sequence[Count]) -> Document:
    places = [count.place for count in counts]
    bars = [
        {
            "text": count.text,
            "n": count.n,
            "percent": count.percent,
            "length": round(count.share, 4),
            **({"place": count.place} if count.place else {}),
            **({"is_shared": True} if count.place and places.count(count.place) > 1 else {}),
        }
        for count in counts[:BARS_MOST]
    ]
    return {"bars": bars, "of_bars": len(counts)}


def _ranked(figures: Figures) -> Document:
    """The better the mean place, the longer the bar: as long as can be for a first one."""
    means, most = figures.places or {}, len(figures.options)
    placed = [count for count in figures.options if count.id in means]
    bars = [
        {
            "text": count.text,
            "n": count.n,
            "mean_place": round(means[count.id], 1),
            "length": round((most + 1 - means[count.id]) / most, 4),
        }
        for count in placed[:BARS_MOST]
    ]
    return {"bars": bars, "of_bars": most}


def _most_chosen(counts: Sequence[Count]) -> Sequence[Count]:
    """In the order of the question as long as all fit; else those that were chosen most."""
    if len(counts) <= BARS_MOST:
        return counts
    return sorted(counts, key=lambda count: -count.n)


def _fits(slide: Any) -> bool:
    if not isinstance(slide, Mapping):
        return False
    texts = all(_is_text(slide[name]) for name in ("text", "title", "alt") if name in slide)
    is_named = "id" not in slide or _is_key(slide["id"])
    is_seen = "image" not in slide or (is_picture(slide["image"]) and _has_words(slide))
    return texts and is_named and is_seen and isinstance(slide.get("survey", ""), str)


def _has_words(slide: Mapping[str, Any]) -> bool:
    """Whether who cannot see the picture is told what it shows, or that it shows nothing."""
    return slide.get("is_decoration") is True or bool(slide.get("alt"))


def _is_key(id: Any) -> bool:
    return isinstance(id, str) and _KEY.fullmatch(id) is not None


def _is_text(value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool(value) and all(isinstance(text, str) for text in value.values())
    return isinstance(value, str)
