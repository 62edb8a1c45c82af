"""A journal is copied up to a line, with the room as it was there, while somebody writes it."""

import threading
from pathlib import Path

import pytest

from appliance.conference.records import Code, Entry, Role
from appliance.store import StoreDamaged, copying, verify
from appliance.store.copying import copied, replayed
from appliance.store.covering import share
from appliance.store.recovery import Found, read_back

from .builders import BRAINSTORM, begun, by_id, entry, person

SANNE = "sannesannesannes"


def test_the_copy_is_the_journal_and_the_room_comes_with_its_owners(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e1", SANNE), person(SANNE))
    hand.store.checkpoint()
    hand.make(entry("e2", SANNE))
    seen = copied(tmp_path / "ser", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "ser" / "journal").read_bytes()
    assert {(type(r).__name__, r.id): r for r in seen.records} == by_id(hand.store)
    assert (seen.head, seen.seq, seen.struck) == (hand.store.head, hand.store.seq, 0)
    assert seen.counts == {"activities": 2, "conferences": 1, "entries": 2, "people": 1}
    (tmp_path / "only").mkdir()
    (tmp_path / "copy").rename(tmp_path / "only" / "journal")
    assert replayed(tmp_path / "only") == seen.counts
    hand.store.close()


def test_what_is_written_meanwhile_is_in_a_later_copy(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    is_over = threading.Event()

    def write() -> None:
        n = 0
        while not is_over.is_set():
            hand.make(entry(f"e{n}"))
            n += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        copies = [copied(tmp_path / "ser", tmp_path / "copy-0")]
        while len(copies) < 8 or copies[-1].lines == copies[0].lines:
            copies.append(copied(tmp_path / "ser", tmp_path / f"copy-{len(copies)}"))
    finally:
        is_over.set()
        writing.join()
    for n, seen in enumerate(copies):
        told = verify(tmp_path / f"copy-{n}")
        assert (told.head, told.lines, told.torn_bytes) == (seen.head, seen.lines, 0)
        assert verify(tmp_path / "ser", seen.head).is_intact
    hand.store.close()


def test_a_sealing_in_between_is_not_half_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It puts another journal in the place of the one that was read."""
    hand = begun(tmp_path / "ser", entry("e1", SANNE))
    looked = 0

    def read(folder: Path) -> Found:
        nonlocal looked
        found = read_back(folder)
        looked += 1
        if looked == 1:
            hand.seal()
        return found

    monkeypatch.setattr(copying, "read_back", read)
    seen = copied(tmp_path / "ser", tmp_path / "copy")
    assert (looked, seen.head, seen.struck > 0) == (2, hand.store.head, True)
    assert [r.owner for r in seen.records if isinstance(r, Entry)] == [None]
    hand.store.close()


def test_a_damaged_journal_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e1"))
    hand.make(entry("e2"))
    hand.store.close()
    journal = tmp_path / "ser" / "journal"
    journal.write_bytes(journal.read_bytes().replace(b"Tekst van e1", b"Tekst van e9"))
    with pytest.raises(StoreDamaged) as damaged:
        copied(tmp_path / "ser", tmp_path / "copy")
    assert damaged.value.line == 2
    assert not (tmp_path / "copy").exists()


# -- to share -------------------------------------------------------------------------------------


def shared(folder: Path, *uncovered: tuple[str, str]) -> bytes:
    """The journal as others may have it."""
    seen = copied(folder, folder.parent / "copy")
    target = folder.parent / "shared"
    struck = share(folder.parent / "copy", target, frozenset(uncovered), seen.tables)
    told = verify(target)
    assert (told.is_intact, told.head, told.struck) == (True, seen.head, struck)
    return target.read_bytes()


def test_no_line_tells_of_what_is_covered_in_any_form_that_it_had(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(entry("e1", text="Bel Jan"))
    hand.alter(Entry, "e1", is_hidden=True)
    hand.make(entry("e2", text="Geld"))
    told = shared(tmp_path / "ser", ("entries", "e1"))
    assert (b"Bel Jan" in told, b'"e1"' in told, b"Geld" in told) == (False, False, True)
    hand.store.close()


def test_no_line_tells_what_somebody_changed_or_took_back_since(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(entry("e1", text="Dat zei Jan"))
    hand.alter(Entry, "e1", text="Dat zei iemand")
    hand.make(entry("e2", text="Weg ermee"))
    hand.end(Entry, "e2")
    told = shared(tmp_path / "ser")
    assert b"Dat zei Jan" not in told
    assert b"Weg ermee" not in told
    assert b"Dat zei iemand" in told
    # That a state changed is nobody's word.
    hand.alter(type(BRAINSTORM), BRAINSTORM.id, title="Anders")
    assert shared(tmp_path / "ser").count(b"struck ") == told.count(b"struck ")
    hand.store.close()


def test_no_line_tells_a_code_that_opens_a_page(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", Code("chair-3", Role.CHAIR, "geheim", "3"))
    hand.make(entry("e1"))
    told = shared(tmp_path / "ser")
    assert (b"geheim" in told, b"Tekst van e1" in told) == (False, True)
    hand.store.close()
