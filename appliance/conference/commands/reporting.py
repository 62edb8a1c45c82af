"""What is asked about the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import FACILITATOR, Command


@dataclass(frozen=True, slots=True)
class WritePassage(Command):
    """Put these words above a chapter of the report, by language; empty ones take them away."""

    roles = FACILITATOR
    chapter: str
    texts: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class PutEdition(Command):
    """Keep a choice of report, or put another in the place of the one with its id."""

    roles = FACILITATOR
    item: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveEdition(Command):
    """Keep a choice of report no longer. What was made of it stays."""

    roles = FACILITATOR
    edition: str
