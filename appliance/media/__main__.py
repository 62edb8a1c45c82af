"""Takes a picture apart, away from the server: asked on standard input.

A line {"act": "remake" | "check", "kind": "jpg" | "png" | "webp"} and then the picture. Answers a
line {} or {"refused": code}, and then the picture that was made.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Mapping

from .limits import MEMORY_BYTES_MOST, PROCESSOR_S_MOST


def main() -> int:
    """Do what is asked, within limits of memory and time."""
    _limit(
        {
            resource.RLIMIT_AS: MEMORY_BYTES_MOST,
            resource.RLIMIT_CPU: PROCESSOR_S_MOST,
            resource.RLIMIT_CORE: 0,
        }
    )
    from .picture import TooManyPixels, is_clean, remade

    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    made, refused = b"", ""
    try:
        if asked["act"] == "remake":
            made = remade(content, asked["kind"])
        elif not is_clean(content, asked["kind"]):
            refused = "not_a_picture"
    except TooManyPixels:
        refused = "pixels_many"
    except MemoryError:
        refused = "too_much"
    answer = {"refused": refused} if refused else {}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)
    return 0


def _limit(resources: Mapping[int, int]) -> None:
    for one, most in resources.items():
        # macOS keeps to no limit of memory, and whoever started the box may have set lower ones.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(one, (most, most))


if __name__ == "__main__":
    sys.exit(main())
