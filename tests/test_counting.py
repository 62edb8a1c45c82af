"""Long votes are counted beside the conductor: nobody waits, and what is shown is what was cast."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from queue import Queue
from threading import Event
from typing import Any

import pytest

from appliance import counting as counting_module
from appliance.conductor import Conductor
from appliance.conference import views
from appliance.conference.activities import ranking
from appliance.conference.change import Answer, Change
from appliance.conference.commands import (
    Actor,
    BeginConference,
    CastBallot,
    CloseActivity,
    Command,
    JoinTable,
    OpenActivity,
    PutActivity,
    RevealResults,
)
from appliance.conference.outcomes import counted
from appliance.conference.records import Activity
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.views import Ref
from appliance.counting import Counting
from appliance.store import Store
from appliance.store.failures import CannotSave
from tests.builders import BOX, CONFERENCE, FACILITATOR, file, participant

PATIENCE_S = 20.0
RANKING, AFTER = "order", "after"
ITEMS = [{"id": id, "text": id} for id in ("a", "b", "c")]
ANN, BOB = participant("annannannannanna", "1"), participant("bobbobbobbobbobb", "1")


class Onlooker:
    """Follows a conductor, and hears what was counted."""

    def __init__(self) -> None:
        """Nothing was heard yet."""
        self.counted: Queue[set[Ref]] = Queue()
        self.room: Room | None = None

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """As the real one: looks at what changed."""
        for change in changes:
            for ref in views.touches(change, room) | views.touches_later(change):
                views.project("control", ref, room)

    def look_again(self, room: Room) -> None: ...

    def keep_up(self, room: Room) -> None: ...

    def flush(self, room: Room) -> float:
        return 3_600.0

    def look_at(self, refs: Iterable[Ref]) -> None:
        """What was counted is looked at again, which may begin to count once more."""
        looked = set(refs)
        assert self.room is not None
        for ref in looked:
            views.project("control", ref, self.room)
        self.counted.put(looked)


class Slow:
    """Counts as it should, but only when it may; tells that it began."""

    def __init__(self) -> None:
        """It may not yet."""
        self.may_go = Event()
        self.begun: Queue[str] = Queue()

    def __call__(self, room: Room, activity: Activity) -> dict[str, Any]:
        self.begun.put(threading.current_thread().name)
        assert self.may_go.wait(PATIENCE_S)
        return counted(room, activity)


class Hall:
    """A conductor that counts long votes aside, with a ranking open."""

    def __init__(self, store: Store) -> None:
        """Join them; nothing runs yet."""
        self.onlooker = Onlooker()
        aside = Counting(self.onlooker.look_at)
        self.conductor = Conductor(store, self.onlooker, CannotSave, lambda: "system", aside.begin)
        aside.connect(self.conductor.post, lambda: self.conductor.room)
        self.onlooker.room = self.conductor.room
        self._n = 0

    def begin(self, **settings: object) -> None:
        """From nothing to an open ranking."""
        self.conductor.start()
        self.ask(BOX, BeginConference(CONFERENCE, file()))
        item = {"id": RANKING, "kind": "ranking", "title": "Volgorde", "items": ITEMS, **settings}
        self.ask(FACILITATOR, PutActivity(item))
        self.ask(FACILITATOR, OpenActivity(RANKING))
        for who in (ANN, BOB):
            self.ask(who, JoinTable("1"))

    def ask(self, actor: Actor, command: Command) -> Answer:
        """Ask and wait for the answer."""
        self._n += 1
        return self.conductor.ask(actor, command, f"command-{self._n}", PATIENCE_S)

    def shown(self, kind: str = "results", id: str = RANKING) -> dict[str, Any] | None:
        """What facilitators see of it."""
        return self.conductor.read(
            lambda room: views.project("control", (kind, id), room), PATIENCE_S
        )


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Every ranking is heavy, and is counted when the test says so."""
    monkeypatch.setattr(ranking, "STEPS_MOST", 0)
    slow = Slow()
    monkeypatch.setattr(counting_module, "counted", slow)
    return slow


