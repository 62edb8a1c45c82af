"""The page of archives: who may, what is asked, and the very bytes that were made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from appliance.web.archives import Archive, Archives, ArchiveWork
from appliance.web.desk import NAME
from appliance.web.parts import NotTaken

from .house import House, open_house
from .test_machine_acts import outsiders

EN = {"Accept-Language": "en"}
PAGE = "/results/archive"
FILE = "tafelronde-1-20261128-1705-full.zip"
FORM = {"kind": "full", "lock": "passphrase", "passphrase": "vier woorden", "again": "vier woorden"}


class Hands:
    """What the web part is handed to make archives."""

    def __init__(self, house: House, folder: Path) -> None:
        self.path = folder / FILE
        self.path.write_bytes(bytes(range(256)) * 3_000)
        self.begun: list[tuple[str, str, str]] = []
        self.removed: list[str] = []
        self.work = ArchiveWork()
        self.wrong: NotTaken | None = None
        self.is_busy = False
        archives = Archives(
            begin=self._begin,
            work=lambda: self.work,
            made=lambda: [
                Archive(FILE, 768_000, "ab" * 32, "full", False, 29_000_000, self.path),
            ],
            remove=lambda name: bool(self.removed.append(name)),
            passphrase_least=12,
        )
        desk = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, archives=archives))

    def _begin(self, kind: str, passphrase: str, age_key: str) -> bool:
        if self.wrong is not None:
            raise self.wrong
        self.begun.append((kind, passphrase, age_key))
        return not self.is_busy


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A box with a conference."""
    with open_house(tmp_path / "house") as house:
        yield house


@pytest.fixture
def hands(house: House, tmp_path: Path) -> Hands:
    """Somebody who makes archives."""
    return Hands(house, tmp_path)


def ask(house: House, **form: str) -> TestResponse:
    """Fill the form in and press the button."""
    answer: TestResponse = house.facilitator().post(PAGE, data={**FORM, **form}, headers=EN)
    return answer


@pytest.mark.parametrize("who", ["nobody", "participant", "chair", "observer", "stage"])
def test_nobody_but_the_organiser_may(house: House, hands: Hands, who: str) -> None:
    client = outsiders(house)[who]
    page = client.get(PAGE, headers=EN)
    assert FILE not in page.text
    assert client.get(f"{PAGE}/{FILE}").status_code == 401
    assert client.post(PAGE, data=FORM).status_code == 401
    assert client.post(f"{PAGE}/remove", data={"name": FILE}).status_code == 401
    assert (hands.begun, hands.removed) == ([], [])


def test_the_file_comes_as_it_was_made(house: House, hands: Hands) -> None:
    with house.facilitator().get(f"{PAGE}/{FILE}") as answer:
        assert answer.data == hands.path.read_bytes()
        assert answer.headers["Content-Disposition"] == f"attachment; filename={FILE}"
        assert answer.headers["Content-Type"] == "application/zip"
    for name in ("..%2f..%2fjournal", "journal", f"{FILE}.new"):
        assert house.facilitator().get(f"{PAGE}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("form", "begun"),
    [
        ({}, ("full", "vier woorden", "")),
        ({"kind": "shareable", "lock": "none"}, ("shareable", "", "")),
        ({"lock": "age", "age_key": " age1abc "}, ("full", "", "age1abc")),
    ],
)
def test_what_was_chosen_is_made(
    house: House, hands: Hands, form: dict[str, str], begun: tuple[str, str, str]
) -> None:
    answer = ask(house, **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert hands.begun == [begun]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"kind": ""}, "Choose which archive you want."),
        ({"lock": ""}, "Choose whether the archive is locked."),
        ({"passphrase": "", "again": ""}, "Type a passphrase"),
        ({"again": "iets anders"}, "not typed the same twice"),
        ({"lock": "age", "age_key": " "}, "Paste the age public key."),
    ],
)
def test_what_is_lacking_is_said_and_nothing_begins(
    house: House, hands: Hands, form: dict[str, str], sentence: str
) -> None:
    answer = ask(house, **form)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert hands.begun == []
    assert "vier woorden" not in answer.text


def test_a_refusal_is_a_sentence(house: House, hands: Hands) -> None:
    hands.wrong = NotTaken(
        "This passphrase is easily guessed. Take at least {least} characters: four words, say.",
        least=12,
    )
    assert "Take at least 12 characters" in ask(house).text
    hands.wrong, hands.is_busy = None, True
    assert "being made already" in ask(house).text


def test_how_far_it_is_is_on_the_page(house: House, hands: Hands) -> None:
    lead = house.facilitator()
    hands.work = ArchiveWork(percent=40)
    page = lead.get(PAGE, headers=EN).text
    assert 'value="40"' in page
    assert "Look again" in page
    assert "Make the archive" not in page
    hands.work = ArchiveWork(
        trouble="No conference is loaded yet, so there is nothing to put into an archive."
    )
    assert "nothing to put into an archive" in lead.get(PAGE, headers=EN).text
    hands.work = ArchiveWork(made=FILE)
    assert "is finished and was checked" in lead.get(PAGE, headers=EN).text
    hands.work = ArchiveWork(made="tafelronde-gone.zip")
    assert "is finished and was checked" not in lead.get(PAGE, headers=EN).text


def test_the_page_of_the_box_says_when_the_last_one_was_made(house: House, hands: Hands) -> None:
    page = house.client().get("/box", headers=EN).text
    assert "not made yet" not in page
    assert "February 2025" in page
    assert FILE not in page


def test_one_is_taken_away_by_its_name(house: House, hands: Hands) -> None:
    answer = house.facilitator().post(f"{PAGE}/remove", data={"name": FILE})
    assert (answer.status_code, hands.removed) == (303, [FILE])
