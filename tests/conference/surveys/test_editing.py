"""Two people make something of one question: what either did is there, and a clash is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.surveys.editing import clashing, merged


def option(id: str, text: str) -> dict[str, Any]:
    """An option as it stands in a file."""
    return {"id": id, "text": {"nl": text}}


BASE = {
    "text": {"nl": "Komt u?"},
    "options": [option("ja", "Ja"), option("nee", "Nee"), option("later", "Later")],
}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ({"text": {"nl": "Bent u er?"}}, {}, {"text": {"nl": "Bent u er?"}}),
        ({}, {"text": {"nl": "Bent u er?"}}, {"text": {"nl": "Bent u er?"}}),
        (
            {"text": {"nl": "Komt u?", "en": "Mine"}},
            {"text": {"nl": "Hun"}},
            {"text": {"nl": "Hun", "en": "Mine"}},
        ),
        ({"text": {"nl": "Mijn"}}, {"text": {"nl": "Hun"}}, {"text": {"nl": "Mijn"}}),
        (
            {"options": [option("ja", "Zeker"), option("nee", "Nee"), option("nooit", "Nooit")]},
            {"options": [*BASE["options"], option("ooit", "Ooit")]},
            {
                "options": [
                    *(option("ja", "Zeker"), option("nee", "Nee"), option("nooit", "Nooit")),
                    option("ooit", "Ooit"),
                ]
            },
        ),
        (
            {"options": [option("ja", "Zeker"), *BASE["options"][1:]]},
            {"options": BASE["options"][1:]},
            {"options": [option("ja", "Zeker"), *BASE["options"][1:]]},
        ),
    ],
)
def test_what_either_changed_is_there(
    mine: dict[str, Any], theirs: dict[str, Any], both: dict[str, Any]
) -> None:
    assert merged(BASE, {**BASE, **mine}, {**BASE, **theirs}) == {**BASE, **both}


def test_only_what_both_changed_otherwise_clashes() -> None:
    mine = {**BASE, "text": {"nl": "Mijn", "en": "Mine"}, "explanation": {"nl": "Kort"}}
    theirs = {**BASE, "text": {"nl": "Hun"}, "options": [option("ja", "Hun"), *BASE["options"][1:]]}
    assert list(clashing(BASE, mine, theirs)) == [("text.nl", "Mijn", "Hun")]
    mine["options"] = [option("ja", "Mijn"), *BASE["options"][1:]]
    told = [("text.nl", "Mijn", "Hun"), ("options.ja.nl", "Mijn", "Hun")]
    assert list(clashing(BASE, mine, theirs)) == told
    assert list(clashing(BASE, mine, mine)) == []


_items = st.dictionaries(st.sampled_from("abc"), st.sampled_from("123"), max_size=3).map(
    lambda told: [option(id, text) for id, text in told.items()]
)
_questions = st.fixed_dictionaries(
    {"options": _items},
    optional={"text": st.dictionaries(st.sampled_from(("nl", "en")), st.sampled_from("xyz"))},
)


@given(_questions, _questions, _questions)
def test_where_one_changed_nothing_the_other_has_it_and_no_clash_is_overlooked(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assert merged(base, mine, mine) == mine
    assert by_id(merged(base, base, theirs)) == by_id(theirs)
    assert by_id(merged(base, mine, base)) == by_id(mine)
    if not list(clashing(base, mine, theirs)):
        assert by_id(merged(base, mine, theirs)) == by_id(merged(base, theirs, mine))


def by_id(question: dict[str, Any]) -> dict[str, Any]:
    """A question whose options are in no order, and whose texts in no language are none."""
    texts = {name: told for name, told in question.items() if told and name != "options"}
    return {**texts, "options": {item["id"]: item["text"] for item in question["options"]}}
