"""The filled reference conference, made once for all tests of archives."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.archiving import Archiving
from appliance.identity import Identity

from .filled import fill


@dataclass(frozen=True)
class Home:
    """A data folder with a conference."""

    data: Path
    conference: str

    @property
    def place(self) -> Path:
        """The conference's own folder."""
        return self.data / "conferences" / self.conference

    @property
    def archiving(self) -> Archiving:
        """Makes archives of it."""
        return Archiving(self.place, Identity(self.data).device, "ntp")

    @property
    def journal(self) -> bytes:
        """The journal as it is."""
        return (self.place / "journal").read_bytes()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Home]:
    """Filled once per process: never written to."""
    folder = tmp_path_factory.mktemp("homes")
    made = {}
    for is_sealed in (False, True):
        data = folder / str(is_sealed)
        made[is_sealed] = Home(data, fill(data, is_sealed=is_sealed))
    return made


def _copy(home: Home, data: Path) -> Home:
    shutil.copytree(home.data, data)
    return Home(data, home.conference)


@pytest.fixture
def home(_homes: dict[bool, Home], tmp_path: Path) -> Home:
    """The conference at the end of the day, closed for good."""
    return _copy(_homes[True], tmp_path / "home")


@pytest.fixture
def midway(_homes: dict[bool, Home], tmp_path: Path) -> Home:
    """The conference before anything was closed for good: the box has keys."""
    return _copy(_homes[False], tmp_path / "midway")
