"""The survey as its organiser makes it: begun, asked, changed without loss, opened and closed."""

import json
import re
from html import unescape
from importlib.resources import files
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import Actor, AnswerSurvey, OpenSurvey, PutInvitees, PutSurvey
from appliance.conference.records import Attribution, Role, State, Survey, SurveyQuestion
from appliance.web.app import create_app

from .house import CONFERENCE, House, new_id, words

EN = {"Accept-Language": "en"}
AT = f"/prepare/{CONFERENCE}/survey"


def demo_survey() -> dict[str, Any]:
    """The survey of the reference conference."""
    told: dict[str, Any] = json.loads(files("appliance").joinpath("demo/survey.json").read_bytes())
    return told


def survey(house: House) -> Survey:
    """The survey as it is."""
    return house.conductor.read(lambda room: room.surveys["survey"])


def ids(house: House) -> list[str]:
    """The ids of its questions, in order."""
    return [question.id for question in survey(house).questions]


def press(client: FlaskClient, path: str, house: House, **form: Any) -> TestResponse:
    """Send a form of the page as it is now."""
    fields = {"id": new_id(), "rev": str(survey(house).rev), **form}
    return client.post(f"{AT}{path}", data=fields, headers=EN)


def fields(page: str, path: str) -> dict[str, Any]:
    """What a browser would send of the form of this page that is sent here."""
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    [form] = [each for each in forms if f'action="{AT}{path}"' in each]
    return _sent(form)


def form_of(client: FlaskClient, path: str) -> dict[str, Any]:
    """The same of the first form of a page that holds a version."""
    page = client.get(f"{AT}{path}", headers=EN).text
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    return _sent(next(form for form in forms if 'name="rev"' in form))


