"""What the screen says, by what is known."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from appliance.network.state import PortState, RadioState, State
from appliance.network.wifi import Wifi
from appliance.screen.facts import Facts
from appliance.screen.view import PATIENCE_S, Speaker, View
from appliance.web.words import Words

NOW = datetime(2015, 1, 19, 13, 5).astimezone()
MINUTE = int(NOW.timestamp()) // 60
HEALTH: dict[str, Any] = {
    "is_saving": True,
    "conference": "c",
    "title": {"nl": "Sociaal ondernemerschap", "en": "Social entrepreneurship"},
    "languages": ["nl", "en"],
    "date": "2015-01-19",
    "is_practice": False,
    "phones": 1,
    "free_bytes": 210_000_000_000,
    "saved_minute": MINUTE - 1,
    "sticks": [],
    "contact": {"name": "", "phone": ""},
}
RADIO = RadioState("wlan0", "iwlwifi", 14, 3, is_serving=True, restarts=0)
NETWORK = State("", 0.0, "10.77.0.1", RADIO, (), ())
WELL = Facts(HEALTH, 0.0, "http://10.77.0.1", Wifi("Tafelronde-3fa2", "kaars-appel-4729"), NETWORK)


def view(facts: Facts = WELL, language: str = "nl", **health: Any) -> View:
    """What is shown of this."""
    told = {**facts.health, **health} if facts.health else None
    return Speaker(Words.read(), language).view(replace(facts, health=told), NOW)


def test_all_is_well() -> None:
    shown = view()
    assert (shown.tone, shown.headline, shown.then) == ("good", "De zaal kan beginnen.", ())
    assert [code.caption for code in shown.codes] == ["1. Wifi", "2. Meedoen"]
    assert shown.join == (
        ("Wifi", "Tafelronde-3fa2"),
        ("Wachtwoord", "kaars-appel-4729"),
        ("Adres", "10.77.0.1"),
    )
    assert shown.conference == ("Sociaal ondernemerschap", "19 januari 2015")
    assert shown.facts == (
        ("Verbonden", "1 apparaat"),
        ("Op deze wifi", "3 van hoogstens ongeveer 14"),
        ("Klok", "13.05 uur, 19 januari 2015"),
        ("Bewaard", "om 13.04 uur"),
        ("Archief", "nog niet gemaakt"),
        ("Schijf", "210 GB vrij"),
        ("Stick", "geen"),
    )


def test_in_english_too() -> None:
    shown = view(language="en")
    assert shown.headline == "The room is ready."
    assert shown.conference == ("Social entrepreneurship", "19 January 2015")
    assert ("Clock", "13:05, 19 January 2015") in shown.facts


@pytest.mark.parametrize(
    ("health", "headline", "then"),
    [
        (
            {"conference": None, "title": "", "date": ""},
            "Er is nog geen werkconferentie geladen.",
            "De organisator laadt haar op 10.77.0.1/control, "
            "met een laptop of telefoon op deze wifi.",
        ),
        (
            {"date": "2015-02-02"},
            "Is dit de goede werkconferentie?",
            "Zij is voor 2 februari 2015, en vandaag is het 19 januari 2015. "
            "Klopt een van de twee niet? Zeg het de organisator.",
        ),
        (
            {"free_bytes": 120_000_000},
            "De schijf van de box is bijna vol.",
            "Nog 120 MB vrij. Maak ruimte vrij op de schijf van de box.",
        ),
    ],
)
def test_the_next_thing_to_do_is_said_in_one_sentence(
    health: dict[str, Any], headline: str, then: str
) -> None:
    shown = view(**health)
    assert (shown.tone, shown.headline, shown.then) == ("warm", headline, (then,))


def test_what_else_is_to_be_done_follows() -> None:
    network = replace(NETWORK, troubles=("air_down", "other_dhcp"))
    shown = view(replace(WELL, network=network), power={"is_mains": False, "percent": 40})
    assert len(shown.then) == 3
    assert shown.then[-1].startswith("Steek de stekker van de box in het stopcontact.")
    assert any("40%" in value for _, value in shown.facts)


def test_a_conference_of_another_day_or_for_practice_is_marked() -> None:
    shown = view(date="2015-02-02", is_practice=True)
    assert shown.conference[1:] == (
        "2 februari 2015",
        "Dat is niet vandaag.",
        "Oefenen. Alles wat u nu typt, wordt gewist.",
    )
    assert shown.headline == "De zaal kan beginnen."


def test_a_stick_is_told_with_its_room_or_with_its_trouble() -> None:
    sticks = [
        {"name": "VERSLAG", "free_bytes": 14_200_000_000, "trouble": ""},
        {"name": "Oud", "free_bytes": None, "trouble": "no_file_system"},
    ]
    told = [value for name, value in view(sticks=sticks).facts if name == "Stick"]
    assert told[0] == "VERSLAG: 14 GB vrij"
    assert told[1].startswith("Oud: De box kan deze stick niet lezen.")


@pytest.mark.parametrize(
    ("silent_s", "headline"),
    [(0.0, "De box start op…"), (PATIENCE_S, "De box antwoordt niet.")],
)
def test_a_box_that_is_silent_is_starting_until_nobody_can_believe_it(
    silent_s: float, headline: str
) -> None:
    shown = view(Facts(None, silent_s, "", WELL.wifi, NETWORK))
    assert (shown.tone, shown.headline) == ("warm", headline)
    assert len(shown.codes) == 2, "what is printed can be scanned already"
    assert [name for name, _ in shown.facts] == ["Op deze wifi", "Klok"]


def test_a_program_in_the_place_of_a_silent_box_is_named() -> None:
    taken = replace(NETWORK, troubles=("port_80",))
    shown = view(Facts(None, 20.0, "", WELL.wifi, taken))
    assert shown.headline.startswith("Een ander programma op deze box antwoordt")
    assert shown.then[0].startswith("Stop dat programma")


@pytest.mark.parametrize(
    ("address", "network", "typed"),
    [
        ("http://192.168.1.4:8080", None, "192.168.1.4:8080"),
        ("http://127.0.0.1:8080", None, ""),
        ("http://localhost", NETWORK, ""),
        ("", NETWORK, "10.77.0.1"),
        ("", replace(NETWORK, address=""), ""),
        ("", None, ""),
    ],
)
def test_an_address_that_no_phone_could_reach_is_none(
    address: str, network: State | None, typed: str
) -> None:
    shown = view(replace(WELL, address=address, network=network))
    assert shown.address == typed
    assert ("Adres", typed or "nog geen") in shown.join
    assert len(shown.codes) == (2 if typed else 1)


def test_where_the_box_is_no_access_point_there_is_nothing_to_say_of_its_radio() -> None:
    wired = replace(NETWORK, radio=None, ports=(PortState("enp1s0", True, "room"),))
    assert "Op deze wifi" not in dict(view(replace(WELL, network=wired)).facts)


def test_a_radio_of_which_nobody_knows_how_many_it_takes_says_how_many_there_are() -> None:
    radio = replace(RADIO, ceiling=None)
    facts = view(replace(WELL, network=replace(NETWORK, radio=radio))).facts
    assert ("Op deze wifi", "3 apparaten") in facts


@pytest.mark.parametrize(
    ("journey", "told"),
    [
        (None, ["geen"]),
        ({"state": "writing", "percent": 40}, ["A: Laat de stick erin. 40%", "geen"]),
        ({"state": "done", "is_off": True}, ["A: U kunt de stick eruit halen.", "geen"]),
        ({"state": "done", "is_off": False}, ["geen"]),
        ({"state": "failed", "percent": 40}, ["geen"]),
    ],
)
def test_a_stick_that_is_written_to_stays_in_until_it_may_be_taken(
    journey: dict[str, object] | None, told: list[str]
) -> None:
    journey = journey and {"stick": "A", **journey}
    assert [value for name, value in view(journey=journey).facts if name == "Stick"] == told
