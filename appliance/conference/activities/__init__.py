"""The kinds of activity that this version knows. To add one: one file, one line here."""

from collections.abc import Mapping
from typing import Final

from . import (
    brainstorm,
    categorise,
    discussion,
    dots,
    harvest,
    pause,
    poll,
    presentation,
    rating,
)
from .kind import Kind

ACTIVITIES: Final[Mapping[str, Kind]] = {
    module.KIND.name: module.KIND
    for module in (
        *(presentation, pause, brainstorm, categorise),
        *(dots, rating, poll, discussion, harvest),
    )
}
"""Every kind by name. Others in a programme are kept as they are and shown without a screen."""
