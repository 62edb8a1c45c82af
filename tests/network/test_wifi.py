"""The join code of a Wi-Fi network says what was meant, and ours can be typed."""

import math
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network.wifi import REFUSALS, Wifi, WifiTrouble, new_passphrase, new_ssid

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
WORDS = files("appliance.network").joinpath("words.txt").read_text("ascii").split()


def read(text: str) -> dict[str, str]:
    """What a phone reads in the text of a code: fields between `;`, a backslash takes the next."""
    assert text.startswith("WIFI:")
    fields: dict[str, str] = {}
    letters = iter(text.removeprefix("WIFI:"))
    name, told = "", ""
    for letter in letters:
        if letter == "\\":
            told += next(letters)
        elif letter == ":" and not name:
            name, told = told, ""
        elif letter == ";" and name:
            fields[name], name, told = told, "", ""
        else:
            told += letter
    assert told == ";"
    return fields


@given(st.text(), st.text())
def test_a_phone_reads_what_was_meant_whatever_it_is(ssid: str, passphrase: str) -> None:
    fields = read(Wifi(ssid, passphrase).text)
    assert fields == {"T": "WPA", "S": ssid, "P": passphrase}


def test_what_has_a_meaning_in_the_code_is_written_with_a_backslash() -> None:
    wifi = Wifi(r'a\b;c,d:e"f', "g'h i")
    assert wifi.text == r"WIFI:T:WPA;S:a\\b\;c\,d\:e\"f;P:g'h i;;"


@given(st.text(PLAIN, min_size=1, max_size=32), st.text(PLAIN, min_size=8, max_size=63))
def test_what_is_let_through_needs_no_backslash_and_is_no_number(
    ssid: str, passphrase: str
) -> None:
    try:
        wifi = Wifi.checked(ssid, passphrase)
    except WifiTrouble as trouble:
        told = ssid if trouble.code == "ssid_hex" else passphrase
        assert trouble.code.endswith("_hex")
        assert re.fullmatch("[0-9A-Fa-f]+", told)
        return
    assert wifi.text == f"WIFI:T:WPA;S:{ssid};P:{passphrase};;"


@pytest.mark.parametrize(
    ("ssid", "passphrase", "code", "values"),
    [
        ("", "kaars-appel", "ssid_length", {"n": "0"}),
        ("a" * 33, "kaars-appel", "ssid_length", {"n": "33"}),
        ("Zaal 3 (é)", "kaars-appel", "ssid_characters", {"characters": " (é)"}),
        ("CAFE", "kaars-appel", "ssid_hex", {"told": "CAFE"}),
        ("Zaal", "kaars-4", "passphrase_length", {"n": "7"}),
        ("Zaal", "a" * 64, "passphrase_length", {"n": "64"}),
        ("Zaal", "kaars;appel;", "passphrase_characters", {"characters": ";"}),
        ("Zaal", "12345678", "passphrase_hex", {}),
    ],
)
def test_a_refusal_says_what_and_why(
    ssid: str, passphrase: str, code: str, values: dict[str, str]
) -> None:
    with pytest.raises(WifiTrouble) as trouble:
        Wifi.checked(ssid, passphrase)
    assert (trouble.value.code, trouble.value.values) == (code, values)
    assert str(trouble.value) == REFUSALS[code].format(**values)


def test_the_longest_and_shortest_are_let_through() -> None:
    assert Wifi.checked("z", "kaars-47") == Wifi("z", "kaars-47")
    assert Wifi.checked("z" * 32, "z" * 63) == Wifi("z" * 32, "z" * 63)


def test_ours_is_typeable_and_let_through() -> None:
    made = [Wifi.checked(new_ssid("3f9a"), new_passphrase()) for _ in range(200)]
    assert {wifi.ssid for wifi in made} == {"Tafelronde-3f9a"}
    for wifi in made:
        assert re.fullmatch(r"[a-z]{3,6}-[a-z]{3,6}-[2-9]{4}", wifi.passphrase)
        assert set(wifi.passphrase.split("-")[:2]) <= set(WORDS)


def test_a_passphrase_of_ours_holds_thirty_bits_and_is_not_the_same_twice() -> None:
    assert 2 * math.log2(len(WORDS)) + 4 * math.log2(8) > 30
    assert len({new_passphrase() for _ in range(50)}) == 50


def test_words_cannot_be_taken_for_one_another() -> None:
    assert sorted(set(WORDS)) == WORDS
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,6}", word)] == []
    assert [word for word in WORDS if re.search("ei|ij|au|ou|eu", word)] == []
    longer = {word + ending for word in WORDS for ending in ("s", "e", "en", "je")}
    assert longer & set(WORDS) == set()
