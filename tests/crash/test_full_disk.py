"""A disk that is full, or whose sync fails: nothing is lost, nothing is claimed, and it mends."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.conference.change import Answer
from appliance.store import CannotSave, Reason, Store, verify
from tests.store.builders import begun, by_id, entry

ROOT = Path(__file__).parents[2]

AS_IT_SHOULD_BE = {
    "refused": "full",
    "still": "full",
    "still_full": "full",
    "intact": True,
    "same": True,
    "kept": True,
    "damage": 0,
    "intact_after": True,
}


def filled(folder: Path, most_bytes: int = 0) -> dict[str, Any]:
    """What a process came to that filled the disk under this folder."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.filling", str(folder), str(most_bytes)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB, in memory; only root may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount a small disk (root on Linux)")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing_and_can_be_recovered_from(small_disk: Path) -> None:
    assert filled(small_disk / "ser") == AS_IT_SHOULD_BE


def test_a_file_that_may_not_grow_loses_nothing_and_can_be_recovered_from(tmp_path: Path) -> None:
    came_to = filled(tmp_path / "ser", most_bytes=50_000)
    assert came_to == AS_IT_SHOULD_BE


def test_after_a_failed_sync_nothing_is_taken_until_the_store_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = begun(tmp_path / "ser", entry("e1"))
    before, raw = by_id(hand.store), (tmp_path / "ser" / "journal").read_bytes()
    synced: list[int] = []

    def failing(fd: int) -> None:
        synced.append(fd)
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fdatasync", failing)
        with pytest.raises(CannotSave) as refused:
            hand.make(entry("e2"), command="c" * 32)
        assert refused.value.reason is Reason.DEVICE
        assert hand.store.trouble is not None
        assert (by_id(hand.store), "c" * 32 in hand.store.answers) == (before, False)
        assert (tmp_path / "ser" / "journal").read_bytes() == raw
        with pytest.raises(CannotSave):
            hand.make(entry("e2"))
        assert len(synced) == 1, "it was tried again on the same file descriptor"
        with pytest.raises(CannotSave):
            hand.store.recover()
    with pytest.raises(CannotSave):
        hand.make(entry("e2"))

    hand.store.recover()
    assert (hand.store.trouble, by_id(hand.store)) == (None, before)
    hand.make(entry("e2"), command="c" * 32)
    assert hand.store.answers["c" * 32] == Answer(2, "e2")
    after = by_id(hand.store)
    hand.store.close()
    again = Store.open(tmp_path / "ser", "again")
    assert (by_id(again), again.damage) == (after, ())
    assert verify(tmp_path / "ser").is_intact
    again.close()


def test_recovery_goes_on_where_room_time_was(tmp_path: Path) -> None:
    """Whoever gives the time does not start anew, as after a crash; so it must not leap."""
    hand = begun(tmp_path / "ser", entry("e1"))
    before_ms = hand.store.room_ms
    hand.store.recover()
    assert hand.store.room_ms == before_ms
    hand.make(entry("e2"))
    hand.store.close()


def test_a_folder_that_cannot_be_written_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotSave) as refused:
        Store.open(tmp_path / "file" / "ser", "first")
    assert refused.value.reason is Reason.GONE


def test_a_closed_store_takes_nothing(tmp_path: Path) -> None:
    hand = begun(tmp_path / "ser")
    hand.store.close()
    for refused in (lambda: hand.make(entry("e1")), hand.store.recover, hand.store.checkpoint):
        with pytest.raises(CannotSave):
            refused()


def test_a_checkpoint_that_fails_stops_no_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = begun(tmp_path / "ser")

    def failing(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", failing)
        with pytest.raises(CannotSave):
            hand.store.checkpoint()
    hand.make(entry("e1", activity="another"))
    assert hand.store.trouble is None
    hand.store.close()
