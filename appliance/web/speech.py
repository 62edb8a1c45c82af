"""What templates say: messages, the organiser's texts, times and dates, in the page's language."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from flask import g
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from appliance.conference.records import Role, Text
from appliance.conference.records import say as say_in

from .desk import desk
from .language import language
from .words import LANGUAGES, Words, written
from .words import clock as clock_in
from .words import day as day_in
from .words import nth as nth_in
from .words import space as space_in

_MB: Final = 1_000_000

_AT_A_TABLE = frozenset({Role.PARTICIPANT, Role.CHAIR})


def t(message: str, **values: Any) -> Markup:
    """The message in the language of the page, with its {placeholders} filled and escaped."""
    return _marked(desk().words.find(language(), message), values)


def tn(one: str, many: str, n: int, **values: Any) -> Markup:
    """The message for one or for many in the language of the page."""
    return _marked(desk().words.find(language(), one, many, n), {"n": n, **values})


def plainly(message: str, **values: Any) -> str:
    """The message in the language of the page, for what is no page."""
    return desk().words.say(language(), message, **values)


def say(text: Text) -> str:
    """A text by the organiser in the language of the page, as far as there is one."""
    conference = g.get("conference")
    return say_in(text, language(), conference.languages if conference else LANGUAGES)


def tongue(text: Text) -> Markup:
    """The attribute `lang` for a text by the organiser that is not in the language of the page."""
    conference = g.get("conference")
    languages = conference.languages if conference else LANGUAGES
    if isinstance(text, str):
        spoken = languages[0] if languages else LANGUAGES[0]
    else:
        wanted = (language(), *languages, *text)
        spoken = next((each for each in wanted if each in text), language())
    return Markup(' lang="{}"').format(spoken) if text and spoken != language() else Markup("")


def words_for_scripts(role: str) -> Markup:
    """The dictionary for the scripts of this role's page, as JSON."""
    return _dictionary(desk().words, language(), role in _AT_A_TABLE)


def clock(minute: int) -> str:
    """The time of day at the box, as people write it: 14.05 uur, 14:05."""
    return clock_in(minute, language())


def day(iso: str) -> str:
    """A calendar date as people write it here: 19 January 2015; what is none stays as it is."""
    return day_in(iso, language())


def number(n: float) -> str:
    """A number as people write it in the language of the page: 2.000 and 6,4, or 2,000 and 6.4."""
    return str(written({"n": n}, language())["n"])


def size(size_bytes: int) -> Markup:
    """How large a file is, as people write it: 120 kB, 1.4 MB."""
    if size_bytes < _MB:
        return t("{n} kB", n=max(1, round(size_bytes / 1_000)))
    return t("{n} MB", n=round(size_bytes / _MB, 1))


def nth(n: int) -> str:
    """A place in an order, as people write it: 2e, 2nd."""
    return nth_in(n, language())


def space(free_bytes: int | None) -> Markup | None:
    """How much still fits on a disk or stick; None where nobody knows."""
    if free_bytes is None:
        return None
    message, n = space_in(free_bytes)
    return t(message, n=n)


def listed(names: Sequence[str]) -> str:
    """Names one after the other as a sentence does: "4, 7 and 9"."""
    return desk().words.listed(language(), names)


def _marked(text: str, values: Mapping[str, Any]) -> Markup:
    safe = escape(text)
    return safe.format(**written(values, language())) if values else safe


@lru_cache(maxsize=8)
def _dictionary(words: Words, speak: str, is_at_a_table: bool) -> Markup:
    left_out = ("console", "stage", "styleguide") if is_at_a_table else ()
    return htmlsafe_json_dumps(words.for_scripts(speak, *left_out), ensure_ascii=False)
