"""From record to document and back: every kind, every member, whatever people type."""

import json
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import hypothesis.strategies as st
import pytest
from hypothesis import given

from appliance.conference.records import (
    KINDS,
    Act,
    Activity,
    Ballot,
    Conference,
    Entry,
    Question,
    Response,
    Reversal,
)
from appliance.store.codec import decode, encode, survey_key

KEYS = {"knelpunten": b"k" * 32, "oplossingen": b"o" * 32}
ALL_KEYS = {**KEYS, survey_key("survey"): b"s" * 32}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)


def of_hint(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a member with this type may have."""
    if hint is Any:
        return JSON
    if get_origin(hint) is UnionType:
        return st.one_of(*map(of_hint, get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(of_hint(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is Mapping:
        return st.dictionaries(TEXT, of_hint(get_args(hint)[1]), max_size=2)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    plain = {str: TEXT, int: st.integers(0, 2**53), bool: st.booleans(), type(None): st.none()}
    return plain[hint] if hint in plain else of_class(hint)


def of_class(record: type) -> st.SearchStrategy[Any]:
    """Any record of this class."""
    hints = get_type_hints(record)
    members = {field.name: of_hint(hints[field.name]) for field in fields(record)}
    if record in (Entry, Ballot):
        members["activity"] = st.sampled_from(sorted(KEYS))
        members["owner"] = st.none() | TEXT
    if record is Response:
        members["survey"] = st.just("survey")
        members["owner"] = st.none() | TEXT
    return st.builds(record, **members)


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda k: st.tuples(st.just(k), of_class(KINDS[k]))))
def test_every_record_comes_back_as_it_was(kind_and_record: tuple[str, Any]) -> None:
    kind, record = kind_and_record
    document = json.loads(json.dumps(encode(record, ALL_KEYS.get)))
    assert decode(kind, document, ALL_KEYS.get) == record


def test_a_document_says_everything_also_what_is_as_by_default() -> None:
    document = encode(Conference("ser", "SER"), KEYS.get)
    assert document.keys() == {field.name for field in fields(Conference)}
    assert document["show"] == {"mode": "auto", "entries": [], "text": ""}
    assert document["stage"] == {"light": "auto", "join_code": "auto"}


def test_members_that_no_record_has_are_passed_over() -> None:
    document = encode(Conference("ser", "SER"), KEYS.get) | {"later": 1}
    assert decode("conferences", document, KEYS.get) == Conference("ser", "SER")


def test_members_that_are_not_there_are_as_by_default() -> None:
    assert decode("conferences", {"id": "ser", "title": "SER"}, KEYS.get) == Conference(
        "ser", "SER"
    )
    with pytest.raises(ValueError, match="title"):
        decode("conferences", {"id": "ser"}, KEYS.get)


def test_settings_that_this_version_does_not_know_stay_untouched() -> None:
    settings = {"dots": 5, "later": {"deep": [1, {"x": None}]}}
    activity = Activity("a", "kind_of_later", "A", 1, settings=settings)
    assert decode("activities", encode(activity, KEYS.get), KEYS.get) == activity


def test_what_comes_out_is_no_part_of_what_went_in() -> None:
    settings = {"dots": [5]}
    document = encode(Activity("a", "brainstorm", "A", 1, settings=settings), KEYS.get)
    settings["dots"].append(6)
    assert document["settings"] == {"dots": [5]}


def test_nested_records_come_back() -> None:
    reversal = Reversal("activities", "a", {"state": "open"}, {"state": "closed"})
    act = Act("7", "close_activity", "a", (reversal,), 1)
    assert decode("acts", encode(act, KEYS.get), KEYS.get) == act
    activity = Activity("a", "b", "A", 1, questions=(Question("q", {"nl": "Wat?"}, ("t",)),))
    assert decode("activities", encode(activity, KEYS.get), KEYS.get) == activity


def test_an_owner_needs_the_key_of_its_activity() -> None:
    one = Entry("e1", "knelpunten", "q", "t", "3", "x", owner="sanne", rev=1)
    document = encode(one, KEYS.get)
    assert "sanne" not in str(document)
    assert decode("entries", document, KEYS.get) == one
    for other in ({}, {"knelpunten": b"x" * 32}):
        found = decode("entries", document, other.get)
        assert isinstance(found, Entry)
        assert found.owner is None
    with pytest.raises(ValueError):
        encode(one, {}.get)
