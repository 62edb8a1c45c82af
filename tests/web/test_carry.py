"""The conference as a file: saved, brought to an empty box, and brought again."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pytest
from werkzeug.test import TestResponse

from appliance.conference.carrying import Difference, Taken
from appliance.conference.commands import Actor, AnswerSurvey, CloseSurvey, StartPractice
from appliance.conference.records import Role
from appliance.web.bringing import (
    ARCHIVE,
    ARCHIVE_MOST_BYTES,
    FILE,
    FILE_MOST_BYTES,
    KEY,
    NO_ROOM,
    RESERVE_BYTES,
    Bringing,
)
from appliance.web.carry import NAMES
from appliance.web.cookies import Cookies
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


class Returned:
    """What is handed over to go on from an archive."""

    def __init__(self, house: House) -> None:
        from appliance.web.archives import Returns
        from appliance.web.desk import NAME

        self.told: list[tuple[bytes, str, str]] = []
        returns = Returns(from_file=self._from_file, from_stick=self._from_stick)
        desk = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, returns=returns))

    def _from_file(self, file: IO[bytes], passphrase: str, key: str) -> None:
        self.told.append((file.read(), passphrase, key))

    def _from_stick(self, path: str, passphrase: str, key: str) -> None:
        raise NotTaken("This key does not open it.")


def test_an_archive_is_gone_on_from_with_a_key_that_is_typed_or_in_a_file(empty: House) -> None:
    returned = Returned(empty)
    typed = {"key": "AGE-SECRET-KEY-1TYPED", "keys": (BytesIO(b"# mine\nAGE"), "key.txt")}
    in_a_file = {"key": " ", "keys": (BytesIO(b"# mine\nAGE\xff"), "key.txt")}
    for told in (typed, in_a_file, {"passphrase": "four words", "keys": (BytesIO(), "")}):
        chosen = {"file": (BytesIO(b"archive"), "a.zip.age"), **told}
        page = empty.facilitator().post(ARCHIVE, data=chosen, headers=EN)
        assert "The box starts anew" in page.text
    assert returned.told == [
        (b"archive", "", "AGE-SECRET-KEY-1TYPED"),
        (b"archive", "", "# mine\nAGE\ufffd"),
        (b"archive", "four words", ""),
    ]


def test_a_key_that_does_not_fit_is_not_shown_again(empty: House) -> None:
    Returned(empty)
    told = {"stick": "/media/stick/a.zip.age", "key": "AGE-SECRET-KEY-1WRONG"}
    page = empty.facilitator().post(ARCHIVE, data=told, headers=EN)
    assert page.status_code == 422
    assert "This key does not open it." in page.text
    assert "KEY-1WRONG" not in page.text
    assert '<details class="archive-key" open>' in page.text


@pytest.mark.parametrize(
    ("path", "objection", "said"),
    [
        (FILE, "too_large", "too large to be a conference"),
        (ARCHIVE, "too_large", "too large to send"),
        (ARCHIVE, NO_ROOM, "too little free space"),
    ],
)
def test_what_was_not_let_in_is_said_on_the_page(
    empty: House, path: str, objection: str, said: str
) -> None:
    Hands(empty)
    told = {KEY: objection}
    page = empty.facilitator().post(path, headers=EN, environ_overrides=told)
    assert (page.status_code, said in page.text) == (422, True)


def test_a_large_body_is_judged_by_its_head(empty: House, tmp_path: Path) -> None:
    cookies = Cookies(empty.secret)
    client = empty.facilitator()
    shown = client.get("/prepare/file").request.headers["Cookie"]
    free = shutil.disk_usage(tmp_path).free
    gate = Bringing(cookies, tmp_path, is_public=False)
    public = Bringing(cookies, tmp_path, is_public=True)
    assert gate.objection("/prepare", shown, 1) is None
    assert gate.objection(ARCHIVE, "control=forged", 1) == "not_signed_in"
    assert gate.objection(FILE, shown, FILE_MOST_BYTES + 1) == "too_large"
    assert gate.objection(ARCHIVE, shown, ARCHIVE_MOST_BYTES + 1) == "too_large"
    assert public.objection(ARCHIVE, shown, FILE_MOST_BYTES + 1) == "too_large"
    assert gate.objection(ARCHIVE, shown, 1000) == ""
    for left, told in ((RESERVE_BYTES + 4000, ""), (RESERVE_BYTES + 3996, NO_ROOM)):
        with pytest.MonkeyPatch.context() as patch:
            usage = SimpleNamespace(free=left, total=free)
            patch.setattr(shutil, "disk_usage", lambda _, usage=usage: usage)
            assert gate.objection(ARCHIVE, shown, 1000) == told


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
