"""A survey that very many people answered, for who sorts what they wrote."""

import csv
from itertools import cycle, islice

from .box import ROOT, Facilitator

DEMO = ROOT / "appliance" / "demo"
OPEN = "open"
REFERENCE = 74
"""Open answers in the reference survey, which are there already."""
AT_ONCE = 150
"""So many responses fit in one question to the box."""


def answered(facilitator: Facilitator, texts: list[str]) -> None:
    """These open answers too, beside those of the reference survey."""
    responses = [{"mark": f"m{n}", "answers": {OPEN: text}} for n, text in enumerate(texts)]
    for begin in range(0, len(responses), AT_ONCE):
        facilitator.ask("take_responses", responses=responses[begin : begin + AT_ONCE])


def many(n: int) -> list[str]:
    """So many answers, each a little other than the ones it came from."""
    with (DEMO / "entries.csv").open(encoding="utf-8", newline="") as file:
        said = [row["text"] for row in csv.DictReader(file)]
    places = ("Gent", "Delft", "Zwolle", "Breda", "Venlo", "Assen", "Goes", "Almelo", "Tiel")
    return list(islice((f"{text}, in {place}" for place in cycle(places) for text in said), n))
