"""What came out, in short."""

from .chapter import Chapter, Source


def summary(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
