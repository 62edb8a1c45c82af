"""The list of actions: who does what, by when, and what it came from."""

from .chapter import Chapter, Source


def actions(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
