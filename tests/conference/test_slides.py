"""Presentations: which slide is shown, what stands on it, and to whom that is told."""

from importlib.resources import files
from typing import Any

import pytest

from appliance.conference import views
from appliance.conference.commands import (
    CloseActivity,
    CloseSurvey,
    OpenActivity,
    OpenSurvey,
    PauseActivity,
    PutSurvey,
    ReopenActivity,
    SealSurvey,
    ShowSlide,
    StopPractice,
    TakeResponses,
    TypeResponse,
    Undo,
)
from appliance.conference.refusal import Refused
from appliance.conference.screen import screen
from appliance.conference.slides import BARS_MOST, pictures_in, pictures_of, slide_now
from appliance.intake import commands
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    BOX,
    CONFERENCE,
    FACILITATOR,
    FILE,
    Meeting,
    chair,
    file,
    participant,
)

DEMO = files("appliance").joinpath("demo")
SHOWN = ("control", "watch", "stage")
PICTURE = f"{'a' * 64}.png"
COLOURS = [{"id": id, "text": id} for id in ("rood", "geel", "blauw")]


def presenting(*slides: dict[str, Any], is_practice: bool = False) -> Meeting:
    """A room in which a presentation with these slides is open."""
    programme = [{**FILE["programme"][0], "slides": list(slides)}, *FILE["programme"][1:]]
    meeting = Meeting.begun(is_practice=is_practice, programme=programme)
    meeting.ask(FACILITATOR, OpenActivity(ARRIVAL))
    return meeting


def asking(question: dict[str, Any], *answers: Any) -> Meeting:
    """The same, its slide showing what was answered to a question of a survey that is closed."""
    meeting = presenting({"survey": "q"})
    asked = {"id": "q", "text": "Vraag", **question}
    meeting.ask(
        BOX, PutSurvey({"format": "tafelronde-survey/1", "title": "Vooraf", "questions": [asked]})
    )
    taken = [{"mark": str(n), "answers": {"q": answer}} for n, answer in enumerate(answers)]
    meeting.ask(BOX, TakeResponses(tuple(taken)))
    meeting.ask(BOX, OpenSurvey())
    meeting.ask(BOX, CloseSurvey())
    return meeting


def now(meeting: Meeting) -> dict[str, Any]:
    """The slide that is shown."""
    found = slide_now(meeting.room, meeting.room.activities[ARRIVAL])
    assert found is not None
    return found


def slide_of(meeting: Meeting) -> int:
    """Its number."""
    return meeting.room.activities[ARRIVAL].slide


# -- going from one to the other ------------------------------------------------------------------


def test_a_presentation_begins_with_its_first_slide_and_goes_where_it_is_told():
    meeting = presenting({"welcome": True}, {"text": "Een"}, {"text": "Twee", "title": "Kop"})
    assert now(meeting) == {"activity": ARRIVAL, "n": 1, "of": 3, "shows": "welcome"}
    meeting.ask(FACILITATOR, ShowSlide(ARRIVAL, 3))
    told = {"activity": ARRIVAL, "n": 3, "of": 3, "shows": "text", "title": "Kop", "text": "Twee"}
    assert now(meeting) == told
    assert meeting.decide(FACILITATOR, ShowSlide(ARRIVAL, 3)) == ()


@pytest.mark.parametrize("slide", [0, -1, 3, 99])
def test_a_slide_that_is_not_there_is_refused(slide):
    meeting = presenting({"welcome": True}, {"text": "Een"})
    assert meeting.refusal(FACILITATOR, ShowSlide(ARRIVAL, slide)) == "unknown_slide"


def test_a_step_of_another_kind_has_no_slides_and_an_unknown_one_is_none():
    meeting = Meeting.at_work()
    assert meeting.refusal(FACILITATOR, ShowSlide(AT_TABLES, 1)) == "unknown_slide"
    assert meeting.refusal(FACILITATOR, ShowSlide("nowhere", 1)) == "unknown_activity"


