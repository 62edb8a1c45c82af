"""The votes of the reference conference, cast through the front door, beside a straight count."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.running import Browser, RunningBox, facilitator, participant, running_box

pytestmark = pytest.mark.slow

DEMO = Path(__file__).parents[1] / "appliance" / "demo"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replay:
    """A vote: how its rows become a ballot, and what all of them come to."""

    activity: str
    method: str
    kind: str
    values: Callable[[list[Row]], dict[str, Any]]
    straight: Callable[[list[Row]], dict[str, Any]]
    found: Callable[[dict[str, Any]], dict[str, Any]]


def dots_of(rows: list[Row]) -> dict[str, Any]:
    """One person's dots."""
    return dict(Counter({row["item"]: 0 for row in rows}) + _added(rows))


def all_dots(rows: list[Row]) -> dict[str, Any]:
    """Dots per item, of those that got any."""
    return dict(_added(rows))


def _added(rows: list[Row]) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in rows:
        total[row["item"]] += int(row["value"])
    return total


def told_dots(told: dict[str, Any]) -> dict[str, Any]:
    """The same in what the command line tells."""
    return {item["id"]: item["dots"] for item in told["items"] if item["dots"]}


REPLAYS = [Replay("prioriteiten", "dots", "dots", dots_of, all_dots, told_dots)]


def rows_of(method: str) -> list[Row]:
    """The rows of this vote in the file."""
    with (DEMO / "ballots.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["method"] == method]


def items() -> list[dict[str, str]]:
    """The 25 solutions that were voted on, as a step's own list."""
    with (DEMO / "vote-items.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{"id": row["item"], "text": row["text"], "theme": row["theme"]} for row in rows]


def results(box: RunningBox, activity: str) -> subprocess.CompletedProcess[str]:
    """What the command line says, while the box serves."""
    command = [sys.executable, "-m", "appliance.cli", "results", "--activity", activity, "--json"]
    return subprocess.run(
        [*command, "--data", str(box.data)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
    )


def begun(box: RunningBox, replay: Replay) -> Browser:
    """Put the list at the step of the programme and open it."""
    control = facilitator(box)
    file = json.loads((DEMO / "conference.json").read_text("utf-8"))
    step = next(step for step in file["programme"] if step["id"] == replay.activity)
    step = {**step, "input": "", "take_top": 0, "items": items()}
    for do, members in (("put_activity", {"item": step}), ("open_activity", {})):
        answer = control.command(do, "as=facilitator", **_of(do, replay.activity), **members)
        assert "ack" in answer, answer
    return control


def _of(do: str, activity: str) -> dict[str, str]:
    return {} if do == "put_activity" else {"activity": activity}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("replay", REPLAYS, ids=lambda replay: replay.activity)
def test_what_the_file_says_is_what_the_box_counts(tmp_path: Path, replay: Replay) -> None:
    rows = rows_of(replay.method)
    people: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        people[row["participant"], row["table"]].append(row)
    with running_box(tmp_path / "data") as box:
        control = begun(box, replay)
        for (_, table), own in people.items():
            someone = participant(box, int(table))
            answer = someone.command(
                "cast_ballot",
                f"as=participant&table={table}",
                activity=replay.activity,
                values=replay.values(own),
            )
            assert "ack" in answer, answer
        control.command("close_activity", "as=facilitator", activity=replay.activity)
        hidden = results(box, replay.activity)
        assert (hidden.returncode, hidden.stdout) == (1, "")
        assert "not shown yet" in hidden.stderr
        control.command("reveal_results", "as=facilitator", activity=replay.activity)
        told = json.loads(results(box, replay.activity).stdout)
    assert told["ballots"] == len(people)
    assert replay.found(told) == replay.straight(rows)
    assert [item["rank"] for item in told["items"]] == sorted(i["rank"] for i in told["items"])
    texts = {item["id"]: item["text"] for item in items()}
    assert {item["id"]: item["text"] for item in told["items"]} == texts
