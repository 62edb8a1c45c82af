"""Which lines of a journal say more than a room that is shared: those are struck in its copy.

The shared room is a room of today. So a line goes as well for words that somebody has changed or
taken back since: nobody has looked at these before they were shared.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from appliance.conference.records import KINDS, Record

from . import striking
from .body import Body
from .codec import decode
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


def share(
    path: Path,
    target: Path,
    uncovered: frozenset[tuple[str, str]],
    tables: Tables,
    may_be_read: Callable[[Record], bool] = lambda record: True,
) -> int:
    """Copy a journal without what must not be shared; how many of its lines are struck then.

    `uncovered` are kind and id of documents of which no line may tell; `tables` is the room of
    today. `may_be_read` is asked of every record as it once was. The head stays what it is.
    """

    def holds(body: Body) -> bool:
        return _tells(body, uncovered, tables) or not _is_open(body, may_be_read)

    strike = striking.plan(path, holds)
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


def _is_open(body: Body, may_be_read: Callable[[Record], bool]) -> bool:
    told = ((kind, doc) for kind, docs in body.docs.items() for doc in docs.values() if doc)
    return all(kind not in KINDS or may_be_read(decode(kind, doc, _no_key)) for kind, doc in told)


def _no_key(activity: str) -> None:
    """Whose something is does not matter here."""


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