def test_only_a_running_presentation_changes_and_only_for_the_facilitator():
    meeting = Meeting.begun()
    assert meeting.refusal(FACILITATOR, ShowSlide(ARRIVAL, 2)) == "activity_not_open"
    meeting.ask(FACILITATOR, OpenActivity(ARRIVAL))
    for actor in (chair("1"), participant("ann", "1"), BOX):
        assert meeting.refusal(actor, ShowSlide(ARRIVAL, 2)) == "not_allowed"
    meeting.ask(FACILITATOR, PauseActivity(ARRIVAL))
    meeting.ask(FACILITATOR, ShowSlide(ARRIVAL, 2))
    meeting.ask(FACILITATOR, CloseActivity(ARRIVAL))
    assert meeting.refusal(FACILITATOR, ShowSlide(ARRIVAL, 1)) == "activity_not_open"


def test_who_saw_another_slide_is_told_so():
    meeting = presenting({"text": "1"}, {"text": "2"}, {"text": "3"})
    seen = meeting.room.activities[ARRIVAL].rev
    meeting.ask(FACILITATOR, ShowSlide(ARRIVAL, 2, if_rev=seen))
    assert meeting.refusal(FACILITATOR, ShowSlide(ARRIVAL, 3, if_rev=seen)) == "changed_meanwhile"


def test_going_on_after_closing_goes_on_with_the_same_slide_and_a_new_start_with_the_first():
    meeting = presenting({"text": "1"}, {"text": "2"}, is_practice=True)
    meeting.ask(FACILITATOR, ShowSlide(ARRIVAL, 2))
    meeting.ask(FACILITATOR, CloseActivity(ARRIVAL))
    meeting.ask(FACILITATOR, ReopenActivity(ARRIVAL))
    assert slide_of(meeting) == 2
    meeting.ask(FACILITATOR, StopPractice())
    assert slide_of(meeting) == 1


def test_taking_back_the_opening_later_begins_with_the_first_slide_again():
    meeting = Meeting.begun()
    opened = meeting.ask(FACILITATOR, OpenActivity(ARRIVAL)).seq
    meeting.ask(FACILITATOR, ShowSlide(ARRIVAL, 2))
    meeting.ask(FACILITATOR, Undo(opened))
    meeting.ask(FACILITATOR, OpenActivity(ARRIVAL))
    assert slide_of(meeting) == 1


@pytest.mark.parametrize(
    "slides",
    ["x", [1], [{"text": 3}], [{"text": {}}], [{"survey": 3}], [{"title": 1, "text": "x"}], {}],
)
def test_a_conference_file_with_slides_that_are_none_is_refused(slides):
    programme = [{**FILE["programme"][0], "slides": slides}]
    with pytest.raises(Refused) as refused:
        Meeting.begun(**{**file(), "programme": programme})
    assert refused.value.values == {"where": "arrival: slides"}


def test_a_slide_of_a_later_version_is_shown_as_the_step_it_is_in():
    assert now(presenting({"hologram": 1}))["shows"] == "title"
    assert now(presenting({"survey": "nowhere"}))["shows"] == "title"


# -- what a survey said ---------------------------------------------------------------------------


@pytest.fixture
def reference() -> Meeting:
    """The reference conference with its survey, closed, in its opening."""
    names = ("survey.json", "invitees.csv", "survey-responses.csv")
    meeting = presenting({"survey": "knelpunt"}, {"survey": "top3"}, {"survey": "open"})
    for name in names:
        for command in list(commands(meeting.room, DEMO.joinpath(name).read_bytes(), CONFERENCE)):
            meeting.ask(BOX, command)
    meeting.ask(BOX, OpenSurvey())
    return meeting


