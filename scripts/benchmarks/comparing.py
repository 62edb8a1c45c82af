"""Compares texts once and prints what that cost as JSON, as a process that did nothing before.

`python -m scripts.benchmarks.comparing ours|plain COUNT`
"""

import json
import resource
import sys
import time
from itertools import pairwise

from appliance.assist.child import suggest

from .labelled import several, varied
from .plain_likeness import by_words


def ours(count: int) -> dict[str, float]:
    """Our suggestions, whose process is a child of this one."""
    texts, _ = varied(several(), count)
    told = [time.perf_counter()]
    suggest(texts, on_progress=lambda share: told.append(time.perf_counter()))
    told.append(time.perf_counter())
    silent = max(after - before for before, after in pairwise(told))
    return {
        "s": round(told[-1] - told[0], 2),
        "silent_s": round(silent, 2),
        **_cost(resource.RUSAGE_CHILDREN),
    }


def plain(count: int) -> dict[str, float]:
    """scikit-learn in this process, with loading it."""
    texts, _ = varied(several(), count)
    start = time.perf_counter()
    by_words(texts)(0.2)
    return {"s": round(time.perf_counter() - start, 2), **_cost(resource.RUSAGE_SELF)}


def _cost(whose: int) -> dict[str, float]:
    """Seconds of the processor, and the most that was resident: in KiB, on macOS in bytes."""
    used = resource.getrusage(whose)
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "mb": round(used.ru_maxrss * unit / 1e6, 1),
    }


if __name__ == "__main__":
    print(json.dumps({"ours": ours, "plain": plain}[sys.argv[1]](int(sys.argv[2]))))
