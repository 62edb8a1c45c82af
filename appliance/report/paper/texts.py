"""Texts of a report for the templates: in letters that can be printed, in lines that can end."""

import re
from typing import Any, Final

from appliance.report.value import Line, Run, plain

from .letters import clusters, is_leftward, printed

Json = Any

BREAK: Final = "\x01"
"""Between two signs of a word that fits in no line: here it may go on in the next. No text has
this sign, as controls are told."""

LINE: Final = 36
"""Letters of a word that any line but a table's can hold."""

_SHORT: Final = 1500
_FEW: Final = 20
"""Letters and line ends of a text that surely stands on one page."""

_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(-.*)?")


def text(told: str, line: int = LINE) -> str:
    """A text of one or more lines; words of more letters than `line` holds can be broken."""
    return re.sub(rf"[^ \n]{{{line + 1},}}", _broken, printed(told))


def short(told: str) -> str:
    """A name or title on one line; a dash where there is none, as everything has to have one."""
    return " ".join(printed(told).split()) or "–"


def runs(told: Line, line: int = LINE) -> Json:
    """A line: its text, or where that does not say all, its runs."""
    if all(run == Run(run.text) for run in told):
        return text(plain(told), line)
    return [_run(run, line) for run in told]


def block(told: Line, **more: Json) -> Json:
    """A line that is a paragraph of its own, and whether that runs from right to left."""
    return {**more, "text": runs(told), "leftward": is_leftward(plain(told))}


def heading(told: Line) -> Json:
    """A line that is a title."""
    return block(told if plain(told).split() else (Run("–"),))


def entry(told: str) -> Json:
    """One of very many texts: bare, unless it has a mark, runs from right to left, or may be more
    than a page."""
    shown, is_turned = text(told), is_leftward(told)
    is_long = len(shown) > _SHORT or shown.count("\n") > _FEW
    if is_turned or is_long or BREAK in shown:
        return {"text": shown, "leftward": is_turned}
    return shown


def is_bare(told: Line) -> bool:
    """Whether a line is one run, of which nothing is to be said but its language."""
    return len(told) == 1 and told[0] == Run(told[0].text, told[0].lang)


def language(tag: str) -> str:
    """The language of a tag (BCP 47) as Typst wants it; "" where it is none."""
    found = _LANGUAGE.fullmatch(tag)
    return found[1].lower() if found else ""


def _run(run: Run, line: int) -> Json:
    return {
        "text": text(run.text, line),
        "lang": language(run.lang),
        "strong": run.is_strong,
        "emph": run.is_emphasised,
    }


def _broken(word: re.Match[str]) -> str:
    return BREAK.join(clusters(word[0]))