def _sent(form: str) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def put(name: str, value: str) -> None:
        lines = name.startswith(("option_", "row_")) and not name.endswith("_more")
        found[name] = [*found.get(name, []), value] if lines else value

    for tag in re.findall(r"<input[^>]*>", form, re.DOTALL):
        told = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        is_box = told.get("type") in ("checkbox", "radio")
        if "name" in told and not (is_box and not tag.rstrip(">").endswith("checked")):
            put(told["name"], told.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        put(name, unescape(text))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        put(name, next(iter(re.findall(r'value="([^"]*)" selected', options)), ""))
    return found


def send(client: FlaskClient, path: str, form: dict[str, Any], **typed: Any) -> TestResponse:
    """Send a form with something typed in it."""
    told = {**form, "id": new_id(), **typed}
    return client.post(f"{AT}{path}", data=told, headers=EN)


def marks(client: FlaskClient, id: str) -> dict[str, str]:
    """What the buttons beside a question bring along of it."""
    page = client.get(f"{AT}/questions", headers=EN).text
    return dict(re.findall(rf'name="(mark\.{id})" value="(\w+)"', page))


def undo_of(client: FlaskClient) -> str:
    """The number of what can be taken back now."""
    found = re.search(r'name="seq" value="(\d+)"', client.get(AT, headers=EN).text)
    assert found
    return found[1]


def restart(house: House) -> None:
    """Serve the same conference anew: nothing that only the server remembered is there."""
    house.app = create_app(house.parts, words())


def choice(**other: Any) -> dict[str, Any]:
    """The fields of a question with two options."""
    return {
        "text_nl": "Komt u?",
        "text_en": "Will you come?",
        "option_id": ["", ""],
        "option_nl": ["ja", "nee"],
        "option_en": ["yes", "no"],
        **other,
    }


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """The organiser, with a survey of which nothing is asked yet."""
    client = house.facilitator()
    answer = client.post(
        f"{AT}/begin", data={"id": new_id(), "title_nl": "Enquête", "title_en": "Survey"}
    )
    assert (answer.status_code, answer.location) == (303, f"{AT}/questions")
    return client


@pytest.fixture
def asked(house: House) -> FlaskClient:
    """The organiser of the reference survey, open, with one answer by an invitee."""
    house.ask(PutSurvey(demo_survey()))
    people = ({"label": "Anna de Vries", "email": "anna@example.org", "role": "financier"},)
    house.ask(PutInvitees(people))
    house.ask(OpenSurvey())
    answer(house)
    return house.facilitator()


def given(question: SurveyQuestion) -> Any:
    """An answer to a question of the reference survey."""
    if question.rows:
        return {row.id: question.options[0].id for row in question.rows}
    options = [option.id for option in question.options] or ["financiering"]
    return [options[0]] if question.pick else options[0]


def answer(house: House) -> None:
    """The first invitee answers some of it."""
    person = house.conductor.read(lambda room: next(iter(room.invitees)))
    told = {"rol": "financier", "komt": "ja", "knelpunt": {"beleid": "belangrijk"}}
    options = survey(house).questions[2].options
    told["knelpunt"] = {"beleid": options[0].id}
    house.ask(AnswerSurvey(told), Actor(Role.INVITEE, person))


# -- who, and where ------------------------------------------------------------------------------


def test_every_page_and_form_is_the_organisers_alone(house: House) -> None:
    rules = [
        r
        for r in house.app.url_map.iter_rules()
        if r.rule.startswith("/prepare") and "/survey" in r.rule
    ]
    assert len(rules) >= 15
    before = house.records()
    for client in (house.client(), house.seated("3"), house.chair(), house.observer()):
        for rule in rules:
            path = re.sub(
                r"<(any\((\w+)[^>]*|[^>]*)>",
                lambda m: m[2] or ("1" if "int" in m[1] else "x"),
                rule.rule,
            )
            path = path.replace("/prepare/x/", f"/prepare/{CONFERENCE}/")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                assert client.open(path, method=method).status_code == 401, path
    seats = [r for r in house.records() if type(r).__name__ != "Person"]
    assert seats == [r for r in before if type(r).__name__ != "Person"]


def test_signing_in_leads_back_to_the_survey(house: House) -> None:
    client = house.client()
    page = client.get(f"{AT}/questions")
    assert (page.status_code, f'value="{AT}/questions"' in page.text) == (401, True)
    house.codes.add("k7mw-p3xd")
    form = {"code": "k7mw-p3xd", "next": f"{AT}/questions"}
    assert client.post("/sign-in", data=form).location == f"{AT}/questions"


def test_another_conferences_address_leads_to_the_one_that_is_here(house: House) -> None:
    client = house.facilitator()
    page = client.get("/prepare/last-years/survey/questions")
    assert (page.status_code, page.location) == (302, f"{AT}/questions")
    answer = client.post("/prepare/last-years/survey/begin", data={"title_nl": "X"})
    assert answer.status_code == 409
    assert house.conductor.read(lambda room: dict(room.surveys)) == {}


# -- beginning -----------------------------------------------------------------------------------


def test_a_survey_begins_with_a_title(desk: FlaskClient, house: House) -> None:
    made = survey(house)
    assert made.title == {"nl": "Enquête", "en": "Survey"}
    assert (made.questions, made.state) == ((), State.PLANNED)
    assert "There is no question yet." in desk.get(AT, headers=EN).text


def test_without_a_title_it_does_not_begin(house: House) -> None:
    page = house.facilitator().post(f"{AT}/begin", data={"title_nl": " "}, headers=EN)
    assert page.status_code == 422
    assert "Type a title" in page.text


def test_a_survey_goes_into_a_file_and_comes_out_of_it(desk: FlaskClient, house: House) -> None:
    file = BytesIO(json.dumps(demo_survey()).encode())
    answer = press(desk, "/file", house, file=(file, "survey.json"))
    assert answer.status_code == 303
    assert ids(house) == [told["id"] for told in demo_survey()["questions"]]
    saved = desk.get(f"{AT}/survey.json")
    assert saved.content_type == "application/json"
    assert "attachment" in saved.headers["Content-Disposition"]
    again = BytesIO(saved.data)
    rev = survey(house).rev
    press(desk, "/file", house, file=(again, "survey.json"))
    assert survey(house).rev == rev


@pytest.mark.parametrize("content", [b"", b"not JSON", b"[1]", b'{"format": "other"}', b"\xff"])
def test_another_file_is_refused_and_changes_nothing(
    asked: FlaskClient, house: House, content: bytes
) -> None:
    before = survey(house)
    page = press(asked, "/file", house, file=(BytesIO(content), "x.json"))
    assert page.status_code == 422
    assert "This is not a survey file" in page.text
    assert survey(house) == before


# -- questions -----------------------------------------------------------------------------------


def test_a_question_of_each_kind_is_added(desk: FlaskClient, house: House) -> None:
    rows = {"row_id": [""], "row_nl": ["Geld"], "row_en": ["Money"]}
    forms = {
        "choice": choice(),
        "multiple": choice(text_en="Which?", text_nl="Welke?"),
        "pick": choice(text_nl="Top", pick="1"),
        "rank": choice(text_nl="Volgorde"),
        "matrix": choice(text_nl="Tabel", **rows),
        "scale": {"text_nl": "Hoe erg?", "least": "1", "most": "5", "least_text_nl": "niet"},
        "number": {"text_nl": "Hoeveel?", "least": "0", "most": ""},
        "open": {"text_en": "What else?", "is_required": "1", "section_en": "At last"},
    }
    for kind, form in forms.items():
        assert desk.get(f"{AT}/questions/new/{kind}").status_code == 200
        assert press(desk, f"/questions/new/{kind}", house, **form).status_code == 303, kind
    assert [question.kind.value for question in survey(house).questions] == list(forms)
    assert ids(house) == [
        *("komt-u", "welke", "top", "volgorde", "tabel", "hoe-erg", "hoeveel", "what-else")
    ]
    first, last = survey(house).questions[0], survey(house).questions[-1]
    assert [option.id for option in first.options] == ["ja", "nee"]
    assert first.options[0].text == {"nl": "ja", "en": "yes"}
    assert (last.is_required, last.section) == (True, {"en": "At last"})
    for page in ("/questions", "/preview", "/questions/new", "/settings"):
        assert desk.get(f"{AT}{page}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "form", "said"),
    [
        ("open", {}, "Type the question, in one language at least."),
        ("choice", choice(option_nl=["ja", ""], option_en=["", ""]), "at least two options"),
        ("matrix", choice(), "needs at least one row"),
        ("pick", choice(pick="3"), "from 1 to the number of options"),
        ("pick", choice(pick="x"), "from 1 to the number of options"),
        ("scale", {"text_nl": "Hoe?", "least": "5", "most": "1"}, "the lowest first"),
        ("scale", {"text_nl": "Hoe?", "least": "0", "most": "99"}, "at most eleven steps"),
        ("number", {"text_nl": "Hoe?", "least": "veel", "most": ""}, "two whole numbers"),
    ],
)
def test_what_is_not_right_is_said_at_the_question_and_kept(
    desk: FlaskClient, house: House, kind: str, form: dict[str, Any], said: str
) -> None:
    page = press(desk, f"/questions/new/{kind}", house, explanation_nl="Denk na", **form)
    assert page.status_code == 422
    assert said in page.text
    assert "Denk na" in page.text
    assert ids(house) == []


def test_a_kind_that_is_none_has_no_form(desk: FlaskClient) -> None:
    assert desk.get(f"{AT}/questions/new/telepathy").status_code == 404
    assert desk.get(f"{AT}/question/nothing").status_code == 404


def test_ids_stay_when_words_change(desk: FlaskClient, house: House) -> None:
    press(desk, "/questions/new/choice", house, **choice())
    form = choice(text_nl="Bent u er?", option_id=["ja", "nee"], option_nl=["zeker", "nee"])
    assert press(desk, "/question/komt-u", house, **form, kind="choice").status_code == 303
    question = survey(house).questions[0]
    assert (question.id, question.text) == ("komt-u", {"nl": "Bent u er?", "en": "Will you come?"})
    assert [(o.id, o.text) for o in question.options] == [
        ("ja", {"nl": "zeker", "en": "yes"}),
        ("nee", {"nl": "nee", "en": "no"}),
    ]


def test_options_move_and_many_are_added_at_once(desk: FlaskClient, house: House) -> None:
    form = choice(option_more="misschien | maybe\nlater")
    page = press(desk, "/questions/new/choice", house, **form, up="option.1")
    assert ids(house) == []
    told = re.findall(r'name="option_nl" value="([^"]+)"', page.text)
    assert told == ["nee", "ja", "misschien", "later"]
    assert 'value="maybe"' in page.text


def test_questions_move_are_doubled_and_removed_and_that_is_undone(
    desk: FlaskClient, house: House
) -> None:
    for text in ("Een", "Twee", "Drie"):
        press(desk, "/questions/new/open", house, text_nl=text)
    press(desk, "/question/drie/up", house)
    assert ids(house) == ["een", "drie", "twee"]
    press(desk, "/question/een/down", house)
    assert ids(house) == ["drie", "een", "twee"]
    press(desk, "/question/een/double", house)
    assert ids(house) == ["drie", "een", "een-2", "twee"]
    gone = press(desk, "/question/drie/remove", house)
    assert ids(house) == ["een", "een-2", "twee"]

    page = desk.get(gone.location, headers=EN).text
    assert "✓ Saved" in page
    assert "“Drie” was removed." in page
    restart(house)
    for there in (
        ["drie", "een", "een-2", "twee"],
        ["drie", "een", "twee"],
        ["een", "drie", "twee"],
        ["een", "twee", "drie"],
        ["een", "twee"],
    ):
        press(desk, "/undo", house, seq=undo_of(desk))
        assert ids(house) == there
    assert press(desk, "/undo", house, seq="0").status_code == 404


def test_an_undo_that_is_sent_twice_is_done_once(desk: FlaskClient, house: House) -> None:
    for text in ("Een", "Twee"):
        press(desk, "/questions/new/open", house, text_nl=text)
    form = {"id": new_id(), "seq": undo_of(desk)}
    for _ in range(2):
        assert desk.post(f"{AT}/undo", data=form).status_code == 303
    assert ids(house) == ["een"]


def test_making_the_survey_is_not_taken_back(desk: FlaskClient, house: House) -> None:
    assert "Undo" not in desk.get(AT, headers=EN).text
    acts = house.conductor.read(lambda room: list(room.acts.values()))
    made = next(act.id for act in acts if act.do == "put_survey")
    assert press(desk, "/undo", house, seq=made).status_code == 409
    assert survey(house).title == {"nl": "Enquête", "en": "Survey"}


def test_where_answers_would_go_out_of_view_undo_asks_first(
    asked: FlaskClient, house: House
) -> None:
    press(asked, "/questions/new/open", house, text_nl="Erbij")
    person = house.conductor.read(lambda room: next(iter(room.invitees)))
    house.ask(AnswerSurvey({"erbij": "Ja, dit"}), Actor(Role.INVITEE, person))
    page = press(asked, "/undo", house, seq=undo_of(asked))
    assert "“Erbij” was removed." in page.text
    assert "erbij" in ids(house)
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert asked.post(f"{AT}/undo", data=form).status_code == 303
    assert "erbij" not in ids(house)


def test_nothing_of_a_survey_that_is_closed_for_good_is_taken_back(
    desk: FlaskClient, house: House
) -> None:
    press(desk, "/questions/new/open", house, text_nl="Een")
    seq = undo_of(desk)
    for act in ("open", "close", "seal"):
        press(desk, f"/{act}", house)
    assert "Undo" not in desk.get(AT, headers=EN).text
    assert press(desk, "/undo", house, seq=seq).status_code == 409
    assert ids(house) == ["een"]


def test_a_heading_stays_when_the_question_that_began_it_goes(
    desk: FlaskClient, house: House
) -> None:
    for text, section in (("Een", ""), ("Twee", "Deel 2"), ("Drie", "")):
        press(desk, "/questions/new/open", house, text_nl=text, section_nl=section)
    press(desk, "/question/twee/remove", house)
    assert survey(house).questions[1].section == {"nl": "Deel 2"}


def test_a_question_cannot_stand_above_the_one_it_takes_its_options_from(
    desk: FlaskClient, house: House
) -> None:
    press(desk, "/questions/new/choice", house, **choice())
    form = {"text_nl": "Top", "pick": "1", "takes_from": "komt-u"}
    assert press(desk, "/questions/new/pick", house, **form).status_code == 303
    page = press(desk, "/question/top/up", house)
    assert (page.status_code, "has to stand above it" in page.text) == (422, True)
    assert ids(house) == ["komt-u", "top"]


# -- two editors, and answers that exist -----------------------------------------------------------


def test_who_saves_second_overwrites_nothing_and_sees_both(desk: FlaskClient, house: House) -> None:
    press(desk, "/questions/new/open", house, text_nl="Een", text_en="One")
    mine = form_of(desk, "/question/een")
    theirs = form_of(desk, "/question/een")
    send(desk, "/question/een", theirs, text_en="Theirs", explanation_nl="Kort")
    restart(house)

    page = send(desk, "/question/een", mine, text_nl="Eentje", text_en="Mine")
    assert page.status_code == 409
    assert "The words or settings of “One” are other." in page.text
    told = re.findall(r"<q( lang=\"en\")>([^<]*)</q>", page.text)
    assert [words for _, words in told] == ["Theirs", "Mine"]
    assert "Question (English)" in page.text
    assert survey(house).questions[0].text == {"nl": "Een", "en": "Theirs"}

    again = fields(page.text, "/question/een")
    assert (again["text_en"], again["explanation_nl"]) == ("Mine", "Kort")
    assert send(desk, "/question/een", again).status_code == 303
    [question] = survey(house).questions
    assert (question.text, question.explanation) == ({"nl": "Eentje", "en": "Mine"}, {"nl": "Kort"})


def test_what_others_do_to_other_questions_is_no_conflict(desk: FlaskClient, house: House) -> None:
    for text in ("Een", "Twee", "Drie"):
        press(desk, "/questions/new/open", house, text_nl=text)
    mine, settings = form_of(desk, "/question/een"), form_of(desk, "/settings")
    listed = form_of(desk, "/questions")
    send(desk, "/question/twee", form_of(desk, "/question/twee"), text_nl="Tweede")
    press(desk, "/question/drie/up", house)

    assert send(desk, "/question/een", mine, text_nl="Eerst").status_code == 303
    assert send(desk, "/settings", settings, intro_nl="Wij vragen u").status_code == 303
    assert send(desk, "/question/drie/remove", listed, **marks(desk, "drie")).status_code == 303
    assert [question.text for question in survey(house).questions] == [
        {"nl": "Eerst"},
        {"nl": "Tweede"},
    ]
    assert survey(house).intro == {"nl": "Wij vragen u"}


def test_a_question_that_somebody_else_just_worded_is_not_removed_unseen(
    desk: FlaskClient, house: House
) -> None:
    press(desk, "/questions/new/open", house, text_nl="Een")
    listed = {**form_of(desk, "/questions"), **marks(desk, "een")}
    send(desk, "/question/een", form_of(desk, "/question/een"), text_nl="Hun woorden")
    page = send(desk, "/question/een/remove", listed)
    assert (page.status_code, "Hun woorden" in page.text) == (409, True)
    assert ids(house) == ["een"]


def test_what_was_typed_in_a_question_that_somebody_else_removed_is_kept(
    desk: FlaskClient, house: House
) -> None:
    press(desk, "/questions/new/choice", house, **choice())
    mine = form_of(desk, "/question/komt-u")
    press(desk, "/question/komt-u/remove", house)
    page = send(desk, "/question/komt-u", mine, text_en="Typed for long")
    assert page.status_code == 409
    assert "Somebody else took this question out." in page.text
    again = fields(page.text, "/questions/new/choice")
    assert (again["text_en"], again["option_nl"][:2]) == ("Typed for long", ["ja", "nee"])
    assert send(desk, "/questions/new/choice", again).status_code == 303
    assert say_en(survey(house).questions[0].text) == "Typed for long"

    listed = {"id": new_id(), "rev": "1"}
    press(desk, "/question/komt-u/remove", house)
    assert send(desk, "/question/komt-u/remove", listed).status_code == 303
    assert send(desk, "/question/komt-u/up", listed).status_code == 409


def test_a_form_that_is_sent_twice_is_no_conflict_with_itself(
    desk: FlaskClient, house: House
) -> None:
    press(desk, "/questions/new/open", house, text_nl="Een")
    mine = {**form_of(desk, "/question/een"), "text_nl": "Eerst"}
    for _ in range(2):
        assert desk.post(f"{AT}/question/een", data=mine, headers=EN).status_code == 303


@pytest.mark.parametrize("base", ["", "[]", "{", '{"id":"een"}', '{"id":"x","kind":"open"}'])
def test_a_form_that_does_not_say_with_what_it_began_overwrites_nothing(
    desk: FlaskClient, house: House, base: str
) -> None:
    press(desk, "/questions/new/open", house, text_nl="Een")
    mine = form_of(desk, "/question/een")
    send(desk, "/question/een", form_of(desk, "/question/een"), text_nl="Hun woorden")
    page = send(desk, "/question/een", mine, text_nl="Mijn woorden", base=base)
    assert page.status_code == 409
    assert re.findall(r"<q[^>]*>([^<]*)</q>", page.text) == ["Hun woorden", "Mijn woorden"]
    settings = form_of(desk, "/settings")
    send(desk, "/settings", form_of(desk, "/settings"), title_nl="Hun titel")
    page = send(desk, "/settings", settings, title_nl="Mijn titel", base=base)
    assert re.findall(r"<q[^>]*>([^<]*)</q>", page.text) == ["Hun titel", "Mijn titel"]


def test_two_changes_of_one_question_come_together(desk: FlaskClient, house: House) -> None:
    press(desk, "/questions/new/choice", house, **choice())
    mine, theirs = form_of(desk, "/question/komt-u"), form_of(desk, "/question/komt-u")
    added = {"option_nl": ["ja", "nee", "later"], "option_en": ["yes", "no", "later"]}
    added |= {"option_id": ["ja", "nee", ""], "is_required": "1"}
    send(desk, "/question/komt-u", theirs, **added, explanation_nl="Eén antwoord")

    more = {"option_nl": ["jazeker", "nee", "misschien"], "option_en": ["yes", "no", "maybe"]}
    more |= {"option_id": ["ja", "nee", ""]}
    page = send(
        desk, "/question/komt-u", mine, **more, explanation_en="One answer", text_en="Will you?"
    )
    assert page.status_code == 409
    told = fields(page.text, "/question/komt-u")
    assert told["explanation_nl"] == "Eén antwoord"
    assert told["explanation_en"] == "One answer"
    assert told["text_en"] == "Will you?"
    assert told["option_nl"][:4] == ["jazeker", "nee", "misschien", "later"]
    assert told["is_required"] == "1"
    assert survey(house).questions[0].explanation == {"nl": "Eén antwoord"}


def say_en(text: Any) -> Any:
    """The English of a text."""
    return text["en"]


def test_what_answers_a_change_concerns_is_shown_first_and_they_are_kept(
    asked: FlaskClient, house: House
) -> None:
    before = survey(house)
    page = press(asked, "/question/komt/remove", house)
    assert page.status_code == 200
    assert "“Will you attend?” was removed." in page.text
    assert "1 person answered of whom nothing is counted yet." in page.text
    assert survey(house) == before
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert form["sure"] == "1"
    answer = asked.post(f"{AT}/question/komt/remove", data=form)
    assert answer.status_code == 303
    assert "komt" not in ids(house)
    kept = house.conductor.read(lambda room: next(iter(room.responses.values())).answers)
    assert kept["komt"] == "ja"


def test_a_change_that_concerns_no_answer_is_not_asked_twice(
    asked: FlaskClient, house: House
) -> None:
    assert press(asked, "/question/rol/double", house).status_code == 303
    assert "rol-2" in ids(house)


# -- its life --------------------------------------------------------------------------------------


def test_it_opens_closes_opens_again_and_closes_for_good(desk: FlaskClient, house: House) -> None:
    page = press(desk, "/open", house)
    assert (page.status_code, "asks nothing yet" in page.text) == (422, True)
    press(desk, "/questions/new/open", house, text_nl="Een")
    for act, state in (
        *(("open", State.OPEN), ("close", State.CLOSED), ("open", State.OPEN)),
        *(("close", State.CLOSED), ("seal", State.SEALED)),
    ):
        if act == "seal":
            warned = desk.get(f"{AT}/seal", headers=EN).text
            assert "it is written nowhere who gave which answer" in warned
            assert survey(house).state is State.CLOSED
        assert press(desk, f"/{act}", house).status_code == 303
        assert survey(house).state is state
        assert desk.get(AT).status_code == 200
    page = press(desk, "/questions/new/open", house, text_nl="Twee")
    assert (page.status_code, "closed for good" in page.text) == (409, True)


def test_dates_names_and_the_open_link_are_set(
    desk: FlaskClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {
        "title_nl": "Enquête",
        "intro_nl": "Wij vragen u",
        "attribution": "named",
        "is_for_anyone": "1",
        "opens": "2031-03-01T09:00",
        "closes": "2031-03-20T17:30",
    }
    assert press(desk, "/settings", house, **form).status_code == 303
    made = survey(house)
    assert (made.intro, made.attribution) == ({"nl": "Wij vragen u"}, Attribution.NAMED)
    assert made.closes_minute is not None
    assert made.opens_minute is not None
    assert made.closes_minute - made.opens_minute == 19 * 1440 + 510
    page = desk.get(f"{AT}/settings").text
    assert 'value="2031-03-20T17:30"' in page
    assert "http://192.168.1.4:8080/s/open" in desk.get(AT).text


def test_two_changes_of_the_settings_come_together(desk: FlaskClient, house: House) -> None:
    mine, theirs = form_of(desk, "/settings"), form_of(desk, "/settings")
    send(desk, "/settings", theirs, is_for_anyone="1", closes="2031-03-20T17:30", title_en="Theirs")
    restart(house)
    page = send(desk, "/settings", mine, intro_nl="Wij vragen u", title_en="Mine")
    assert re.findall(r"<q[^>]*>([^<]*)</q>", page.text) == ["Theirs", "Mine"]
    assert page.status_code == 409
    assert 'value="2031-03-20T17:30"' in page.text
    assert "Wij vragen u" in page.text
    assert re.search(r'name="is_for_anyone" value="1" checked', page.text)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"closes": "2031-03-01T09:00", "opens": "2031-03-02T09:00"}, "closes after it opens"),
        ({"closes": "soon"}, "Choose a day and a time"),
        ({"title_nl": ""}, "Type a title"),
    ],
)
def test_settings_that_cannot_be_are_said_and_kept(
    desk: FlaskClient, house: House, form: dict[str, str], said: str
) -> None:
    told = {"title_nl": "Enquête", "intro_nl": "Nieuw", **form}
    page = press(desk, "/settings", house, **told)
    assert (page.status_code, said in page.text, "Nieuw" in page.text) == (422, True, True)
    assert survey(house).closes_minute is None


