"""Lines that are torn, altered, cut off or struck: what is found, what is kept, what is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from appliance.conference.records import Entry, Message
from appliance.store import Damage, Store, Verdict, verify
from appliance.store.journal import GENESIS, BadLine, Journal, line_after, read_lines

from .builders import Hand, begun, by_id, entry


def reopened(folder: Path, journal: bytes) -> Store:
    """The store as it opens on this journal, without its checkpoint."""
    (folder / "room.json").unlink(missing_ok=True)
    (folder / "journal").write_bytes(journal)
    return Store.open(folder, "again")


def filled(folder: Path, entries: int = 3) -> bytes:
    """A journal of 2 lines and one for each entry, of a store that was never closed."""
    hand = begun(folder)
    for number in range(entries):
        hand.make(entry(f"e{number}"))
    journal = (folder / "journal").read_bytes()
    hand.store.close()
    return journal


def entries(store: Store) -> set[str]:
    return {record.id for record in store.records() if isinstance(record, Entry)}


def test_a_line_is_chain_digest_and_body() -> None:
    chain, line = line_after(GENESIS, b'{"v":1}')
    assert line.decode().split(" ", 2) == [chain, "afbf9d0f3560b0fd7795e81c42a0a79e", '{"v":1}\n']
    assert chain == "03691c6fd98c74ddc62b208a1fa51833"


def test_lines_read_back_as_they_were_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal", 0, 0, GENESIS)
    journal.append(b"one")
    journal.append(b"two")
    journal.close()
    with (tmp_path / "journal").open("rb") as file:
        lines = list(read_lines(file))
    assert [line.body for line in lines if not isinstance(line, BadLine)] == [b"one", b"two"]
    assert (journal.lines, journal.end, journal.chain) == (2, lines[1].end, lines[1].chain)


def test_a_line_torn_at_any_byte_is_cut_and_nothing_before_it(tmp_path: Path) -> None:
    path = tmp_path / "ser"
    whole = filled(path)
    last_at = whole.rindex(b"\n", 0, -1) + 1
    sound = whole[:last_at]
    for cut in range(last_at, len(whole)):
        (path / "journal").write_bytes(whole[:cut])
        verdict = verify(path)
        assert (verdict.is_intact, verdict.torn_bytes) == (True, cut - last_at)
        if cut % 16 == 0 or cut > len(whole) - 3:
            store = reopened(path, whole[:cut])
            assert (entries(store), store.damage) == ({"e0", "e1"}, ())
            assert (path / "journal").read_bytes() == sound
            store.close()


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"5d5ac0\0\0\0", b"5d5ac0\0\0\0\n", b"x"])
def test_what_a_power_cut_leaves_behind_the_last_line_is_cut(tmp_path: Path, tail: bytes) -> None:
    whole = filled(tmp_path / "ser")
    store = reopened(tmp_path / "ser", whole + tail)
    assert (entries(store), store.damage) == ({"e0", "e1", "e2"}, ())
    assert (tmp_path / "ser" / "journal").read_bytes() == whole
    store.close()


def test_writing_goes_on_after_a_torn_line(tmp_path: Path) -> None:
    whole = filled(tmp_path / "ser")
    store = reopened(tmp_path / "ser", whole[:-10])
    Hand(store).make(entry("e9"))
    before = by_id(store)
    store.close()
    assert verify(tmp_path / "ser").is_intact
    again = Store.open(tmp_path / "ser", "again")
    assert by_id(again) == before
    again.close()


def test_a_bit_that_flips_anywhere_is_found_at_its_line(tmp_path: Path) -> None:
    whole = filled(tmp_path / "ser", entries=6)
    path = tmp_path / "flipped"
    for at in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << (at % 8)
        path.write_bytes(flipped)
        verdict = verify(path)
        line = whole.count(b"\n", 0, at) + 1
        if verdict.altered_line is None:
            # Only the last line can look as if it had never been finished: where its ending is
            # gone, or where a NUL stands for what had not been written yet.
            is_unfinished = at == len(whole) - 1 or flipped[at] == 0
            last = whole.count(b"\n")
            assert (line, is_unfinished, verdict.torn_bytes > 0) == (last, True, True)
        else:
            assert (verdict.altered_line, verdict.lines) == (line, line - 1)


def test_a_damaged_line_keeps_what_is_before_it_and_sets_the_rest_aside(tmp_path: Path) -> None:
    whole = filled(tmp_path / "ser")
    lines = whole.splitlines(keepends=True)
    broken = whole.replace(b"Tekst van e1", b"Tekst van e7")
    store = reopened(tmp_path / "ser", broken)
    (damage,) = store.damage
    assert damage == Damage(4, "does not match its digest", damage.kept_as)
    assert (tmp_path / "ser" / damage.kept_as).read_bytes() == broken[len(b"".join(lines[:3])) :]
    assert entries(store) == {"e0"}
    store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert (entries(again), again.damage) == ({"e0"}, ())
    again.close()


def test_a_sector_of_nul_in_the_middle_is_damage_and_no_tear(tmp_path: Path) -> None:
    whole = filled(tmp_path / "ser")
    at = whole.index(b"Tekst van e1")
    store = reopened(tmp_path / "ser", whole[:at] + bytes(12) + whole[at + 12 :])
    assert [damage.line for damage in store.damage] == [4]
    store.close()


def test_a_damaged_last_line_is_damage_and_no_tear(tmp_path: Path) -> None:
    whole = filled(tmp_path / "ser")
    store = reopened(tmp_path / "ser", whole.replace(b"Tekst van e2", b"Tekst van e7"))
    assert [damage.line for damage in store.damage] == [5]
    assert entries(store) == {"e0", "e1"}
    store.close()


def test_lines_that_changed_places_are_found(tmp_path: Path) -> None:
    lines = filled(tmp_path / "ser").splitlines(keepends=True)
    (tmp_path / "swapped").write_bytes(b"".join([*lines[:2], lines[3], lines[2], lines[4]]))
    assert verify(tmp_path / "swapped").altered_line == 3


def test_a_line_that_was_taken_out_is_found(tmp_path: Path) -> None:
    lines = filled(tmp_path / "ser").splitlines(keepends=True)
    (tmp_path / "short").write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert verify(tmp_path / "short").altered_line == 3


def test_a_journal_cut_short_is_found_by_whoever_knows_the_head(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e0"))
    early = hand.store.head
    hand.make(entry("e1"))
    late = hand.store.head
    whole = (tmp_path / "ser" / "journal").read_bytes()
    hand.store.close()
    shorter = tmp_path / "shorter"
    shorter.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    assert verify(shorter, early).is_intact
    assert not verify(shorter, late).is_intact
    assert verify(tmp_path / "ser", late).is_intact


def test_an_empty_journal_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "ser").mkdir()
    (tmp_path / "ser" / "journal").touch()
    store = Store.open(tmp_path / "ser", "first")
    assert (list(store.records()), store.damage, store.seq) == ([], (), 0)
    store.close()


def test_a_struck_line_keeps_its_place_in_the_chain(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e0"))
    hand.make(entry("e1", text="Mijn naam is Jan Jansen"))
    hand.make(entry("e2"))
    hand.alter(Entry, "e1", text="")
    before, head = by_id(hand.store), hand.store.head
    assert b"Jan Jansen" in (tmp_path / "ser" / "journal").read_bytes()
    hand.store.strike([2], "asked for by the writer")
    assert b"Jan Jansen" not in (tmp_path / "ser" / "journal").read_bytes()
    assert str(verify(tmp_path / "ser", head)) == "intact, 1 line struck"
    assert (by_id(hand.store), dict(hand.store.answers)) == (before, hand.told)
    hand.store.close()
    (tmp_path / "ser" / "room.json").unlink()
    again = Store.open(tmp_path / "ser", "again")
    assert (by_id(again), dict(again.answers), again.damage) == (before, hand.told, ())
    again.close()


def test_striking_takes_what_it_strikes_out_of_every_file(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(Message("m1", "Jan Jansen", "everyone", 1), entry("e1"))
    hand.store.checkpoint()
    hand.end(Message, "m1")
    hand.store.strike([2], "erased")
    hand.store.strike([2], "erased")
    for path in (tmp_path / "ser").rglob("*"):
        assert path.is_dir() or b"Jan Jansen" not in path.read_bytes(), path
    assert entries(hand.store) == {"e1"}
    hand.store.close()


def test_what_was_carried_on_can_be_struck_in_its_turn(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(Message("m1", "Jan Jansen", "everyone", 1), Message("m2", "Piet", "everyone", 1))
    hand.end(Message, "m1")
    hand.store.strike([2], "erased")
    hand.end(Message, "m2")
    hand.store.strike([2], "erased")
    assert b"Piet" not in (tmp_path / "ser" / "journal").read_bytes()
    assert str(verify(tmp_path / "ser")) == "intact, 2 lines struck"
    hand.store.close()


def test_the_note_of_a_strike_cannot_break_a_line(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e0"))
    hand.make(Message("m1", "weg", "everyone", 1))
    hand.store.strike([2], 'two\nlines "and" \0 more')
    assert verify(tmp_path / "ser").struck == 1
    hand.store.close()


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict(3, 0, "ab"), "intact"),
        (Verdict(3, 1, "ab"), "intact, 1 line struck"),
        (Verdict(9, 3, "ab"), "intact, 3 lines struck"),
        (Verdict(4, 0, "ab", 5, "is not a line"), "altered at line 5: is not a line"),
    ],
)
def test_a_verdict_says_itself(verdict: Verdict, said: str) -> None:
    assert str(verdict) == said


def bodies(folder: Path) -> list[dict[str, Any]]:
    raw = [line.split(b" ", 2)[2] for line in (folder / "journal").read_bytes().splitlines()]
    return [json.loads(body) for body in raw if not body.startswith(b"struck ")]


def test_documents_stand_in_a_line_by_id_and_not_as_they_came(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(entry("e3"), entry("e1"), entry("e2"))
    assert [*bodies(tmp_path / "ser")[-1]["docs"]["entries"]] == ["e1", "e2", "e3"]
    hand.store.close()


def test_only_what_no_later_line_holds_is_carried_on(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.make(Message("m1", "weg", "everyone", 1), Message("m2", "blijft", "everyone", 1))
    hand.end(Message, "m1")
    hand.store.strike([2], "erased")
    assert bodies(tmp_path / "ser")[-1]["docs"].keys() == {"messages"}
    assert bodies(tmp_path / "ser")[-1]["docs"]["messages"].keys() == {"m2"}
    hand.store.close()


@pytest.mark.parametrize("act", ["strike", "seal"])
def test_copies_that_were_kept_aside_go_with_what_is_struck(tmp_path: Path, act: str) -> None:
    broken = filled(tmp_path / "ser").replace(b"Tekst van e1", b"Tekst van e7")
    hand = Hand(reopened(tmp_path / "ser", broken))
    assert len([*(tmp_path / "ser" / "damaged").iterdir()]) == 1
    if act == "seal":
        hand.seal()
    else:
        hand.store.strike([2], "erased")
    assert [*(tmp_path / "ser" / "damaged").iterdir()] == []
    hand.store.close()
