"""What becomes of files after a try: who waits by itself, who waits for a person, who is done."""

import time
from dataclasses import replace

import pytest

from appliance.archive.cloud.cloud_trouble import FOR_A_PERSON, LIES, CloudTrouble
from appliance.archive.cloud.fate import (
    LIES_MOST,
    afresh,
    after,
    is_for_a_person,
    is_open,
    lasting,
    wait_s,
)
from appliance.archive.cloud.holding import KEPT_S, MOST, Holding
from appliance.archive.cloud.outbox import Item, Job, State
from appliance.archive.cloud.target import Kind, Secret, Target

TARGET = Target(Kind.WEBDAV, "https://cloud.example.org/dav", user="anna")


def item(name: str, state: State = State.UPLOADING) -> Item:
    """A file on its way."""
    return Item(name, "ab" * 32, 10, f"{name}-object", state)


def trouble(code: str) -> CloudTrouble:
    """Something that goes wrong, with whatever its sentence tells."""
    names = ("host", "bucket", "size", "status", "where", "number", "box_time", "cloud_time")
    return CloudTrouble(code, **dict.fromkeys(names, "x"))


def longest(least: float, most: float) -> float:
    """Wait as long as may be."""
    return most


JOB = Job(TARGET, (item("a"), item("b", State.PENDING), item("c", State.VERIFIED)))


@pytest.mark.parametrize("code", sorted(FOR_A_PERSON | LIES | {"broken", "offline", "clock"}))
def test_what_holds_for_the_place_holds_for_all_that_go_there(code: str) -> None:
    told = after(JOB, JOB.items[0], trouble(code), longest)
    hit = [each.trouble for each in told.items]
    of_one = LIES | {"file_gone", "file_changed", "too_large", "broken"}
    assert hit == [code, "" if code in of_one else code, ""]
    assert told.items[2] == JOB.items[2]
    assert not told.is_done


def test_without_internet_nothing_went_wrong_and_it_is_looked_again_soon() -> None:
    first = after(JOB, JOB.items[0], trouble("offline"), longest).items[0]
    assert (first.state, first.attempts) == (State.PENDING, 0)
    assert 29 < wait_s(first) <= 30
    assert is_open(first)


def test_every_other_time_the_wait_is_longer_up_to_a_quarter_of_an_hour() -> None:
    job, waits = JOB, []
    for _ in range(11):
        job = after(job, job.items[0], trouble("broken"), longest)
        waits.append(round(wait_s(job.items[0])))
    assert waits == [8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]
    assert job.items[0].attempts == 11
    assert is_open(job.items[0])


@pytest.mark.parametrize("code", sorted(FOR_A_PERSON))
def test_what_only_a_person_can_mend_is_not_tried_again(code: str) -> None:
    job = after(JOB, JOB.items[0], trouble(code), longest)
    assert is_for_a_person(job.items[0])
    assert not is_open(job.items[0])
    again = afresh(job)
    assert [each.state for each in again.items[:2]] == [State.PENDING, State.PENDING]
    assert (is_open(again.items[0]), wait_s(again.items[0])) == (True, 0)
    assert again.items[2] == JOB.items[2]


def test_a_cloud_that_lies_three_times_in_a_row_is_left_to_a_person() -> None:
    job, code = JOB, sorted(LIES)[0]
    for _ in range(LIES_MOST - 1):
        job = after(job, job.items[0], trouble(code), longest)
        assert is_open(job.items[0])
    between = after(job, job.items[0], trouble("broken"), longest)
    assert is_open(after(between, between.items[0], trouble(code), longest).items[0])
    assert is_for_a_person(after(job, job.items[0], trouble(code), longest).items[0])


def test_only_the_moment_of_a_next_try_is_not_worth_writing_down() -> None:
    one = after(JOB, JOB.items[0], trouble("offline"), longest)
    other = after(one, one.items[0], trouble("offline"), longest)
    assert one != other
    assert lasting(one) == lasting(other)
    assert lasting(one) != lasting(JOB)


def test_a_place_waits_for_a_yes_under_a_word_for_half_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holding, secret = Holding(), Secret("pw", "token")
    words = [holding.hold(replace(TARGET, user=str(n)), secret) for n in range(MOST + 1)]
    assert holding.find(words[-1]) == (replace(TARGET, user=str(MOST)), secret)
    for word in (words[0], "", "0" * 32):
        with pytest.raises(CloudTrouble, match="open for too long"):
            holding.find(word)
    now = time.monotonic()
    monkeypatch.setattr("appliance.archive.cloud.holding.time.monotonic", lambda: now + KEPT_S + 1)
    with pytest.raises(CloudTrouble):
        holding.find(words[-1])
    monkeypatch.undo()
    holding.forget()
    with pytest.raises(CloudTrouble):
        holding.find(words[-1])
