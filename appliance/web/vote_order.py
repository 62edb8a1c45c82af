"""The order that somebody's ballot says, as it counts now: for the plain form of a ranking."""

from collections.abc import Mapping, Sequence
from typing import Any

from appliance.conference.tally.merging import merged_order


def placed_now(items: Sequence[Mapping[str, Any]], values: Mapping[str, int]) -> dict[str, int]:
    """The place of each item, 1 first, of a list as pages have it: what was merged holds the best
    place of what it was made of, what was withdrawn is gone, and the places close up."""
    merged = {item["id"]: item["into"] for item in items if item.get("into")}
    live = {item["id"] for item in items if not item.get("is_withdrawn")}
    order = merged_order([(id,) for id in sorted(values, key=lambda id: values[id])], merged)
    return {id: place for place, id in enumerate((i for (i,) in order if i in live), 1)}
