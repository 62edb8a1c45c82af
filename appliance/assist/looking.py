"""Looks through texts for what may point at a person; where finds overlap, one is left."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from .addresses import emails, handles, links, phone_finder
from .person_names import Names, words_of
from .personal import PRIORITY, Find, Found, Known

OnProgress = Callable[[float], None]

Hit = tuple[int, int, str, str]
"""From, up to, what and why."""

FINDS_MOST: Final = 200
"""So many in one text are told apart: each is decided about by a person."""

_STEP: Final = 500

_RANK: Final = {why: n for n, why in enumerate(PRIORITY)}


def look(texts: Sequence[str], known: Known, on_progress: OnProgress) -> Found:
    """Find; `on_progress` is told how much is done, from 0 to 1."""
    words = list(map(words_of, texts))
    names = Names(known.names, known.texts, words)
    parts = names.parts
    phones = phone_finder()
    finds: list[Find] = []
    for n, text in enumerate(texts):
        hits: list[Hit] = list(_addresses(text, parts))
        hits += [(start, end, "name", why) for start, end, why in names.hits(text, words[n])]
        hits += [(start, end, "phone", "phone") for start, end in (phones(text) if phones else ())]
        finds += [Find(n, *hit) for hit in bounded(settled(hits))]
        if n % _STEP == 0:
            on_progress(n / len(texts))
    return Found(tuple(finds), () if phones else ("phone",))


def settled(hits: Iterable[Hit]) -> list[Hit]:
    """The surest of what overlaps. Names that overlap are one: the reason is the surest."""
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (_RANK[hit[3]], hit[0] - hit[1], hit[0])):
        beside = [other for other in taken if hit[0] < other[1] and other[0] < hit[1]]
        if not beside:
            taken.append(hit)
        elif hit[2] == "name" and all(other[2] == "name" for other in beside):
            taken = [other for other in taken if other not in beside]
            start, end = min(o[0] for o in (hit, *beside)), max(o[1] for o in (hit, *beside))
            taken.append((start, end, "name", min((o[3] for o in beside), key=_RANK.__getitem__)))
    return sorted(taken)


def bounded(hits: list[Hit]) -> list[Hit]:
    """The same; where there are too many in a text, all that they stand in is one."""
    if len(hits) <= FINDS_MOST:
        return hits
    why = min((hit[3] for hit in hits), key=_RANK.__getitem__)
    return [(hits[0][0], hits[-1][1], "other", why)]


def _addresses(text: str, parts: frozenset[str]) -> Iterator[Hit]:
    yield from ((start, end, "email", "email") for start, end in emails(text))
    yield from ((start, end, "other", "link") for start, end in links(text, parts))
    yield from ((start, end, "name", "link") for start, end in handles(text))
