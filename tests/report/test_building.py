"""A report as a value: what holds for every one of them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.room import Room
from appliance.report.building import build
from appliance.report.choice import Choice, Section, Variant
from appliance.report.value import (
    Cell,
    Chart,
    Figures,
    Holds,
    Quote,
    Run,
    ShowTable,
    blocks,
    plain,
    walk,
)

from .hall import hall, sealed
from .reading import words
from .reference import WORDS, reference, report

ROOMS = {
    "reference": reference,
    "begun": lambda: reference("oplossingen"),
    "hall": hall,
    "sealed": sealed,
}
_ASCII = re.compile(r"[A-Za-z0-9._-]+")
_NOT_IN_SHEETS = set("[]:*?/\\'")


@pytest.fixture(params=ROOMS)
def room(request: pytest.FixtureRequest) -> Room:
    made: Room = ROOMS[request.param]()
    return made


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("variant", Variant)
def test_every_report_holds_together(room: Room, variant: Variant, language: str) -> None:
    theme = next(iter(room.themes))
    found = report(room, Choice(variant, language, theme=theme), head="abc")
    assert found.parts
    ids = [part.id for _, part in walk(found.parts)]
    ids += [block.id for block in blocks(found) if isinstance(block, Chart | Quote) and block.id]
    ids += [block.id for block in blocks(found) if isinstance(block, Figures) and block.id]
    assert sorted(ids) == sorted(set(ids))
    assert all(_ASCII.fullmatch(id) for id in (*ids, *found.tables))
    for key, table in found.tables.items():
        assert key == table.id
        assert table.rows
        columns = [column.id for column in table.columns]
        assert sorted(columns) == sorted(set(columns))
        assert all(_ASCII.fullmatch(id) for id in columns)
        assert all(len(row) == len(columns) for row in table.rows)
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                assert is_fitting(cell, column.holds), (table.id, column, cell)
    for block in blocks(found):
        if isinstance(block, ShowTable):
            assert block.table in found.tables
        if isinstance(block, Chart):
            there = [column.id for column in found.tables[block.table].columns]
            assert {block.labels, *block.columns} <= set(there), block
            assert block.alt
            assert block.caption


def is_fitting(cell: Cell, holds: Holds) -> bool:
    """Whether a cell is what its column says that it holds."""
    if isinstance(cell, tuple):
        return all(isinstance(run, Run) for run in cell) and holds in (Holds.TEXT, Holds.ID)
    if cell is None:
        return True
    if holds is Holds.COUNT:
        return isinstance(cell, int) and not isinstance(cell, bool)
    if holds is Holds.SHARE:
        return 0 <= cell <= 1
    return holds is Holds.NUMBER and not isinstance(cell, bool)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("variant", Variant)
def test_sheets_have_names_that_spreadsheets_take(
    room: Room, variant: Variant, language: str
) -> None:
    found = report(room, Choice(variant, language, theme=next(iter(room.themes))))
    names = [found.tables[id].sheet for id in found.sheets]
    assert all(0 < len(name) <= 31 and not set(name) & _NOT_IN_SHEETS for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@settings(max_examples=20)
@given(text=st.text(min_size=1, max_size=60), variant=st.sampled_from(Variant))
def test_any_text_makes_a_report(text: str, variant: Variant) -> None:
    room = hall()
    for kind, member in (("themes", "title"), ("activities", "title"), ("buckets", "title")):
        for id, each in room.kinds[kind].items():
            room.kinds[kind][id] = replace(each, **{member: text})
    for id, entry in room.entries.items():
        room.kinds["entries"][id] = replace(entry, text=text)
    found = report(room, Choice(variant, theme="work"))
    names = [found.tables[id].sheet for id in found.sheets]
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not any(set(name) & _NOT_IN_SHEETS or not name.strip() for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_both_languages_have_the_same_parts_in_other_words(room: Room) -> None:
    english, dutch = (report(room, Choice(language=language)) for language in ("en", "nl"))
    assert [part.id for _, part in walk(english.parts)] == [p.id for _, p in walk(dutch.parts)]
    own = {"summary", "numbers", "best", "took-part", "seen", "counted", "votes", "appendix"}
    for (_, said), (_, gezegd) in zip(walk(english.parts), walk(dutch.parts), strict=True):
        assert said.id not in own or said.title != gezegd.title


def test_numbers_do_not_depend_on_the_language(room: Room) -> None:
    english, dutch = (report(room, Choice(language=language)) for language in ("en", "nl"))
    for id, table in english.tables.items():
        assert [numbers(row) for row in table.rows] == [
            numbers(row) for row in dutch.tables[id].rows
        ]


def numbers(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells that are numbers."""
    return [cell for cell in row if not isinstance(cell, tuple)]


def test_there_is_no_report_without_a_conference() -> None:
    assert build(Room(), Choice(), WORDS) is None


def test_only_what_was_chosen_stands_in_it(room: Room) -> None:
    found = report(room, Choice(sections=(Section.ACTIONS, Section.NUMBERS)))
    assert {part.id for part in found.parts} <= {"numbers", "actions"}


@pytest.mark.parametrize("room", ["reference", "hall", "sealed"], indirect=True)
def test_a_report_begins_as_it_should(room: Room) -> None:
    full = [part.id for part in report(room).parts]
    wanted = ["summary", "numbers", "themes", "votes", "parking", "actions", "appendix"]
    assert full == wanted
    public = [part.id for part in report(room, Choice(Variant.PUBLIC)).parts]
    assert public == wanted[:-1]


def test_the_control_number_ends_the_last_page(room: Room) -> None:
    last = list(walk(report(room, head="b5c7").parts))[-1][1]
    assert plain(last.blocks[0].text) == "b5c7"  # type: ignore[union-attr]
    assert "b5c7" not in words(report(room, Choice(Variant.PUBLIC), head="b5c7"))


def test_closing_for_good_changes_nothing_in_a_report() -> None:
    # Neither a number, nor the order in which contributions stand: that tells nothing (law 6).
    assert report(sealed()) == report(hall())
