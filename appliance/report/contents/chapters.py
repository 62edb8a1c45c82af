"""The chapters, each by what makes it."""

from collections.abc import Callable, Mapping
from typing import Final

from appliance.report.choice import Section

from .actions import actions
from .appendix import appendix
from .chapter import Chapter, Source
from .numbers import numbers
from .parking import parking
from .summary import summary
from .themes import themes
from .votes import votes

CHAPTERS: Final[Mapping[Section, Callable[[Source], Chapter]]] = {
    Section.SUMMARY: summary,
    Section.NUMBERS: numbers,
    Section.THEMES: themes,
    Section.VOTES: votes,
    Section.PARKING: parking,
    Section.ACTIONS: actions,
    Section.APPENDIX: appendix,
}
