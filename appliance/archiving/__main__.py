"""Makes an archive apart from the server: what is asked on standard input, answers on its output.

Started as `python -m appliance.archiving`. Every line it writes is a JSON object: `share` from 0 to
1, and last `made` with the file's name, or `refused` with a code and its values.
"""

import json
import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from appliance.archive.bag_trouble import BagTrouble

_NICE: Final = 10
"""Whoever is served at the same time comes first."""
_STEP: Final = 0.01


def main() -> None:
    """Make what is asked."""
    os.nice(_NICE)
    try:
        _say({"made": _made(json.load(sys.stdin.buffer))})
    except BagTrouble as trouble:
        _say({"refused": trouble.code, "values": dict(trouble.values)})
    except Exception as mishap:  # noqa: BLE001 (told without its words, which people wrote)
        _say({"refused": "archive_stopped", "values": {}, "where": _where(mishap)})


def _made(asked: Mapping[str, Any]) -> str:
    from . import AgeKey, Archiving, Passphrase

    lock = Passphrase(asked["passphrase"]) if asked["passphrase"] else None
    archiving = Archiving(Path(asked["folder"]), asked["box"], asked["clock"])
    made = archiving.make(
        asked["kind"],
        AgeKey(asked["age"]) if asked["age"] else lock,
        [Path(path) for path in asked["report"]],
        _Progress(),
    )
    return made.path.name


class _Progress:
    """Tells every hundredth part once."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, share: float) -> None:
        if share - self._told >= _STEP:
            self._told = share
            _say({"share": round(share, 3)})


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _where(mishap: Exception) -> str:
    """The kind of a mishap and the line of it, as a log may keep them."""
    frame = traceback.extract_tb(mishap.__traceback__)[-1]
    return f"{type(mishap).__name__} at {Path(frame.filename).name}:{frame.lineno}"


if __name__ == "__main__":
    main()
