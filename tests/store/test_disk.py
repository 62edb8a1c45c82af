"""In which order things reach the disk: what a power cut tests, and SIGKILL cannot."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from appliance.store import disk
from appliance.store.failures import CannotSave, Reason

from .builders import begun, entry


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is done to which file, in order; writing in pieces counts once."""
    told: list[tuple[str, str]] = []
    names: dict[int, str] = {}
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace", "unlink")}

    def tell(what: str, name: str) -> None:
        if not told or told[-1] != (what, name):
            told.append((what, name))

    def opened(path: Any, *args: Any, **kwargs: Any) -> int:
        fd = real["open"](path, *args, **kwargs)
        names[fd] = Path(path).name
        return int(fd)

    def on_fd(what: str, act: Any) -> Any:
        def call(fd: int, *args: Any) -> Any:
            tell(what, names.get(fd, "journal"))
            return act(fd, *args)

        return call

    def on_path(what: str) -> Any:
        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            tell(what, Path(path).name)
            return real[what](path, *args, **kwargs)

        return call

    with monkeypatch.context() as watched:
        watched.setattr(os, "open", opened)
        watched.setattr(os, "write", on_fd("write", real["write"]))
        watched.setattr(os, "fsync", on_fd("sync", real["fsync"]))
        watched.setattr(disk, "sync", on_fd("sync", disk.sync))
        watched.setattr(os, "replace", on_path("replace"))
        watched.setattr(os, "unlink", on_path("unlink"))
        yield told


def test_a_file_is_on_disk_before_it_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorded(monkeypatch) as told:
        disk.replace(tmp_path / "room", [b"one", b"two"])
    assert told == [
        ("write", "room.new"),
        ("sync", "room.new"),
        ("replace", "room.new"),
        ("sync", tmp_path.name),
    ]
    assert (tmp_path / "room").read_bytes() == b"onetwo"
    assert stat.S_IMODE((tmp_path / "room").stat().st_mode) == 0o600


def test_a_line_is_on_disk_before_append_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = begun(tmp_path / "ser", entry("e1"))
    with recorded(monkeypatch) as told:
        hand.make(entry("e2"))
    assert told == [("write", "journal"), ("sync", "journal")]
    hand.store.close()


def test_a_key_is_on_disk_before_the_line_that_it_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = begun(tmp_path / "ser")
    with recorded(monkeypatch) as told:
        hand.make(entry("e1"))
    (key,) = (tmp_path / "ser" / "keys").iterdir()
    assert told[-5:] == [
        ("sync", f"{key.name}.new"),
        ("replace", f"{key.name}.new"),
        ("sync", "keys"),
        ("write", "journal"),
        ("sync", "journal"),
    ]
    hand.store.close()


def test_a_key_is_overwritten_on_disk_before_it_is_removed_and_the_room_is_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = begun(tmp_path / "ser", entry("e1"))
    (key,) = (tmp_path / "ser" / "keys").iterdir()
    hand.store.checkpoint()
    with recorded(monkeypatch) as told:
        hand.seal()
    told = [what for what in told if what[1] in (key.name, "room.json", "ser", "journal.new")]
    assert told == [
        ("write", key.name),
        ("sync", key.name),
        ("write", "journal.new"),
        ("sync", "journal.new"),
        ("replace", "journal.new"),
        ("sync", "ser"),
        ("unlink", "room.json"),
        ("sync", "ser"),
        ("unlink", key.name),
    ]
    hand.store.close()


def test_a_folder_is_made_with_all_above_it_for_this_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorded(monkeypatch) as told:
        disk.make_folder(tmp_path / "a" / "b")
        disk.make_folder(tmp_path / "a" / "b")
    assert told == [("sync", tmp_path.name), ("sync", "a")]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", tmp_path / "a" / "b")]
    assert modes == [0o700, 0o700]


def test_a_write_that_comes_out_short_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data)[:3]))
    disk.replace(tmp_path / "file", [b"0123456789"])
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_only_as_much_of_a_file_is_read_as_was_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert b"".join(disk.read(tmp_path / "file", 2, 5)) == b"234"
    assert b"".join(disk.read(tmp_path / "file", 2)) == b"23456789"
    assert b"".join(disk.read(tmp_path / "nothing")) == b""


@pytest.mark.parametrize("fails", [ValueError, KeyboardInterrupt])
def test_a_file_that_could_not_be_finished_leaves_no_trace(tmp_path: Path, fails: type) -> None:
    (tmp_path / "file").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise fails

    with pytest.raises(fails):
        disk.replace(tmp_path / "file", pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_what_was_synced_on_a_disk_that_became_read_only_counts_as_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an emergency remount; tests/machine does that to a real ext4."""
    hand = begun(tmp_path / "ser", entry("e1"))
    told = os.statvfs(tmp_path)
    read_only = os.statvfs_result((*told[:8], told.f_flag | os.ST_RDONLY, told.f_namemax))
    with monkeypatch.context() as remounted:
        remounted.setattr(os, "fstatvfs", lambda fd: read_only)
        with pytest.raises(CannotSave) as refused:
            hand.make(entry("e2"))
    assert refused.value.reason == Reason.READ_ONLY
    hand.store.recover()
    assert hand.store.trouble is None
    hand.store.close()
