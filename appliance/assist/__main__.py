"""Reads texts apart from the server: a question on standard input, answers on standard output.

Started as `python -m appliance.assist MEMORY_MB TIME_S`. Every line it writes is a JSON object:
`progress` from 0 to 1, and last `suggestions` (or, where `personal` texts came, what was `found`),
or `refused` with a code and where.
"""

import json
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import Any, Final

from .personal import as_answer, to_known
from .wire import answered, to_decisions, to_texts

LIBRARIES: Final = frozenset({"numpy", "scipy", "snowballstemmer"})

_NICE: Final = 10
"""Whoever is served at the same time comes first."""


def main(memory_mb: int, time_s: float) -> None:
    """Answer one question within these limits."""
    _hold(memory_mb, time_s)
    try:
        _say(_answer(json.load(sys.stdin.buffer)))
    except MemoryError:
        _refuse("texts_too_large")
    except ModuleNotFoundError as missing:
        _refuse("no_comparing" if missing.name in LIBRARIES else "comparing_stopped")
    except Exception as mishap:  # noqa: BLE001 (told without its words, which people wrote)
        _refuse("comparing_stopped", _where(mishap))


def _hold(memory_mb: int, time_s: float) -> None:
    """Take no more than this.

    RLIMIT_DATA counts what the process itself may fill: its heap and, since Linux 4.7, also what it
    maps privately, which is where arrays live. RLIMIT_AS would count every library and reserved
    address too: 130 MB before the first text where 66 can be filled, and 300 where a library
    starts threads. macOS keeps neither; there the time alone is limited.
    """
    os.nice(_NICE)
    size = memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    # Should whoever asked be gone, nobody else ends this.
    resource.setrlimit(resource.RLIMIT_CPU, (int(time_s) + 1, int(time_s) + 2))


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    if "personal" in question:
        from .looking import look

        return {"found": as_answer(look(question["personal"], to_known(question), _progress))}
    from .finding import find

    found = find(to_texts(question), to_decisions(question), _progress)
    return {"suggestions": answered(found)}


def _progress(share: float) -> None:
    _say({"progress": round(share, 3)})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _refuse(code: str, where: str = "") -> None:
    _say({"refused": code, "where": where})


def _where(mishap: Exception) -> str:
    """The kind of a mishap and the line of it, as a log may keep them."""
    frame = traceback.extract_tb(mishap.__traceback__)[-1]
    return f"{type(mishap).__name__} at {Path(frame.filename).name}:{frame.lineno}"


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
