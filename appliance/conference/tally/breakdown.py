"""A result per theme, table and role, only where that points at nobody.

The whole is told as well, and so is what every single ballot says, without whose it is. With enough
items only one set of ballots adds up to what is told of a group, so that whoever calculates can
find which ballots are its members' (subset sums). Hence no two divisions may cross so that fewer
than k people stand in both: groups that are too small are counted together (privacy.roll_up),
tables within their theme, and roles until every role has none or k at every table that is told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
class Groups:
    """Who is counted together: each division holds everybody once, in groups of at least k.

    Empty where all are fewer than that. Tables divide the groups of themes further.
    """

    themes: tuple[Names, ...]
    tables: tuple[Names, ...]
    roles: tuple[Names, ...]


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


def groups(cast: Sequence[Cast[Ballot]], k: int = K, *, roles_first: bool = False) -> Groups:
    """Who is counted together; groups in the order in which they come up first.

    Roles give way to tables; with `roles_first` themes to roles, and tables stay one per theme.
    """
    if roles_first:
        return _by_roles(cast, k)
    themes = _groups([one.theme for one in cast], k)
    tables = [
        group
        for names in themes
        for group in _groups([one.table for one in cast if one.theme in names], k)
    ]
    of_table = group_of(tables)
    people = Counter((of_table.get(one.table), one.role) for one in cast)
    roles = _apart(people, _groups([one.role for one in cast], k), k)
    return Groups(tuple(themes), tuple(tables), tuple(roles))


def breakdown(
    cast: Sequence[Cast[Ballot]], tally: Callable[[Sequence[Ballot]], Result], k: int = K
) -> Breakdown[Result]:
    """Count each group by itself."""
    found = groups(cast, k)

    def parts(groups: Sequence[Names], of: Callable[[Cast[Ballot]], str]) -> list[Part[Result]]:
        told = []
        for names in groups if len(groups) > 1 else ():
            ballots = [one.ballot for one in cast if of(one) in names]
            told.append(Part(names, len(ballots), tally(ballots)))
        return told

    return Breakdown(
        themes=tuple(parts(found.themes, lambda one: one.theme)),
        tables=tuple(parts(found.tables, lambda one: one.table)),
        roles=tuple(parts(found.roles, lambda one: one.role)),
    )


def is_enough(counts: Iterable[int], k: int = K) -> bool:
    """Whether each of these holds nobody, or at least `k`."""
    return all(n == 0 or n >= k for n in counts)


def group_of(groups: Sequence[Names]) -> dict[str, int]:
    """In which group each name stands, by its number."""
    return {name: number for number, names in enumerate(groups) for name in names}


def _by_roles(cast: Sequence[Cast[Ballot]], k: int) -> Groups:
    roles = _groups([one.role for one in cast], k)
    of_role = group_of(roles)
    people = Counter((of_role.get(one.role), one.theme) for one in cast)
    themes = _apart(people, _groups([one.theme for one in cast], k), k)
    tables = (dict.fromkeys(one.table for one in cast if one.theme in names) for names in themes)
    return Groups(tuple(themes), tuple(map(tuple, tables)), tuple(roles))


def _groups(labels: Sequence[str], k: int) -> list[Names]:
    """Groups of at least `k`, that hold everybody once; none where all are fewer than that."""
    names = list(dict.fromkeys(labels))
    # By number: the name of a role may have a plus in it.
    told = roll_up({str(names.index(name)): n for name, n in Counter(labels).items()}, k)
    numbers = sorted(sorted(map(int, group.split("+"))) for group in told if group != ALL)
    return [tuple(names[number] for number in group) for group in numbers]


def _apart(people: Mapping[tuple[int | None, str], int], names: list[Names], k: int) -> list[Names]:
    """The groups of `names` with the smallest counted together until none has only a few in a
    group of the other division; `people` counts those of that group with this name."""
    while len(names) > 1:
        of_name = group_of(names)
        cells: Counter[tuple[int | None, int]] = Counter()
        for (other, name), n in people.items():
            cells[other, of_name[name]] += n
        if is_enough(cells.values(), k):
            return names
        sizes: Counter[str] = Counter()
        for (_, name), n in people.items():
            sizes[name] += n
        names = _together(names, sizes)
    return names


def _together(roles: Sequence[Names], sizes: Mapping[str, int]) -> list[Names]:
    rising = sorted(roles, key=lambda names: sum(sizes[name] for name in names))
    merged = rising[0] + rising[1]
    at = min(roles.index(rising[0]), roles.index(rising[1]))
    rest = [names for names in roles if names not in rising[:2]]
    return [*rest[:at], merged, *rest[at:]]
