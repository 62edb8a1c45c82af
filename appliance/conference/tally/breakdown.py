"""A result per theme, table and role, only where that points at nobody.

The whole is told as well, so a group is told only where it has at least k ballots and neither it
nor what is left can be found by subtracting: groups that are too small are counted together
(privacy.roll_up), tables within their theme, and roles only as far as they do not betray a few
people at a table (crossing.fewest_apart).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .crossing import fewest_apart
from .privacy import ALL, K, roll_up

Ballot = TypeVar("Ballot")
Result = TypeVar("Result")

Names = tuple[str, ...]
"""A group that is told: the themes, tables or roles that are counted together in it."""


@dataclass(frozen=True, slots=True)
class Cast(Generic[Ballot]):
    """A ballot and of which theme, table and role it is; "" where there is none.

    A table is of one theme: that of the table, not of the person.
    """

    ballot: Ballot
    theme: str = ""
    table: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Part(Generic[Result]):
    """A group: its members, its number of ballots and its result."""

    names: Names
    n: int
    result: Result


@dataclass(frozen=True, slots=True)
class Breakdown(Generic[Result]):
    """What may be told; empty where nothing may, or where it would be the whole again."""

    themes: tuple[Part[Result], ...]
    tables: tuple[Part[Result], ...]
    roles: tuple[Part[Result], ...]


def breakdown(
    cast: Sequence[Cast[Ballot]], tally: Callable[[Sequence[Ballot]], Result], k: int = K
) -> Breakdown[Result]:
    """Count each group by itself; groups in the order in which they come up first.

    Hand in only ballots that say something about what is counted: an item on which most of a
    table abstained is told by those who did not.
    """
    themes = _groups([one.theme for one in cast], k)
    tables = [
        group
        for names in themes
        for group in _groups([one.table for one in cast if one.theme in names], k)
    ]
    roles = _apart(cast, tables, _groups([one.role for one in cast], k), k)

    def parts(groups: Sequence[Names], of: Callable[[Cast[Ballot]], str]) -> list[Part[Result]]:
        found = []
        for names in groups if len(groups) > 1 else ():
            ballots = [one.ballot for one in cast if of(one) in names]
            found.append(Part(names, len(ballots), tally(ballots)))
        return found

    return Breakdown(
        themes=tuple(parts(themes, lambda one: one.theme)),
        tables=tuple(parts(tables, lambda one: one.table)),
        roles=tuple(parts(roles, lambda one: one.role)),
    )


def _groups(labels: Sequence[str], k: int) -> list[Names]:
    """Groups of at least `k`, that hold everybody once; none where all are fewer than that."""
    names = list(dict.fromkeys(labels))
    # By number: the name of a role may have a plus in it.
    told = roll_up({str(names.index(name)): n for name, n in Counter(labels).items()}, k)
    numbers = sorted(sorted(map(int, group.split("+"))) for group in told if group != ALL)
    return [tuple(names[number] for number in group) for group in numbers]


def _apart(
    cast: Iterable[Cast[Ballot]], tables: Sequence[Names], roles: list[Names], k: int
) -> list[Names]:
    """The roles with the smallest counted together until nobody can be found between the tables."""
    of_table = _group_of(tables)
    people = Counter((of_table.get(one.table, ""), one.role) for one in cast)
    while len(roles) > 1:
        of_role = _group_of(roles)
        cells: Counter[tuple[str, str]] = Counter()
        for (table, role), n in people.items():
            cells[table, of_role[role]] += n
        if fewest_apart(cells, k) >= k:
            return roles
        roles = _together(roles, Counter(role for _, role in people.elements()))
    return roles


def _together(roles: Sequence[Names], sizes: Mapping[str, int]) -> list[Names]:
    rising = sorted(roles, key=lambda names: sum(sizes[name] for name in names))
    merged = rising[0] + rising[1]
    at = min(roles.index(rising[0]), roles.index(rising[1]))
    rest = [names for names in roles if names not in rising[:2]]
    return [*rest[:at], merged, *rest[at:]]


def _group_of(groups: Sequence[Names]) -> dict[str, str]:
    return {name: str(number) for number, names in enumerate(groups) for name in names}
