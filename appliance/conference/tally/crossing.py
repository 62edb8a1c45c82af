"""People divided in two ways at once: what is told of both must not betray a few of them.

Each division may be told by itself (privacy.roll_up) and still, when all of a table are
participants and everybody else who is one sits elsewhere, one subtraction leaves the rest. This
finds the smallest number of people that follows from two divisions in that way.
"""

from collections import defaultdict, deque
from collections.abc import Mapping

Cells = Mapping[tuple[str, str], int]
"""How many people are in a group of the one division and in a group of the other."""


def fewest_apart(cells: Cells, most: int) -> int:
    """The fewest people that can be told apart by adding and subtracting groups; at most `most`.

    What follows are sums of one kind of set: the people of some groups U of the one division
    without those of groups V of the other that hold nobody else, V within U. The smallest is a
    cut in the network of the cells: Ford & Fulkerson, "Maximal Flow Through a Network", Canadian
    Journal of Mathematics 8 (1956); as for the audit of tables in Gusfield, "A Graph Theoretic
    Approach to Statistical Data Security", SIAM Journal on Computing 17 (1988).
    """
    there = {cell: n for cell, n in cells.items() if n > 0}
    small = [cell for cell, n in there.items() if n < most]
    return min((_cut(there, cell, most) for cell in small), default=most)


def _cut(cells: Cells, cell: tuple[str, str], most: int) -> int:
    """The fewest people of a set as above that has those of `cell` in it."""
    left = dict(cells)
    found = 0
    while found < most:
        path = _path(left, cell)
        if not path:
            return found
        # Only the way from the one division to the other is narrow.
        narrow = min(left[one, other] for one, other, is_there in path if is_there)
        for one, other, is_there in path:
            left[one, other] += -narrow if is_there else narrow
        found += narrow
    return most


def _path(left: Cells, cell: tuple[str, str]) -> list[tuple[str, str, bool]]:
    """A way from the one group of a cell to the other through cells that have people left.

    Each step is a cell and whether it is passed from the one division to the other.
    """
    start, end = (True, cell[0]), (False, cell[1])
    came: dict[tuple[bool, str], tuple[bool, str]] = {start: start}
    waiting = deque([start])
    onward = _onward(left)
    while waiting and end not in came:
        here = waiting.popleft()
        for there in onward[here]:
            if there not in came:
                came[there] = here
                waiting.append(there)
    return _steps(came, start, end) if end in came else []


def _onward(left: Cells) -> Mapping[tuple[bool, str], list[tuple[bool, str]]]:
    onward: defaultdict[tuple[bool, str], list[tuple[bool, str]]] = defaultdict(list)
    for (one, other), n in left.items():
        onward[False, other].append((True, one))
        if n > 0:
            onward[True, one].append((False, other))
    return onward


def _steps(
    came: Mapping[tuple[bool, str], tuple[bool, str]],
    start: tuple[bool, str],
    end: tuple[bool, str],
) -> list[tuple[str, str, bool]]:
    steps = []
    here = end
    while here != start:
        before = came[here]
        is_there = before[0]
        one, other = (before[1], here[1]) if is_there else (here[1], before[1])
        steps.append((one, other, is_there))
        here = before
    return steps
