"""Where the room does not agree: the items to talk about before anything is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .places import DECIMALS
from .scale import DISSENT


@dataclass(frozen=True, slots=True)
class Divided:
    """An item on which the room is divided, and how much, from 0 to 1."""

    item: str
    dissent: float


def disagreement(
    items: Sequence[str], dissent: Mapping[str, float | None], dissent_from: float = DISSENT
) -> tuple[Divided, ...]:
    """The items with at least so much dissent, most first; alike in the order given.

    Where an item is rated on several criteria its dissent is that of the one that divides most.
    """
    found = ((item, dissent.get(item)) for item in items)
    known = [Divided(item, much) for item, much in found if much is not None]
    divided = [one for one in known if round(one.dissent, DECIMALS) >= dissent_from]
    return tuple(sorted(divided, key=lambda one: -round(one.dissent, DECIMALS)))
