"""Going on from a copy on another machine."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.cli import main
from appliance.folder import open_room
from appliance.identity import Identity
from appliance.spare.resuming import find, resume
from appliance.spare.trouble import SpareTrouble
from appliance.store import Store, verify
from tests.store.builders import by_id

from .builders import PASSPHRASE, Room

OWNER = "sannesannesannes"


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    """A copy of a room in which two things were written."""
    room.write("e1", "e2")
    folder = tmp_path / "stick" / "tafelronde-spare-ser"
    folder.parent.mkdir()
    room.copy(folder).turn()
    return folder


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """An empty data folder."""
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    return laptop


def owners(data: Path) -> dict[str, str | None]:
    """Whose every contribution is, as the box in this folder knows it."""
    with open_room(data) as (conductor, _):
        return conductor.read(lambda room: {e.id: e.owner for e in room.entries.values()})


def test_everything_is_there_and_phones_know_their_own(
    room: Room, folder: Path, laptop: Path
) -> None:
    told = resume(folder, laptop, f" {PASSPHRASE} ")
    assert told.conference is not None
    assert (told.conference.id, told.entries, told.has_keys, told.damaged) == (
        "ser",
        2,
        True,
        False,
    )
    assert told.beat is not None
    assert told.beat.lag_ms == 4000
    identity = Identity(laptop)
    assert (identity.secret, identity.on_stage) == (room.identity.secret, room.identity.on_stage)
    assert identity.device != room.identity.device
    assert owners(laptop) == {"e1": OWNER, "e2": OWNER}
    place = laptop / "conferences" / identity.on_stage
    assert (place / "journal").read_bytes().startswith(room.journal())
    assert verify(place).is_intact
    store = Store.open(place, "look")
    assert by_id(store) == by_id(room.hand.store)
    store.close()


def test_without_the_passphrase_it_goes_on_and_nobody_is_recognised(
    room: Room, folder: Path, laptop: Path
) -> None:
    told = resume(folder, laptop, None)
    assert (told.entries, told.has_keys, told.damaged) == (2, False, False)
    assert Identity(laptop).secret != room.identity.secret
    assert owners(laptop) == {"e1": None, "e2": None}


@pytest.mark.parametrize("tail", [b"half a line", b"\0" * 512])
def test_a_torn_last_line_is_cut(folder: Path, laptop: Path, tail: bytes) -> None:
    with (folder / "journal").open("ab") as file:
        file.write(tail)
    told = resume(folder, laptop, None)
    assert (told.entries, told.damaged) == (2, False)


def test_a_damaged_copy_is_said_to_be(folder: Path, laptop: Path) -> None:
    journal = folder / "journal"
    journal.write_bytes(journal.read_bytes().replace(b"Tekst van e2", b"Teksd van e2"))
    told = resume(folder, laptop, None)
    assert (told.entries, told.damaged) == (1, True)


def test_a_key_that_ended_does_not_come_back(room: Room, folder: Path, laptop: Path) -> None:
    """The stick was pulled out between its keys and its journal."""
    keys = (folder / "keys.json").read_bytes()
    room.hand.seal()
    room.copy(folder).turn()
    (folder / "keys.json").write_bytes(keys)
    resume(folder, laptop, PASSPHRASE)
    assert list(laptop.rglob("keys/*")) == []
    assert owners(laptop) == {"e1": None, "e2": None}


def test_a_wrong_passphrase_changes_nothing(folder: Path, laptop: Path) -> None:
    with pytest.raises(SpareTrouble, match="wrong_passphrase"):
        resume(folder, laptop, "another passphrase")
    assert list(laptop.iterdir()) == []
    assert resume(folder, laptop, PASSPHRASE).entries == 2


def test_keys_that_cannot_be_read_are_said_and_can_be_left(folder: Path, laptop: Path) -> None:
    (folder / "keys.json").write_bytes(b"{}")
    with pytest.raises(SpareTrouble, match="no_keys"):
        resume(folder, laptop, PASSPHRASE)
    assert list(laptop.iterdir()) == []
    assert not resume(folder, laptop, None).has_keys


def test_a_conference_that_is_there_is_never_written_over(room: Room, folder: Path) -> None:
    before = room.journal()
    with pytest.raises(SpareTrouble, match="taken"):
        resume(folder, room.data, PASSPHRASE)
    assert room.journal() == before


def test_a_journal_that_was_about_to_take_its_place_counts(folder: Path, laptop: Path) -> None:
    (folder / "journal").rename(folder / "journal.new")
    assert resume(folder, laptop, None).entries == 2


def test_pictures_come_along_and_nothing_else_that_lies_there(
    room: Room, folder: Path, laptop: Path, tmp_path: Path
) -> None:
    media = folder / "media"
    media.mkdir()
    (media / f"{'ab' * 32}.png").write_bytes(b"picture")
    (media / "link.png").symlink_to(tmp_path / "data" / "box.json")
    (media / ".hidden").write_bytes(b"x")
    resume(folder, laptop, None)
    assert [f.name for f in laptop.glob("conferences/*/media/*")] == [f"{'ab' * 32}.png"]


def test_the_copy_is_found_on_the_stick_by_itself(folder: Path) -> None:
    assert find(folder) == find(folder.parent) == folder


def test_two_copies_on_one_stick_are_asked_about(room: Room, folder: Path) -> None:
    room.copy(folder.parent / "tafelronde-spare-ser-2").turn()
    with pytest.raises(SpareTrouble, match="several") as trouble:
        find(folder.parent)
    assert trouble.value.values == {"names": "tafelronde-spare-ser, tafelronde-spare-ser-2"}


def test_a_folder_without_a_copy_and_one_of_a_newer_program_are_said(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(SpareTrouble, match="not_a_spare"):
        find(tmp_path / "laptop")
    (folder / "spare.json").write_text('{"format": "tafelronde-spare/2"}')
    with pytest.raises(SpareTrouble, match="newer"):
        find(folder)


def typed(monkeypatch: pytest.MonkeyPatch, *words: str, answer: str = "") -> Result:
    """What a terminal says, in English."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return CliRunner().invoke(main, ["resume", *words], input=answer)


