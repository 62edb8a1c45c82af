"""Finds near-duplicates and clusters, respecting what a person decided. Needs numpy and scipy.

The same texts and decisions give the same suggestions, in whatever order the texts come.
"""

from collections.abc import Sequence

from .places import Places
from .reading import readings
from .search import OnProgress, Search
from .suggestions import Decisions, Suggestions, Text
from .telling import told


def find(texts: Sequence[Text], decisions: Decisions, on_progress: OnProgress) -> Suggestions:
    """Suggest; `on_progress` is told how much is done, from 0 to 1. Raises Contradiction."""
    read = readings(sorted(texts, key=lambda text: text.id))
    places = Places([one.id for one in read], decisions)
    on_progress(0.1)
    search = Search.of(read, places)
    if read:
        search.put_duplicates_together(_between(on_progress, 0.1, 0.4))
        search.put_clusters_together(_between(on_progress, 0.4, 0.95))
    suggestions = told(search, decisions)
    on_progress(1.0)
    return suggestions


def _between(on_progress: OnProgress, start: float, end: float) -> OnProgress:
    return lambda share: on_progress(start + share * (end - start))
