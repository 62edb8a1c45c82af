"""What stands in a report: the same as in the files that were played, counted by themselves."""

from dataclasses import replace
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest

from appliance.conference.outcomes import counted
from appliance.conference.records import State
from appliance.conference.room import Room
from appliance.conference.tally.results import results
from appliance.report.choice import Choice, Section, Variant
from appliance.report.value import (
    Paragraph,
    Points,
    Quote,
    Report,
    Run,
    ShowTable,
    Table,
    Tone,
    blocks,
    plain,
    walk,
)
from tests.reference import all_dots, all_ratings, ranks, rows

from .hall import GONE, HIDDEN, hall
from .large import ENTRIES, large
from .reading import column, figures, words
from .reference import reference, report

ENGLISH = Choice(language="en")


@pytest.fixture(scope="module")
def whole() -> Report:
    return report(reference(), ENGLISH)


@pytest.fixture(scope="module")
def small() -> Report:
    return report(hall(), ENGLISH)


def test_dots_are_those_of_the_file(whole: Report) -> None:
    table = whole.tables["vote-prioriteiten"]
    ids = column(table, "id")
    straight = all_dots()
    assert dict(zip(ids, column(table, "dots"), strict=True)) == straight
    assert dict(zip(ids, column(table, "rank"), strict=True)) == ranks(straight)
    assert figures(whole, "turnout-prioriteiten") == {"Votes": 97, "Dots": 485}


def test_ratings_are_those_of_the_file(whole: Report) -> None:
    table = whole.tables["vote-beoordelen"]
    straight = all_ratings()
    for criterion in ("effect", "haalbaarheid"):
        for name in ("n", "mean", "median", "sd", "dissent"):
            found = dict(
                zip(column(table, "id"), column(table, f"{criterion}.{name}"), strict=True)
            )
            assert found == pytest.approx({id: of[criterion][name] for id, of in straight.items()})


def test_the_short_table_of_a_vote_says_the_same_as_its_sheet(whole: Report) -> None:
    short, full = whole.tables["vote-beoordelen.short"], whole.tables["vote-beoordelen"]
    for name in ("id", "rank", "score", "dissent", "effect.mean", "haalbaarheid.mean"):
        assert column(short, name) == column(full, name)
    spread = whole.tables["vote-beoordelen.spread.effect"]
    told = counted(reference(), reference().activities["beoordelen"])["items"]
    assert [row[1:] for row in spread.rows] == [
        tuple(n for _value, n in row["criteria"]["effect"]["distribution"]) for row in told
    ]


def test_every_number_of_the_room_is_that_of_the_tally(whole: Report) -> None:
    found = results(reference())
    assert found is not None
    assert figures(whole, "in-short") == {
        "Participants": found.people,
        "Tables": found.tables,
        "Contributions": found.count,
    }
    assert figures(whole, "before") == {"Invited": 180, "Answered the survey": 132}
    assert {theme.theme.id: theme.count for theme in found.themes} == {
        theme.theme.id: figures(whole, f"theme-{theme.theme.id}.n")["Contributions"]
        for theme in found.themes
    }
    steps = whole.tables["steps"]
    assert dict(zip(column(steps, "step"), column(steps, "people"), strict=True)) == {
        "Obstacles, at the tables": found.steps[0].took_part["all"],
        "Solutions, at the tables": found.steps[1].took_part["all"],
        "Sort per theme": None,
        "Set priorities": 97,
        "Effect and feasibility": 98,
        "Harvest of the tables": None,
        "Who acts?": None,
    }


def test_every_contribution_stands_once_at_its_table_and_once_in_the_appendix(
    whole: Report,
) -> None:
    typed = sorted(row["text"] for row in rows("entries"))
    quoted = [block for block in blocks(whole) if isinstance(block, Quote)]
    assert sorted(plain(each.text) for each in quoted if "survey" not in each.about) == typed
    sheet = whole.tables["contributions"]
    assert sorted(column(sheet, "id")) == sorted(each.id for each in quoted)  # type: ignore[type-var]
    assert len(sheet.rows) == len(rows("entries")) + 4
    register = whole.tables["register"]
    assert column(register, "id") == sorted(column(sheet, "id"))  # type: ignore[type-var]
    assert sorted(column(register, "text")) == sorted(column(sheet, "text"))  # type: ignore[type-var]