def test_as_long_as_the_survey_runs_a_slide_says_only_that(reference):
    told = now(reference)
    assert (told["shows"], told["state"]) == ("survey", "open")
    assert told.keys() == {"activity", "n", "of", "shows", "title", "state"}
    assert "aanbestedingsregels" not in str(views.view("stage", reference.room)["slides"])


def test_the_obstacles_stand_on_it_in_the_published_order(reference):
    reference.ask(BOX, CloseSurvey())
    told = now(reference)
    assert (told["count"], told["measure"], told["of_bars"]) == (132, "percent", 11)
    assert [bar["percent"] for bar in told["bars"]] == [66, 61, 57, 53, 50, 47, 44, 33]
    assert len(told["bars"]) == BARS_MOST
    assert told["of_each"]["nl"] == "belangrijk knelpunt"


def test_what_is_chosen_as_often_shares_a_place_on_it(reference):
    reference.ask(BOX, CloseSurvey())
    reference.ask(FACILITATOR, ShowSlide(ARRIVAL, 2))
    top = [(b["n"], b["place"], b.get("is_shared")) for b in now(reference)["bars"][:4]]
    assert top == [(78, 1, None), (67, 2, True), (67, 2, True), (37, 4, None)]


def test_nothing_changes_on_it_when_the_survey_closes_for_good(reference):
    reference.ask(BOX, CloseSurvey())
    closed = now(reference)
    reference.ask(BOX, SealSurvey())
    assert now(reference) == {**closed, "state": "sealed"}


def test_no_open_answer_stands_on_it(reference):
    reference.ask(BOX, CloseSurvey())
    reference.ask(FACILITATOR, ShowSlide(ARRIVAL, 3))
    told = now(reference)
    assert told["count"] == 74
    assert told.keys().isdisjoint({"texts", "bars", "measure"})


def test_fewer_than_five_answers_are_not_shown():
    few = now(asking({"kind": "choice", "options": COLOURS}, *["rood"] * 4))
    assert few["is_few"]
    assert "bars" not in few
    enough = now(asking({"kind": "choice", "options": COLOURS}, *["rood"] * 5))
    assert [bar["percent"] for bar in enough["bars"]] == [100, 0, 0]


def test_every_kind_of_question_has_its_measure():
    multiple = now(asking({"kind": "multiple", "options": COLOURS}, *[["rood", "geel"]] * 5))
    assert (multiple["measure"], [b["percent"] for b in multiple["bars"]]) == (
        "percent",
        [100, 100, 0],
    )
    rank = now(asking({"kind": "rank", "options": COLOURS}, *[["geel", "rood"]] * 5))
    assert rank["measure"] == "place"
    assert [(b["text"], b["mean_place"], b["length"]) for b in rank["bars"]] == [
        ("geel", 1.0, 1.0),
        ("rood", 2.0, 0.6667),
    ]
    number = now(asking({"kind": "number"}, 1, 2, 3, 4, 6))
    assert (number["mean"], number.keys() & {"bars"}) == (3.2, set())
    short = now(asking({"kind": "scale", "least": 1, "most": 5}, 1, 2, 3, 4, 5))
    assert (short["mean"], len(short["bars"])) == (3.0, 5)
    long = now(asking({"kind": "scale", "least": 0, "most": 10}, 1, 2, 3, 4, 5))
    assert (long["mean"], long.keys() & {"bars"}) == (3.0, set())


def test_of_more_options_than_can_be_read_the_most_chosen_stand_there():
    options = [{"id": str(n), "text": str(n)} for n in range(12)]
    answers = [str(n) for n in range(12)] + ["11", "11", "9"]
    told = now(asking({"kind": "choice", "options": options}, *answers))
    assert [bar["text"] for bar in told["bars"][:3]] == ["11", "9", "0"]
    assert (len(told["bars"]), told["of_bars"]) == (BARS_MOST, 12)


# -- pictures -------------------------------------------------------------------------------------


