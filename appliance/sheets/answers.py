"""What was chosen, from one cell of a foreign survey."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from .fields import Named, squeezed

SEPARATORS: Final = ("|", ";", ", ", "\n")
"""Between choices: ours, Microsoft Forms', Google Forms', and one per line."""

_TOLD_MOST: Final = 10_000
"""Different cells that are looked at once: most people choose the same few."""

YES: Final = frozenset({"yes", "ja", "y", "j", "1", "x", "true", "waar"})
"""What stands in the column of an option that was chosen (LimeSurvey: Yes or Y)."""


class Options:
    """The options of a question, by which the choices in many cells are known."""

    def __init__(self, options: Sequence[Named]) -> None:
        self._told: dict[str, tuple[str, ...] | None] = {}
        names = [(name, one.id) for one in options for name in (one.id, *one.texts)]
        self._exact = _unambiguous((name.strip().casefold(), id) for name, id in names)
        # -2 and 2 are alike when squeezed, and are then only known as they are written.
        self._squeezed = _unambiguous((squeezed(name), id) for name, id in names)
        self._pieces = {
            separator: 1 + max((name.count(separator) for name, _ in names), default=0)
            for separator in SEPARATORS
        }

    def chosen(self, cell: str) -> tuple[str, ...] | None:
        """The ids of the options in a cell, each once, in its order; () for an empty one.

        An option is known by its id or its text in any language. None where any part is unknown;
        the caller then shows the cell to a person.
        """
        if cell in self._told:
            return self._told[cell]
        found = self._found(cell)
        if len(self._told) < _TOLD_MOST:
            self._told[cell] = found
        return found

    def _found(self, cell: str) -> tuple[str, ...] | None:
        if not cell.strip():
            return ()
        if (only := self._known(cell)) is not None:
            return (only,)
        for separator in SEPARATORS:
            parts = [part for part in cell.split(separator) if part.strip()]
            if (found := self._joined(parts, separator)) is not None:
                return tuple(dict.fromkeys(found))
        return None

    def _known(self, told: str) -> str | None:
        exact = self._exact.get(told.strip().casefold())
        return exact if exact is not None else self._squeezed.get(squeezed(told))

    def _joined(self, parts: Sequence[str], separator: str) -> list[str] | None:
        """The options that these parts make, where an option may hold the separator itself.

        Built from the end: at each part the longest option after which the rest can be made too.
        """
        rests: dict[int, tuple[str, int]] = {}
        for first in reversed(range(len(parts))):
            furthest = min(len(parts), first + self._pieces[separator])
            for last in range(furthest, first, -1):
                option = self._known(separator.join(parts[first:last]))
                if option is not None and (last == len(parts) or last in rests):
                    rests[first] = option, last
                    break
        found, place = [], 0
        while place in rests:
            option, place = rests[place]
            found.append(option)
        return found or None


def is_chosen(cell: str) -> bool:
    """Whether the option that has a column of its own was chosen."""
    return squeezed(cell) in YES


def _unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a name stands for, without the names of two things."""
    found = defaultdict(set)
    for name, id in names:
        found[name].add(id)
    return {name: ids.pop() for name, ids in found.items() if name and len(ids) == 1}
