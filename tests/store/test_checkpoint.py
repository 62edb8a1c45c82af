"""room.json: opens with plain TinyDB, makes opening fast, and is never trusted over the journal."""

import json
import shutil
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Table

from appliance.conference.records import Entry
from appliance.store import Damage, Store, checkpoint, verify

from .builders import Hand, begun, by_id, entry, person


class NamedTable(Table):
    """TinyDB's own table, told that ids are strings; nothing of ours."""

    document_id_class = str


class NamedDB(TinyDB):
    table_class = NamedTable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a checkpoint, of which the journal says more; not closed cleanly."""
    hand = begun(tmp_path / "live", entry("e0"), person("p1"))
    hand.store.checkpoint()
    hand.make(entry("e1"))
    shutil.copytree(tmp_path / "live", tmp_path / "ser")
    hand.store.close()
    return tmp_path / "ser"


EXPECTED = {("Entry", "e0"): 1, ("Entry", "e1"): 2}


def entry_seqs(store: Store) -> dict[tuple[str, str], int]:
    return {key: record.seq for key, record in by_id(store).items() if isinstance(record, Entry)}


def test_it_opens_with_plain_tinydb(folder: Path) -> None:
    with NamedDB(folder / "room.json", encoding="utf-8") as db:
        assert db.tables() == {
            "conferences",
            "activities",
            "people",
            "entries",
            "_answers",
            "_checkpoint",
        }
        assert db.table("entries").get(doc_id="e0")["text"] == "Tekst van e0 ✊🏽"
        (mark,) = db.table("_checkpoint").all()
        assert (mark["seq"], mark["line"]) == (1, 2)
        assert db.table("_answers").all() == [{"seq": 1, "made": "ser"}]


def test_opening_reads_no_line_that_it_covers(folder: Path) -> None:
    """Seen in what only it says: a document that the journal never had."""
    saved = checkpoint.load(folder / "room.json")
    assert saved is not None
    saved.tables["entries"]["e0"]["text"] = "Alleen hier"
    checkpoint.save(folder / "room.json", saved.mark, saved.tables, saved.answers)
    store = Store.open(folder, "again")
    assert by_id(store)["Entry", "e0"].text == "Alleen hier"
    assert entry_seqs(store) == EXPECTED
    store.close()


def test_without_it_the_journal_tells_the_same(folder: Path) -> None:
    with_it = Store.open(folder, "again")
    before = by_id(with_it), dict(with_it.answers), with_it.seq
    with_it.close()
    (folder / "room.json").unlink()
    without = Store.open(folder, "again")
    assert (by_id(without), dict(without.answers), without.seq) == before
    assert without.damage == ()
    without.close()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda raw: b"", "Expecting value: line 1 column 1 (char 0)"),
        (lambda raw: raw.replace(b"Tekst van e0", b"Tekst van e7"), "does not match its digest"),
        (lambda raw: b'{"entries": {}}', "is not a checkpoint"),
        (lambda raw: b"[]", "is not a checkpoint"),
        (lambda raw: b"\xff" + raw, None),
        (lambda raw: raw[:200], None),
    ],
)
def test_one_that_is_broken_is_set_aside_and_made_anew(folder: Path, spoil, why) -> None:
    spoilt = spoil((folder / "room.json").read_bytes())
    (folder / "room.json").write_bytes(spoilt)
    store = Store.open(folder, "again")
    (damage,) = store.damage
    assert damage == Damage(0, why or damage.why, damage.kept_as, is_restored=True)
    assert (folder / damage.kept_as).read_bytes() == spoilt
    assert entry_seqs(store) == EXPECTED
    assert json.loads((folder / "room.json").read_text())["_checkpoint"]["1"]["seq"] == 2
    store.close()


def test_one_that_does_not_match_the_journal_is_set_aside(folder: Path, tmp_path: Path) -> None:
    """As when a folder was put back from two copies of different age."""
    whole = json.loads((folder / "room.json").read_text())
    mark = whole["_checkpoint"]["1"]
    raw = (folder / "room.json").read_text().replace(mark["chain"], "0" * 31 + "1")
    (folder / "room.json").write_text(raw)
    store = Store.open(folder, "again")
    assert [(d.line, d.why) for d in store.damage] == [(0, "does not match the journal")]
    assert entry_seqs(store) == EXPECTED
    store.close()


def test_it_brings_back_what_the_journal_lost(folder: Path) -> None:
    """The damage lies in lines that the checkpoint covers, so nothing is missing."""
    path = folder / "journal"
    broken = path.read_bytes().replace(b"Tekst van e0", b"Tekst van e7")
    path.write_bytes(broken)
    store = Store.open(folder, "again")
    (damage,) = store.damage
    assert damage == Damage(2, "does not match its digest", damage.kept_as, is_restored=True)
    assert b"Tekst van e7" in (folder / damage.kept_as).read_bytes()
    assert entry_seqs(store) == EXPECTED
    before = by_id(store), dict(store.answers)
    store.close()
    (folder / "room.json").unlink()
    again = Store.open(folder, "again")
    assert (by_id(again), dict(again.answers), again.damage) == (*before, ())
    assert verify(folder).is_intact
    again.close()


@pytest.mark.parametrize("left", [0, 100, 300])
def test_it_brings_back_a_journal_that_was_cut_off_before_it(folder: Path, left: int) -> None:
    raw = (folder / "journal").read_bytes()
    (folder / "journal").write_bytes(raw[:left])
    store = Store.open(folder, "again")
    assert [d.is_restored for d in store.damage] == [True]
    assert entry_seqs(store) == {("Entry", "e0"): 1}
    assert by_id(store)["Entry", "e0"].owner == "sannesannesannes"
    Hand(store).make(entry("e9"))
    before = by_id(store)
    store.close()
    (folder / "room.json").unlink()
    again = Store.open(folder, "again")
    assert by_id(again) == before
    again.close()


def test_it_is_due_after_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.store.store.CHECKPOINT_LINES", 3)
    hand = begun(tmp_path / "ser")
    assert not hand.store.is_checkpoint_due
    hand.make(entry("e0"))
    assert hand.store.is_checkpoint_due
    hand.store.checkpoint()
    assert not hand.store.is_checkpoint_due
    hand.store.close()


def test_one_of_another_journal_is_removed(folder: Path, tmp_path: Path) -> None:
    """It may hold what was typed in a practice that is over."""
    other = begun(tmp_path / "other", entry("x0", text="geheim"))
    other.store.close()
    (folder / "room.json").write_bytes((tmp_path / "other" / "room.json").read_bytes())
    store = Store.open(folder, "again")
    assert store.damage == ()
    assert entry_seqs(store) == EXPECTED
    store.close()
    assert not any(b"geheim" in p.read_bytes() for p in folder.rglob("*") if p.is_file())
