"""How many chose each item: approval, a poll of one or several options, yes and no.

Brams & Fishburn, "Approval Voting", American Political Science Review 72 (1978). Who abstains is
counted apart: shares are of those who voted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .places import placed

Choice = Collection[str] | None
"""A ballot: what was chosen. Nothing chosen is a vote for none of them; None abstains."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item that `n` people chose, as a share (0 to 1) of those who voted; None without any."""

    item: str
    n: int
    share: float | None
    place: int | None
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Approval:
    """`n` voted and `n_abstained` did not; the items by how many chose them."""

    n: int
    n_abstained: int
    items: tuple[Chosen, ...]


def approval(items: Sequence[str], ballots: Iterable[Choice]) -> Approval:
    """Count the choices: most chosen first; alike in the order given.

    A ballot that holds an item twice chooses it once. What is not among `items` (any more) is not
    counted; whoever chose nothing else has voted still. An option "abstain" of a poll is handed in
    as None.
    """
    given = list(ballots)
    voted = [frozenset(choice) for choice in given if choice is not None]
    counts = Counter(item for choice in voted for item in choice)
    standing = placed(items, {item: counts[item] for item in items} if voted else {})
    return Approval(
        n=len(voted),
        n_abstained=len(given) - len(voted),
        items=tuple(
            Chosen(
                item=one.item,
                n=counts[one.item],
                share=counts[one.item] / len(voted) if voted else None,
                place=one.place,
                is_shared=one.is_shared,
            )
            for one in standing
        ),
    )
