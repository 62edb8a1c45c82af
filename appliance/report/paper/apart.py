"""Lets a process of its own lay out a document: what Typst took it gives back when that ends.

Loads nothing; for who serves as well.
"""

import os
import subprocess
import sys
from typing import Final

APART_FROM: Final = 1_000_000
"""Characters; a day with a hundred people has a third of that."""

PATIENCE_S: Final = 600.0

_HEAP: Final = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}
"""With one heap for all threads, and what is large outside of it, glibc takes a seventh less
memory, and hardly longer."""


def is_long(written: str) -> bool:
    """Whether a document takes hundreds of MB while it is laid out."""
    return len(written) >= APART_FROM


def laid_out_apart(written: str) -> bytes:
    """The PDF of a document (JSON, see `document`). Raises subprocess.SubprocessError."""
    child = subprocess.run(
        [sys.executable, "-m", "appliance.report.paper"],
        input=written.encode("utf-8", "replace"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # A trace could quote what people wrote.
        timeout=PATIENCE_S,
        check=True,
        env={**os.environ, **_HEAP},
    )
    return child.stdout
