"""A data folder of every version opens for ever; one of a later version is left alone."""

import json
import shutil
from pathlib import Path

import pytest

from appliance.conference.change import Answer
from appliance.conference.records import Entry
from appliance.store import Store, StoreDamaged, StoreNewer, upgrades, verify
from appliance.store.journal import GENESIS, line_after

from .builders import begun, by_id, entry, every_byte

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def v1(tmp_path: Path) -> Path:
    """A copy of the folder that version 1 left behind."""
    return Path(shutil.copytree(FIXTURES / "v1", tmp_path / "v1"))


@pytest.mark.parametrize("leave_out", [None, "room.json"])
def test_a_folder_of_version_1_opens(v1: Path, leave_out: str | None) -> None:
    if leave_out:
        (v1 / leave_out).unlink()
    store = Store.open(v1, "now")
    assert store.damage == ()
    told = {id: (e.text, e.owner, e.name) for (_, id), e in by_id(store).items() if _ == "Entry"}
    assert told == {
        "aaaaaaaaaaaaaaaa": (
            "Geen geld tussen 50.000 en 500.000 euro ✊🏽",
            "sannesannesannes",
            "",
        ),
        "bbbbbbbbbbbbbbbb": ("العربية", "achmedachmedachm", "Achmed"),
        "cccccccccccccccc": ("Verzegeld", None, ""),
    }
    assert store.seq == 9
    assert store.answers["0" * 31 + "2"] == Answer(2, "aaaaaaaaaaaaaaaa")
    assert by_id(store)["Conference", "ser"].show.text == "Welkom"
    store.close()


def test_the_journal_of_version_1_is_intact(v1: Path) -> None:
    verdict = verify(v1)
    assert (str(verdict), verdict.head) == (
        "intact, 2 lines struck",
        (FIXTURES / "v1.head").read_text().strip(),
    )


def newer(folder: Path) -> None:
    """Add a line of a version that we cannot know."""
    head = verify(folder).head
    _, line = line_after(head, json.dumps({"v": 2, "what": "ever"}).encode())
    with (folder / "journal").open("ab") as file:
        file.write(line)


def test_a_newer_line_is_refused_and_nothing_is_touched(v1: Path) -> None:
    newer(v1)
    before = (v1 / "journal").read_bytes(), (v1 / "room.json").read_bytes()
    with pytest.raises(StoreNewer) as refused:
        Store.open(v1, "now")
    assert (refused.value.found, refused.value.known) == (2, 1)
    assert ((v1 / "journal").read_bytes(), (v1 / "room.json").read_bytes()) == before
    assert [*v1.glob("damaged/*")] == []


def test_a_newer_checkpoint_is_refused_and_nothing_is_touched(v1: Path) -> None:
    raw = (v1 / "room.json").read_text()
    (v1 / "room.json").write_text(
        raw.replace('"_checkpoint":{"1":{"v":1', '"_checkpoint":{"1":{"v":2')
    )
    before = every_byte(v1)
    with pytest.raises(StoreNewer):
        Store.open(v1, "now")
    (v1 / "lock").unlink()
    assert every_byte(v1) == before


@pytest.mark.parametrize("body", [b"{}", b"[]", b"not json", b'{"v":1,"seq":[1,1]}'])
def test_a_whole_line_that_is_none_of_ours_is_refused(v1: Path, body: bytes) -> None:
    _, line = line_after(verify(v1).head, body)
    with (v1 / "journal").open("ab") as file:
        file.write(line)
    before = (v1 / "journal").read_bytes()
    with pytest.raises(StoreDamaged):
        Store.open(v1, "now")
    assert (v1 / "journal").read_bytes() == before


def test_a_journal_that_has_no_beginning_is_refused(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    body = (tmp_path / "ser" / "journal").read_bytes().splitlines()[1].split(b" ", 2)[2]
    hand.store.close()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "journal").write_bytes(line_after(GENESIS, body)[1])
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path / "other", "now")


@pytest.mark.parametrize("leave_out", ["journal", "room.json", None])
def test_documents_of_older_versions_go_through_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave_out: str | None
) -> None:
    hand = begun(tmp_path / "ser", entry("e1", text="oud"))
    hand.store.checkpoint()
    if leave_out != "journal":
        hand.make(entry("e2", text="oud"))
        hand.end(Entry, "e2")
    hand.store.close()

    def louder(kind: str, document: upgrades.Document) -> upgrades.Document:
        return document | {"text": document["text"] + "!"} if kind == "entries" else document

    monkeypatch.setattr(upgrades, "VERSION", 3)
    monkeypatch.setattr(upgrades, "STEPS", {1: louder, 2: louder})
    if leave_out:
        (tmp_path / "ser" / leave_out).unlink()
    store = Store.open(tmp_path / "ser", "later")
    assert {r.id: r.text for r in store.records() if isinstance(r, Entry)} == {"e1": "oud!!"}
    store.close()
    again = Store.open(tmp_path / "ser", "later still")
    assert {r.id: r.text for r in again.records() if isinstance(r, Entry)} == {"e1": "oud!!"}
    again.close()
