"""What the organiser looks at beforehand is what invitees get, and nothing of it is kept."""

import re

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import PutSurvey

from .house import CONFERENCE, House
from .surveyed import CODE, EIGHT, PAGES, responses, survey

AT = f"/prepare/{CONFERENCE}/survey/preview"


def inside(client: FlaskClient, path: str, language: str) -> str:
    """What stands in a page below its head, with the addresses of invitee and preview made one."""
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == 200, path
    (main,) = re.findall(r"<main.*</main>", page.text, re.DOTALL)
    return main.replace(AT, "/s/x").replace(f"/s/{CODE}", "/s/x")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_before_answering_is_the_very_page_of_an_invitee(
    house: House, language: str
) -> None:
    survey(house)
    desk, invitee = house.facilitator(), house.client()
    for path in ("", "/1", "/2", "/3", "/check"):
        seen = inside(desk, AT + path, language)
        assert seen == inside(invitee, f"/s/{CODE}{path}", language)
    assert inside(desk, f"{AT}/about", language)
    assert (
        "You can change them until"
        in desk.get(f"{AT}/done", headers={"Accept-Language": "en"}).text
    )


def test_it_can_be_gone_through_and_says_what_an_invitee_is_told_but_keeps_nothing(
    house: House,
) -> None:
    survey(house, is_open=False)
    desk = house.facilitator()
    en = {"Accept-Language": "en"}
    page = desk.get(AT, headers=en).text
    assert "Nothing that you choose here is kept." in page
    lacks = desk.post(f"{AT}/1", data={"asks": ["rol"], "go": "next"}, headers=en)
    assert (lacks.status_code, "Please look again at:" in lacks.text) == (422, True)
    back = desk.post(f"{AT}/1", data={"go": "back"})
    assert (back.status_code, back.location) == (303, AT)
    for n, form in enumerate(PAGES, 1):
        gone = desk.post(f"{AT}/{n}", data={**form, "go": "next"})
        assert gone.location == (f"{AT}/{n + 1}" if n < len(PAGES) else f"{AT}/check")
    assert desk.post(f"{AT}/check").location == f"{AT}/done"
    assert responses(house) == []


def test_only_the_organiser_looks_at_it(house: House) -> None:
    survey(house)
    for path in (AT, f"{AT}/1", f"{AT}/check", f"{AT}/done", f"{AT}/about"):
        assert house.client().get(path).status_code == 401
        assert house.seated().get(path).status_code == 401


def test_a_survey_without_questions_can_be_looked_at(house: House) -> None:
    house.ask(PutSurvey({**EIGHT, "questions": []}))
    desk = house.facilitator()
    assert desk.get(AT).status_code == 200
    assert desk.get(f"{AT}/1").location == f"{AT}/check"
    assert desk.get(f"{AT}/check").status_code == 200
    assert desk.get(f"{AT}/9", headers={"Accept-Language": "en"}).status_code == 302
