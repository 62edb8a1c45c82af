"""The rehearsal against a box that can be told to misbehave."""

import socket
from dataclasses import replace

import pytest

from appliance.rehearsal import CannotRehearse, Figures, PlannedEntry, rehearse
from tests.rehearsal.fake_box import CODE, FakeBox, running

PLAN = [
    PlannedEntry("first", "q1", "1", 1, 1, "Schotten tussen budgetten"),
    PlannedEntry("first", "q1", "1", 2, 0, "Te klein voor een bank 🏦"),
    PlannedEntry("first", "q1", "2", 9, 2, "Klanten weten niet wat wij bereiken"),
    PlannedEntry("second", "q2", "2", 1, 0, "Kleinere kavels"),
    PlannedEntry("second", "q2", "2", 2, 3, "Kleinere kavels"),
]


def held(box: FakeBox, phones: int = 4, entries: list[PlannedEntry] = PLAN) -> Figures:
    with running(box):
        return rehearse(box.url, CODE, phones, 100.0, entries)


def counts(figures: Figures) -> dict[str, int]:
    names = ("joined", "posted", "acknowledged", "lost", "doubled", "unseen")
    return {name: getattr(figures, name) for name in names}


CLEAN = {"joined": 4, "posted": 5, "acknowledged": 5, "lost": 0, "doubled": 0, "unseen": 0}


def test_a_sound_box_gets_clean_figures():
    box = FakeBox()
    figures = held(box)
    assert counts(figures) == CLEAN
    assert figures.is_clean
    assert [figures.ack_ms.p50, figures.event_ms.max, figures.join_ms.p99].count(None) == 0
    assert {name: step["state"] for name, step in box.activities.items()} == {
        "talk": "open",
        "first": "closed",
        "second": "closed",
    }


def test_machines_read_exactly_the_promised_keys():
    found = held(FakeBox()).to_json()
    assert list(found) == [
        "joined", "posted", "acknowledged", "lost", "doubled",
        "ack_ms", "event_ms", "join_ms", "server",
    ]  # fmt: skip
    assert list(found["ack_ms"]) == list(found["event_ms"]) == ["p50", "p95", "p99", "max"]
    assert found["server"] == {"cpu_s": None, "rss_mb": 41.5, "threads": 7}


def test_an_entry_that_was_acknowledged_and_is_gone_is_lost():
    figures = held(FakeBox(loses="Schotten tussen budgetten"))
    assert counts(figures) == CLEAN | {"lost": 1}
    assert not figures.is_clean


def test_an_entry_that_stands_there_twice_is_doubled():
    figures = held(FakeBox(doubles="Schotten tussen budgetten"))
    assert counts(figures) == CLEAN | {"doubled": 1}
    assert not figures.is_clean


def test_the_same_text_sent_twice_is_not_doubled_but_a_third_one_is():
    assert counts(held(FakeBox(doubles="Kleinere kavels"))) == CLEAN | {"doubled": 2}


def test_an_entry_that_the_console_and_the_table_never_see_is_unseen_and_lost(monkeypatch):
    monkeypatch.setattr("appliance.rehearsal.event._ANSWER_WITHIN_S", 0.5)
    figures = held(FakeBox(hides="Schotten tussen budgetten"))
    assert counts(figures) == CLEAN | {"lost": 1, "unseen": 3}


def test_a_refused_entry_is_posted_and_not_acknowledged():
    figures = held(FakeBox(refuses="Schotten tussen budgetten"))
    assert counts(figures) == CLEAN | {"acknowledged": 4}
    assert not figures.is_clean


def test_a_phone_whose_line_is_cut_comes_back_and_sends_again_without_doubling():
    figures = held(FakeBox(hangs_up_on="Schotten tussen budgetten"))
    assert counts(figures) == CLEAN


def test_a_phone_that_gets_no_page_has_not_joined():
    said: list[str] = []
    with running(FakeBox(turns_away="2")) as box:
        figures = rehearse(box.url, CODE, 4, 100.0, PLAN, said.append)
    assert (figures.joined, figures.posted, figures.is_clean) == (2, 2, False)
    assert "2 times at a phone: the page was answered 503." in said


def test_what_stood_there_before_is_not_doubled():
    box = FakeBox()
    with running(box):
        rehearse(box.url, CODE, 4, 100.0, PLAN)
        figures = rehearse(box.url, CODE, 4, 100.0, PLAN)
    assert counts(figures) == CLEAN


def test_a_conference_that_is_not_in_practice_is_left_alone():
    box = FakeBox(is_practice=False)
    with pytest.raises(CannotRehearse, match="not in practice"):
        held(box)
    assert (box.entries, box.seq) == ({}, 0)


def test_a_wrong_code_ends_in_a_sentence():
    with running(FakeBox()) as box, pytest.raises(CannotRehearse, match="does not take the code"):
        rehearse(box.url, "WRONG", 4, 100.0, PLAN)


def test_a_programme_without_the_step_ends_in_a_sentence():
    plan = [replace(PLAN[0], activity="third")]
    with pytest.raises(CannotRehearse, match="no step third"):
        held(FakeBox(), entries=plan)


@pytest.mark.parametrize("phones", [0, 1991])
def test_the_number_of_phones_has_bounds(phones):
    with pytest.raises(CannotRehearse, match="from 1 to 1990"):
        rehearse("http://127.0.0.1:9", CODE, phones, 30.0, PLAN)


@pytest.mark.parametrize("speed", [0, -1, 0.0001])
def test_the_time_it_takes_has_bounds(speed):
    with pytest.raises(CannotRehearse, match="greater speed"):
        rehearse("http://127.0.0.1:9", CODE, 4, speed, PLAN)


@pytest.mark.parametrize("url", ["https://10.0.0.1", "10.0.0.1", "http://", "http://[::1"])
def test_what_is_no_address_of_a_box_ends_in_a_sentence(url):
    with pytest.raises(CannotRehearse):
        rehearse(url, CODE, 4, 30.0, PLAN)


def test_a_box_that_is_not_there_ends_in_a_sentence():
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}"
        with pytest.raises(CannotRehearse, match="does not answer"):
            rehearse(url, CODE, 4, 30.0, PLAN)
