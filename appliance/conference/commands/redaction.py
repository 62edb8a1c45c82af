"""What covers names and numbers in people's texts, for who reads them afterwards.

An item is an object that names a stretch of a text: `kind`, `record` and `place` of the text,
`start` and `end` in code points, and `text`, what stands there: so nothing else is covered by
mistake. `what` and `why` are words of `Covers` and `Why`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import FACILITATOR, Command


@dataclass(frozen=True, slots=True)
class ProposeCovers(Command):
    """Put what a search found before a person. What was decided before stays so.

    A search may be told in several of these; the last has the digest of all that was `searched`,
    and what it `lacks`.
    """

    roles = FACILITATOR
    items: tuple[Mapping[str, Any], ...]
    searched: str = ""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover(Command):
    """Cover these for whoever reads them outside the room."""

    roles = FACILITATOR
    items: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """Leave these as they are."""

    roles = FACILITATOR
    items: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Uncover(Command):
    """Take the cover off again."""

    roles = FACILITATOR
    items: tuple[Mapping[str, Any], ...]
