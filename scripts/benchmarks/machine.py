"""The machine on which a benchmark ran, so that its figures can be read elsewhere."""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from .rows import median

_WRITES = 200

sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)
"""Brings what was written to the disk; macOS has no fdatasync."""


def machine() -> dict[str, Any]:
    """Processor, cores, Python, load, and what a small durable write costs here."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_1_min": round(os.getloadavg()[0], 2),
        "fdatasync_ms_p50": fdatasync_ms(),
    }


def fdatasync_ms() -> float | None:
    """The median of writing 200 bytes and bringing them to the disk, where boxes are put here."""
    took = []
    with NamedTemporaryFile(prefix="tafelronde-bench-") as file:
        for _ in range(_WRITES):
            start = time.perf_counter()
            os.write(file.fileno(), b"x" * 200)
            sync(file.fileno())
            took.append((time.perf_counter() - start) * 1000)
    return median(took)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