def test_groups_hold_as_many_as_were_put_into_them(whole: Report) -> None:
    table = whole.tables["theme-financiering.2.ordenen"]
    wanted = {
        row["item"]: len(row["entries"].split("|"))
        for row in rows("vote-items")
        if row["theme"] == "financiering"
    }
    wanted["financiering-1"] += 2
    assert dict(zip(column(table, "id"), column(table, "contributions"), strict=True)) == wanted
    assert table.note == ""
    part = next(part for _, part in walk(whole.parts) if part.id == "theme-financiering.2")
    many = sum(wanted.values())
    step = part.blocks[0]
    assert isinstance(step, Paragraph)
    assert plain(step.text) == f"Solutions, at the tables · {many} contributions"


def test_what_stands_in_no_group_is_told_below_the_groups(small: Report) -> None:
    table = small.tables["theme-care.1.ordenen"]
    assert column(table, "contributions") == [4]
    assert table.note == "10 contributions stand in no group."


def test_the_survey_stands_beside_what_the_room_made_of_it(whole: Report) -> None:
    table = whole.tables["theme-financiering.beside"]
    told = list(zip(*(column(table, name) for name in ("survey", "fate", "match")), strict=True))
    assert told[0] == ("Uit de enquête", "kept", "answers followed")
    assert told[1:] == [("", "new", "")] * 4
    assert figures(whole, "theme-financiering.brought") == {
        "Answers brought to the tables": 2,
        "Of these in a group of the room": 2,
    }


def test_the_figures_of_the_survey_that_bear_a_theme_s_name_stand_with_it(whole: Report) -> None:
    table = whole.tables["theme-financiering.survey"]
    assert column(table, "share") == [pytest.approx(70 / 132), pytest.approx(78 / 132)]


def test_where_open_answers_stand_is_told_where_they_are_anywhere(whole: Report) -> None:
    sentence = "The spreadsheet has them all, under “Survey answers”."
    assert sentence in words(whole)
    assert whole.tables["survey-answers"].sheet == "Survey answers"
    public = report(reference(), replace(ENGLISH, variant=Variant.PUBLIC))
    assert sentence not in words(public)
    assert "survey-answers" not in public.tables


def test_a_survey_that_is_not_closed_says_nothing_yet() -> None:
    room = reference()
    survey = room.surveys["survey"]
    room.kinds["surveys"]["survey"] = replace(survey, state=State.OPEN)
    found = report(room, ENGLISH)
    assert not any(id.startswith("survey-survey") or ".survey" in id for id in found.tables)
    assert not any(id.endswith(".beside") for id in found.tables)
    assert "The survey is not closed yet" in words(found)
    assert "still going on" in found.cover.warning


@pytest.mark.parametrize("state", [State.OPEN, State.PAUSED])
def test_what_is_made_meanwhile_says_when_it_was_so(state: State) -> None:
    room = reference()
    assert report(room, ENGLISH).cover.warning == ""
    step = room.activities["evaluatie"]
    room.kinds["activities"]["evaluatie"] = replace(step, state=state)
    warning = report(room, ENGLISH).cover.warning
    assert "still going on" in warning
    assert ":" in warning


def test_the_best_of_a_theme_are_those_of_the_last_vote_and_then_of_the_one_before(
    whole: Report,
) -> None:
    part = next(part for _, part in walk(whole.parts) if part.id == "best-inkoop")
    points, how = part.blocks
    assert isinstance(points, Points)
    assert isinstance(how, Paragraph)
    rated = whole.tables["vote-beoordelen"]
    dotted = whole.tables["vote-prioriteiten"]
    wanted = list(dict.fromkeys([*_own(rated), *_own(dotted)]))[:3]
    assert [plain(line) for line in points.items] == wanted
    assert plain(how.text) == (
        "By the votes in “Effect and feasibility” and “Set priorities”, in this order."
    )


def _own(table: Table) -> list[object]:
    """What a vote was on of this theme, in its order."""
    pairs = zip(column(table, "what"), column(table, "id"), strict=True)
    return [what for what, id in pairs if str(id).startswith("inkoop")]


@pytest.mark.parametrize(
    ("upto", "how"),
    [
        ("ordenen", "The groups with most contributions."),
        ("oplossingen", "What was highlighted."),
    ],
)
def test_without_votes_groups_are_the_best_and_else_what_was_highlighted(
    upto: str, how: str
) -> None:
    room = reference(upto)
    entry = next(e for e in room.entries.values() if e.theme == "regels")
    room.kinds["entries"][entry.id] = replace(entry, is_highlighted=True)
    found = report(room, ENGLISH)
    part = next(part for _, part in walk(found.parts) if part.id == "best-regels")
    assert plain(part.blocks[1].text) == how  # type: ignore[union-attr]


