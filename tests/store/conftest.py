"""Folders for the store's tests: in memory, since they look at what is written, not how fast."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .builders import MEMORY


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of this test's own."""
    with TemporaryDirectory(prefix="tafelronde-store-", dir=MEMORY) as folder:
        yield Path(folder)
