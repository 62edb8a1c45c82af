"""Waiting grows to a quarter of an hour, never in step with others, on a clock nobody can set."""

import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from appliance.archive.cloud.waiting import MOST_S, back_off_s, boot_id, left_s, poll_s, until


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_a_wait_is_anything_up_to_twice_as_long_each_time_and_a_quarter_of_an_hour_at_most(
    attempts: int, share: float
) -> None:
    waited = back_off_s(attempts, lambda least, most: least + share * (most - least))
    assert 1.0 <= waited <= MOST_S
    longest = [back_off_s(n, lambda _, most: most) for n in range(12)]
    assert longest == [4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, *([900.0] * 4)]


def test_two_boxes_do_not_wait_alike() -> None:
    assert len({back_off_s(8) for _ in range(20)}) > 15
    assert all(10 <= poll_s() <= 30 for _ in range(20))


def test_what_is_left_is_counted_on_the_monotonic_clock_of_this_start() -> None:
    moment = until(60)
    assert 59 < left_s(moment, boot_id()) <= 60
    assert left_s(moment, boot_id(), time.monotonic() + 61) == 0
    assert left_s(None, boot_id()) == 0


def test_after_another_start_of_the_machine_the_wait_is_over() -> None:
    assert left_s(until(800), "another start") == 0


def test_a_machine_that_does_not_tell_its_starts_still_waits(tmp_path: Path) -> None:
    told = boot_id(tmp_path / "none")
    assert told == boot_id(tmp_path / "none") != ""
