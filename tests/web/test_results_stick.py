"""The page for sticks: a file onto one of them, and the spare copy; the facilitator's alone."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.archive.stick_trouble import TROUBLES
from appliance.spare.trouble import TROUBLES as SPARE
from appliance.web.desk import NAME
from appliance.web.parts import Journey, NotTaken, Spare, Stick, StickDesk, Taker

from .house import House
from .test_machine_acts import outsiders
from .test_staff import box

EN = {"Accept-Language": "en"}
FILE = "tafelronde-ser-20150119-1705-full.zip"
STICK = Taker("/dev/sda1", "CONFERENCE", "vfat", 14_000_000_000)
POSTS = (
    ("/results/stick", {"file": FILE, "stick": "/dev/sda1"}),
    ("/results/stick/off", {"stick": "/dev/sda1"}),
    ("/results/stick/spare", {"stick": "/dev/sda1", "passphrase": "kaars appel 4729"}),
    ("/results/stick/spare/stop", {}),
)


class Hands:
    """What the web part is handed for sticks."""

    def __init__(self, house: House) -> None:
        self.begun: list[tuple[str, str]] = []
        self.off: list[str] = []
        self.kept: list[tuple[str, str]] = []
        self.stops = 0
        self.is_free = self.may_be_taken = True
        self.journey: Journey | None = None
        self.spare = Spare()
        self.takers = [STICK]
        self.wrong: NotTaken | None = None
        desk = StickDesk(
            files=lambda: [(FILE, 3_400_000)],
            takers=lambda: self.takers,
            begin=self._begin,
            now=lambda: self.journey,
            switch_off=self._switch_off,
            spare=lambda: self.spare,
            keep_spare=self._keep,
            stop_spare=self._stop,
        )
        own = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(own, parts=replace(own.parts, stick_desk=desk))

    def _begin(self, file: str, device: str) -> bool:
        if self.is_free:
            self.begun.append((file, device))
        return self.is_free

    def _switch_off(self, device: str) -> bool:
        self.off.append(device)
        return self.may_be_taken

    def _keep(self, device: str, passphrase: str) -> None:
        if self.wrong:
            raise self.wrong
        self.kept.append((device, passphrase))

    def _stop(self) -> None:
        self.stops += 1


@pytest.fixture
def hands(house: House) -> Hands:
    """The hands of a box with one stick and one finished file."""
    return Hands(house)


def page(client: FlaskClient, language: str = "en") -> str:
    """The page, white space made one."""
    told = client.get("/results/stick", headers={"Accept-Language": language})
    assert told.status_code == 200
    return " ".join(told.text.split())


def refused(client: FlaskClient, path: str, **fields: str) -> str:
    """What the page says that stays where something is wrong."""
    told = client.post(path, data=fields, headers=EN)
    assert told.status_code == 422
    (said,) = re.findall(r'<p class="refusal" role="alert" id="wrong">(.*?)</p>', told.text)
    return str(said)


def test_nobody_but_the_facilitator_sees_or_does_anything(house: House, hands: Hands) -> None:
    for name, client in outsiders(house).items():
        for path, fields in POSTS:
            assert client.post(path, data=fields).status_code in (401, 403), (name, path)
        assert FILE not in client.get("/results/stick").text
    assert (hands.begun, hands.off, hands.kept, hands.stops) == ([], [], [], 0)


def test_a_file_and_a_stick_are_chosen_and_it_begins(house: House, hands: Hands) -> None:
    client = house.facilitator()
    told = page(client)
    assert f'value="{FILE}" required checked' in told
    assert 'value="/dev/sda1" required checked' in told
    assert "14 GB free" in told
    answer = client.post("/results/stick", data={"file": FILE, "stick": "/dev/sda1"})
    assert (answer.status_code, answer.location) == (303, "/results/stick")
    assert hands.begun == [(FILE, "/dev/sda1")]


def test_of_several_sticks_none_is_chosen_beforehand(house: House, hands: Hands) -> None:
    hands.takers.append(replace(STICK, device="/dev/sdb1", name="OTHER"))
    assert page(house.facilitator()).count("required checked") == 1


def test_what_is_not_chosen_and_a_second_one_are_said(house: House, hands: Hands) -> None:
    client = house.facilitator()
    assert refused(client, "/results/stick") == "Choose a file and a stick first."
    hands.is_free = False
    said = refused(client, "/results/stick", file=FILE, stick="/dev/sda1")
    assert said == "One at a time: wait until this file is on its stick."


@pytest.mark.parametrize(
    ("journey", "words", "is_busy"),
    [
        (
            Journey("writing", FILE, "<b>A", 40),
            f"Writing {FILE} to stick &lt;b&gt;A. Leave the stick in.",
            True,
        ),
        (
            Journey("checking", FILE, "A", 40),
            f"Reading {FILE} back from stick A. Leave the stick in.",
            True,
        ),
        (
            Journey("done", FILE, "A", 100, is_off=True),
            f"{FILE} is on stick A and has been checked. <strong>You can take the stick.</strong>",
            False,
        ),
        (
            Journey("done", FILE, "A", 100, was_there=True),
            f"{FILE} was on stick A already, and has been checked. <strong>The box could not "
            "switch this stick off. Close it on this computer before you take it.</strong>",
            False,
        ),
        (
            Journey("failed", FILE, "A", 40, TROUBLES["full"], {"needed": 12, "free": 3}),
            "The file does not fit on the stick: it takes 12 MB, and 3 MB is free. Make room on "
            "it, or take another one. If you try again, it starts from the beginning.",
            False,
        ),
    ],
)
def test_how_far_it_is_is_said_alike_on_the_page_and_on_the_box(
    house: House, hands: Hands, journey: Journey, words: str, is_busy: bool
) -> None:
    hands.journey = journey
    client = house.facilitator()
    shown = page(client)
    assert (
        f'<p id="said" role="status" data-fresh data-state="{journey.state}">{words}</p>' in shown
    )
    assert f'value="{journey.percent}"' in shown
    assert ("Look again" in shown) == is_busy
    assert words in box(house.client())


def test_what_is_wrong_with_a_stick_stands_there(house: House, hands: Hands) -> None:
    own = house.app.extensions[NAME]
    sticks: list[Any] = [Stick("BLANK", "", 1, None, "This stick is full. Take another one.")]
    parts = replace(own.parts, sticks=lambda: sticks)
    house.app.extensions[NAME] = replace(own, parts=parts)
    hands.takers = []
    told = page(house.facilitator())
    assert "Put a stick in the box." in told
    assert "<strong>BLANK</strong>: This stick is full. Take another one." in told


def test_a_stick_is_made_ready_to_be_taken(house: House, hands: Hands) -> None:
    client = house.facilitator()
    told = client.post("/results/stick/off", data={"stick": "/dev/sda1"}, headers=EN)
    assert (told.status_code, "You can take the stick." in told.text) == (200, True)
    hands.may_be_taken = False
    assert "could not switch" in refused(client, "/results/stick/off", stick="/dev/sda1")
    assert hands.off == ["/dev/sda1", "/dev/sda1"]


def test_a_spare_copy_is_asked_for_with_a_passphrase(house: House, hands: Hands) -> None:
    client = house.facilitator()
    short = refused(client, "/results/stick/spare", stick="/dev/sda1", passphrase="short")
    assert short == "Choose a passphrase of 10 characters or more."
    fields = {"stick": "/dev/sda1", "passphrase": "kaars appel 4729"}
    assert client.post("/results/stick/spare", data=fields).status_code == 303
    assert hands.kept == [("/dev/sda1", "kaars appel 4729")]
    hands.wrong = NotTaken(SPARE["no_lock"], typed="pip")
    assert "not installed" in refused(client, "/results/stick/spare", **fields)


@pytest.mark.parametrize(
    ("spare", "words"),
    [
        (Spare("kept", ["A"]), "A spare copy is kept on this stick."),
        (Spare("waiting"), "The stick with the spare copy is not in the box."),
        (Spare("slow", ["A"]), "The spare copy lags behind, because the stick is slow."),
        (Spare("failed", ["A"], SPARE["full"]), "The stick with the spare copy is full."),
    ],
)
def test_how_the_spare_copy_is_is_said_here_and_on_the_box(
    house: House, hands: Hands, spare: Spare, words: str
) -> None:
    hands.spare = spare
    hands.takers = [replace(STICK, has_spare=spare.state != "waiting")]
    told = page(house.facilitator())
    assert words in told
    assert "Stop, and wipe the spare copy from the stick" in told
    assert ("Take CONFERENCE out" in told) == (spare.state != "waiting")
    assert words in box(house.client())


def test_the_spare_copy_is_stopped(house: House, hands: Hands) -> None:
    client = house.facilitator()
    assert client.post("/results/stick/spare/stop").status_code == 303
    assert hands.stops == 1


def test_without_a_spare_copy_the_box_says_nothing_of_it(house: House, hands: Hands) -> None:
    assert "pare copy" not in box(house.client())
    assert "Reservekopie tijdens de werkconferentie" in page(house.facilitator(), "nl")
