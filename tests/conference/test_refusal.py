"""Every refusal that the rules can raise has its sentence, and every sentence can be raised."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.conference.refusal import REFUSALS, Refused

APPLIANCE = Path(__file__).parents[2] / "appliance"

ELSEWHERE = {"other_conference", "file_letters"}
"""Raised by what knows for which conference a browser asks, and by what reads a file's bytes."""


def raised(root: Path) -> Iterator[tuple[str, frozenset[str], str]]:
    """Every `Refused("code", name=…)` in the source: the code, its values, and where it stands."""
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                (code,) = node.args
                assert isinstance(code, ast.Constant), f"{path}:{node.lineno}"
                names = frozenset(keyword.arg for keyword in node.keywords)
                yield str(code.value), names, f"{path.name}:{node.lineno}"


FOUND = list(raised(APPLIANCE / "conference"))


def test_every_code_that_is_raised_has_a_sentence_and_every_sentence_is_used():
    assert {code for code, _, _ in FOUND} == REFUSALS.keys() - ELSEWHERE
    assert {code for code, _, _ in raised(APPLIANCE)} >= ELSEWHERE


@pytest.mark.parametrize(("code", "values", "place"), FOUND, ids=[place for _, _, place in FOUND])
def test_the_values_are_those_in_the_braces(code, values, place):
    assert values == set(re.findall(r"{(\w+)}", REFUSALS[code]))


def test_a_refusal_says_its_sentence():
    refused = Refused("text_too_long", n=2_001, most=2_000)
    assert refused.message == (
        "Your text has 2001 characters. 2000 fit. Make it two contributions."
    )


def test_values_with_braces_are_shown_as_they_are():
    assert Refused("unknown_table", table="{n}").message.startswith("There is no table {n}.")


@pytest.mark.parametrize("sentence", REFUSALS.values())
def test_a_sentence_is_one_for_people(sentence):
    assert sentence[0].isupper()
    assert sentence.endswith(".")