def test_what_few_chose_strongly_is_told_beside_the_order(small: Report) -> None:
    table = small.tables["minority-punten"]
    assert [column(table, name) for name in ("id", "voters", "each")] == [["i3"], [5], [5.0]]


def test_what_divides_the_room_is_a_list_of_its_own(whole: Report) -> None:
    table = whole.tables["vote-beoordelen.divided"]
    told = counted(reference(), reference().activities["beoordelen"])
    assert column(table, "id") == told["divided"]
    assert column(table, "dissent") == sorted(column(table, "dissent"), reverse=True)  # type: ignore[type-var]


def test_what_divides_the_room_on_a_theme_stands_with_the_theme(whole: Report) -> None:
    told = {
        part.id: plain(block.text)
        for _, part in walk(whole.parts)
        for block in part.blocks
        if isinstance(block, Paragraph) and plain(block.text).startswith("On these people think")
    }
    texts = {row["item"]: row["text"] for row in rows("vote-items")}
    assert told["theme-inkoop"].endswith(f": “{texts['inkoop-1']}”.")
    assert told["theme-erkenning"].endswith(f": “{texts['erkenning-2']}”.")
    assert told.keys() == {"theme-inkoop", "theme-erkenning", "minority"}


def test_a_vote_that_is_repeated_says_what_changed(small: Report) -> None:
    table = small.tables["vote-punten-2.shift"]
    told = zip(*(column(table, name) for name in ("before", "rank", "risen")), strict=True)
    assert list(told) == [(1, 1, 0), (2, 2, 0), (2, 2, 0), (4, 4, 0)]


def test_what_was_merged_says_into_what_and_what_was_hidden_only_that_it_was(
    small: Report,
) -> None:
    sheet = small.tables["contributions"]
    merged = [each for each in column(sheet, "merged") if each]
    assert len(merged) == 2
    (made,) = set(merged)
    assert made in column(sheet, "id")
    register = small.tables["register"]
    became = dict(zip(column(register, "id"), column(register, "became"), strict=True))
    assert [said for said in became.values() if said == f"merged into {made}"] == [
        f"merged into {made}"
    ] * 2
    assert str(became[made]).startswith("made of ")
    hidden = column(sheet, "text").index(HIDDEN)
    assert column(sheet, "hidden")[hidden] == "yes"
    assert HIDDEN not in column(register, "text")
    quoted = [plain(each.text) for each in blocks(small) if isinstance(each, Quote)]
    assert HIDDEN not in quoted
    assert GONE not in words(small)


def test_changes_that_matter_are_told(small: Report) -> None:
    table = small.tables["changes"]
    told = list(zip(column(table, "what"), column(table, "n"), strict=True))
    assert told == [("merged", 2), ("taken apart again", 2), ("hidden", 1)]


def test_a_discussion_says_how_many_are_for_and_against(small: Report) -> None:
    assert figures(small, "theme-care.2.talk") == {
        "For": 1,
        "Against": 1,
        "Questions": 0,
        "Without an answer": 0,
    }
    table = small.tables["discussions"]
    names = ("topic", "in_favour", "against", "questions", "open", "contributions")
    assert list(zip(*(column(table, name) for name in names), strict=True)) == [
        ("Wegen", 1, 1, 1, 1, 3),
        ("Trams", 0, 0, 0, 0, 0),
    ]


def test_the_facilitator_s_own_words_go_first() -> None:
    room = reference()
    text = {"nl": "**Krediet** gaat voor.\n\n- één\n- twee"}
    room.kinds["passages"] = {"summary": SimpleNamespace(text=text)}
    first = report(room, Choice(language="en")).parts[0].blocks[:2]
    assert first == (
        Paragraph((Run("Krediet", "nl", is_strong=True), Run(" gaat voor.", "nl")), Tone.LEAD),
        Points(((Run("één", "nl"),), (Run("twee", "nl"),))),
    )
    page = report(room, Choice(Variant.ONE_PAGE, "nl")).parts[0].blocks[0]
    assert page == Paragraph((Run("Krediet", is_strong=True), Run(" gaat voor.")), Tone.LEAD)


