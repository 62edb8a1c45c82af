"""A finding: what was looked at, what was seen, how good that is, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


def N_(message: str) -> str:
    """Marks a message for the catalogue; whoever shows it says it in a language."""
    return message


class Verdict(StrEnum):
    """How good it is; only the third keeps a room from working."""

    GOOD = "good"
    WARNING = "warning"
    WOULD_NOT_WORK = "would_not_work"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message of the catalogue with what goes between its braces."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


def say(message: str, **values: Any) -> Sentence:
    """A sentence; the message is marked where it stands, with `N_`."""
    return Sentence(message, values)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `check` is its name for machines, such as "port_80"."""

    check: str
    verdict: Verdict
    seen: Sentence
    remedy: Sentence | None = None


def good(check: str, seen: Sentence) -> Finding:
    """Nothing needs to be done."""
    return Finding(check, Verdict.GOOD, seen)


def warning(check: str, seen: Sentence, remedy: Sentence) -> Finding:
    """The room works, yet not as well as it could."""
    return Finding(check, Verdict.WARNING, seen, remedy)


def bad(check: str, seen: Sentence, remedy: Sentence) -> Finding:
    """The room would not work."""
    return Finding(check, Verdict.WOULD_NOT_WORK, seen, remedy)


def unknown(check: str, seen: Sentence, remedy: Sentence | None = None) -> Finding:
    """It could not be seen from here."""
    return Finding(check, Verdict.NOT_KNOWN, seen, remedy)
