"""The end of practice: a new journal, and no byte of what was typed while practising."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.conference.change import Answer, Change
from appliance.conference.records import Conference, Entry, Message
from appliance.store import Store, verify

from .builders import BRAINSTORM, CONFERENCE, Hand, by_id, entry, every_byte, person

PRACTISING = replace(CONFERENCE, is_practice=True)


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """A practice in which somebody typed, with a checkpoint and something set aside."""
    hand = Hand(Store.open(tmp_path / "ser", "first"))
    hand.make(PRACTISING, BRAINSTORM, person("p1"))
    hand.make(entry("e1", text="Oefenen met Jan"), Message("m1", "Hallo Jan", "everyone", 1))
    hand.store.checkpoint()
    hand.make(entry("e2", text="Nog een van Jan"))
    yield hand
    hand.store.close()


def test_no_byte_of_practice_is_left(hand: Hand, tmp_path: Path) -> None:
    key = next((tmp_path / "ser" / "keys").iterdir()).read_bytes()
    hand.end_practice()
    left = every_byte(tmp_path / "ser")
    assert all(word not in left for word in (b"Jan", b'"e1"', b'"e2"', b'"m1"', key))
    assert list((tmp_path / "ser" / "keys").iterdir()) == []


def test_no_archive_of_practice_is_left(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "ser" / "exports" / "sums").mkdir(parents=True)
    for name in ("tafelronde-ser-20261128-1705-full.zip", "sums/tafelronde-ser.zip.sha256"):
        (tmp_path / "ser" / "exports" / name).write_bytes(b"Jan")
    hand.end_practice()
    left = [path for path in (tmp_path / "ser" / "exports").rglob("*") if path.is_file()]
    assert left == []


def test_what_the_rules_left_is_there_and_stays(hand: Hand, tmp_path: Path) -> None:
    hand.end_practice()
    before = by_id(hand.store)
    assert before == {
        ("Conference", "ser"): replace(CONFERENCE, seq=1, rev=4),
        ("Activity", "knelpunten"): replace(BRAINSTORM, seq=1, rev=1),
        ("Person", "p1"): person("p1"),
    }
    hand.store.close()
    (tmp_path / "ser" / "room.json").unlink()
    again = Store.open(tmp_path / "ser", "again")
    assert (by_id(again), again.damage) == (before, ())
    assert dict(again.answers) == {f"{4:032x}": Answer(4)}
    again.close()


def test_numbers_and_room_time_go_on(hand: Hand, tmp_path: Path) -> None:
    before_ms = hand.store.room_ms
    hand.end_practice()
    assert (hand.store.seq, hand.store.room_ms) == (4, before_ms + hand.step_ms)
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert again.seq == 4
    assert again.room_ms >= before_ms
    again.close()


def test_the_real_thing_is_written_as_before(hand: Hand, tmp_path: Path) -> None:
    hand.end_practice()
    hand.make(entry("e3", "sanne", text="Echt"))
    hand.alter(Entry, "e3", text="Echt waar")
    before = by_id(hand.store)
    assert verify(tmp_path / "ser").lines == 4
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert (by_id(again), by_id(again)["Entry", "e3"].owner) == (before, "sanne")
    again.close()


def test_an_entry_that_outlives_practice_keeps_its_owner_under_a_new_key(
    hand: Hand, tmp_path: Path
) -> None:
    (old,) = (tmp_path / "ser" / "keys").iterdir()
    secret = old.read_bytes()
    practising = hand.now(Conference, "ser")
    hand.write(
        Change(practising, replace(practising, is_practice=False)),
        Change(hand.now(Entry, "e1"), None),
    )
    assert hand.now(Entry, "e2").owner == "sannesannesannes"
    assert secret not in every_byte(tmp_path / "ser")
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert by_id(again)["Entry", "e2"].owner == "sannesannesannes"
    again.close()


def test_what_was_set_aside_while_practising_goes_too(hand: Hand, tmp_path: Path) -> None:
    hand.store.close()
    folder = tmp_path / "ser"
    (folder / "room.json").unlink()
    raw = (folder / "journal").read_bytes()
    (folder / "journal").write_bytes(raw.replace(b"Hallo Jan", b"Hallo Jaap"))
    again = Hand(Store.open(folder, "again"))
    assert len(again.store.damage) == 1
    assert b"Nog een van Jan" in every_byte(folder)
    again.end_practice()
    assert b"Jan" not in every_byte(folder)
    again.store.close()


def test_beginning_to_practise_begins_no_journal(tmp_path: Path) -> None:
    hand = Hand(Store.open(tmp_path / "ser", "first"))
    hand.make(CONFERENCE)
    hand.alter(Conference, "ser", is_practice=True)
    assert verify(tmp_path / "ser").lines == 3
    hand.store.close()
