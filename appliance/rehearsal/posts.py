"""What was sent during a rehearsal, held against what was seen and kept.

Pure bookkeeping: who had to see what, and what counts as lost or doubled. It knows no socket.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from .entries import PlannedEntry
from .guest import Asked, Guest

Documents = Mapping[str, Mapping[str, Any]]
"""Entry documents by id, as the console shows them."""


@dataclass(frozen=True, slots=True)
class Post:
    """An entry that was sent, what came of it, and who must get to see it."""

    planned: PlannedEntry
    asked: Asked
    witnesses: Sequence[Guest]

    @property
    def seen_after_s(self) -> Iterator[float | None]:
        """For every witness how long after sending it was seen; None when not (yet)."""
        for witness in self.witnesses:
            at = witness.seen.get(self.asked.made or "")
            yield None if at is None else at - self.asked.sent_at

    @property
    def has_arrived(self) -> bool:
        """Whether it was answered and, when accepted, seen by all who must see it."""
        if self.asked.refused is not None:
            return True
        return self.asked.made is not None and None not in self.seen_after_s


def acknowledged(posts: Iterable[Post]) -> list[Post]:
    """The posts that the box said were saved."""
    return [post for post in posts if post.asked.acknowledged_at is not None]


def lost(posts: Iterable[Post], shown: Documents, stored: Set[str]) -> int:
    """How many acknowledged posts are not shown as they were typed, or not stored."""
    return sum(not _is_kept(post, shown, stored) for post in acknowledged(posts))


def doubled(posts: Iterable[Post], shown: Documents, known_before: Set[str]) -> int:
    """How many entries are shown more often than they were sent."""
    sent = Counter((post.planned.table, post.planned.question, post.planned.text) for post in posts)
    found = Counter(
        (document["table"], document["question"], document["text"])
        for name, document in shown.items()
        if name not in known_before
    )
    return sum(max(0, found[what] - times) for what, times in sent.items())


def ids_in(value: Any) -> set[str]:
    """Every id in a JSON value, however deep: results may be laid out for people."""
    if isinstance(value, list):
        return set().union(*map(ids_in, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    own = {value["id"]} if isinstance(value.get("id"), str) else set()
    return own.union(*map(ids_in, value.values()))


def _is_kept(post: Post, shown: Documents, stored: Set[str]) -> bool:
    made = post.asked.made
    if made is None or made not in stored or made not in shown:
        return False
    return bool(shown[made]["text"] == post.planned.text)
