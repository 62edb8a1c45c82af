"""The papers are filled with what the conference says of itself, and promise what holds."""

import re
from importlib.resources import files

import pytest

from appliance.conference.commands import PutSurvey
from appliance.web.papers import PAPERS
from tests.builders import CONFERENCE, FACILITATOR

from .house import House

HOME = f"/prepare/{CONFERENCE}/papers"
SURVEY = {"format": "tafelronde-survey/1", "title": "Vooraf"}


def paper(house: House, name: str, language: str = "en") -> str:
    """A paper as it is saved."""
    answer = house.facilitator().get(f"{HOME}/{name}.txt", headers={"Accept-Language": language})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_filled_in_both_languages(house: House, name: str, language: str) -> None:
    text = paper(house, name, language)
    assert not re.search(r"[{}]|None", text)
    if name != "3-keeping":
        assert "Sociaal-Economische Raad (SER)" in text
    page = house.facilitator().get(HOME, headers={"Accept-Language": language}).text
    assert text.splitlines()[-1] in page.replace("&#39;", "'")


def test_both_languages_have_the_same_papers() -> None:
    for language in ("nl", "en"):
        names = {file.name for file in files("webui").joinpath(f"papers/{language}").iterdir()}
        assert names == {f"{name}.txt" for name in PAPERS}


@pytest.mark.parametrize(
    ("attribution", "says"),
    [("without_name", "When we close it for good, that is erased"), ("named", "With name. We see")],
)
def test_a_paper_promises_what_holds_of_the_survey(
    house: House, attribution: str, says: str
) -> None:
    house.conductor.ask(FACILITATOR, PutSurvey({**SURVEY, "attribution": attribution}), "s" * 32)
    assert says in paper(house, "1-invitation")


def test_papers_are_the_organisers(house: House) -> None:
    for client in (house.client(), house.seated(), house.observer()):
        assert "Record of processing" not in client.get(HOME).text
        assert client.get(f"{HOME}/2-register.txt").status_code == 401
    assert house.facilitator().get(f"{HOME}/passwd.txt").status_code == 404
