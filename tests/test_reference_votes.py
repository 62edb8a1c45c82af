"""The reference conference from 210 contributions to a decision, through the front door.

Everybody is a browser with a cookie of its own; what comes out is held against a straight count of
the files.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.reference import (
    Row,
    Seat,
    all_dots,
    all_ratings,
    dots_ballot,
    groups,
    ranks,
    rating_ballot,
    rows,
    voted,
    written,
)
from tests.running import (
    Browser,
    RunningBox,
    facilitator,
    in_threads,
    participant,
    running_box,
)

pytestmark = pytest.mark.slow

TABLES = [str(n) for n in range(1, 11)]
CHAIRS = {"inkoop": "1", "financiering": "3", "regels": "5", "impact": "7", "erkenning": "9"}
"""The table whose chair sorts a theme; two tables talk about each."""

_PATIENCE_S = 20.0


@dataclass
class Conference:
    """A box with everybody who takes part, and the contributions by their ids in the file."""

    box: RunningBox
    control: Browser
    chairs: dict[str, Browser]
    people: dict[Seat, Browser]
    entries: dict[str, str] = field(default_factory=dict)

    def lead(self, do: str, activity: str, **members: Any) -> dict[str, Any]:
        """The facilitator asks; it is done."""
        return done(self.control.command(do, "as=facilitator", activity=activity, **members))

    def chair(self, table: str, do: str, **members: Any) -> dict[str, Any]:
        """The chair of a table asks; it is done."""
        return done(self.chairs[table].command(do, f"as=chair&table={table}", **members))

    def person(self, seat: Seat, do: str, **members: Any) -> dict[str, Any]:
        """Somebody at a table asks; it is done."""
        table, _ = seat
        return done(self.people[seat].command(do, f"as=participant&table={table}", **members))

    def all_at_once(self, seats: Sequence[Seat], act: Callable[[Seat], None]) -> None:
        """The tables act at the same time, at each table one after the other."""
        at = {table: [seat for seat in seats if seat[0] == table] for table in TABLES}
        in_threads(*(partial(_each, seats, act) for seats in at.values()))

    def told(self, activity: str) -> dict[str, Any]:
        """What the command line says came of a vote, while the box serves."""
        told = results(self.box, activity)
        assert told.returncode == 0, told.stderr
        return dict(json.loads(told.stdout))

    def seen(self, kind: str, id: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """A document as the facilitator's page has it, once it is so."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:  # pages are told up to a moment after the acknowledgement
            _, body = self.control.get("/api/changes?since=0&as=facilitator")
            found: dict[str, Any] = json.loads(body)["view"][kind].get(id, {})
            if found and is_so(found):
                return found
        raise AssertionError(found)


