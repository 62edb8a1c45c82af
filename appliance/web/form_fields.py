"""What stands in the fields of a prepare form: texts by language, and numbers.

A text of the organiser has a field per language ("title.nl"). Knows no request and no room.
"""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Final

from werkzeug.datastructures import MultiDict

from appliance.conference.records import Text
from appliance.conference.refusal import Refused

from .words import LANGUAGES

Form = MultiDict[str, str]

_LONGEST: Final = 9
"""Characters of a number; no field asks for a longer one."""


def text_of(form: Form, name: str, old: Text) -> Text:
    """A text by language as it stands in the form; "" where there is none at all.

    What is there in a language that the form does not ask for stays.
    """
    shown = [language for language in LANGUAGES if f"{name}.{language}" in form]
    if not shown:
        return old
    others = {} if isinstance(old, str) else {k: v for k, v in old.items() if k not in shown}
    typed = {language: _clean(form[f"{name}.{language}"]) for language in shown}
    if isinstance(old, str) and old and typed == {**dict.fromkeys(shown, ""), LANGUAGES[0]: old}:
        return old
    told = {language: text for language, text in {**typed, **others}.items() if text}
    return told or ""


def lines_in(form: Form, name: str) -> list[dict[str, str]]:
    """One text per line, the same line in each language; lines without words are none."""
    told = {language: form.get(f"{name}.{language}", "").splitlines() for language in LANGUAGES}
    rows = zip_longest(*told.values(), fillvalue="")
    texts = [dict(zip(told, (line.strip() for line in row), strict=True)) for row in rows]
    kept = [{language: line for language, line in text.items() if line} for text in texts]
    return [text for text in kept if text]


def number_in(form: Mapping[str, str], name: str, least: int, most: int) -> int:
    """The whole number in a field, 0 where it is empty. Raises Refused `out_of_range`."""
    n = signed(form.get(name, "") or "0")
    if n is None or not least <= n <= most:
        raise Refused("out_of_range", least=least, most=most)
    return n


def signed(typed: str) -> int | None:
    """The whole number that was typed, with either minus sign; None where it is none."""
    text = _with_hyphen(typed)
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdigit() and len(text) <= _LONGEST
    return int(text) if is_number else None


def decimal(typed: str) -> int | float | None:
    """The number that was typed, with a point or a comma; None where it is none."""
    text = _with_hyphen(typed).replace(",", ".", 1)
    whole, _, part = text.partition(".")
    if signed(whole) is None or not (part or "0").isdigit() or len(text) > _LONGEST:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number


def _with_hyphen(typed: str) -> str:
    return typed.strip().replace("−", "-", 1)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
