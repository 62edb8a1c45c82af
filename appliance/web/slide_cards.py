"""The slides of a programme as the prepare page shows them: what each is, and its small picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appliance.conference import views
from appliance.conference.records import Activity
from appliance.conference.room import Room
from appliance.conference.slides import slide_at

from .preview import as_if_open
from .slide_forms import Slide, named
from .step_rows import rev_of


@dataclass(frozen=True, slots=True)
class SlideCard:
    """One slide: its id and what it holds, the `rev` of its form, and what the stage would show."""

    id: str
    slide: Slide
    rev: str
    view: Mapping[str, Any]
    """Documents by kind and id, as the big screen is sent them."""

    @property
    def shown(self) -> Mapping[str, Any]:
        """What stands on it."""
        found: Mapping[str, Any] = next(iter(self.view["slides"].values()))
        return found


def slide_cards(room: Room) -> Mapping[str, tuple[SlideCard, ...]]:
    """The slides of every presentation in the programme, by the id of its step."""
    steps = [step for step in room.programme() if step.kind == "presentation"]
    return {step.id: _cards(room, step) for step in steps}


def _cards(room: Room, step: Activity) -> tuple[SlideCard, ...]:
    slides = named(step)
    if not slides:
        return ()
    seen = views.view("stage", as_if_open(room, step.id))
    base = {"conferences": seen["conferences"]}
    base["activities"] = {step.id: seen["activities"][step.id]}
    return tuple(
        SlideCard(
            slide["id"],
            slide,
            rev_of(slide),
            {**base, "slides": {step.id: slide_at(room, step, n)}},
        )
        for n, slide in enumerate(slides, 1)
    )
