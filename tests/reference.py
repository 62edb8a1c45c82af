"""The reference conference as its files tell it, and straight counts of its ballots.

Written without the program's own tallies: what the box says is held against this.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, median, pstdev
from typing import Any

DEMO = Path(__file__).parents[1] / "appliance" / "demo"
SEATS = 10
SCALE = (0, 10)

Row = Mapping[str, str]
Seat = tuple[str, int]
"""A table, and which of its people from 1: one browser."""


def rows(name: str) -> list[Row]:
    """The rows of a file of the reference conference."""
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(activity: str) -> dict[Seat, list[Row]]:
    """What each person wrote in this step, in order."""
    found: dict[Seat, list[Row]] = defaultdict(list)
    for row in sorted(rows("entries"), key=lambda row: int(row["second"])):
        if row["activity"] == activity:
            found[row["table"], int(row["participant"])].append(row)
    return found


def groups(theme: str) -> list[Row]:
    """The groups of a theme; "entries" has the ids in entries.csv, joined by |."""
    return [row for row in rows("vote-items") if row["theme"] == theme]


def voted(method: str) -> dict[Seat, list[Row]]:
    """The rows of each person's ballot. Ballots number people through the room, not per table."""
    found: dict[Seat, list[Row]] = defaultdict(list)
    for row in rows("ballots"):
        if row["method"] == method:
            found[row["table"], (int(row["participant"]) - 1) % SEATS + 1].append(row)
    return found


def dots_ballot(own: Sequence[Row]) -> dict[str, Any]:
    """One person's dots. Who put two dots on one item has two rows for it."""
    given: Counter[str] = Counter()
    for row in own:
        given[row["item"]] += int(row["value"])
    return dict(given)


def rating_ballot(own: Sequence[Row]) -> dict[str, Any]:
    """One person's ratings: item to criterion to number."""
    given: dict[str, dict[str, int]] = defaultdict(dict)
    for row in own:
        given[row["item"]][row["criterion"]] = int(row["value"])
    return dict(given)


def all_dots() -> dict[str, int]:
    """Dots per item, 0 where it has none."""
    total = {row["item"]: 0 for row in rows("vote-items")}
    for row in rows("ballots"):
        if row["method"] == "dots":
            total[row["item"]] += int(row["value"])
    return total


def ranks(total: Mapping[str, float]) -> dict[str, int]:
    """One more than how many stand above it: who has as many shares the place."""
    return {id: 1 + sum(other > n for other in total.values()) for id, n in total.items()}


def all_ratings() -> dict[str, dict[str, dict[str, float]]]:
    """Per item and criterion what all ratings together say."""
    given: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows("ballots"):
        if row["method"] == "rating":
            given[row["item"]][row["criterion"]].append(int(row["value"]))
    return {
        item: {criterion: _numbers(values) for criterion, values in by_criterion.items()}
        for item, by_criterion in given.items()
    }


def _numbers(values: Sequence[int]) -> dict[str, float]:
    """Dissent is the spread as a part of the widest: half of the people at each end."""
    low, high = SCALE
    half = len(values) // 2
    widest = pstdev([low] * half + [high] * (len(values) - half))
    return {
        "n": len(values),
        "mean": fmean(values),
        "median": median(values),
        "sd": pstdev(values),
        "dissent": pstdev(values) / widest,
    }
