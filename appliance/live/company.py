"""Who is here: the open links, and which of them belong to an audience and to a person.

Changed on the hub's thread only; the counts may be read from any thread.
"""

from collections.abc import Collection
from threading import Lock

from appliance.live.link import Link

_NOBODY: frozenset[Link] = frozenset()


class Company:
    """The links that have arrived and not left."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._links: set[Link] = set()
        self._of_audience: dict[str, set[Link]] = {}
        self._of_person: dict[str, set[Link]] = {}

    def welcome(self, link: Link) -> None:
        """Count a link that has arrived; it belongs to no audience yet."""
        with self._lock:
            self._links.add(link)

    def seat(self, link: Link, audience: str, person: str | None) -> None:
        """Give a link an audience and a person, instead of those it had."""
        with self._lock:
            self._unseat(link)
            link.audience, link.person = audience, person
            self._of_audience.setdefault(audience, set()).add(link)
            if person is not None:
                self._of_person.setdefault(person, set()).add(link)

    def part(self, link: Link) -> None:
        """Forget a link that left. Its audience and person stay written on it."""
        with self._lock:
            self._links.discard(link)
            self._unseat(link)

    def audience(self, name: str) -> Collection[Link]:
        """Return the links of an audience."""
        return self._of_audience.get(name, _NOBODY)

    def person(self, name: str) -> Collection[Link]:
        """Return the links of a person."""
        return self._of_person.get(name, _NOBODY)

    def count(self) -> int:
        """Return how many are here."""
        with self._lock:
            return len(self._links)

    def counts(self) -> dict[str, int]:
        """Return how many are here by audience; an empty audience is not named."""
        with self._lock:
            return {name: len(links) for name, links in self._of_audience.items()}

    def _unseat(self, link: Link) -> None:
        _take_out(self._of_audience, link.audience, link)
        _take_out(self._of_person, link.person, link)


def _take_out(groups: dict[str, set[Link]], name: str | None, link: Link) -> None:
    if name is None or name not in groups:
        return
    groups[name].discard(link)
    if not groups[name]:
        del groups[name]
