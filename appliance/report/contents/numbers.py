"""How it was done, and how many took part."""

from .chapter import Chapter, Source


def numbers(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
