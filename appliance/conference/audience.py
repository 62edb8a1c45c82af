"""Who looks: an audience is a word such as "table:3" (see `views`)."""

from functools import lru_cache
from typing import Any, Final

Document = dict[str, Any]
"""What an audience is told of one thing: the words of the live contract."""

ALL_SEEING: Final = frozenset({"control", "watch"})
STAGE_SEEING: Final = ALL_SEEING | {"stage"}


@lru_cache(maxsize=1024)
def parts(audience: str) -> tuple[str, str]:
    """Who an audience is, and its table ("" where it has none)."""
    who, _, table = audience.partition(":")
    return who, table
