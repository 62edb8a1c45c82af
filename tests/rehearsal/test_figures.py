"""The figures of a rehearsal."""

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.rehearsal import CannotRehearse, Figures, PlannedEntry, read_entries
from appliance.rehearsal.entries import by_activity, seat_of
from appliance.rehearsal.figures import ServerUse, Times
from appliance.rehearsal.posts import ids_in

NEVER = Times(None, None, None, None)
CLEAN = Figures(2, 2, 3, 3, 0, 0, 0, NEVER, NEVER, NEVER, ServerUse())
DEMO = Path(__file__).parents[2] / "appliance" / "demo" / "entries.csv"


def test_percentiles_are_by_nearest_rank():
    assert Times.of(n / 1000 for n in range(100, 0, -1)) == Times(50.0, 95.0, 99.0, 100.0)
    assert Times.of([0.0025]) == Times(2.5, 2.5, 2.5, 2.5)
    assert Times.of([]) == NEVER


@pytest.mark.parametrize(
    "flaw", [{"joined": 1}, {"acknowledged": 2}, {"lost": 1}, {"doubled": 1}, {"unseen": 1}]
)
def test_any_flaw_makes_a_rehearsal_unclean(flaw):
    assert CLEAN.is_clean
    assert not replace(CLEAN, **flaw).is_clean


def test_the_processor_is_counted_from_the_beginning_of_the_rehearsal():
    begin, end = ServerUse(1.5, 40.0, 9), ServerUse(4.0, 60.0, 11)
    assert end.since(begin) == ServerUse(2.5, 60.0, 11)
    assert ServerUse().since(ServerUse()) == ServerUse()


def test_people_read_what_is_unknown_as_unknown():
    assert CLEAN.lines()[-1].endswith("unknown s of processor, unknown MB, unknown threads")
    assert CLEAN.lines()[0].endswith("2 of 2 phones")


def test_the_demo_holds_two_hundred_and_ten_entries_of_two_steps():
    activities = by_activity(read_entries(DEMO))
    assert {name: len(planned) for name, planned in activities.items()} == {
        "knelpunten": 110,
        "oplossingen": 100,
    }
    for planned in activities.values():
        assert planned == sorted(planned, key=lambda entry: entry.second)


def test_a_text_is_read_as_it_stands_in_the_file(tmp_path):
    file = tmp_path / "entries.csv"
    file.write_text(
        "activity,question,table,participant,second,text\n"
        'a,q,3,10,7.5,"Zij zei: ""nee"", en toen niets 🤐"\n',
        encoding="utf-8",
    )
    text = 'Zij zei: "nee", en toen niets 🤐'
    assert read_entries(file) == [PlannedEntry("a", "q", "3", 10, 7.5, text)]


def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path):
    file = tmp_path / "entries.csv"
    file.write_text("activity,question,table,participant,second\n")
    with pytest.raises(CannotRehearse, match="no column text"):
        read_entries(file)
    file.write_text("activity,question,table,participant,second,text\na,q,3,ten,7,x\n")
    with pytest.raises(CannotRehearse, match="Line 2"):
        read_entries(file)


def test_few_phones_share_the_typing_of_many_people():
    entry = PlannedEntry("a", "q", "3", 10, 7.5, "x")
    assert [seat_of(entry, seats) for seats in (1, 2, 3, 10, 30)] == [1, 2, 1, 10, 10]


def test_ids_are_found_however_deep_the_results_are_laid_out():
    results = {"id": "c", "themes": [{"id": "t", "tables": [{"entries": [{"id": "e1"}]}]}], "n": 3}
    assert ids_in(results) == {"c", "t", "e1"}
    assert ids_in([]) == set()
