"""Another order of the items for every voter, so that none gains by where it stands.

The order follows from the activity's recorded seed, the voter and the item, so that it can be
retraced and is the same on a page without script (webui/static/js/voting/order.js does the same).
It is only for show, no secret: 32-bit FNV-1a (Fowler, Noll, Vo; RFC 9923), with the last mixing
step of MurmurHash3 because short texts that differ in one letter come out close to each other.
"""

from collections.abc import Iterable

_MASK = 0xFFFFFFFF


def shuffled(items: Iterable[str], seed: str, voter: str) -> list[str]:
    """The ids in the order of this voter."""
    return sorted(items, key=lambda id: (_mark(f"{seed}.{voter}.{id}"), id))


def _mark(text: str) -> int:
    mark = 0x811C9DC5
    for byte in text.encode():
        mark = (mark ^ byte) * 0x01000193 & _MASK
    mark = (mark ^ mark >> 16) * 0x85EBCA6B & _MASK
    mark = (mark ^ mark >> 13) * 0xC2B2AE35 & _MASK
    return mark ^ mark >> 16
