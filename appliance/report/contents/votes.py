"""What was voted on, and what came of it."""

from .chapter import Chapter, Source


def votes(source: Source) -> Chapter:
    """The chapter."""
    return Chapter()
