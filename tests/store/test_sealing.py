"""Owners: locked on disk, opened with the key of the activity, and after sealing gone."""

import json
import re
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from appliance.conference.change import Change
from appliance.conference.records import Activity, Entry, Person, State
from appliance.store import Damage, Store, verify
from appliance.store.keys import Keys

from .builders import BRAINSTORM, OTHER, Hand, begun, by_id, entry, every_byte, person

SANNE, ACHMED = "sannesannesannes", "achmedachmedachm"


def lines(folder: Path) -> list[dict]:
    """The bodies in the journal that were not struck."""
    raw = [line.split(b" ", 2)[2] for line in (folder / "journal").read_bytes().splitlines()]
    return [json.loads(body) for body in raw if not body.startswith(b"struck ")]


def stored_entries(folder: Path) -> list[dict]:
    """Every document of an entry in any line of the journal, and in the checkpoint."""
    from_lines = [d for body in lines(folder) for d in body["docs"].get("entries", {}).values()]
    room = folder / "room.json"
    saved = json.loads(room.read_text()).get("entries", {}) if room.exists() else {}
    return [document for document in (*from_lines, *saved.values()) if document]


def keys(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in (folder / "keys").glob("*"))


def test_an_owner_is_never_on_disk_beside_an_entry_whatever_its_attribution(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = begun(folder)
    hand.make(entry("e1", SANNE), entry("e2", SANNE, name="Sanne"), entry("e3", SANNE[:3]))
    hand.store.checkpoint()
    assert SANNE.encode() not in every_byte(folder)
    locked = {d["id"]: d["owner"] for d in stored_entries(folder)}
    assert len(set(locked.values())) == 3
    assert len({len(owner) for owner in locked.values()}) == 1
    assert {r.id: r.owner for r in hand.store.records() if isinstance(r, Entry)} == {
        "e1": SANNE,
        "e2": SANNE,
        "e3": SANNE[:3],
    }
    hand.store.close()


def test_an_entry_that_changes_hands_does_not_show_that(tmp_path: Path) -> None:
    """One pad for two owners would give away what the two have in common."""
    hand = begun(tmp_path / "ser", entry("e1", SANNE))
    hand.alter(Entry, "e1", owner=SANNE, text="a")
    locked = {document["owner"] for document in stored_entries(tmp_path / "ser")}
    assert len(locked) == 2
    hand.store.close()


def test_a_key_is_for_this_user_alone(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e1"))
    (key,) = (tmp_path / "ser" / "keys").iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (key, key.parent, tmp_path / "ser")]
    assert modes == [0o600, 0o700, 0o700]
    hand.store.close()


def test_owners_come_back_after_a_restart(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e1", SANNE), entry("e2", ACHMED, activity=OTHER.id))
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert (by_id(again)["Entry", "e1"].owner, by_id(again)["Entry", "e2"].owner) == (SANNE, ACHMED)
    again.close()


def test_sealing_leaves_no_owner_no_key_and_no_order(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = begun(folder, person(SANNE), person(ACHMED, "4"))
    for number in range(6):
        hand.make(entry(f"e{5 - number}", SANNE if number < 4 else ACHMED))
    hand.store.checkpoint()
    hand.alter(Entry, "e3", text="Verbeterd")
    hand.make(entry("other", ACHMED, activity=OTHER.id))
    key = next((folder / "keys").glob("knelpunten.*")).read_bytes()
    head = hand.store.head
    hand.seal()

    assert keys(folder) == ["oplossingen"]
    assert key not in every_byte(folder)
    of_sealed = [d for d in stored_entries(folder) if d["activity"] == BRAINSTORM.id]
    assert {d["owner"] for d in of_sealed} == {None}
    assert b"Tekst van e3" not in every_byte(folder)
    # No two entries are in an order that tells when they came: only in that of their ids.
    for body in lines(folder):
        ids = [*body["docs"].get("entries", {})]
        assert ids == sorted(ids)
    hand.store.checkpoint()
    room = json.loads((folder / "room.json").read_text())
    assert [*room["entries"]] == sorted(room["entries"])
    assert [*room["_answers"]] == sorted(room["_answers"])
    numbers = {d["id"]: d["seq"] for d in room["entries"].values()}
    for answers in (room["_answers"].values(), (vars_of(a) for a in hand.store.answers.values())):
        assert all(a["seq"] == numbers[a["made"]] for a in answers if a["made"] in numbers)
    assert verify(folder, head).is_intact
    assert verify(folder).struck == 7
    before = by_id(hand.store), dict(hand.store.answers)
    hand.store.close()
    (folder / "room.json").unlink()
    again = Store.open(folder, "again")
    assert (by_id(again), dict(again.answers)) == before
    assert by_id(again)["Entry", "other"].owner == ACHMED
    again.close()


def vars_of(answer) -> dict:
    return {"seq": answer.seq, "made": answer.made}


def test_a_crash_before_the_key_is_gone_is_made_good_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = begun(folder, entry("e1", SANNE), entry("e2", SANNE))
    hand.store.checkpoint()
    saved, key = (folder / "room.json").read_bytes(), next((folder / "keys").iterdir())
    name, secret = key.name, key.read_bytes()
    before = (folder / "journal").read_bytes()
    hand.seal()
    hand.store.close()
    # As it was when the sealing was on the disk, and nothing else yet.
    after = (folder / "journal").read_bytes().splitlines(keepends=True)
    sealing = next(line for line in after if b'"sealed"' in line and b"struck " not in line)
    (folder / "journal").write_bytes(before + sealing)
    (folder / "room.json").write_bytes(saved)
    (folder / "keys" / name).write_bytes(secret)

    again = Store.open(folder, "again")
    assert again.damage == ()
    assert keys(folder) == []
    assert {d["owner"] for d in stored_entries(folder)} == {None}
    again.close()


def test_an_owner_whose_key_is_lost_is_told_as_damage(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = begun(folder, entry("e1", SANNE))
    hand.store.close()
    next((folder / "keys").iterdir()).write_bytes(b"zz")
    again = Store.open(folder, "again")
    assert again.damage == (Damage(0, "the key of knelpunten is missing"),)
    assert by_id(again)["Entry", "e1"].owner is None
    Hand(again).make(entry("e2", ACHMED))
    assert by_id(again)["Entry", "e1"].owner is None
    assert by_id(again)["Entry", "e2"].owner == ACHMED
    again.close()


def test_what_is_given_without_a_name_carries_no_finer_time_than_the_minute(tmp_path: Path) -> None:
    folder = tmp_path / "ser"
    hand = begun(folder)
    hand.make(entry("e1"))
    hand.make(person("p1"))
    hand.make(entry("e2", name="Sanne"))
    hand.alter(Entry, "e1", is_hidden=True)
    hand.end(Entry, "e1")
    _, begin, typed, joined, named, hidden, gone = lines(folder)
    for body in (typed, joined, hidden, gone):
        assert (body["grain_ms"], body["wall_ms"] % 60_000) == (60_000, 0)
    assert "grain_ms" not in begin.keys() | named.keys()
    hand.store.close()


def test_room_time_and_wall_clock_together_tell_no_more_than_the_minute(tmp_path: Path) -> None:
    """Their minutes begin at different moments: cut each by itself, the two would tell more."""
    folder = tmp_path / "ser"
    hand = begun(folder)
    hand.step_ms = 7_001
    for number in range(20):
        hand.make(entry(f"e{number}"))
    typed = [body for body in lines(folder) if body["docs"].get("entries")]
    apart = {body["wall_ms"] - body["room_ms"] for body in typed if body["room_ms"]}
    assert len(typed) == 20
    assert len(apart) == 1
    hand.store.close()


def test_room_time_goes_on_after_a_crash_from_the_end_of_the_minute(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.step_ms = 250_000
    hand.make(entry("e1"))
    image = tmp_path / "crashed"
    image.mkdir()
    (image / "journal").write_bytes((tmp_path / "ser" / "journal").read_bytes())
    told_ms = hand.store.room_ms
    hand.store.close()
    crashed = Store.open(image, "again")
    assert told_ms <= crashed.room_ms <= told_ms + 60_000
    crashed.close()
    clean = Store.open(tmp_path / "ser", "again")
    assert told_ms <= clean.room_ms < told_ms + 60_000
    assert "grain_ms" not in lines(tmp_path / "ser")[-1]
    clean.close()


def test_the_line_of_a_clean_end_does_not_tell_when_the_last_entry_came(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    batch = hand.make(entry("e1"))
    hand.store.close()
    assert lines(tmp_path / "ser")[-1]["docs"] == {}
    assert lines(tmp_path / "ser")[-1]["wall_ms"] >= batch.wall_ms


def test_a_checkpoint_tells_room_time_no_finer_than_the_journal(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.step_ms = 100_123
    hand.make(entry("e1"))
    hand.store.checkpoint()
    mark = json.loads((tmp_path / "ser" / "room.json").read_text())["_checkpoint"]["1"]
    assert mark["room_ms"] == lines(tmp_path / "ser")[-1]["room_ms"] + 60_000
    hand.store.close()


def test_no_two_salts_are_alike(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", entry("e1"), entry("e2"))
    hand.make(entry("e3"))
    salts = [body["salt"] for body in lines(tmp_path / "ser")]
    assert len(set(salts)) == len(salts)
    assert all(re.fullmatch("[0-9a-f]{32}", salt) for salt in salts)
    hand.store.close()


@pytest.mark.parametrize("id", ["../../etc/passwd", ".", "A", "ö✊", "a/b", "x" * 60])
def test_an_activity_may_be_called_anything(tmp_path: Path, id: str) -> None:
    keys = Keys(tmp_path / "keys", "thisjournal")
    key = keys.find_or_make(id)
    assert Keys(tmp_path / "keys", "thisjournal").find(id) == key
    assert [path.parent for path in tmp_path.rglob("*.thisjournal")] == [tmp_path / "keys"]
    keys.overwrite(id)
    assert (keys.find(id), keys.has_file(id)) == (None, True)
    keys.remove(id)
    assert not keys.has_file(id)


def test_activities_that_differ_in_case_have_keys_of_their_own(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys", "j")
    assert keys.find_or_make("a") != keys.find_or_make("A")
    names = [path.name.lower() for path in (tmp_path / "keys").iterdir()]
    assert len(set(names)) == 2


def test_sealing_one_activity_leaves_the_owners_of_another(tmp_path: Path) -> None:
    """Also where entries of both stood in one line."""
    hand = begun(tmp_path / "ser", entry("e1", SANNE), entry("e2", ACHMED, activity=OTHER.id))
    hand.seal(BRAINSTORM.id)
    assert by_id(hand.store)["Entry", "e2"].owner == ACHMED
    hand.seal(OTHER.id)
    assert {d["owner"] for d in stored_entries(tmp_path / "ser")} == {None}
    assert keys(tmp_path / "ser") == []
    hand.store.close()


def test_an_activity_without_entries_can_be_sealed(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser", person(SANNE))
    hand.seal()
    assert hand.now(Activity, BRAINSTORM.id).state is State.SEALED
    assert by_id(hand.store)["Person", SANNE] == Person(SANNE, "3")
    hand.store.close()


def test_neighbouring_lines_do_not_tell_who_came_in_just_before(tmp_path: Path) -> None:
    """Somebody comes in and types: the two lines stood beside each other."""
    folder = tmp_path / "ser"
    hand = begun(folder)
    hand.write(Change(None, person(SANNE)), Change(None, entry("e1", SANNE)))
    hand.make(entry("e2", ACHMED))
    hand.seal()
    for one, next_one in pairwise(lines(folder)):
        for body in (one, next_one):
            has_person = "people" in body["docs"]
            one_entry = len(body["docs"].get("entries", {})) == 1
            assert not (has_person and one_entry)
    hand.store.close()


def test_an_owner_too_long_to_lock_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    before, raw = by_id(hand.store), (tmp_path / "ser" / "journal").read_bytes()
    with pytest.raises(ValueError):
        hand.make(person("p1"), entry("e1", "p" * 60))
    assert by_id(hand.store) == before
    assert (tmp_path / "ser" / "journal").read_bytes() == raw
    hand.make(entry("e2", "p" * 36))
    assert by_id(hand.store)["Entry", "e2"] == replace(entry("e2", "p" * 36), seq=2, rev=2)
    hand.store.close()
