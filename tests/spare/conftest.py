"""A room with a conference, for the tests of the spare copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .builders import Room, lock, opened


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Open while the test runs."""
    room = Room(tmp_path / "data")
    yield room
    room.close()


@pytest.fixture(autouse=True)
def _quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks that take no seconds."""
    monkeypatch.setattr("appliance.spare.resuming.opened", opened)
    monkeypatch.setattr("appliance.spare.keeper.new_lock", lambda passphrase: lock())
