"""What answers another contribution is read under it."""

from hypothesis import given, settings

from appliance.conference.records import Entry, Relation
from appliance.conference.tally.threads import DEEPEST, Answer, Thread, threads
from tests.conference.schedules import SCHEDULES, begun


def entry(seq: int, parent: int | None = None, **members: bool) -> Entry:
    """A contribution with the number as its id."""
    relation = None if parent is None else Relation.BUILD_ON
    answers = None if parent is None else str(parent)
    where = ("step", "why", "care", "1")
    return Entry(str(seq), *where, "…", parent=answers, relation=relation, seq=seq, **members)


def test_what_answers_stands_below_what_it_answers_in_reading_order():
    one, two, three = entry(1), entry(2), entry(3, 1)
    four, five = entry(4, 1), entry(5, 3)
    assert threads([five, four, three, two, one]) == (
        Thread(one, (Answer(three, 1), Answer(five, 2), Answer(four, 1))),
        Thread(two),
    )


def test_highlighted_threads_come_first_in_their_own_order():
    one, two, three = entry(1), entry(2), entry(3, is_highlighted=True)
    answer = entry(4, 2, is_highlighted=True)
    found = threads([one, two, three, answer])
    assert found == (Thread(two, (Answer(answer, 1),)), Thread(three), Thread(one))
    assert [thread.is_highlighted for thread in found] == [True, True, False]


def test_what_is_parked_takes_its_answers_along():
    one, parked, below = entry(1), entry(2, 1, is_parked=True), entry(3, 2)
    assert threads([one, parked, below]) == (
        Thread(one),
        Thread(parked, (Answer(below, 1),)),
    )


def test_what_answers_something_that_is_not_there_begins_a_thread():
    orphan = entry(7, 3)
    assert threads([orphan]) == (Thread(orphan),)


def test_people_may_build_on_each_other_without_end():
    chain = [entry(0), *(entry(n, n - 1) for n in range(1, 3000))]
    (thread,) = threads(chain)
    assert [answer.entry for answer in thread.answers] == chain[1:]
    assert [answer.depth for answer in thread.answers[:4]] == [1, 2, DEEPEST, DEEPEST]


@given(SCHEDULES)
@settings(deadline=None)
def test_every_contribution_is_read_once(wishes):
    entries = list(begun(wishes).room.entries.values())
    found = threads(entries)
    read = [e for t in found for e in (t.entry, *(answer.entry for answer in t.answers))]
    assert sorted(e.id for e in read) == sorted(e.id for e in entries)
