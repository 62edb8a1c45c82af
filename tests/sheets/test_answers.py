"""What was chosen is found in one cell, however a survey program writes several choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.sheets.answers import SEPARATORS, Options, is_chosen
from appliance.sheets.fields import Named

NAMED = (
    Named("ja", ("Ja, graag", "Yes, please")),
    Named("nee", ("Nee", "No")),
    Named("ja-later", ("Ja, graag, maar later",)),
    Named("2", ("Eens; zeer",)),
)
OPTIONS = Options(NAMED)


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("", ()),
        (" \n", ()),
        ("nee", ("nee",)),
        (" NEE ", ("nee",)),
        ("Ja, graag", ("ja",)),
        ("yes please", ("ja",)),
        ("ja|nee", ("ja", "nee")),
        ("Nee;Ja, graag;", ("nee", "ja")),
        ("Ja, graag, Nee", ("ja", "nee")),
        ("Ja, graag, maar later, Nee", ("ja-later", "nee")),
        ("Nee, Ja, graag", ("nee", "ja")),
        ("Eens; zeer;Nee", ("2", "nee")),
        ("Ja, graag\nNee", ("ja", "nee")),
        ("nee|nee", ("nee",)),
        ("nee|misschien", None),
        ("misschien", None),
        ("Ja", ("ja",)),
        ("graag, Nee", None),
        (";", None),
    ],
)
def test_the_choices_in_a_cell_are_known(cell: str, chosen: tuple[str, ...] | None) -> None:
    assert OPTIONS.chosen(cell) == chosen


def test_the_answers_of_a_scale_are_not_taken_for_one_another() -> None:
    scale = Options([Named(told) for told in ("-2", "-1", "0", "1", "2", "++")])
    assert [scale.chosen(told) for told in ("-2", "2", "0", " 1 ", "++")] == [
        *(("-2",), ("2",), ("0",), ("1",), ("++",)),
    ]


def test_a_text_that_two_options_have_is_known_by_neither() -> None:
    options = Options([Named("a", ("Anders",)), Named("b", ("Anders",))])
    assert (options.chosen("Anders"), options.chosen("a")) == (None, ("a",))


@given(
    st.lists(st.sampled_from(NAMED), min_size=1, max_size=4, unique=True),
    st.sampled_from(SEPARATORS),
)
def test_what_was_joined_by_ids_is_taken_apart(chosen: list[Named], separator: str) -> None:
    ids = tuple(one.id for one in chosen)
    assert OPTIONS.chosen(separator.join(ids)) == ids


@given(st.text(st.sampled_from("ja, neg;|\n2"), max_size=30))
def test_any_cell_is_known_options_or_none(cell: str) -> None:
    chosen = OPTIONS.chosen(cell)
    assert chosen is None or set(chosen) <= {one.id for one in NAMED}


def test_a_column_for_each_option_says_yes_in_many_ways() -> None:
    assert [is_chosen(told) for told in ("Ja", "Y", "1", "Yes", " x ")] == [True] * 5
    assert [is_chosen(told) for told in ("", "Nee", "N", "0", "No", "?")] == [False] * 6
