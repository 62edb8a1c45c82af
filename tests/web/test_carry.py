"""The conference as a file: saved, brought to an empty box, and brought again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import pytest
from werkzeug.test import TestResponse

from appliance.conference.carrying import Difference, Taken
from appliance.conference.commands import Actor, AnswerSurvey, CloseSurvey, StartPractice
from appliance.conference.records import Role
from appliance.web.carry import NAMES
from appliance.web.parts import NotTaken
from tests.builders import FACILITATOR

from .house import House, open_house
from .surveyed import ANSWERS, survey
from .test_machine_acts import outsiders

EN = {"Accept-Language": "en"}
PATHS = ("/prepare/file", "/prepare/conference.tafelronde")
BRINGS = Taken(
    is_new=False,
    responses_new=3,
    invitees_changed=1,
    differences=(Difference("place"), Difference("tables", "here", "11"), Difference("new")),
)


class Hands:
    """What the web part is handed to carry a conference."""

    def __init__(self, house: House, brings: Taken = BRINGS) -> None:
        from appliance.web.desk import NAME
        from appliance.web.parts import Carrier

        self.brings = brings
        self.opened: list[bytes] = []
        self.taken: list[str] = []
        self.wrong: NotTaken | None = None
        carrier = Carrier(
            export=lambda with_people: b"with" if with_people else b"without",
            open_file=self._checked(self._open),
            open_on_stick=self._checked(lambda path: ("on-stick", brings)),
            take=self._checked(self.taken.append),
            on_sticks=lambda: [("/media/stick/ser.tafelronde", "ser.tafelronde")],
        )
        desk = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, carrier=carrier))

    def _open(self, file: IO[bytes]) -> tuple[str, Taken]:
        self.opened.append(file.read())
        return "word-1", self.brings

    def _checked(self, act: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def acted(told: Any) -> Any:
            if self.wrong is not None:
                raise self.wrong
            return act(told)

        return acted


def bring(house: House) -> TestResponse:
    """Choose a file and press the button."""
    chosen = {"file": (BytesIO(b"bag"), "ser.tafelronde")}
    answer: TestResponse = house.facilitator().post("/prepare/file", data=chosen, headers=EN)
    return answer


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """A box without a conference."""
    with open_house(tmp_path, has_conference=False) as house:
        yield house


def test_nobody_but_the_organiser_sees_or_brings_a_file(house: House) -> None:
    hands = Hands(house)
    for client in outsiders(house).values():
        for path in PATHS:
            page = client.get(path)
            assert b"without" not in page.data
            assert 'action="/prepare/file"' not in page.text
        for path in ("/prepare/file", "/prepare/file/take"):
            assert client.post(path).status_code == 401
    assert (hands.opened, hands.taken) == ([], [])


def test_the_file_is_saved_without_people_unless_they_are_asked_for(house: House) -> None:
    Hands(house)
    control = house.facilitator()
    plain = control.get(PATHS[1])
    assert (plain.data, plain.mimetype) == (b"without", "application/zip")
    assert ".tafelronde" in plain.headers["Content-Disposition"]
    assert control.get(PATHS[1] + "?people").data == b"with"


def test_a_file_on_an_empty_box_is_taken_at_once(empty: House) -> None:
    hands = Hands(empty, Taken(is_new=True))
    assert empty.facilitator().get("/prepare/file").status_code == 200
    answer = bring(empty)
    assert (answer.status_code, answer.location) == (303, "/control")
    assert (hands.opened, hands.taken) == ([b"bag"], ["word-1"])


def test_what_a_file_brings_is_said_before_it_is_taken(house: House) -> None:
    hands = Hands(house)
    page = bring(house).text
    for said in (
        "3 new answer forms",
        "1 invitee told otherwise",
        "Place is otherwise.",
        "Table 11 is only here.",
        "“new” is otherwise.",
    ):
        assert said in page
    assert hands.taken == []
    answer = house.facilitator().post("/prepare/file/take", data={"word": "word-1"})
    assert (answer.status_code, hands.taken) == (303, ["word-1"])


def test_practice_is_said_here_too(house: House) -> None:
    Hands(house)
    house.conductor.ask(FACILITATOR, StartPractice(), "p" * 32)
    for page in (house.facilitator().get("/prepare/file", headers=EN), bring(house)):
        assert "Everything typed now will be wiped." in page.text


def test_what_brings_nothing_is_not_taken(house: House) -> None:
    Hands(house, Taken(is_new=False))
    page = bring(house).text
    assert "brings nothing" in page
    assert "Yes, take it in" not in page


def test_a_file_on_a_stick_is_chosen_without_a_field(house: House) -> None:
    Hands(house)
    control = house.facilitator()
    assert "ser.tafelronde" in control.get("/prepare/file").text
    page = control.post("/prepare/file", data={"stick": "/media/stick/ser.tafelronde"}).text
    assert 'value="on-stick"' in page


@pytest.mark.parametrize("path", ["/prepare/file", "/prepare/file/take"])
def test_what_is_wrong_with_a_file_is_said_beside_the_field(house: House, path: str) -> None:
    hands = Hands(house)
    hands.wrong = NotTaken("“{name}” is missing from this file. Nothing was changed.", name="<b>")
    data = {"file": (BytesIO(b"bag"), "x.tafelronde"), "word": "x"}
    answer = house.facilitator().post(path, data=data, headers=EN)
    assert answer.status_code == 422
    assert "“&lt;b&gt;” is missing" in answer.text


def test_every_member_of_a_file_has_a_name() -> None:
    from appliance.conference.records import Conference, Contact
    from appliance.conference.writing import conference_members

    whole = Conference("c", "t", asks=("name",), starts_at="13:00", contact=Contact("a", "1"))
    whole = replace(whole, keep_until="2036-01-31", keep_ground="Archiefwet")
    assert conference_members(whole).keys() == NAMES.keys()


def test_it_is_said_that_the_last_answers_do_not_go_along_yet(house: House) -> None:
    Hands(house)
    survey(house)
    client = house.facilitator()
    assert "go along yet" not in client.get("/prepare/file", headers=EN).text
    for n in range(11):
        told = AnswerSurvey(ANSWERS, is_complete=True)
        house.ask(told, Actor(Role.INVITEE, f"open-{n}"))
    page = client.get("/prepare/file", headers=EN).text
    assert "6 answers came in last and do not go along yet" in page
    house.ask(CloseSurvey())
    assert "go along yet" not in client.get("/prepare/file", headers=EN).text