def test_the_promise_of_names_holds_once_people_have_answered(
    asked: FlaskClient, house: House
) -> None:
    page = press(asked, "/settings", house, title_nl="Enquête", attribution="named")
    assert (page.status_code, "can no longer change" in page.text) == (409, True)


def test_the_response_rate_is_told_by_role_but_not_of_few(house: House) -> None:
    house.ask(PutSurvey(demo_survey()))
    people = [{"label": f"F {n}", "email": f"f{n}@x.nl", "role": "financier"} for n in range(6)]
    people += [{"label": f"O {n}", "email": f"o{n}@x.nl", "role": "overheid"} for n in range(4)]
    house.ask(PutInvitees(tuple(people)))
    house.ask(OpenSurvey())
    room = house.conductor.read(lambda room: list(room.invitees.values()))
    told = {q.id: given(q) for q in survey(house).questions if q.is_required}
    for invitee in (room[0], room[1], room[9]):
        house.ask(AnswerSurvey(told, is_complete=True), Actor(Role.INVITEE, invitee.id))
    page = re.sub(r"\s+", " ", house.facilitator().get(AT, headers=EN).text)
    assert "3 of 10" in page
    assert '<th scope="row">financier</th> <td>2 of 6 (33%)</td>' in page
    assert '<th scope="row">overheid</th> <td>too few to show</td>' in page


