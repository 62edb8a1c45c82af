"""Where every text stands, and which may come together: the person's decisions, kept."""

from collections.abc import Mapping, Sequence

from .suggestions import Decisions


class Contradiction(ValueError):
    """The decisions place one text twice, or two texts share an id: the caller's mistake."""


class Places:
    """A partition of the texts 0 to n - 1 that only grows together, and never against a decision.

    A union-find (Tarjan 1975) in which a place also knows the person's group it belongs to and the
    texts that its own were taken apart from.
    """

    def __init__(self, ids: Sequence[str], decisions: Decisions) -> None:
        """Raises Contradiction."""
        at = {id: index for index, id in enumerate(ids)}
        if len(at) < len(ids):
            raise Contradiction("two texts have the same id")
        self._above = list(range(len(ids)))
        self._alone = {at[id] for id in decisions.alone if id in at}
        self._foes: dict[int, set[int]] = {}
        self._group: dict[int, int] = {}
        self._place(at, decisions)
        for one, other in decisions.apart:
            if one in at and other in at and one != other:
                self._foes.setdefault(self.of(at[one]), set()).add(at[other])
                self._foes.setdefault(self.of(at[other]), set()).add(at[one])

    def of(self, text: int) -> int:
        """The place where a text stands; the same number for all that stand there."""
        root = text
        while self._above[root] != root:
            root = self._above[root]
        while self._above[text] != root:
            self._above[text], text = root, self._above[text]
        return root

    def group_of(self, text: int) -> int | None:
        """Which of the person's groups, by its number, a text's place belongs to."""
        return self._group.get(self.of(text))

    def is_decided(self, text: int) -> bool:
        """Whether a decision says something about this text's place."""
        place = self.of(text)
        return place in self._group or place in self._alone or place in self._foes

    def may_join(self, one: int, other: int) -> bool:
        """Whether the places of two texts may become one; once they may not, they never may."""
        here, there = self.of(one), self.of(other)
        if here == there:
            return True
        if here in self._alone or there in self._alone:
            return False
        if here in self._group and there in self._group:
            return False
        return not any(self.of(foe) == there for foe in self._foes.get(here, ()))

    def join(self, one: int, other: int) -> None:
        """Make the places of two texts one."""
        low, high = sorted((self.of(one), self.of(other)))
        if low == high:
            return
        self._above[high] = low
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))
        if high in self._group:
            self._group[low] = self._group.pop(high)

    def _place(self, at: Mapping[str, int], decisions: Decisions) -> None:
        seen = set(self._alone)
        for number, group in enumerate(decisions.groups):
            members = sorted({at[id] for id in group.members if id in at})
            if seen.intersection(members):
                raise Contradiction("a text was placed twice")
            seen.update(members)
            for member in members:
                self.join(members[0], member)
                self._group[members[0]] = number