def done(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer to what was accepted."""
    assert "ack" in answer, answer
    return answer


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


def _each(seats: Sequence[Seat], act: Callable[[Seat], None]) -> None:
    for seat in seats:
        act(seat)


def gathered(box: RunningBox) -> Conference:
    """Everybody comes in by their own card."""
    control = facilitator(box)
    _, page = control.get("/control/links")
    codes = dict.fromkeys(re.findall(r'href="/chair/(\w+)"', page.decode()))
    chairs = {}
    for table, code in zip(TABLES, codes, strict=True):
        chairs[table] = Browser(box)
        assert chairs[table].get(f"/chair/{code}")[0] == 200
    seats = {*written("knelpunten"), *written("oplossingen"), *voted("dots"), *voted("rating")}
    people = {seat: participant(box, int(seat[0])) for seat in sorted(seats)}
    return Conference(box, control, chairs, people)


def write(room: Conference, activity: str) -> None:
    """Everybody types what the file says, to the question that it says."""
    texts = written(activity)

    def post(seat: Seat) -> None:
        for row in texts[seat]:
            members = {"activity": activity, "question": row["question"], "text": row["text"]}
            room.entries[row["id"]] = room.person(seat, "post_entry", **members)["made"]

    room.lead("open_activity", activity)
    room.all_at_once(list(texts), post)
    room.lead("close_activity", activity)


def sort(room: Conference) -> None:
    """The chairs make the groups of their theme, say that their list is ready, and it is closed."""
    room.lead("open_activity", "ordenen")
    in_threads(*(partial(_sort_theme, room, theme, table) for theme, table in CHAIRS.items()))
    told = room.seen("sorting", "ordenen", _is_all_ready)["themes"]
    assert {theme: each["groups"] for theme, each in told.items()} == dict.fromkeys(CHAIRS, 5)
    assert sum(each["entries"] for each in told.values()) == 100
    assert sum(each["entries"] - each["left"] for each in told.values()) == 70
    room.lead("close_activity", "ordenen")


def _is_all_ready(told: dict[str, Any]) -> bool:
    return all(each["is_ready"] for each in told["themes"].values())


def _sort_theme(room: Conference, theme: str, table: str) -> None:
    for row in groups(theme):
        members = [room.entries[id] for id in row["entries"].split("|")]
        group = {"slug": row["item"], "title": row["text"], "members": members}
        made = room.chair(table, "add_bucket", activity="ordenen", **group)["made"]
        assert made == row["item"]
    room.chair(table, "mark_list", activity="ordenen", theme=theme)


def vote(
    room: Conference,
    activity: str,
    ballots: Mapping[Seat, list[Row]],
    values: Callable[[Sequence[Row]], dict[str, Any]],
) -> dict[str, Any]:
    """Everybody casts their ballot; the result is hidden until it is shown; what it says."""

    def cast(seat: Seat) -> None:
        room.person(seat, "cast_ballot", activity=activity, values=values(ballots[seat]))

    room.lead("open_activity", activity)
    room.all_at_once(list(ballots), cast)
    room.lead("close_activity", activity)
    hidden = results(room.box, activity)
    assert (hidden.returncode, hidden.stdout) == (1, "")
    assert "not shown yet" in hidden.stderr
    room.lead("reveal_results", activity)
    return room.told(activity)


def set_priorities(room: Conference) -> None:
    """Dots on the 25 groups that were sorted."""
    ballots = voted("dots")
    told = vote(room, "prioriteiten", ballots, dots_ballot)
    assert told["ballots"] == len(ballots)
    straight = all_dots()
    assert {item["id"]: item["dots"] for item in told["items"]} == straight
    assert {item["id"]: item["rank"] for item in told["items"]} == ranks(straight)
    assert {item["id"]: item["text"] for item in told["items"]} == {
        row["item"]: row["text"] for row in rows("vote-items")
    }
    assert [item["rank"] for item in told["items"]] == sorted(i["rank"] for i in told["items"])


def rate(room: Conference) -> None:
    """Ratings of the ten that got most dots."""
    ballots = voted("rating")
    told = vote(room, "beoordelen", ballots, rating_ballot)
    assert told["ballots"] == len(ballots)
    straight = all_ratings()
    assert {id for id, rank in ranks(all_dots()).items() if rank <= 10} == straight.keys()
    assert {item["id"] for item in told["items"]} == straight.keys()
    for item in told["items"]:
        for criterion, numbers in straight[item["id"]].items():
            found = {name: item["criteria"][criterion][name] for name in numbers}
            assert found == pytest.approx(numbers, rel=1e-12), (item["id"], criterion)


def harvest(room: Conference) -> None:
    """Every chair says what their table wants everybody to hear, and it goes round the room."""
    top = [row["text"] for row in room.told("beoordelen")["items"][:3]]
    room.lead("open_activity", "oogst")
    place = {"activity": "oogst", "question": "punten"}
    for table in TABLES:
        room.chair(table, "write_summary", points=top, **place)
        room.chair(table, "agree_summary", **place)
        room.lead("show_table", "oogst", table=table)
        now = room.seen("harvests", "oogst", partial(_is_at, table))["now"]
        assert (now["points"], now["is_agreed"]) == (top, True)
    room.lead("close_activity", "oogst")


def _is_at(table: str, told: dict[str, Any]) -> bool:
    return bool(told["now"].get("table") == table)


def act(room: Conference) -> None:
    """Who does what by when is written down of the best three, each from the item behind it."""
    best = room.told("beoordelen")["items"][:3]
    room.lead("open_activity", "acties")
    for n, (item, table) in enumerate(zip(best, TABLES, strict=False), 1):
        told = {"what": item["text"], "who": f"Tafel {table}", "by_when": f"{n}-6-2015"}
        room.chair(table, "put_action", activity="acties", **told)
    room.lead("close_activity", "acties")
    found = room.told("acties")
    assert found["count"] == 3
    assert [(row["what"], row["who"], row["due"]) for row in found["actions"]] == [
        (item["text"], f"Tafel {table}", f"2015-06-0{n}")
        for n, (item, table) in enumerate(zip(best, TABLES, strict=False), 1)
    ]


STEPS: list[Callable[[Conference], None]] = [
    partial(write, activity="knelpunten"),
    partial(write, activity="oplossingen"),
    sort,
    set_priorities,
    rate,
    harvest,
    act,
]
"""The programme as the room goes through it; a step more is a function more here."""


@pytest.mark.timeout(300)
def test_from_contributions_to_actions_as_a_straight_count_has_it(tmp_path: Path) -> None:
    with running_box(tmp_path / "data") as box:
        room = gathered(box)
        for step in STEPS:
            step(room)
        assert len(room.entries) == len(rows("entries")) == 210
