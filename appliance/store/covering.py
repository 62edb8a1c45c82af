"""Which lines of a journal say more than a room that is shared: those are struck in its copy.

The shared room is a room of today. So a line goes as well for words that somebody has changed or
taken back since: nobody has looked at these before they were shared.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from . import striking
from .body import Body
from .journal import Verdict, verify
from .storage import Tables

WORDS: Final = frozenset(
    {
        *("conferences", "tables", "people", "entries", "messages", "summaries", "codes"),
        *("invitees", "responses", "buckets", "actions"),
    }
)
"""The kinds with words of people, or that tell who somebody is."""

NEVER: Final = frozenset({"codes", "invitees"})
"""What opens pages, and who was asked: in no copy that is shared."""

_MARKS: Final = frozenset({"owner", "id"})
"""What says nothing to who reads it. An owner is locked anew at every change."""

WHY: Final = "shared"


def share(path: Path, target: Path, uncovered: frozenset[tuple[str, str]], tables: Tables) -> int:
    """Copy a journal without what must not be shared; how many of its lines are struck then.

    `uncovered` are kind and id of documents of which no line may tell; `tables` is the room of
    today. The head stays what it is.
    """
    strike = striking.plan(path, lambda body: _tells(body, uncovered, tables))
    striking.copy(path, target, strike, WHY)
    told: Verdict = verify(target)
    return told.struck


def _tells(body: Body, uncovered: frozenset[tuple[str, str]], tables: Tables) -> bool:
    return any(
        kind in NEVER
        or (kind, id) in uncovered
        or (kind in WORDS and not _words(document) <= _words(tables.get(kind, {}).get(id)))
        or (kind == "acts" and _keeps_words(document, uncovered))
        for kind, documents in body.docs.items()
        for id, document in documents.items()
    )


def _keeps_words(act: Any, uncovered: frozenset[tuple[str, str]]) -> bool:
    """Whether what can be taken back holds words as they were before."""
    reversals = (act or {}).get("reversals", ())
    return any(
        told["kind"] in WORDS - {"entries"} or (told["kind"], told["record"]) in uncovered
        for told in reversals
    )


def _words(value: Any) -> frozenset[str]:
    return frozenset(_strings(value))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    inner: Iterable[Any] = ()
    if isinstance(value, dict):
        inner = (each for name, each in value.items() if name not in _MARKS)
    elif isinstance(value, list | tuple):
        inner = value
    for each in inner:
        yield from _strings(each)
