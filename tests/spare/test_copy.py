"""The copy on a stick: line by line as on the box, and nothing more than on the box."""

import json
import os
import re
from pathlib import Path

import pytest

from appliance.conference.records import Conference, Entry
from appliance.spare import layout
from appliance.spare.layout import read_beat, read_keys, read_told
from appliance.spare.trouble import SpareTrouble
from appliance.store import verify
from tests.archive.loops import loop_stick
from tests.archive.watching import watched
from tests.store.builders import CONFERENCE, person

from .builders import PASSPHRASE, Room, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copy is."""
    return tmp_path / "tafelronde-spare-ser"


def keys_in(folder: Path) -> dict:
    """What the passphrase opens."""
    opener, locked = read_keys(folder)
    return json.loads(opened(opener, PASSPHRASE, locked))


def test_the_copy_is_the_journal_to_the_byte_after_every_turn(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    for n in range(4):
        room.write(f"e{n}")
        copy.turn()
        assert (folder / "journal").read_bytes() == room.journal()
    copy.turn()
    assert (folder / "journal").read_bytes() == room.journal()
    assert read_told(folder) == layout.Told("spare-1", room.identity.device)


def test_what_is_there_is_gone_on_with_and_not_written_again(room: Room, folder: Path) -> None:
    room.copy(folder).turn()
    before = (folder / "journal").stat().st_ino
    room.write("e1")
    room.copy(folder).turn()
    assert (folder / "journal").stat().st_ino == before
    assert (folder / "journal").read_bytes() == room.journal()


@pytest.mark.parametrize(
    "tail", [b"half a li", b"\0" * 700], ids=["half a line", "nothing but NUL"]
)
def test_a_last_line_that_was_never_finished_is_put_right(
    room: Room, folder: Path, tail: bytes
) -> None:
    room.copy(folder).turn()
    with (folder / "journal").open("ab") as file:
        file.write(tail)
    room.write("e1")
    room.copy(folder).turn()
    assert (folder / "journal").read_bytes() == room.journal()


def test_a_line_that_the_box_took_back_is_not_in_the_copy(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    end = len(room.journal())
    room.write("e1")
    copy.turn()
    # The disk did not take it: the box cuts it off, and writes another one in its place.
    os.truncate(room.place / "journal", end)
    room.hand.store.recover()
    room.write("e2", "e3")
    copy.turn()
    assert (folder / "journal").read_bytes() == room.journal()


def test_a_copy_that_knows_more_than_the_box_is_never_written_over(
    room: Room, folder: Path
) -> None:
    end = len(room.journal())
    room.write("e1", "e2")
    room.copy(folder).turn()
    kept = {file.name: file.read_bytes() for file in folder.iterdir()}
    # The disk of the box lost the end of its journal, and the box goes on without it.
    os.truncate(room.place / "journal", end)
    room.hand.store.recover()
    room.write("e3")
    with pytest.raises(SpareTrouble, match="ahead"):
        room.copy(folder).turn()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == kept


def test_a_copy_that_somebody_else_touched_is_put_right(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    copy.turn()
    (folder / "journal").unlink()
    copy.turn()
    with (folder / "journal").open("ab") as file:
        file.write(b"x")
    room.write("e1")
    copy.turn()
    assert (folder / "journal").read_bytes() == room.journal()


def test_the_keys_stand_there_locked_and_only_so(room: Room, folder: Path) -> None:
    room.write("e1")
    room.copy(folder).turn()
    (key,) = (room.place / "keys").iterdir()
    told = keys_in(folder)
    assert told == {
        "on_stage": room.identity.on_stage,
        "secret": room.identity.secret.hex(),
        "keys": {key.name: key.read_text()},
    }
    everything = b"".join(f.read_bytes() for f in folder.rglob("*") if f.is_file())
    assert key.read_bytes() not in everything
    assert room.identity.secret.hex().encode() not in everything


def test_keys_are_locked_anew_only_when_there_are_others(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    copy.turn()
    first = (folder / "keys.json").read_bytes()
    room.hand.alter(Conference, CONFERENCE.id, place="Utrecht")
    copy.turn()
    assert (folder / "keys.json").read_bytes() == first
    room.write("e1")
    copy.turn()
    assert (folder / "keys.json").read_bytes() != first


def test_sealing_takes_the_key_and_the_owners_off_the_stick(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    room.write("e1", "e2")
    copy.turn()
    before = (folder / "journal").read_bytes()
    room.hand.seal()
    copy.turn()
    assert keys_in(folder)["keys"] == {}
    assert (folder / "journal").read_bytes() == room.journal() != before
    assert verify(folder).struck > 0
    assert _owners(room.journal()) == set()


def _owners(journal: bytes) -> set[bytes]:
    return set(re.findall(rb'"owner":"([^"]+)"', journal))


@pytest.mark.needs("mkfs.ext4", "mount", "umount")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file as a stick")
@pytest.mark.parametrize("is_in", [True, False], ids=["stick in", "stick out meanwhile"])
def test_after_sealing_no_byte_of_the_stick_itself_has_what_sealing_took(
    room: Room, tmp_path: Path, is_in: bool
) -> None:
    """Read as somebody would who looks at the stick past its file system, with the passphrase."""
    with loop_stick(tmp_path) as made:
        folder = made.folder / "tafelronde-spare-ser"
        copy = room.copy(folder)
        room.write("e1", "e2", "e3")
        copy.turn()
        owners, locked = _owners(room.journal()), read_keys(folder)[1]
        copy.close()
        made.unmount()
        kept = made.image.read_bytes()
        assert len(owners) == 3
        assert [owner in kept for owner in owners] == [True] * 3
        made.mount()
        copy = room.copy(folder)
        if is_in:
            copy.turn()
        room.hand.seal()
        copy.turn()
        copy.close()
        made.unmount()
        kept = made.image.read_bytes()
        assert [owner for owner in owners if owner in kept] == []
        assert json.dumps(_base64(locked)).encode() not in kept
        assert b"Tekst van e1" in kept


def _base64(content: bytes) -> str:
    from base64 import b64encode

    return b64encode(content).decode()


def test_the_end_of_practice_takes_what_was_typed_off_the_stick(room: Room, folder: Path) -> None:
    room.hand.alter(Conference, CONFERENCE.id, is_practice=True)
    copy = room.copy(folder)
    room.write("e1")
    copy.turn()
    assert b"Tekst van e1" in (folder / "journal").read_bytes()
    room.hand.end_practice()
    copy.turn()
    assert (folder / "journal").read_bytes() == room.journal()
    assert b"Tekst van e1" not in (folder / "journal").read_bytes()


def test_what_was_struck_goes_from_the_stick_too(room: Room, folder: Path) -> None:
    copy = room.copy(folder)
    room.write("e1")
    seq = room.hand.store.seq
    room.hand.end(Entry, "e1")
    copy.turn()
    room.hand.store.strike([seq], "erased")
    copy.turn()
    assert b"Tekst van e1" not in (folder / "journal").read_bytes()


def test_what_took_its_place_is_synced_once_more(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that FAT knows neither its size nor where it is (found with a stick of FAT)."""
    done = watched(monkeypatch)
    room.copy(folder).turn()
    named = [at for at, what in enumerate(done) if what == "replace"]
    assert len(named) >= 4
    assert {tuple(done[at + 1 : at + 3]) for at in named} == {("sync file", "sync folder")}


