"""The page on which a conference is prepared: everything that it shows, looked up at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Response
from werkzeug.datastructures import MultiDict

from appliance.conference.activities import ACTIVITIES
from appliance.conference.lacking import TROUBLES, Lack, lacking
from appliance.conference.recipes import free_id
from appliance.conference.records import Conference, Survey, Table, Theme
from appliance.conference.room import Room
from appliance.conference.timetable import Slot, on_the_clock, timetable, total

from .desk import desk
from .language import language
from .page import plain_page
from .prepare_acts import LastAct, last_act
from .prepare_forms import in_language, lines_of
from .prepare_lists import list_line, source_of, step_options, takes_list
from .prepare_settings import STEPS, first_settings, is_more_set, span_of
from .slide_cards import SlideCard, slide_cards
from .slide_forms import offered
from .speech import say, t
from .step_rows import rev_of
from .vote_rows import ROWS, is_yes_or_no, rows_of
from .words import LANGUAGES, N_

USE: Final[Mapping[str, str]] = {
    "presentation": N_("Everybody looks at the big screen. Nobody types."),
    "break": N_("Coffee. Phones show that it is time for a break."),
    "discussion": N_("People say what speaks for and against a topic, and answer each other."),
    "dots": N_("Everybody gives dots to what matters most. Secret until you show the result."),
    "ranking": N_("Everybody puts the list in order. Good where one thing comes before another."),
    "actions": N_("At the end you write down who does what by when, for everybody to see."),
    "brainstorm": N_("Everybody types at once, so that those who speak little are heard too."),
    "categorise": N_("Contributions that say the same become one group, to vote on."),
    "rating": N_("Everybody rates each item, on one or more criteria. Shows what divides them."),
    "budget": N_("Everybody divides an amount over plans. Shows what people would pay for."),
    "poll": N_("One question with a few answers. Quick, also in between."),
    "harvest": N_("The points of the tables, read out chair by chair on the big screen."),
}
"""When to use a kind of step, in one line."""

CHOICES: Final[Mapping[str, str]] = {
    "list": N_("the whole list"),
    "theme": N_("each theme"),
    "borda": N_("points for every place (Borda)"),
    "copeland": N_("most won one to one (Copeland)"),
    "schulze": N_("strongest one to one (Schulze)"),
    "tables": N_("by theme and table"),
    "roles": N_("by role"),
    "actions.facilitator": N_("only who leads"),
    "actions.chairs": N_("the table chairs too"),
    "actions.everyone": N_("all participants too"),
    "categorise.facilitator": N_("only the facilitator"),
    "categorise.chairs": N_("the table chairs, each for the theme of their table"),
    "categorise.everyone": N_("everybody for themselves: a contribution goes where most put it"),
    "single": N_("one answer"),
    "multiple": N_("several answers"),
    "yes_no": N_("yes or no"),
}
"""What the choices of settings are called: by "<choice>", or "<kind>.<choice>"."""

ROWS_SHOWN: Final = 200
"""Of the own items of one step. The page is looked at anew every few seconds."""

LANGUAGE_NAMES: Final[Mapping[str, str]] = {"nl": N_("Dutch"), "en": N_("English")}


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was refused: the place of the page where it stands, what was in it, and why."""

    place: str
    form: MultiDict[str, str]
    refused: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A conference as far as it is prepared. Records never change, so they may leave the room."""

    conference: Conference
    themes: tuple[Theme, ...]
    tables: tuple[Table, ...]
    slots: tuple[Slot, ...]
    lacks: tuple[Lack, ...]
    last_act: LastAct | None
    survey: Survey | None
    invitees: int
    slides: Mapping[str, tuple[SlideCard, ...]] = field(default_factory=dict)
    """Of each presentation, by the id of its step."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the organiser's texts are asked for."""
        return _spoken(self.conference)

    def time(self, minutes: int) -> str:
        """The time of day so long after the begin, or how long after it where no begin is told."""
        at = on_the_clock(self.conference.starts_at, minutes)
        if at is None:
            return t("+{n} min", n=minutes)
        return f"{at[0]}.{at[1]:02}" if language() == "nl" else f"{at[0]}:{at[1]:02}"

    @property
    def minutes(self) -> int:
        """How long the whole programme takes."""
        return total(self.slots)

    def new_question(self, slot: Slot) -> str:
        """An id for one question more in a step."""
        return free_id("vraag", (question.id for question in slot.activity.questions))


