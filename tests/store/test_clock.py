"""What the lines of a journal say of their clock, and of the box that wrote them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from appliance.conference.change import Batch, Change
from appliance.store import Store

from .builders import CONFERENCE


def bodies(folder: Path) -> list[dict[str, Any]]:
    """What the lines of the journal say."""
    lines = (folder / "journal").read_bytes().splitlines()
    return [json.loads(line.split(b" ", 2)[2]) for line in lines]


def write(store: Store, clock: str, title: str, wall_ms: int = 1_000) -> None:
    """Write one batch by a clock that has its time from there."""
    seq = store.seq + 1
    before = next(store.records(), None)
    after = replace(CONFERENCE, title=title, rev=seq)
    batch = Batch(seq, store.room_ms, wall_ms, clock, (Change(before, after),))
    store.append(batch)


def test_every_line_names_the_box_the_run_and_the_source_of_its_time(tmp_path: Path) -> None:
    store = Store.open(tmp_path, "run-1", "box-1", "rtc")
    write(store, "ntp", "a")
    store.close()
    told = [(body["boot"], body["box"], body["clock"]) for body in bodies(tmp_path)]
    assert told == [("run-1", "box-1", "rtc"), *[("run-1", "box-1", "ntp")] * 2]


def test_lines_that_name_no_box_are_read(tmp_path: Path) -> None:
    store = Store.open(tmp_path, "run-1")
    write(store, "system", "a")
    store.close()
    assert all("box" not in body for body in bodies(tmp_path))
    again = Store.open(tmp_path, "run-2", "box-1", "rtc")
    assert [record.title for record in again.records()] == ["a"]
    again.close()


@pytest.mark.parametrize("leave_out", [None, "room.json"])
def test_it_is_known_since_when_a_clock_held(tmp_path: Path, leave_out: str | None) -> None:
    store = Store.open(tmp_path, "run-1", clock_source="rtc")
    for clock, title in (("rtc", "a"), ("organiser", "b"), ("rtc", "c"), ("rtc", "d")):
        write(store, clock, title)
    held = store.held_since("rtc")
    store.close()
    if leave_out:
        (tmp_path / leave_out).unlink()
    again = Store.open(tmp_path, "run-2", clock_source="rtc")
    assert (held, again.held_since("rtc"), again.held_since("ntp")) == (2, 2, again.seq)
    write(again, "rtc", "e")
    assert again.held_since("rtc") == 2
    write(again, "ntp", "f")
    assert again.held_since("rtc") == again.seq
    again.close()


def test_a_checkpoint_of_before_does_not_say_since_when(tmp_path: Path) -> None:
    store = Store.open(tmp_path, "run-1", clock_source="rtc")
    write(store, "rtc", "a")
    store.close()
    room = tmp_path / "room.json"
    held = ',"clock":"rtc","held_since":0,"saved_minute":0'
    assert held in room.read_text()
    room.write_text(room.read_text().replace(held, ""))
    again = Store.open(tmp_path, "run-2", clock_source="rtc")
    assert again.damage == ()
    assert again.held_since("rtc") == again.seq == 1
    assert again.saved_minute is None
    again.close()


@pytest.mark.parametrize("leave_out", [None, "room.json"])
def test_it_is_known_in_which_minute_a_command_was_saved_last(
    tmp_path: Path, leave_out: str | None
) -> None:
    """Not those lines that no command asked for: opening and closing save nothing of anybody's."""
    store = Store.open(tmp_path, "run-1")
    never = store.saved_minute
    write(store, "system", "a", wall_ms=29_000_000 * 60_000 + 59_999)
    store.close()
    if leave_out:
        (tmp_path / leave_out).unlink()
    again = Store.open(tmp_path, "run-2")
    again.recover()
    assert (never, again.saved_minute) == (None, 29_000_000)
    again.close()
