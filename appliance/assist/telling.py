"""Tells what a search found: every text once, and for every suggestion the reason."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .likeness import closest
from .reading import Reading
from .reasons import label, why
from .search import Search
from .suggestions import Cluster, Decisions, Group, Match, Suggestions


def told(search: Search, decisions: Decisions) -> Suggestions:
    """The person's groups in their order, then new clusters from large to small, then the rest."""
    standing: defaultdict[int, list[int]] = defaultdict(list)
    for row, texts in enumerate(search.rows):
        standing[search.places.of(texts[0])].append(row)
    numbers = {place: search.places.group_of(place) for place in standing}
    grouped = {number: standing[place] for place, number in numbers.items()}
    clusters = [
        _cluster(search, grouped.get(number, []), group)
        for number, group in enumerate(decisions.groups)
    ]
    free = [standing[place] for place, number in numbers.items() if number is None]
    new = [_cluster(search, rows, None) for rows in free if len(_read(search, rows)) > 1]
    new.sort(key=lambda cluster: (-len(cluster.suggested), cluster.suggested[0].text))
    loose = [one.id for rows in free if len(read := _read(search, rows)) == 1 for one in read]
    return Suggestions((*clusters, *new), tuple(sorted(loose)))


def _cluster(search: Search, rows: Sequence[int], group: Group | None) -> Cluster:
    read = _read(search, rows)
    placed = set(group.members) if group else set()
    matches = {match.text: match for match in _matches(search, rows)}
    return Cluster(
        group=group.id if group else None,
        name=group.name if group else "",
        placed=tuple(one.id for one in read if one.id in placed),
        suggested=tuple(matches[one.id] for one in read if one.id not in placed),
        words=label(read, search.vectors.rarity),
        alike=_alike(search, rows),
    )


def _read(search: Search, rows: Sequence[int]) -> list[Reading]:
    """The texts of these rows, in the order of their ids."""
    return [search.read[text] for text in sorted(text for row in rows for text in search.rows[row])]


def _matches(search: Search, rows: Sequence[int]) -> Iterator[Match]:
    """For every text of these rows which other it resembles most, and why."""
    nearest = closest(search.vectors.rows[rows]) if len(rows) > 1 else [(0, 0.0)] * len(rows)
    for row, (at, similarity) in zip(rows, nearest, strict=True):
        copies = _read(search, [row])
        if len(copies) > 1:
            # The same in the same words: each is like the first of the others.
            yield from (_match(search, one, copies[one is copies[0]], 1.0) for one in copies)
        else:
            yield _match(search, copies[0], _read(search, [rows[at]])[0], similarity)


def _match(search: Search, one: Reading, other: Reading, similarity: float) -> Match:
    return Match(one.id, other.id, why(one, other, similarity, search.vectors.rarity))


def _alike(search: Search, rows: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The near-duplicates among these rows, two or more texts at a time."""
    stars: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        stars[search.middles[row]].append(row)
    ids = [tuple(one.id for one in _read(search, star)) for star in stars.values()]
    return tuple(
        sorted((star for star in ids if len(star) > 1), key=lambda star: (-len(star), star))
    )
