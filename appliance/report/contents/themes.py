"""A chapter per theme: what the survey said, what the tables wrote."""

from .chapter import Chapter, Source


def themes(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
