"""The words on the screens: English in the program, Dutch from the one catalogue, read at start.

The same catalogue serves the pages, the sentences sent over a socket and the scripts in the
browser. Knows no request.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

LANGUAGES: Final = ("nl", "en")
"""The first one is the default."""

_GB: Final = 1_000_000_000

_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
_TEENS: Final = (11, 12, 13)

_SCRIPTS: Final = "webui/static/js/"


def N_(message: str) -> str:
    """Marks a message for the catalogue where it is not yet known in which language it is said."""
    return message


class Words:
    """Every message in every language."""

    def __init__(self, dutch: Catalog) -> None:
        compiled = BytesIO()
        write_mo(compiled, dutch)
        compiled.seek(0)
        self._translations = {"nl": Translations(compiled), "en": NullTranslations()}
        self._dutch = dutch

    @classmethod
    def read(cls) -> "Words":
        """The catalogue that came with the program."""
        catalogue = files("webui") / "locale" / "nl" / "LC_MESSAGES" / "messages.po"
        with catalogue.open("rb") as po:
            return cls(read_po(po, locale="nl"))

    def say(self, language: str, message: str, **values: Any) -> str:
        """The message in this language, with its {placeholders} filled."""
        text = self.find(language, message)
        return text.format_map(written(values, language)) if values else text

    def count(self, language: str, one: str, many: str, n: int, **values: Any) -> str:
        """The message for one or for many in this language, with {n} and its others filled."""
        return self.find(language, one, many, n).format_map(written({"n": n, **values}, language))

    def day(self, language: str, iso: str) -> str:
        """A calendar date as people write it: 19 January 2015; what is none stays as it is."""
        return day(iso, language)

    def clock(self, language: str, minute: int) -> str:
        """The time of day at the box, as people write it: 14.05 uur, 14:05."""
        return clock(minute, language)

    def listed(self, language: str, names: Sequence[str]) -> str:
        """Names one after the other as a sentence does: "4, 7 and 9"."""
        return format_list(names, locale=locale_of(language))

    def find(self, language: str, one: str, many: str = "", n: int = 1) -> str:
        """The message in this language, for one or for many, its {placeholders} as they are."""
        translations = self._translations[language]
        return translations.ngettext(one, many, n) if many else translations.gettext(one)

    def for_scripts(self, language: str, *folders: str) -> dict[str, str | list[str]]:
        """English to other words, for what the browser's scripts say: text, or [one, many].

        Leaves out what is said only by scripts in `folders` of webui/static/js.
        """
        if language == "en":
            return {}
        left_out = tuple(f"{_SCRIPTS}{folder}/" for folder in folders)
        return {
            _forms(message.id)[0]: _form_or_forms(message)
            for message in self._dutch
            if message.id and all(_forms(message.string)) and _is_said_by(message, left_out)
        }


def clock(minute: int, language: str) -> str:
    """The time of day at the box, as people write it: 14.05 uur, 14:05."""
    local = datetime.fromtimestamp(minute * 60, UTC).astimezone()
    return f"{local:%H.%M} uur" if language == "nl" else f"{local:%H:%M}"


def day(iso: str, language: str) -> str:
    """A calendar date as people write it here: 19 January 2015; what is none stays as it is."""
    try:
        return format_date(date.fromisoformat(iso), "long", locale=locale_of(language))
    except ValueError:
        return iso


def nth(n: int, language: str) -> str:
    """A place in an order, as people write it: 2e, 2nd."""
    if language == "nl":
        return f"{n}e"
    return f"{n}{_ENDINGS.get(n % 10, 'th') if n % 100 not in _TEENS else 'th'}"


def space(free_bytes: int) -> tuple[str, float]:
    """How much still fits, as the message and the number in it."""
    if free_bytes < _GB:
        return N_("{n} MB free"), free_bytes // 1_000_000
    rounded = free_bytes // _GB if free_bytes >= 10 * _GB else round(free_bytes / _GB, 1)
    return N_("{n} GB free"), rounded


def locale_of(language: str) -> str:
    """English as people write it here: 19 January, not January 19."""
    return "en_GB" if language == "en" else language


def _is_said_by(message: Message, left_out: tuple[str, ...]) -> bool:
    places = [place for place, _ in message.locations if place.startswith(_SCRIPTS)]
    return any(not place.startswith(left_out) for place in places)


def _form_or_forms(message: Message) -> str | list[str]:
    forms = _forms(message.string)
    return list(forms) if message.pluralizable else forms[0]


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def written(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The values with numbers as people write them in this language, and the others as they are."""
    return {
        name: format_decimal(value, locale=language) if _is_number(value) else value
        for name, value in values.items()
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
