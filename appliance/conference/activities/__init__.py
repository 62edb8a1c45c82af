"""The kinds of activity that this version knows. To add one: one file, one line here."""

from collections.abc import Mapping
from typing import Final

from . import (
    actions,
    brainstorm,
    budget,
    categorise,
    discussion,
    dots,
    harvest,
    pause,
    poll,
    presentation,
    ranking,
    rating,
)
from .kind import Kind

ACTIVITIES: Final[Mapping[str, Kind]] = {
    module.KIND.name: module.KIND
    for module in (
        *(presentation, pause, brainstorm, categorise),
        *(dots, rating, ranking, budget, poll, discussion, harvest, actions),
    )
}
"""Every kind by name. Others in a programme are kept as they are and shown without a screen."""
