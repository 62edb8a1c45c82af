"""A house for tests that need nothing special."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.conference.commands import OpenActivity

from .house import STEP, House, open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The reference conference with its first brainstorm open."""
    with open_house(tmp_path) as opened:
        opened.ask(OpenActivity(STEP))
        yield opened