def test_pictures_come_along_and_go_again(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appliance.spare.copy.MEDIA_EVERY_S", 0.0)
    media = room.place / "media"
    media.mkdir()
    name = f"{'ab' * 32}.png"
    (media / name).write_bytes(b"picture")
    copy = room.copy(folder)
    copy.turn()
    assert [(f.name, f.read_bytes()) for f in (folder / "media").iterdir()] == [(name, b"picture")]
    (media / name).unlink()
    copy.turn()
    assert list((folder / "media").iterdir()) == []


def test_what_a_pull_left_half_is_wiped_and_what_was_whole_is_used(
    room: Room, folder: Path
) -> None:
    room.copy(folder).turn()
    (folder / "journal.old").write_bytes(b"before it was struck")
    (folder / "keys.json").rename(folder / "keys.json.new")
    room.copy(folder).turn()
    assert {f.name for f in folder.iterdir()} == {
        *("spare.json", "keys.json", "journal", "heartbeat", "READ-ME.txt")
    }


def test_the_heartbeat_tells_how_much_may_be_missing(room: Room, folder: Path) -> None:
    now = iter([10.0, 10.2, 14.2, 14.5, 29.0, 30.0, 34.0, 34.1])
    copy = room.copy(folder, now.__next__)
    lags = []
    for _ in range(4):
        copy.turn()
        beat = read_beat(folder)
        assert beat is not None
        lags.append(beat.lag_ms)
    assert lags == [4000, 4500, 15800, 15800]


def test_a_link_that_somebody_laid_there_is_not_followed(
    room: Room, folder: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    folder.mkdir()
    for name in ("journal", "heartbeat", "keys.json"):
        (folder / name).symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"):
        room.copy(folder).turn()
    assert victim.read_bytes() == b"mine"


def test_a_journal_that_is_damaged_on_the_box_is_copied_up_to_there_once(
    room: Room, folder: Path
) -> None:
    room.write("e1", "e2", "e3")
    lines = room.journal().splitlines(keepends=True)
    damaged = b"".join([*lines[:-2], lines[-2].replace(b"Tekst", b"Teksd"), lines[-1]])
    (room.place / "journal").write_bytes(damaged)
    copy = room.copy(folder)
    copy.turn()
    before = (folder / "journal").stat().st_ino
    copy.turn()
    assert (folder / "journal").read_bytes() == b"".join(lines[:-2])
    assert (folder / "journal").stat().st_ino == before


def _fill(rest: Path) -> None:
    with rest.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 12))


@pytest.mark.needs("mkfs.ext4", "mount", "umount")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file as a stick")
def test_a_full_stick_keeps_what_it_has_and_goes_on_when_there_is_room(
    room: Room, tmp_path: Path
) -> None:
    with loop_stick(tmp_path, 4 << 20) as made:
        folder = made.folder / "tafelronde-spare-ser"
        copy = room.copy(folder)
        copy.turn()
        kept = (folder / "journal").read_bytes()
        with pytest.raises(OSError, match="No space"):
            _fill(made.folder / "rest")
        for n in range(20):
            room.write(f"e{n}")
            room.hand.make(person(f"p{n}" + "x" * 2000))
        with pytest.raises(OSError, match="No space"):
            copy.turn()
        copy = room.copy(folder)
        with pytest.raises(OSError, match="No space"):
            copy.turn()
        assert (folder / "journal").read_bytes().startswith(kept)
        (made.folder / "rest").unlink()
        copy = room.copy(folder)
        copy.turn()
        assert (folder / "journal").read_bytes() == room.journal()
        room.close_copies()
