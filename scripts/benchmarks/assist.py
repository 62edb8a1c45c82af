"""How much of what says the same is found, and what that costs in time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from appliance.assist.child import suggest

from .labelled import Labelled, alike, found, labelled, several, together, varied
from .plain_likeness import best, by_letters, by_words
from .rows import Row, median, say

FEW, MANY = 1_200, 12_000
_TARGET_S: Final = {FEW: "<= 3", MANY: "<= 60"}
_ROOT: Final = Path(__file__).parents[2]


def assist(times: int) -> Iterator[Row]:
    """Precision and recall of pairs, then time and the memory of the process that compares."""
    for texts in labelled():
        say(f"What says the same among {len(texts.texts)} {texts.name}")
        yield from _quality(texts)
    say(f"Near-duplicates among {FEW} texts with typing mistakes")
    yield from _near_duplicates()
    for count in (FEW, MANY):
        say(f"Comparing {count} texts")
        yield from _cost(count, times if count == FEW else 1)


def _quality(texts: Labelled) -> Iterator[Row]:
    ours = found(texts.says, together(suggest(texts.texts)))
    letters = best(texts, by_letters(texts.texts))
    note = "pairs; the reference is difflib at the level that is best for it"
    for name in ("precision", "recall"):
        value, reference = (round(getattr(one, name), 3) for one in (ours, letters))
        yield Row(f"assist_{texts.name}_{name}", value, "share", "", reference, note)
    words = round(best(texts, by_words(texts.texts)).f1, 3) if find_spec("sklearn") else None
    yield Row(
        f"assist_{texts.name}_f1", round(ours.f1, 3), "share", "", words,
        "the reference is scikit-learn's TF-IDF and clustering at the level that is best for it",
    )  # fmt: skip


def _near_duplicates() -> Iterator[Row]:
    texts, source = varied(several(), FEW)
    ours = found(source, alike(suggest(texts)))
    exact = found(source, {one.id: " ".join(sorted(one.text.lower().split())) for one in texts})
    note = "pairs of one origin; the reference takes what is equal but for capitals and order"
    for name in ("precision", "recall"):
        value, reference = (round(getattr(one, name), 3) for one in (ours, exact))
        yield Row(f"assist_near_duplicates_{name}", value, "share", "", reference, note)


def _cost(count: int, times: int) -> Iterator[Row]:
    """From asking to the answer, with the start of the process that compares."""
    ours = [_apart("ours", count) for _ in range(times)]
    plain = [_apart("plain", count)] if count == FEW and find_spec("sklearn") else []
    yield Row(
        f"assist_s_at_{count}", median([one["s"] for one in ours]), "s", _TARGET_S[count],
        median([one["s"] for one in plain]),
        "the reference is scikit-learn, loaded and comparing all with all" if plain else "",
    )  # fmt: skip
    yield Row(
        f"assist_cpu_s_at_{count}", median([one["cpu_s"] for one in ours]), "s", "",
        median([one["cpu_s"] for one in plain]), "of the processor, whatever else it does",
    )  # fmt: skip
    yield Row(
        f"assist_peak_mb_at_{count}", max(one["mb"] for one in ours), "MB", "<= 500",
        median([one["mb"] for one in plain]), "resident, of the process that compares",
    )  # fmt: skip
    silent = max(one["silent_s"] for one in ours)
    yield Row(f"assist_silence_s_at_{count}", silent, "s", note="longest without progress")


def _apart(who: str, count: int) -> dict[str, float]:
    """Measured by a process that did nothing before."""
    command = [sys.executable, "-m", "scripts.benchmarks.comparing", who, str(count)]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, timeout=300)
    return dict(json.loads(done.stdout))
