"""Hands the texts of the sorting desk to who compares them, and what they found back to the pages.

The only place that knows both what is decided in groups and how texts are compared.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from .assist import child
from .assist.suggestions import Cluster, Decisions, Group, Match, Text
from .conference.records import Bucket, Separation
from .web.suggesting import Alike, CannotSuggest, OnProgress, Proposal

TOLD_MOST: Final = 100
"""So many texts that are kept apart are told of one suggestion, as 4,950 pairs. What comes back
goes past the decisions once more, so that this costs suggestions and overrules nobody."""


def suggest(
    texts: Mapping[str, str],
    buckets: Sequence[Bucket],
    apart: Sequence[Separation],
    on_progress: OnProgress,
) -> list[Proposal]:
    """What seems to belong together, in a process of its own. Raises CannotSuggest."""
    told = [Text(id, text) for id, text in texts.items()]
    try:
        found = child.suggest(told, decisions(texts, buckets, apart), on_progress)
    except child.CannotSuggest as no:
        raise CannotSuggest(child.REFUSALS[no.code], **no.values) from no
    return [_proposal(cluster) for cluster in found.clusters if cluster.suggested]


def decisions(
    texts: Mapping[str, str], buckets: Sequence[Bucket], apart: Sequence[Separation] = ()
) -> Decisions:
    """What a person decided: a group stays, what was taken out of it does not come back, and what
    they did not want together does not come together."""
    there = [(b, tuple(id for id in b.members if id in texts)) for b in buckets]
    return Decisions(
        groups=tuple(Group(b.id, members, b.title) for b, members in there if members),
        # A group is one place, so that being apart from one of it is being apart from all.
        apart=(
            *((id, members[0]) for b, members in there if members for id in b.without),
            *(pair for each in apart for pair in combinations(each.members[:TOLD_MOST], 2)),
        ),
    )


def _proposal(cluster: Cluster) -> Proposal:
    texts = tuple(_alike(match) for match in cluster.suggested)
    return Proposal(cluster.group, cluster.words, texts)


def _alike(match: Match) -> Alike:
    why = match.why
    return Alike(match.text, match.like, why.similarity, why.words, why.nearly)
