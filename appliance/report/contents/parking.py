"""The parking lot, and what few found important."""

from .chapter import Chapter, Source


def parking(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
