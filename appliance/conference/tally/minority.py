"""What few chose, and chose strongly: what a list with the most on top pushes out of sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final

from .privacy import K

FEW: Final = 0.2
"""At most such a part of all who voted is few."""

STRONGLY: Final = 1.5
"""So many times as much as people give to what they give anything to at all."""

_GIVEN: Final = ("dots", "mean")
"""What was given to an item: all of it, or on average by each ballot."""


@dataclass(frozen=True, slots=True)
class Minority:
    """An item to which `voters` gave something, on average `each`; `usual` is that of all items."""

    item: str
    voters: int
    each: float
    usual: float


def minority(
    rows: Sequence[Mapping[str, Any]], ballots: int, is_mean: bool, k: int = K
) -> tuple[Minority, ...]:
    """The items to which few gave much, most each first; () where fewer than `k` did.

    `rows` are those of a result: with "voters" and what was given, added up ("dots") or, with
    `is_mean`, on average by every ballot ("mean").
    """
    name = _GIVEN[is_mean]
    each = {
        row["id"]: row[name] * (ballots if is_mean else 1) / row["voters"]
        for row in rows
        if row.get("voters") and row.get(name) is not None
    }
    if not each:
        return ()
    usual = fmean(each.values())
    found = [
        Minority(row["id"], row["voters"], each[row["id"]], usual)
        for row in rows
        if row["id"] in each
        and k <= row["voters"] <= FEW * ballots
        and each[row["id"]] >= STRONGLY * usual
    ]
    return tuple(sorted(found, key=lambda one: -one.each))
