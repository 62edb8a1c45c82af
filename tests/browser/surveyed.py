"""A survey that many people answered, for who sorts what they wrote."""

import csv
import json
from itertools import cycle, islice

from .box import ROOT, Facilitator

DEMO = ROOT / "appliance" / "demo"
OPEN = "open"
AT_ONCE = 150
"""So many responses fit in one question to the box."""


def answered(facilitator: Facilitator, texts: list[str]) -> None:
    """The reference survey, with these texts as its open answers."""
    file = json.loads((DEMO / "survey.json").read_bytes())
    facilitator.ask("put_survey", file=file)
    responses = [{"mark": f"m{n}", "answers": {OPEN: text}} for n, text in enumerate(texts)]
    for begin in range(0, len(responses), AT_ONCE):
        facilitator.ask("take_responses", responses=responses[begin : begin + AT_ONCE])


def reference() -> list[str]:
    """The 74 open answers of the reference survey."""
    with (DEMO / "survey-responses.csv").open(encoding="utf-8", newline="") as file:
        return [row[OPEN] for row in csv.DictReader(file) if row[OPEN].strip()]


def many(n: int) -> list[str]:
    """So many answers, each a little other than the ones it came from."""
    with (DEMO / "entries.csv").open(encoding="utf-8", newline="") as file:
        said = [row["text"] for row in csv.DictReader(file)] + reference()
    places = ("Gent", "Delft", "Zwolle", "Breda", "Venlo", "Assen", "Goes", "Almelo", "Tiel")
    return list(islice((f"{text}, in {place}" for place in cycle(places) for text in said), n))
