"""What every store must do; the plain model passes it too, so that it can judge the real one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.conference.change import Answer, Batch, Change
from appliance.conference.records import Activity, Conference, Entry, Message, Person, State
from appliance.store import Store

from .builders import BRAINSTORM, CONFERENCE, AnyStore, Hand, Model, by_id, entry, person


@pytest.fixture(params=["model", "disk", "disk, opened again"])
def hand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hand]:
    """Writes to a store of each kind; the last is closed and opened before it is looked at."""
    store = Model() if request.param == "model" else Store.open(tmp_path / "ser", "first")
    hand = _Reopening(store, tmp_path / "ser") if "again" in request.param else Hand(store)
    yield hand
    hand.store.close()


class _Reopening(Hand):
    def __init__(self, store: AnyStore, folder: Path) -> None:
        super().__init__(store)
        self._folder = folder

    def write(self, *changes: Change, command: str | None = None) -> Batch:
        batch = super().write(*changes, command=command)
        self.store.close()
        self.store = Store.open(self._folder, "again")
        return batch


def test_a_new_store_is_empty(hand: Hand) -> None:
    assert (by_id(hand.store), hand.store.seq, dict(hand.store.answers)) == ({}, 0, {})


def test_what_was_made_is_there_in_every_member(hand: Hand) -> None:
    hand.make(CONFERENCE, BRAINSTORM, entry("e1"), person("p1"))
    assert by_id(hand.store) == {
        ("Conference", "ser"): _stamped(CONFERENCE),
        ("Activity", "knelpunten"): _stamped(BRAINSTORM),
        ("Entry", "e1"): _stamped(entry("e1")),
        ("Person", "p1"): person("p1"),
    }


def _stamped(record: Conference | Activity | Entry) -> Conference | Activity | Entry:
    return replace(record, seq=1, rev=1)


def test_what_was_altered_is_as_it_was_left(hand: Hand) -> None:
    hand.make(CONFERENCE, BRAINSTORM, entry("e1"))
    hand.alter(Entry, "e1", text="Anders", is_edited=True)
    now = hand.now(Entry, "e1")
    assert (now.text, now.is_edited, now.owner, now.seq, now.rev) == (
        "Anders",
        True,
        "sannesannesannes",
        1,
        2,
    )


def test_what_was_removed_is_gone(hand: Hand) -> None:
    hand.make(CONFERENCE, Message("m1", "Nog vijf minuten", "everyone", 12))
    hand.end(Message, "m1")
    assert by_id(hand.store).keys() == {("Conference", "ser")}


def test_made_and_removed_in_one_batch_was_never_there(hand: Hand) -> None:
    message = Message("m1", "Oeps", "everyone", 12)
    hand.write(Change(None, CONFERENCE), Change(None, message), Change(message, None))
    assert by_id(hand.store).keys() == {("Conference", "ser")}


def test_the_last_change_of_a_batch_counts(hand: Hand) -> None:
    one, two = person("p1", "1"), person("p1", "2")
    hand.write(Change(None, one), Change(one, two))
    assert hand.now(Person, "p1") == two


def test_answers_are_remembered_for_good(hand: Hand) -> None:
    hand.make(CONFERENCE, command="a" * 32)
    hand.make(BRAINSTORM, command="b" * 32)
    hand.alter(Activity, "knelpunten", state=State.PAUSED)
    assert dict(hand.store.answers) == hand.told
    assert hand.store.answers["a" * 32] == Answer(1, "ser")


def test_records_come_in_the_order_in_which_they_came_to_be(tmp_path: Path) -> None:
    """The model keeps no order, so this is for the real store; the checkpoint has its own."""
    hand = Hand(Store.open(tmp_path / "ser", "first"))
    for id in ("e3", "e1", "e2"):
        hand.make(entry(id))
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert [record.id for record in again.records()] == ["e3", "e1", "e2"]
    again.close()


def test_a_batch_without_changes_still_counts(hand: Hand) -> None:
    hand.write(command="a" * 32)
    assert (hand.store.seq, hand.store.answers["a" * 32]) == (1, Answer(1))


def test_a_checkpoint_changes_nothing(hand: Hand) -> None:
    hand.make(CONFERENCE, BRAINSTORM, entry("e1"))
    before = by_id(hand.store)
    hand.store.checkpoint()
    assert by_id(hand.store) == before


def test_numbers_and_room_time_never_go_backwards(hand: Hand) -> None:
    hand.make(CONFERENCE)
    store = hand.store
    for backwards in (Batch(0, store.room_ms, 0), Batch(2, store.room_ms - 1, 0)):
        with pytest.raises(ValueError):
            store.append(backwards)


def test_room_time_goes_on_from_what_was_written_last(hand: Hand) -> None:
    hand.make(CONFERENCE)
    before_ms = hand.store.room_ms
    hand.make(BRAINSTORM)
    assert hand.store.room_ms >= before_ms + hand.step_ms


def test_the_end_of_practice_leaves_only_the_answers_of_its_own_batch(hand: Hand) -> None:
    hand.make(replace(CONFERENCE, is_practice=True), BRAINSTORM, entry("e1"), command="a" * 32)
    hand.end_practice()
    assert dict(hand.store.answers) == {f"{2:032x}": Answer(2)}
    assert by_id(hand.store).keys() == {("Conference", "ser"), ("Activity", "knelpunten")}
