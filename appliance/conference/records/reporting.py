"""What the organiser decides about the report: words of their own, and which are made."""

from dataclasses import dataclass

from .values import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """The organiser's own words above a chapter, in Markdown; `id` is the chapter's."""

    id: str
    text: Text
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A report that was chosen once and may be made again: how much of it, for whom.

    `variant` and `sections` are as `report.choice` names them, `theme` the id of one theme, `logo`
    a kept picture; `least` is the smallest group of which anything is told apart.
    """

    id: str
    title: str
    variant: str
    language: str
    theme: str = ""
    sections: tuple[str, ...] = ()
    logo: str = ""
    least: int = 0
    seq: int = 0
    rev: int = 0
