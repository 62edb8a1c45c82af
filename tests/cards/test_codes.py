"""Every code on every card, read back from paper as a phone's camera would."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from appliance.cards.deck import Deck, Wifi
from appliance.cards.document import Part
from appliance.conference.records import Role

from .paper import ADDRESS, WIFI, codes, conference, deck, facts, printed_to, told

pytestmark = [pytest.mark.slow, pytest.mark.needs("pdftoppm", "zbarimg", "pdfinfo")]

REFERENCE = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
LEAST_MM = 35.0


@pytest.fixture(scope="module")
def reference() -> Deck:
    """The cards of the reference conference."""
    return deck(**REFERENCE)


def test_every_table_of_the_reference_conference_has_both_codes_on_both_sides(
    reference: Deck, tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, reference, Part.TABLES)
    assert [codes(pdf, page) for page in range(1, 11)] == [
        sorted([WIFI.text, f"{ADDRESS}/t/{table}"] * 2) for table in range(1, 11)
    ]


def test_the_codes_are_read_from_a_black_and_white_printer_too(
    reference: Deck, tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, reference, Part.TABLES)
    assert codes(pdf, 3, "-mono") == sorted([WIFI.text, f"{ADDRESS}/t/3"] * 2)
    assert codes(pdf, 3, "-gray") == sorted([WIFI.text, f"{ADDRESS}/t/3"] * 2)


def test_the_codes_on_a_table_are_large_enough_to_scan_from_a_chair(
    reference: Deck, tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, reference, Part.TABLES)
    shapes = re.findall(r"/BBox \[([\d. ]+)\]", told("pdfinfo", "-struct", pdf))
    across = [float(shape.split()[2]) - float(shape.split()[0]) for shape in shapes]
    assert len(across) == 20
    # The smallest code, of version 2, has 25 modules of the 33 with its quiet zone.
    assert min(across) * 25 / 33 > LEAST_MM * 72 / 25.4


def test_every_chair_has_the_code_of_the_own_table(reference: Deck, tmp_path: Path) -> None:
    pdf = printed_to(tmp_path, reference, Part.CHAIRS)
    links = [f"{ADDRESS}/chair/{table.code}" for table in reference.tables]
    assert len(set(links)) == 10
    sheets = [codes(pdf, page) for page in range(1, 6)]
    assert sheets == [sorted(links[n : n + 2]) for n in range(0, 10, 2)]


def test_the_organiser_has_control_and_a_link_for_observers_and_no_code_of_the_own(
    reference: Deck, tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, reference, Part.ORGANISER)
    watch = f"{ADDRESS}/watch?code={reference.codes[Role.OBSERVER]}"
    assert codes(pdf, 1) == sorted([f"{ADDRESS}/control", watch])
    assert "code=" not in told("pdftotext", pdf, "-").replace(watch, "")


def test_the_poster_has_both_codes_on_either_paper(reference: Deck, tmp_path: Path) -> None:
    pdf = printed_to(tmp_path, reference, Part.POSTER)
    assert facts(pdf)["Pages"] == "2"
    for page in (1, 2):
        assert codes(pdf, page) == sorted([WIFI.text, f"{ADDRESS}/"])


def test_without_wifi_there_is_no_first_code(tmp_path: Path) -> None:
    pdf = printed_to(tmp_path, deck(None, **conference()), Part.TABLES, Part.POSTER)
    assert codes(pdf, 1) == [f"{ADDRESS}/t/1"] * 2
    assert codes(pdf, 2) == [f"{ADDRESS}/"]


def test_the_longest_wifi_and_address_are_read_too(tmp_path: Path) -> None:
    ssid, passphrase = "Congrescentrum-De-Werelt-gasten9", "Welkom-2026-" + "abcdefghi-" * 5
    wifi = Wifi(ssid, passphrase, f"WIFI:T:WPA;S:{ssid};P:{passphrase};;")
    address = "http://192.168.178.201:8080"
    pdf = printed_to(tmp_path, deck(wifi, address, **conference()), Part.TABLES)
    assert codes(pdf, 1) == sorted([wifi.text, f"{address}/t/1"] * 2)
