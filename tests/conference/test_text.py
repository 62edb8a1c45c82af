"""A text is kept as typed, and measured alike on phone and box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.commands import EditEntry, PostEntry
from appliance.conference.refusal import Refused
from appliance.conference.text import is_empty, typed
from tests.builders import AT_TABLES, Meeting, participant

FAMILY = "👩‍👩‍👧‍👦"  # Four people held together by three zero-width joiners: seven code points.


@pytest.mark.parametrize(
    "text",
    [
        "Meer tijd voor elkaar",
        f"Gezin {FAMILY} ✊🏽",
        "السلام عليكم",
        "نص مع\u200fعلامات",
        "क्षि",
        "Zalgo z͑̾̚a̷l",
        "e\u0301 is not é",
        "  spaces stay  ",
        "tab\tstays",
        "line\nline",
        "NUL \x00 and escape \x1b",
        "=1+1",
        "<script>alert(1)</script>",
        "{braces} %s \\n",
        "\ufeffwith a byte order mark",
    ],
)
def test_a_text_is_kept_as_typed(text):
    meeting = Meeting.at_work()
    assert meeting.entry(meeting.post("ann", text)).text == text


@pytest.mark.parametrize("typed_as", ["a\r\nb", "a\rb", "a\nb"])
def test_every_line_end_becomes_the_same(typed_as):
    assert typed(typed_as, 3) == "a\nb"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50))
def test_nothing_but_line_ends_is_touched(text):
    if is_empty(text):
        return
    assert typed(text, 50) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t\r", "\u00a0\u2003\u3000", "\u200b\u200d\ufeff\u2060", "\u0301", "\ufe0f"],
)
def test_what_nobody_can_see_is_empty(text):
    with pytest.raises(Refused) as refused:
        typed(text, 10)
    assert refused.value.code == "text_empty"


def test_two_thousand_code_points_fit_and_no_more():
    meeting = Meeting.at_work()
    most = "🙂" * 2_000
    entry = meeting.post("ann", most)
    assert meeting.entry(entry).text == most
    for command in (PostEntry(AT_TABLES, most + "!"), EditEntry(entry, most + "!")):
        assert meeting.refusal(participant("ann"), command) == "text_too_long"


def test_code_points_are_counted_and_line_ends_once():
    assert len(FAMILY) == 7
    assert typed(FAMILY, 7) == FAMILY
    assert typed("a\r\nb", 3) == "a\nb"
    with pytest.raises(Refused) as refused:
        typed(FAMILY + "!", 7)
    assert refused.value.values == {"n": 8, "most": 7}
