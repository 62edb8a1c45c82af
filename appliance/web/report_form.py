"""What the form of the report chooses, and what its fields are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.records import Conference, Edition, Passage, Theme
from appliance.conference.tally.privacy import K
from appliance.report.choice import Choice, Section, Variant

from .language import language
from .speech import say, t
from .words import LANGUAGES, N_

Form = MultiDict[str, str]

VARIANTS: Final[Mapping[Variant, tuple[str, str]]] = {
    Variant.FULL: (N_("Everything"), N_("Also what every table wrote, with all numbers.")),
    Variant.SUMMARY: (
        N_("Summary"),
        N_("For who decides: what came out, the votes and the actions."),
    ),
    Variant.ONE_PAGE: (
        N_("One page"),
        N_("For the minister, while people still applaud."),
    ),
    Variant.THEME: (N_("One theme"), N_("Everything about one theme, for who works on it.")),
    Variant.PUBLIC: (
        N_("Public"),
        N_("Without names, and without what was covered or hidden."),
    ),
}

CHAPTERS: Final[Mapping[Section, str]] = {
    Section.SUMMARY: N_("In short"),
    Section.NUMBERS: N_("Method and numbers"),
    Section.THEMES: N_("The themes"),
    Section.VOTES: N_("The votes"),
    Section.PARKING: N_("Parking lot and minority views"),
    Section.ACTIONS: N_("Actions"),
    Section.APPENDIX: N_("Appendix"),
}
"""What the chapters are called, here and in the report."""

FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "docx": (N_("Word"), N_("to edit")),
    "pdf": (N_("PDF"), N_("to print and to send")),
    "html": (N_("Web page"), N_("one file, for any device")),
    "xlsx": (N_("Spreadsheet"), N_("all numbers, with charts")),
    "csv": (N_("CSV"), N_("for other programs")),
}


def choice_of(form: Form) -> Choice:
    """What a form chooses; what it says wrongly is what is chosen without it."""
    found = Choice(language=language())
    if form.get("variant") in set(Variant):
        found = replace(found, variant=Variant(form["variant"]))
    if form.get("language") in LANGUAGES:
        found = replace(found, language=form["language"])
    sections = tuple(s for s in Section if s.value in form.getlist("sections"))
    least = form.get("least", "")
    if least.isascii() and least.isdigit() and K <= int(least[:6]) <= 1_000:
        found = replace(found, k=int(least[:6]))
    theme = form.get("theme", "")[:60] if found.variant is Variant.THEME else ""
    return replace(found, theme=theme, sections=sections)


def logo_of(form: Form) -> str:
    return form.get("logo", "")[:100]


def item_of(form: Form, choice: Choice) -> dict[str, Any]:
    """The choice as it is kept."""
    return {
        "id": form.get("edition", ""),
        "title": form["title"].strip(),
        "variant": choice.variant.value,
        "language": choice.language,
        "theme": choice.theme,
        "sections": [section.value for section in choice.sections],
        "logo": logo_of(form),
        "least": choice.k,
    }


def fields_of(edition: Edition) -> dict[str, Any]:
    """The fields of the form that choose what was kept."""
    return {
        "variant": edition.variant,
        "language": edition.language,
        "theme": edition.theme,
        "sections": list(edition.sections),
        "logo": edition.logo,
        "least": edition.least or K,
    }


def languages_of(conference: Conference) -> tuple[str, ...]:
    return tuple(each for each in LANGUAGES if each in conference.languages) or LANGUAGES


@dataclass(frozen=True, slots=True)
class Above:
    """A chapter above which the organiser may write, and what stands there by language."""

    id: str
    title: str
    rev: int
    texts: Mapping[str, str]


def chapters_of(
    conference: Conference, themes: Sequence[Theme], passages: Mapping[str, Passage]
) -> list[Above]:
    """Every chapter that takes words, in the order of the report; a theme's after that of all."""
    named = {section.value: t(CHAPTERS[section]) for section in CHAPTERS}
    del named[Section.APPENDIX.value]
    rows: list[tuple[str, str]] = []
    for id, title in named.items():
        rows.append((id, title))
        if id == Section.THEMES:
            rows += [(f"theme-{theme.id}", say(theme.title)) for theme in themes]
    return [
        Above(id, title, found.rev if found else 0, _texts(found, conference))
        for id, title in rows
        for found in (passages.get(id),)
    ]


def _texts(passage: Passage | None, conference: Conference) -> dict[str, str]:
    told = passage.text if passage else {}
    if isinstance(told, str):
        told = {next(iter(conference.languages), LANGUAGES[0]): told}
    return {language: told.get(language, "") for language in languages_of(conference)}
