"""The labels by which suggestions are measured, and the measuring itself."""

import csv

import pytest

from scripts.benchmarks.labelled import DEMO, HERE, Found, found, labelled, several, varied

PROBLEMS, SOLUTIONS, ENGLISH = labelled()


def test_the_labels_of_solutions_put_to_the_vote_are_those_of_the_reference_conference() -> None:
    items = csv.DictReader((DEMO / "vote-items.csv").read_text("utf-8").splitlines())
    wanted = {entry: row["item"] for row in items for entry in row["entries"].split("|")}
    assert len(wanted) == 70
    assert {id: SOLUTIONS.says[id] for id in wanted} == wanted


def test_every_label_belongs_to_texts_of_one_kind_and_says_that_two_are_the_same() -> None:
    rows = list(csv.DictReader((HERE / "dutch.csv").read_text("utf-8").splitlines()))
    labels = [row["says"] for row in rows]
    assert min(labels.count(label) for label in labels) == 2
    assert {row["id"] for row in rows} <= PROBLEMS.says.keys() | SOLUTIONS.says.keys()
    assert not set(PROBLEMS.says.values()) & set(SOLUTIONS.says.values())
    assert [len(one.texts) for one in (PROBLEMS, SOLUTIONS, ENGLISH)] == [110, 100, 40]


@pytest.mark.parametrize(
    ("stands", "wanted"),
    [
        ("aabbb", Found(1.0, 1.0)),
        ("aaaaa", Found(0.4, 1.0)),
        ("abcde", Found(1.0, 0.0)),
        ("abbcc", Found(0.5, 0.25)),
    ],
)
def test_precision_and_recall_are_of_pairs(stands: str, wanted: Found) -> None:
    assert found(dict(enumerate("aabbb")), dict(enumerate(stands))) == wanted  # type: ignore[arg-type]


def test_varied_texts_are_others_and_the_same_every_time() -> None:
    texts, source = varied(several(), 420)
    assert (texts, source) == varied(several(), 420)
    written = {one.id: one.text for one in several()}
    assert sum(one.text != written[source[one.id]] for one in texts) > 300
