"""When each step of a programme is planned."""

import pytest

from appliance.conference.records import Activity
from appliance.conference.timetable import is_past_midnight, on_the_clock, timetable, total


def step(id: str, position: int, minutes: int, **settings: str) -> Activity:
    return Activity(id, "break", id, position, minutes=minutes, settings=settings)


def planned(*steps: Activity) -> list[tuple[str, int, int]]:
    return [(slot.activity.id, slot.begins, slot.ends) for slot in timetable(steps)]


def test_one_step_begins_where_the_one_before_it_ends():
    steps = step("talk", 1, 20), step("arrival", 0, 15)
    assert planned(*steps) == [("arrival", 0, 15), ("talk", 15, 35)]
    assert total(timetable(steps)) == 35


def test_a_step_beside_another_begins_with_it_and_takes_no_time_of_its_own():
    steps = step("break", 0, 20), step("sort", 1, 15, beside="break"), step("vote", 2, 10)
    assert planned(*steps) == [("break", 0, 20), ("sort", 0, 15), ("vote", 20, 30)]


def test_what_lasts_longer_than_the_step_beside_it_holds_up_the_next():
    steps = step("break", 0, 20), step("sort", 1, 30, beside="break"), step("vote", 2, 10)
    assert planned(*steps)[-1] == ("vote", 30, 40)


def test_beside_a_step_that_is_not_there_a_step_stands_by_itself():
    assert planned(step("sort", 0, 30, beside="gone")) == [("sort", 0, 30)]
    assert total(timetable(())) == 0


@pytest.mark.parametrize(
    ("minutes", "told", "is_past"),
    [(0, (13, 0), False), (95, (14, 35), False), (660, (0, 0), False), (661, (0, 1), True)],
)
def test_the_clock_goes_on_past_midnight(minutes, told, is_past):
    assert on_the_clock("13:00", minutes) == told
    assert is_past_midnight("13:00", minutes) is is_past


def test_without_a_begin_there_is_no_time_of_day():
    assert on_the_clock("", 30) is None
    assert not is_past_midnight("", 600)