def prepare_page(kept: Kept | None = None, status: int = 200) -> Response:
    """The whole page; `kept` is the form that did not go through."""
    it = desk().parts.conductor.read(prepared)
    return plain_page(
        "prepare/page.html",
        status,
        it=it,
        kept=kept,
        lost=_lost(kept, it),
        kinds=ACTIVITIES,
        use=USE,
        language_names=LANGUAGE_NAMES,
        recipes=desk().parts.recipes.all(),
        settings_of=first_settings,
        is_more_set=is_more_set,
        survey_options=[(id, say(text)) for id, text in offered(it.survey)],
        has_picture=lambda name: desk().parts.pictures.find(name) is not None,
        in_language=in_language,
        lines_of=lines_of,
        lack_words=lack_words,
        theme_options=lambda: [(theme.id, say(theme.title)) for theme in it.themes],
        setting_options=lambda step, setting: [
            (choice, choice_words(step.kind, choice)) for choice in setting.choices
        ],
        span_of=span_of,
        names_step=STEPS,
        step_options=lambda step, name: step_options(it.slots, step, name),
        takes_list=takes_list,
        list_line=lambda step: list_line(it.slots, step),
        source_of=lambda step: source_of(it.slots, step),
        rows_of=rows_of,
        row_rev=rev_of,
        is_yes_or_no=is_yes_or_no,
        rows_shown=ROWS_SHOWN,
    )


def choice_words(kind: str, choice: str) -> str:
    """What a choice in a setting of this kind is called."""
    told = CHOICES.get(f"{kind}.{choice}") or CHOICES.get(choice)
    return t(told) if told else choice


def _lost(kept: Kept | None, it: Prepared) -> list[str] | None:
    """What was typed in a form whose record is gone; None where the form stands on the page."""
    if kept is None:
        return None
    kind, _, id = kept.place.partition("-")
    steps = [slot.activity for slot in it.slots]
    there = {
        "theme": [theme.id for theme in it.themes],
        "table": [table.id for table in it.tables],
        "step": [step.id for step in steps],
        "slide": [f"{step}-{card.id}" for step, cards in it.slides.items() for card in cards],
    }
    for name, rows in ROWS.items():
        lists = ((step.id, rows.of(step)) for step in steps if rows in rows_of(step))
        there[name] = [f"{step}-{row['id']}" for step, found in lists for row in found]
    if id in ("", "new") or id.endswith("-new") or kind not in there or id in there[kind]:
        return None
    typed = (told for name, told in kept.form.items(multi=True) if name.partition(".")[0] in _TYPED)
    return [told for told in typed if told.strip()]


_TYPED: Final = frozenset({"title", "text", "alt", "instruction", "question", "chair", "setting"})
"""How the names of fields begin in which people type words."""


def prepared(room: Room) -> Prepared:
    """What there is now. The room has a conference."""
    assert room.conference is not None
    return Prepared(
        conference=room.conference,
        themes=tuple(sorted(room.themes.values(), key=lambda each: each.number)),
        tables=tuple(sorted(room.tables.values(), key=lambda each: each.number)),
        slots=timetable(room.activities.values()),
        lacks=lacking(room),
        last_act=last_act(room),
        survey=next(iter(room.surveys.values()), None),
        invitees=len(room.invitees),
        slides=slide_cards(room),
    )


def spoken_in(room: Room) -> tuple[str, ...]:
    """The languages in which texts are asked for here. The room has a conference."""
    assert room.conference is not None
    return _spoken(room.conference)


def _spoken(conference: Conference) -> tuple[str, ...]:
    spoken = tuple(each for each in LANGUAGES if each in conference.languages)
    return spoken or LANGUAGES[:1]


def lack_words(lack: Lack) -> str:
    """What is missing, as a sentence."""
    return t(
        TROUBLES[lack.code],
        title=say(lack.title),
        theme=say(lack.theme),
        table=lack.table,
        language=t(LANGUAGE_NAMES.get(lack.language, lack.language)),
    )