def test_the_terminal_says_what_is_here_and_what_may_be_missing(
    folder: Path, laptop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = typed(monkeypatch, str(folder.parent), "--data", str(laptop), answer=f"{PASSPHRASE}\n")
    assert told.exit_code == 0, told.output
    assert "The conference is here, with its contributions: 2" in told.output
    assert "at most 5 seconds are missing" in told.output
    assert PASSPHRASE not in told.output
    assert "do not recognise" not in told.output


def test_a_machine_is_told_the_same(
    folder: Path, laptop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = ["--data", str(laptop), "--without-passphrase", "--json"]
    told = json.loads(typed(monkeypatch, str(folder), *how).output)
    assert isinstance(told.pop("copied_wall_ms"), int)
    assert isinstance(told.pop("saved_minute"), int)
    assert told == {
        "conference": "ser",
        "entries": 2,
        "missing_most_s": 5,
        "has_keys": False,
        "is_damaged": False,
    }


def test_what_is_wrong_is_one_sentence(
    folder: Path, laptop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = typed(monkeypatch, str(folder), "--data", str(laptop), answer="something else\n")
    assert told.exit_code == 1
    assert "This passphrase does not open the keys. Nothing was changed." in told.output
    told = typed(monkeypatch, str(laptop), "--data", str(laptop), "--without-passphrase")
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "There is no spare copy in" in told.output


def test_the_words_of_a_step_are_all_there(folder: Path, laptop: Path) -> None:
    resume(folder, laptop, PASSPHRASE)
    with open_room(laptop) as (conductor, _):
        texts = conductor.read(lambda room: [e.text for e in room.entries.values()])
    assert sorted(texts) == ["Tekst van e1 ✊🏽", "Tekst van e2 ✊🏽"]
