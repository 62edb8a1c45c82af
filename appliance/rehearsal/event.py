"""The rehearsal from beginning to end: everybody in, every entry at its second, everything counted.

It knows the order of the event and what must hold at its end; how phones talk is the others' work.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from . import posts as counting
from .console import Console
from .door import Door
from .entries import PlannedEntry, by_activity, seat_of
from .figures import Figures, ServerUse, Times
from .guest import Guest
from .loop import Loop, allow_open_files, now
from .own_box import use_of
from .phones import Phone, arrive_within, seated
from .posts import Post
from .trouble import CannotRehearse

PHONES_MOST: Final = 1_990
"""A box takes 2,000 sockets unless it is set otherwise; some are left for consoles and screens."""

_LASTS_MOST_S: Final = 3 * 3600.0
_ARRIVALS_PER_S: Final = 30.0
_JOIN_WITHIN_S: Final = 60.0
_ANSWER_WITHIN_S: Final = 30.0
_FILES_PER_PHONE: Final = 2
_TELL_EVERY: Final = 50

Say = Callable[[str], None]


def rehearse(
    url: str,
    code: str,
    phones: int,
    speed: float,
    entries: Sequence[PlannedEntry],
    say: Say = lambda sentence: None,
    pid: int | None = None,
) -> Figures:
    """Hold the event at the box behind `url`, so many times as fast as it happened.

    `code` is the organiser's one-time code; `pid` is the box's process when it runs on this
    machine. The box must be in practice. Raises CannotRehearse.
    """
    activities = by_activity(entries)
    _hold_to_bounds(phones, speed, activities)
    allow_open_files(phones * _FILES_PER_PHONE)
    with Loop() as loop:
        room = _Room(loop, Door.at(url), say, pid)
        room.let_facilitator_in(code, activities)
        room.let_phones_in(phones)
        for activity, planned in activities.items():
            room.hold(activity, planned, speed)
        return room.figures()


class _Room:
    """The people of one rehearsal and what they sent."""

    def __init__(self, loop: Loop, door: Door, say: Say, pid: int | None) -> None:
        self._loop, self._door, self._say, self._pid = loop, door, say, pid
        self._console = Console(loop, door)
        self._phones: list[Phone] = []
        self._posts: list[Post] = []
        self._known_before: frozenset[str] = frozenset()

    def let_facilitator_in(self, code: str, activities: Iterable[str]) -> None:
        """Sign in, see that this is practice and that the programme fits, close what is open."""
        self._console.sign_in(code)
        self._use_before = self._use()
        self._console.connect()
        if not self._loop.run(lambda: _is_decided(self._console), _JOIN_WITHIN_S):
            self._console.troubles.append("the box stays silent")
        if self._console.joined_at is None:
            raise CannotRehearse(f"The console cannot be opened: {self._console.troubles[-1]}.")
        self._must_be_practice()
        self._must_have(activities)
        self._known_before = frozenset(self._console.documents("entries"))
        for activity, document in tuple(self._console.documents("activities").items()):
            if document["kind"] == "brainstorm" and document["state"] in ("open", "paused"):
                self._order("close_activity", activity)

    def let_phones_in(self, phones: int) -> None:
        """Everybody scans the code on the table, some thirty a second."""
        self._phones = seated(self._loop, self._door, self._tables(), phones)
        self._say(f"{phones} phones come in at {self._door.origin}.")
        within_s = phones / _ARRIVALS_PER_S
        arrive_within(self._loop, self._phones, within_s)
        self._loop.run(lambda: all(map(_is_decided, self._phones)), within_s + _JOIN_WITHIN_S)
        self._say(f"{len(self._joined())} phones are in.")

    def hold(self, activity: str, planned: Sequence[PlannedEntry], speed: float) -> None:
        """Open the activity, let everybody type at their second, wait for all of it, close."""
        self._order("open_activity", activity)
        to_send = self._given_out(planned)
        first, lasts_s = len(self._posts), planned[-1].second / speed
        self._say(f"{activity} is open: {len(to_send)} entries within {lasts_s:.0f} s.")
        start = now()
        for entry, phone in to_send:
            self._loop.at(start + entry.second / speed, partial(self._post, entry, phone))
        has_all = self._loop.run(
            lambda: self._has_arrived(first, len(to_send)), lasts_s + _ANSWER_WITHIN_S
        )
        self._order("close_activity", activity)
        self._say(f"{activity} is closed{'' if has_all else ', but not everything arrived'}.")

    def figures(self) -> Figures:
        """Count everything; the console's last view and the stored results are the witnesses."""
        server = self._use().since(self._use_before)
        self._tell_troubles()
        posts, shown = self._posts, self._console.documents("entries")
        saved = counting.acknowledged(posts)
        seen = [after_s for post in saved for after_s in post.seen_after_s]
        stored = counting.ids_in(self._console.stored())
        self._everybody_leaves()
        return Figures(
            phones=len(self._phones),
            joined=len(self._joined()),
            posted=len(posts),
            acknowledged=len(saved),
            lost=counting.lost(posts, shown, stored),
            doubled=counting.doubled(posts, shown, self._known_before),
            unseen=seen.count(None),
            ack_ms=Times.of(post.asked.answered_after_s for post in saved),
            event_ms=Times.of(after_s for after_s in seen if after_s is not None),
            join_ms=Times.of(phone.join_s for phone in self._joined()),
            server=server,
        )

    def _use(self) -> ServerUse:
        return self._console.server_use() if self._pid is None else use_of(self._pid)

    def _must_be_practice(self) -> None:
        conferences = self._console.documents("conferences")
        if not conferences:
            raise CannotRehearse("No conference is loaded on this box.")
        if not all(conference["is_practice"] for conference in conferences.values()):
            raise CannotRehearse(
                "This conference is not in practice. A rehearsal would mix its entries with what "
                "people really write. Start practising at /control first."
            )

    def _must_have(self, activities: Iterable[str]) -> None:
        known = self._console.documents("activities")
        for activity in activities:
            if activity not in known or known[activity]["state"] == "sealed":
                raise CannotRehearse(
                    f"The programme has no step {activity} that can be opened. Rehearse with the "
                    "conference that the entries belong to, or on a fresh box."
                )

    def _tables(self) -> list[str]:
        tables = self._console.documents("tables")
        in_use = [table for table in tables if tables[table]["is_in_use"]]
        if not in_use:
            raise CannotRehearse("No table of this conference is in use.")
        return sorted(in_use, key=int)

    def _given_out(self, planned: Sequence[PlannedEntry]) -> list[tuple[PlannedEntry, Phone]]:
        """Each entry with the phone that types it; nobody types for an empty table."""
        given = []
        for entry in planned:
            phones = self._at_table(entry.table)
            if phones:
                given.append((entry, phones[seat_of(entry, len(phones)) - 1]))
        if len(given) < len(planned):
            self._say(f"{len(planned) - len(given)} entries are left out: no phone sits there.")
        return given

    def _post(self, planned: PlannedEntry, phone: Phone) -> None:
        asked = phone.ask(
            "post_entry",
            activity=planned.activity,
            question=planned.question,
            text=planned.text,
            written_ms=phone.room_ms(),
        )
        witnesses: tuple[Guest, ...] = (*self._at_table(planned.table), self._console)
        self._posts.append(Post(planned, asked, witnesses))
        if len(self._posts) % _TELL_EVERY == 0:
            self._say(f"{len(self._posts)} entries are sent.")

    def _has_arrived(self, first: int, expected: int) -> bool:
        sent = self._posts[first:]
        return len(sent) == expected and all(post.has_arrived for post in sent)

    def _order(self, do: str, activity: str) -> None:
        asked = self._console.ask(do, activity=activity)
        self._loop.run(lambda: asked.is_answered, _ANSWER_WITHIN_S)
        if asked.acknowledged_at is None:
            raise CannotRehearse(f"{do} {activity} was answered: {asked.refused or 'nothing'}.")

    def _joined(self) -> list[Phone]:
        return [phone for phone in self._phones if phone.joined_at is not None]

    def _at_table(self, table: str) -> list[Phone]:
        return [phone for phone in self._joined() if phone.table == table]

    def _tell_troubles(self) -> None:
        refused = Counter(p.asked.refused for p in self._posts if p.asked.refused is not None)
        for why, times in refused.items():
            self._say(f"{times} entries were refused: {why}.")
        troubles = Counter(trouble for phone in self._phones for trouble in phone.troubles)
        for trouble, times in troubles.items():
            self._say(f"{times} times at a phone: {trouble}.")

    def _everybody_leaves(self) -> None:
        if self._pid is None:
            self._say("What the phones typed stays there until practising ends: see /control.")
        for guest in (*self._phones, self._console):
            guest.leave()


def _is_decided(guest: Guest) -> bool:
    return guest.joined_at is not None or bool(guest.troubles)


def _hold_to_bounds(
    phones: int, speed: float, activities: Mapping[str, Sequence[PlannedEntry]]
) -> None:
    if not 1 <= phones <= PHONES_MOST:
        raise CannotRehearse(f"Choose a number of phones from 1 to {PHONES_MOST}.")
    if not activities:
        raise CannotRehearse("There are no entries to rehearse with.")
    if speed <= 0 or _lasts_s(speed, activities) > _LASTS_MOST_S:
        raise CannotRehearse("Choose a greater speed: this would take more than three hours.")


def _lasts_s(speed: float, activities: Mapping[str, Sequence[PlannedEntry]]) -> float:
    return sum(planned[-1].second for planned in activities.values()) / speed