def test_a_picture_stands_there_with_its_title_and_its_words():
    told = {
        "image": PICTURE,
        "alt": {"nl": "Zaal", "en": "Hall"},
        "title": "Vandaag",
        "id": "dia-1",
    }
    shown = now(presenting(told))
    assert shown == {
        "activity": ARRIVAL,
        "n": 1,
        "of": 1,
        "shows": "image",
        "image": PICTURE,
        "title": "Vandaag",
        "alt": {"nl": "Zaal", "en": "Hall"},
    }
    without = now(presenting({"image": PICTURE, "is_decoration": True, "alt": "Slinger"}))
    assert (without["title"], without["alt"]) == ("", "")


@pytest.mark.parametrize(
    "slide",
    [
        {"image": PICTURE},
        {"image": PICTURE, "alt": ""},
        {"image": PICTURE, "is_decoration": "yes"},
        {"image": "zaal.png", "alt": "Zaal"},
        {"image": f"../{PICTURE}", "alt": "Zaal"},
        {"image": PICTURE.upper(), "alt": "Zaal"},
        {"image": f"{'a' * 64}.svg", "alt": "Zaal"},
        {"image": f"{PICTURE}\n", "alt": "Zaal"},
        {"image": ["x"], "alt": "Zaal"},
        {"image": PICTURE, "alt": 5},
        {"text": "Tekst", "id": ""},
        {"text": "Tekst", "id": "a/b"},
        {"text": "Tekst", "id": 5},
    ],
)
def test_a_picture_without_words_or_with_another_name_is_no_slide(slide: dict[str, Any]):
    with pytest.raises(Refused) as no:
        presenting(slide)
    assert no.value.code == "file_member"


def test_the_pictures_of_a_programme_are_those_on_its_slides():
    other = f"{'b' * 64}.jpg"
    slides = [{"image": PICTURE, "alt": "x"}, {"text": "x"}, {"image": other, "alt": "x"}]
    assert pictures_of(presenting(*slides).room) == {PICTURE, other}
    for strange in (None, "x", 5, {"image": PICTURE}, [5, None, {"image": ["x"]}]):
        assert pictures_in(strange) == frozenset()


# -- who is told ----------------------------------------------------------------------------------


def test_the_stage_and_those_who_see_it_are_told_and_the_tables_as_the_screen_in_words():
    meeting = presenting({"text": "Een"}, {"text": "Twee"})
    for audience in SHOWN:
        assert views.project(audience, ("slides", ARRIVAL), meeting.room) == now(meeting)
    for audience in ("table:1", "chair:1"):
        assert views.project(audience, ("slides", ARRIVAL), meeting.room) is None
        told = views.project(audience, ("screen", "screen"), meeting.room)
        assert told == {"mode": "step", "activity": ARRIVAL, "slide": now(meeting)}
    assert screen(meeting.room)["slide"] == now(meeting)


def test_the_stage_knows_no_slide_before_its_step_is_opened():
    meeting = Meeting.begun()
    assert views.project("stage", ("slides", ARRIVAL), meeting.room) is None
    assert views.project("control", ("slides", ARRIVAL), meeting.room) is not None


def test_another_slide_a_closed_survey_and_an_answer_on_paper_are_looked_at_again(reference):
    looked = {("slides", ARRIVAL), ("screen", "screen")}
    paper = TypeResponse({"top3": ["beleid", "rendement", "opdrachten"]})
    for actor, command in (
        (FACILITATOR, ShowSlide(ARRIVAL, 2)),
        (BOX, CloseSurvey()),
        (FACILITATOR, paper),
    ):
        before = {a: views.view(a, reference.room) for a in (*SHOWN, "table:1")}
        changes = reference.decide(actor, command)
        reference.ask(actor, command)
        touched = set().union(*(views.touches(change, reference.room) for change in changes))
        assert looked <= touched
        for audience, was in before.items():
            kind = "slides" if audience in SHOWN else "screen"
            assert views.view(audience, reference.room)[kind] != was[kind]