def test_words_of_people_carry_their_language(desk: FlaskClient, house: House) -> None:
    told = {"text": "Alleen Nederlands?", "section": "Kop", "options": [{"id": "a", "text": "ja"}]}
    option = {"id": "b", "text": {"nl": "nee", "en": "no"}}
    question = {"id": "q", "kind": "choice", **told, "options": [*told["options"], option]}
    house.ask(PutSurvey({**demo_survey(), "title": "Titel", "questions": [question]}))
    house.ask(PutInvitees(({"label": "Anna", "role": "bank"},)))
    (anna,) = house.conductor.read(lambda room: list(room.invitees))
    for path, said in (
        ("", ["Titel"]),
        ("/questions", ["Alleen Nederlands?", "Kop", "ja"]),
        ("/preview/1", ["Alleen Nederlands?", "Kop", "ja"]),
        ("/paper", ["Alleen Nederlands?", "ja"]),
        ("/invitees", ["Anna", "bank"]),
        (f"/invitee/{anna}", ["Anna"]),
    ):
        page = desk.get(f"{AT}{path}", headers=EN).text
        for word in said:
            assert re.search(rf'lang="nl"[^>]*>\s*{re.escape(word)}', page), (path, word)
        assert not re.search(r'lang="nl"[^>]*>\s*no<', page)