def test_own_words_make_a_chapter_that_has_nothing_else() -> None:
    room = reference("ordenen")
    assert [
        part.id for part in report(room, ENGLISH).parts if part.id in ("votes", "actions")
    ] == []
    told = {name: SimpleNamespace(text="Zelf gezegd") for name in ("votes", "actions", "parking")}
    room.kinds["passages"] = {**told, "theme-regels": told["votes"]}
    found = report(room, ENGLISH)
    own = [
        part.id
        for _, part in walk(found.parts)
        if Paragraph((Run("Zelf gezegd", "nl"),)) in part.blocks
    ]
    assert own == ["theme-regels", "votes", "parking", "actions"]


def test_more_votes_than_people_are_told() -> None:
    room = reference()
    warning = "There are more votes than people who took a seat."
    assert warning not in words(report(room, ENGLISH))
    for id in list(room.people)[:50]:
        del room.kinds["people"][id]
    fewer = Room(room.records(), room.seq, room.room_ms, room.minute)
    assert warning in words(report(fewer, ENGLISH))
    for id, table in fewer.tables.items():
        fewer.kinds["tables"][id] = replace(table, heads=9)
    found = words(report(fewer, ENGLISH))
    assert warning not in found
    assert "There are more votes than heads counted at the tables." in found


def test_a_role_is_called_as_the_survey_calls_it(whole: Report) -> None:
    roles = column(whole.tables["survey-roles"], "role")
    assert roles == ["social entrepreneur", "funder", "scientist", "government", "other"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", [reference, hall, large])
def test_one_page_is_one_page(make: Any, language: str) -> None:
    found = report(make(), Choice(Variant.ONE_PAGE, language))
    (part,) = found.parts
    assert not part.parts
    assert not found.tables
    assert found.is_brief
    assert sum(map(_height, part.blocks)) <= 52
    lists = [block for block in part.blocks if isinstance(block, Points)]
    assert all(len(each.items) <= 6 for each in lists)


def _height(block: object) -> int:
    """In lines of 85 letters, which an A4 page has at the size at which people read."""
    found = block.items if isinstance(block, Points) else [block.text]  # type: ignore[attr-defined]
    return sum(1 + len(plain(line)) // 85 for line in found)


def test_a_report_on_one_theme_speaks_of_no_other() -> None:
    found = report(reference(), Choice(Variant.THEME, "en", theme="financiering"))
    text = words(found)
    others = [row["text"] for row in rows("vote-items") if row["theme"] != "financiering"]
    assert not [each for each in others if each in text]
    assert column(found.tables["vote-prioriteiten"], "rank") == [1, 4, 8, 11, 15]
    assert [part.id for part in found.parts] == ["summary", "themes", "votes", "actions"]


def test_a_larger_smallest_group_rolls_more_together() -> None:
    found = report(reference(), replace(ENGLISH, k=20))
    # No table has so many people: together they are the whole again.
    assert "took-part-tables" not in found.tables
    assert not any(".tables" in id for id in found.tables)
    roles = found.tables["survey-roles"]
    told = list(zip(column(roles, "invited"), column(roles, "answered"), strict=True))
    assert told == [(78, 52), (37, 25), (32, 29), (19, None), (14, None)]


def test_a_smallest_group_below_what_the_box_keeps_to_changes_nothing() -> None:
    assert report(reference(), replace(ENGLISH, k=1)) == report(reference(), ENGLISH)


def test_an_empty_room_has_a_report_too() -> None:
    room = Room(
        [each for kind in ("conferences", "themes", "tables") for each in _of(kind)], minute=1
    )
    found = report(room, ENGLISH)
    assert [part.id for part in found.parts] == ["summary", "numbers", "themes", "appendix"]
    assert "No contributions yet." in words(found)


def _of(kind: str) -> list[Any]:
    return list(reference().kinds[kind].values())


def test_summaries_show_who_agreed(whole: Report) -> None:
    sheet = whole.tables["summaries"]
    assert set(column(sheet, "agreed")) == {"yes"}
    assert len(sheet.rows) == 20


def test_only_chosen_sections_bring_their_sheets() -> None:
    found = report(reference(), replace(ENGLISH, sections=(Section.VOTES,)))
    assert [found.tables[id].sheet for id in found.sheets] == [
        "Result 1 Set priorities",
        "Result 2 Effect and feasibility",
    ]
    shown = {block.table for block in blocks(found) if isinstance(block, ShowTable)}
    assert found.tables.keys() - shown == {"vote-beoordelen"}


@pytest.mark.slow
def test_as_large_a_room_as_any_is_told_in_seconds() -> None:
    room = large()
    began = process_time()
    found = report(room, ENGLISH)
    assert process_time() - began < 10
    assert len(found.tables["contributions"].rows) == ENTRIES
