"""Small groups are not told apart: a count of fewer than k people could point at somebody.

The rule is a minimum frequency with secondary suppression, as statistical offices use it:
Hundepool et al., "Handbook on Statistical Disclosure Control", ESSnet SDC, chapter on tables.
"""

from collections.abc import Mapping
from typing import Final

K: Final = 5
"""The smallest group of people that is counted apart."""

ALL: Final = "all"
"""The name of the group that holds everybody."""


def roll_up(people: Mapping[str, int], k: int = K) -> dict[str, int]:
    """The same people counted in groups of at least `k`, and under "all" if they are that many.

    A group that is too small joins the smallest others until together they are enough; it is then
    called after all its members ("1+4"). A group of nobody stays apart: it points at no one. Where
    even everybody together is fewer than `k`, nothing is told but who is nobody.
    """
    kept = {group: 0 for group, n in people.items() if n == 0}
    total = sum(people.values())
    if total < k:
        return kept
    rising = sorted((n, group) for group, n in people.items() if n > 0)
    small: list[str] = []
    together = 0
    for n, group in rising:
        if n >= k and (not small or together >= k):
            kept[group] = n
        else:
            small.append(group)
            together += n
    if small:
        kept["+".join(sorted(small, key=lambda g: (len(g), g)))] = together
    return {**kept, ALL: total}


def stepwise(part: int, whole: int, k: int = K) -> float:
    """The share `part` / `whole` from 0 to 1; in a group below `k` only none, some (0.5) or all."""
    if part <= 0 or whole <= 0:
        return 0.0
    if part >= whole:
        return 1.0
    return part / whole if whole >= k else 0.5