@pytest.fixture
def hall(tmp_path: Any, slow: Slow) -> Iterator[Hall]:
    """A hall at work."""
    hall = Hall(Store.open(tmp_path, boot="boot-1"))
    yield hall
    slow.may_go.set()
    hall.conductor.stop()


def over(hall: Hall, *orders: tuple[Actor, dict[str, int]]) -> None:
    """These were cast, the vote is closed and shown."""
    for who, values in orders:
        hall.ask(who, CastBallot(RANKING, values))
    hall.ask(FACILITATOR, CloseActivity(RANKING))
    hall.ask(FACILITATOR, RevealResults(RANKING))


def test_while_one_counts_the_others_are_written_down(hall: Hall, slow: Slow) -> None:
    hall.begin()
    over(hall, (ANN, {"b": 1}))
    assert slow.begun.get(timeout=PATIENCE_S) == counting_module.NAME
    # It is still counting; the room goes on, and shows nothing that was not counted.
    assert hall.shown() is None
    hall.ask(ANN, JoinTable("2"))
    assert hall.shown() is None
    slow.may_go.set()
    assert ("results", RANKING) in hall.onlooker.counted.get(timeout=PATIENCE_S)
    shown = hall.shown()
    assert shown is not None
    assert [row["id"] for row in shown["items"]] == ["b", "a", "c"]
    assert slow.begun.empty()


def test_what_changed_meanwhile_is_counted_again(hall: Hall, slow: Slow) -> None:
    hall.begin(is_live=True)
    hall.ask(ANN, CastBallot(RANKING, {"b": 1}))
    slow.begun.get(timeout=PATIENCE_S)
    hall.ask(BOB, CastBallot(RANKING, {"c": 1}))
    slow.may_go.set()
    hall.onlooker.counted.get(timeout=PATIENCE_S)
    slow.begun.get(timeout=PATIENCE_S)
    hall.onlooker.counted.get(timeout=PATIENCE_S)
    shown = hall.shown()
    assert shown is not None
    assert shown["ballots"] == 2


def test_what_takes_its_list_from_it_waits_until_it_is_counted(hall: Hall, slow: Slow) -> None:
    hall.begin()
    item = {"id": AFTER, "kind": "dots", "title": "Stippen", "input": RANKING, "take_top": 1}
    hall.ask(FACILITATOR, PutActivity(item))
    over(hall, (ANN, {"b": 1}))
    assert hall.shown("lists", AFTER) is None
    with pytest.raises(Refused, match="still_counting"):
        hall.ask(FACILITATOR, OpenActivity(AFTER))
    slow.may_go.set()
    assert ("lists", AFTER) in hall.onlooker.counted.get(timeout=PATIENCE_S)
    seen = hall.shown("lists", AFTER)
    assert seen is not None
    assert [item["id"] for item in seen["items"]] == ["b"]
    hall.ask(FACILITATOR, OpenActivity(AFTER))


def test_a_bug_in_counting_costs_nobody_their_answer(
    hall: Hall, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: Queue[Exception] = Queue()
    monkeypatch.setattr(counting_module.mishap, "note", noted.put)

    def broken(room: Room, activity: Activity) -> dict[str, Any]:
        raise RuntimeError("a bug")

    monkeypatch.setattr(counting_module, "counted", broken)
    hall.begin()
    over(hall, (ANN, {"b": 1}))
    assert isinstance(noted.get(timeout=PATIENCE_S), RuntimeError)
    hall.ask(ANN, JoinTable("2"))
    assert hall.shown() is None


def test_a_copy_of_the_room_counts_at_once(hall: Hall, slow: Slow) -> None:
    hall.begin()
    over(hall, (ANN, {"b": 1}))
    records = hall.conductor.read(lambda room: room.records(), PATIENCE_S)
    copy = Room(records)
    assert counted(copy, copy.activities[RANKING])["items"][0]["id"] == "b"
