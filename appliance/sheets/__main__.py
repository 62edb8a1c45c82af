"""Reads a spreadsheet apart from the server: asked on standard input, answers in JSON.

A line {"file", "sheet"} and then the file; {"records", "sheet", "sheets"} or {"refused", "values"}.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Mapping

from .apart import NO_READER_STATUS
from .limits import MEMORY_BYTES_MOST, PROCESSOR_S_MOST
from .trouble import SheetTrouble


def main() -> int:
    """Read what is asked, within limits of memory and time."""
    within_limits()
    try:
        from .workbook import opened
    except ImportError:
        return NO_READER_STATUS
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        answer = opened(asked["file"], sys.stdin.buffer.read(), asked["sheet"])
    except SheetTrouble as trouble:
        answer = {"refused": trouble.code, "values": trouble.values}
    except MemoryError:
        answer = {"refused": "too_much", "values": {"file": asked["file"]}}
    json.dump(answer, sys.stdout)
    return 0


def within_limits() -> None:
    """Let this process end where it takes more memory or time than a table is worth."""
    _limit(
        {
            resource.RLIMIT_AS: MEMORY_BYTES_MOST,
            resource.RLIMIT_CPU: PROCESSOR_S_MOST,
            resource.RLIMIT_CORE: 0,
        }
    )


def _limit(resources: Mapping[int, int]) -> None:
    for one, most in resources.items():
        # macOS keeps to no limit of memory, and whoever started the box may have set lower ones.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(one, (most, most))


if __name__ == "__main__":
    sys.exit(main())
