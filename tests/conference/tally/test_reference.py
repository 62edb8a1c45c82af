"""The reference conference: what is counted equals a straight count of the file."""

import csv
import statistics
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import appliance
from appliance.conference.tally.criteria import Criterion, rated
from appliance.conference.tally.dots import dots
from appliance.conference.tally.scale import Scale

FILES = Path(appliance.__file__).parent / "demo"
CRITERIA = ("effect", "haalbaarheid")


def rows(name):
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ITEMS = [row["item"] for row in rows("vote-items.csv")]
BALLOTS = rows("ballots.csv")


def test_the_dots_are_those_of_the_file():
    given = defaultdict(Counter)
    straight: Counter[str] = Counter()
    for row in BALLOTS:
        if row["method"] == "dots":
            given[row["participant"]][row["item"]] += int(row["value"])
            straight[row["item"]] += int(row["value"])
    found = dots(ITEMS, given.values())
    assert (found.n, found.dots) == (len(given), sum(straight.values()))
    assert found.n == 97
    assert {one.item: one.dots for one in found.items} == {i: straight[i] for i in ITEMS}
    for one in found.items:
        assert one.place == 1 + sum(n > one.dots for n in straight.values())
        assert one.people == sum(ballot[one.item] > 0 for ballot in given.values())


def test_the_ratings_are_those_of_the_file():
    given = defaultdict(lambda: defaultdict(dict))
    straight = defaultdict(list)
    for row in BALLOTS:
        if row["method"] == "rating":
            given[row["participant"]][row["item"]][row["criterion"]] = int(row["value"])
            straight[row["item"], row["criterion"]].append(int(row["value"]))
    items = [item for item in ITEMS if (item, "effect") in straight]
    found = rated(items, [Criterion(id, Scale(0, 10)) for id in CRITERIA], given.values())
    assert len(items) == 10
    means = {}
    for one in found:
        for criterion, told in zip(CRITERIA, one.by_criterion, strict=True):
            values = straight[one.item, criterion]
            assert told.n == len(values) > 90
            assert told.mean == pytest.approx(statistics.fmean(values), abs=1e-9)
            assert told.median == statistics.median(values)
            assert told.sd == pytest.approx(statistics.pstdev(values), abs=1e-9)
            assert dict(told.distribution) == {v: values.count(v) for v in range(11)}
        means[one.item] = statistics.fmean(t.mean for t in one.by_criterion)
        assert one.score == pytest.approx(means[one.item] / 10)
    assert [one.item for one in found] == sorted(items, key=lambda item: -means[item])
