"""What is done to a disk, in its order."""

import os
import stat
from pathlib import Path

import pytest


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done from now on: "sync file", "sync folder" and "replace"."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(fd: int) -> None:
        sync(fd)
        done.append("sync folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "sync file")

    def replaced(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    return done
