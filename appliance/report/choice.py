"""Which report somebody wants: how much of it, for whom, in which language."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from appliance.conference.tally.privacy import K


class Variant(StrEnum):
    """For whom a report is made."""

    FULL = "full"
    SUMMARY = "summary"
    """For who decides: what came out, without what everybody wrote."""
    ONE_PAGE = "one_page"
    """For the minister, while people still applaud."""
    THEME = "theme"
    """One theme, whole."""
    PUBLIC = "public"
    """Without names, and with what was covered covered."""


class Section(StrEnum):
    """The chapters, in the order in which they stand."""

    SUMMARY = "summary"
    NUMBERS = "numbers"
    THEMES = "themes"
    VOTES = "votes"
    PARKING = "parking"
    ACTIONS = "actions"
    APPENDIX = "appendix"


SECTIONS: Final = {
    Variant.FULL: tuple(Section),
    Variant.SUMMARY: (Section.SUMMARY, Section.NUMBERS, Section.VOTES, Section.ACTIONS),
    Variant.ONE_PAGE: (Section.SUMMARY,),
    Variant.THEME: (Section.SUMMARY, Section.THEMES, Section.VOTES, Section.ACTIONS),
    Variant.PUBLIC: tuple(section for section in Section if section is not Section.APPENDIX),
}
"""What each variant holds unless other sections are chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. `theme` is the id of one theme, for `THEME`.

    `sections` are those that are wanted, () for all that the variant holds; `k` (5 or more) is the
    smallest group of which anything is told apart.
    """

    variant: Variant = Variant.FULL
    language: str = "nl"
    theme: str = ""
    sections: tuple[Section, ...] = ()
    k: int = K

    def holds(self, section: Section) -> bool:
        """Whether this chapter is wanted."""
        return section in (self.sections or SECTIONS[self.variant])
