"""The organiser's own words in the report, and the choices of report that are kept."""

from typing import Any

import pytest

from appliance.conference.commands import PutEdition, RemoveEdition, WritePassage
from appliance.conference.records import Edition, Passage
from tests.builders import FACILITATOR, Meeting

ITEM = {"title": "Voor de minister", "variant": "one_page", "language": "nl"}


def passages(meeting: Meeting) -> list[Passage]:
    return list(meeting.room.passages.values())


def test_words_above_a_chapter_are_kept_per_language() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, WritePassage("summary", {"nl": "Het gaat\r\nom **krediet**."}))
    meeting.ask(FACILITATOR, WritePassage("summary", {"en": "It is about credit."}))
    [passage] = passages(meeting)
    assert passage.text == {"nl": "Het gaat\nom **krediet**.", "en": "It is about credit."}
    meeting.ask(FACILITATOR, WritePassage("summary", {"nl": " \u200b "}))
    assert passages(meeting)[0].text == {"en": "It is about credit."}
    meeting.ask(FACILITATOR, WritePassage("summary", {"en": ""}))
    assert passages(meeting) == []
    meeting.ask(FACILITATOR, WritePassage("summary", {"en": ""}))
    assert passages(meeting) == []


def test_who_types_over_what_another_wrote_meanwhile_is_told() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, WritePassage("summary", {"nl": "Een"}, if_rev=0))
    rev = passages(meeting)[0].rev
    meeting.ask(FACILITATOR, WritePassage("summary", {"nl": "Twee"}, if_rev=rev))
    assert meeting.refusal(FACILITATOR, WritePassage("summary", {"nl": "Drie"}, if_rev=rev)) == (
        "changed_meanwhile"
    )
    meeting.ask(FACILITATOR, WritePassage("summary", {"nl": "Twee"}, if_rev=rev))
    assert passages(meeting)[0].text == {"nl": "Twee"}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (WritePassage("summary", {"nl": "x" * 20_001}), "passage_too_long"),
        (WritePassage("no slug/", {"nl": "x"}), "file_member"),
        (WritePassage("summary", {"n/l": "x"}), "file_member"),
        (WritePassage("summary", {"nl": 3}), "file_member"),
        (PutEdition({**ITEM, "title": " "}), "file_member"),
        (PutEdition({**ITEM, "title": "x" * 121}), "file_member"),
        (PutEdition({**ITEM, "variant": 3}), "file_member"),
        (PutEdition({**ITEM, "sections": [""]}), "file_member"),
        (PutEdition({**ITEM, "least": 4}), "file_member"),
        (PutEdition({**ITEM, "logo": 1}), "file_member"),
    ],
)
def test_what_is_not_right_changes_nothing(asked: Any, code: str) -> None:
    meeting = Meeting.begun()
    assert meeting.refusal(FACILITATOR, asked) == code
    assert not passages(meeting)
    assert not meeting.room.editions


def test_a_choice_of_report_is_kept_changed_and_let_go() -> None:
    meeting = Meeting.begun()
    id = meeting.ask(FACILITATOR, PutEdition({**ITEM, "sections": ["summary"], "least": 8})).made
    kept = meeting.room.editions[id]
    assert kept == Edition(
        *(id, "Voor de minister", "one_page", "nl", "", ("summary",), "", 8, kept.seq, kept.rev)
    )
    changed = {**ITEM, "id": id, "variant": "full"}
    meeting.ask(FACILITATOR, PutEdition(changed, if_rev=kept.rev))
    assert meeting.room.editions[id].variant == "full"
    late = PutEdition({**changed, "title": "x"}, if_rev=kept.rev)
    assert meeting.refusal(FACILITATOR, late) == "changed_meanwhile"
    for _ in range(2):
        meeting.ask(FACILITATOR, RemoveEdition(id))
        assert meeting.room.editions == {}


def test_only_so_many_are_kept() -> None:
    meeting = Meeting.begun()
    for n in range(30):
        meeting.ask(FACILITATOR, PutEdition({**ITEM, "title": str(n)}))
    assert meeting.refusal(FACILITATOR, PutEdition(ITEM)) == "out_of_range"
    for n in range(100):
        meeting.ask(FACILITATOR, WritePassage(f"theme-{n}", {"nl": "x"}))
    assert meeting.refusal(FACILITATOR, WritePassage("summary", {"nl": "x"})) == "out_of_range"
