"""A file is on the disk with its name before anybody is told so; also on a stick."""

import ctypes
import errno
import os
import stat
from pathlib import Path

import pytest

from appliance.archive.placing import place, placed, sync_folder

from .watching import watched

WHOLE = ["sync file", "replace", "sync file", "sync folder"]


def test_a_file_is_synced_before_and_after_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it too: without that FAT knows neither its size nor where it is."""
    done = watched(monkeypatch)
    place(tmp_path / "a", b"new")
    assert done == WHOLE
    assert (tmp_path / "a").read_bytes() == b"new"


def test_what_fails_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    place(tmp_path / "a", b"old")
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(tmp_path / "a")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "syncfs"), reason="needs Linux")
@pytest.mark.parametrize("refusal", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_that_cannot_sync_a_folder_is_synced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    whole: list[Path] = []
    fails = _folders_fail(monkeypatch, refusal)

    class Libc:
        """What answers for the C library."""

        @staticmethod
        def syncfs(fd: int) -> int:
            """Note of which file system."""
            whole.append(fails[fd])
            return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda name, use_errno: Libc)
    place(tmp_path / "a", b"new")
    assert whole == [tmp_path]


def test_a_folder_that_cannot_be_synced_for_another_reason_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folders_fail(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)


def test_a_whole_file_system_is_really_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folders_fail(monkeypatch, errno.EINVAL)
    place(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def _fail_halfway(target: Path) -> None:
    with placed(target) as new:
        new.file.write(b"new")
        raise ZeroDivisionError


def _folders_fail(monkeypatch: pytest.MonkeyPatch, number: int) -> dict[int, Path]:
    """Let no folder be synced; the folders by the numbers under which that was tried."""
    tried: dict[int, Path] = {}
    sync, opened = os.fsync, os.open

    def synced(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(number, os.strerror(number))
        sync(fd)

    def noted(path: Path, flags: int, mode: int = 0o777) -> int:
        fd = opened(path, flags, mode)
        tried[fd] = path
        return fd

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "open", noted)
    return tried
