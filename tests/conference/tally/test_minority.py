"""What few chose, and chose strongly."""

from typing import Any

import pytest

from appliance.conference.tally.minority import Minority, minority

Row = dict[str, Any]


def dots(**given: tuple[int, int]) -> list[Row]:
    """Rows of a result: (dots, voters) per item."""
    return [{"id": id, "dots": n, "voters": of} for id, (n, of) in given.items()]


def test_few_who_give_much_each_stand_out() -> None:
    rows = dots(all=(90, 90), few=(50, 10), some=(40, 40))
    assert minority(rows, 100, is_mean=False) == (Minority("few", 10, 5.0, (1 + 5 + 1) / 3),)


@pytest.mark.parametrize(
    "few",
    [
        (21 * 5, 21),  # more than one in five
        (10, 10),  # no more each than is usual
        (20, 4),  # so few that it could point at somebody
        (0, 0),
    ],
)
def test_others_do_not(few: tuple[int, int]) -> None:
    assert minority(dots(all=(90, 90), few=few, some=(40, 40)), 100, is_mean=False) == ()


def test_of_an_amount_it_is_what_those_gave_who_gave_anything() -> None:
    rows = [
        {"id": "all", "mean": 50.0, "voters": 100},
        {"id": "few", "mean": 20.0, "voters": 10},
        {"id": "none", "mean": None, "voters": 0},
    ]
    (found,) = minority(rows, 100, is_mean=True)
    assert (found.item, found.each, found.usual) == ("few", 200.0, 125.0)


def test_those_who_gave_most_each_come_first() -> None:
    rows = dots(a=(100, 100), b=(60, 10), c=(80, 10), d=(90, 90), e=(90, 90))
    assert [one.item for one in minority(rows, 100, is_mean=False)] == ["c", "b"]


def test_without_votes_there_is_none() -> None:
    assert minority([], 0, is_mean=False) == ()
    assert minority(dots(a=(0, 0)), 0, is_mean=False) == ()


def test_a_larger_smallest_group_leaves_more_out() -> None:
    rows = dots(all=(90, 90), few=(50, 10), some=(40, 40))
    assert minority(rows, 100, is_mean=False, k=11) == ()
