"""The page for the venue's staff: one sentence, a few facts, and the proof with one phone."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import StopPractice
from appliance.readiness import Thing
from appliance.web.desk import NAME
from appliance.web.parts import Network, Stick, Wifi
from appliance.web.phone_test import SHOWN_S, PhoneTest

from .house import CODE, House, open_house


def box(client: FlaskClient, language: str = "en") -> str:
    """The page, white space made one."""
    return " ".join(client.get("/box", headers={"Accept-Language": language}).text.split())


def tell(house: House, monkeypatch: pytest.MonkeyPatch, **parts: Any) -> None:
    """Let the other parts tell this."""
    desk = house.app.extensions[NAME]
    changed = replace(desk, parts=replace(desk.parts, **parts))
    monkeypatch.setitem(house.app.extensions, NAME, changed)


WIFI = Wifi("Tafelronde-3fa2", "kaars-appel-4729", "WIFI:T:WPA;S:Tafelronde-3fa2;P:x;;")
AIR_DOWN = Thing("air_down", "The box's own Wi-Fi has stopped. Switch the box off and on.")


def test_the_room_is_ready_when_nothing_is_to_be_done(house: House) -> None:
    page = box(house.client(), "nl")

    assert "<h1>De zaal kan beginnen.</h1>" in page
    assert 'role="alert"' not in page
    assert '<b class="box-typed">192.168.1.4:8080</b>' in page


def test_the_page_says_which_conference_it_is_and_whether_it_is_practice(house: House) -> None:
    practice = box(house.client())
    house.ask(StopPractice())
    real = box(house.client())

    assert "Work conference on social entrepreneurship" in practice
    assert '19 January 2015 <span class="is-warm">That is not today.</span>' in practice
    assert "Everything typed now will be wiped." in practice
    assert "Everything typed now will be wiped." not in real
    assert "This is for real." in real


def test_the_page_tells_what_the_machine_tells_and_leaves_out_what_it_does_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = box(house.client())
    minute = 29_000_000
    told = {
        "phones": 1,
        "free_bytes": 1_540_000_000,
        "power": {"is_mains": False, "percent": 62},
        "saved_minute": minute,
    }
    tell(house, monkeypatch, health=lambda: told)
    page = box(house.client())

    assert "<h1>Plug the box into the mains.</h1>" in page
    assert "1 device </dd>" in page
    assert "1.5 GB free" in page
    assert "Battery 62% full" in page
    assert re.search(r"Last saved at \d\d:\d\d", page)
    for words in ("GB free", "Battery", "Last saved", "Power", "Who to call"):
        assert words not in silent


def test_a_box_without_a_conference_says_what_to_do(tmp_path: Any) -> None:
    with open_house(tmp_path, has_conference=False) as empty:
        page = box(empty.client())

    assert 'role="alert"' in page
    assert "<h1>No conference is loaded yet.</h1>" in page
    assert "The organiser loads it at 192.168.1.4:8080/control" in page


def test_a_conference_of_another_day_is_asked_about_when_it_is_for_real(house: House) -> None:
    house.ask(StopPractice())
    page = box(house.client())

    assert "<h1>Is this the right conference?</h1>" in page
    assert "It is for 19 January 2015, and today is" in page


def test_everything_to_join_the_wifi_with_is_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = house.client().get("/box/wifi.svg")
    tell(house, monkeypatch, network=lambda: Network(WIFI))
    page = box(house.client())
    code = house.client().get("/box/wifi.svg")

    assert without.status_code == 404
    assert code.content_type == "image/svg+xml"
    for typed in (WIFI.ssid, WIFI.passphrase, "192.168.1.4:8080"):
        assert f'<b class="box-typed">{typed}</b>' in page
    assert "Scan both codes" in page


def test_where_no_wifi_was_chosen_there_is_one_code(house: House) -> None:
    page = box(house.client())

    assert page.count('class="box-code"') == 1
    assert "Scan this code" in page


def test_troubles_of_the_network_come_first_and_the_others_after_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.ask(StopPractice())
    tell(house, monkeypatch, network=lambda: Network(WIFI, troubles=(AIR_DOWN,)))
    page = box(house.client())

    assert "<h1>The box&#39;s own Wi-Fi has stopped.</h1> <p>Switch the box off and on.</p>" in page
    assert "<li><strong>Is this the right conference?</strong>" in page


@pytest.mark.parametrize(("ceiling", "said"), [(14, "3 of at most about 14"), (None, "3 devices")])
def test_how_many_phones_the_radio_carries_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch, ceiling: int | None, said: str
) -> None:
    network = Network(WIFI, is_access_point=True, phones=3, ceiling=ceiling)
    tell(house, monkeypatch, network=lambda: network)

    assert f"On this Wi-Fi: {said}" in box(house.client())


def test_sticks_are_told_with_their_room_and_kind_or_with_their_trouble(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = box(house.client())
    sticks = [
        Stick("VERSLAG <1>", "vfat", 16_000_000_000, 14_210_000_000),
        Stick("Oud", "", 4_000_000_000, None, "This stick is full. Make room on it."),
    ]
    tell(house, monkeypatch, sticks=lambda: sticks)
    page = box(house.client())

    assert "<dt>Stick</dt><dd>none</dd>" in none
    assert 'VERSLAG &lt;1&gt; <span class="box-more">14 GB free, FAT</span>' in page
    assert 'Oud <span class="box-more is-warm">This stick is full. Make room on it.</span>' in page


def test_the_organisers_code_is_never_on_this_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(house, monkeypatch, network=lambda: Network(WIFI, is_access_point=True))

    assert CODE not in house.client().get("/box").text


def test_without_script_the_page_loads_itself_again(house: House) -> None:
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in box(house.client())


# -- the proof with one phone ------------------------------------------------------------------


def ticks(house: House) -> list[str]:
    """What is ticked on the page of the box."""
    done = r'<li data-done><span aria-hidden="true">✓</span> ([\w-]+)'
    return re.findall(done, box(house.client()))


def scan(house: House) -> tuple[FlaskClient, str]:
    """A phone that scanned the code, and the key of its test."""
    phone = house.client(REMOTE_ADDR="10.0.0.9")
    key = re.search(r'data-test="(\w+)"', phone.get("/box/test").text)
    assert key is not None
    return phone, key[1]


def test_each_part_is_ticked_when_it_works_on_the_phone(house: House) -> None:
    before = ticks(house)
    phone, key = scan(house)
    scanned = ticks(house)
    assert phone.post(f"/box/test/{key}/page").status_code == 204
    shown = ticks(house)
    phone.post(f"/box/test/{key}/live")

    assert (before, scanned, shown) == ([], ["address"], ["address", "page"])
    assert ticks(house) == ["address", "page", "live"]


def test_a_phone_on_the_wifi_of_the_box_ticks_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = box(house.client())
    tell(house, monkeypatch, network=lambda: Network(WIFI, is_access_point=True))
    alone = ticks(house)
    tell(house, monkeypatch, network=lambda: Network(WIFI, is_access_point=True, phones=1))

    assert "</span> Wi-Fi" not in elsewhere
    assert (alone, ticks(house)) == ([], ["Wi-Fi"])


def test_the_phone_that_scanned_last_is_the_one_that_is_tested(house: House) -> None:
    first, old = scan(house)
    scan(house)
    first.post(f"/box/test/{old}/live")

    assert ticks(house) == ["address"]


@pytest.mark.parametrize("path", ["/box/test/x/page", "/box/test//live", "/box/test/x/other"])
def test_a_test_that_nobody_began_ticks_nothing(house: House, path: str) -> None:
    house.client().post(path)

    assert ticks(house) == []


def test_a_test_is_news_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("appliance.web.phone_test.time.monotonic", lambda: now)
    test = PhoneTest()
    test.begin()
    assert test.proof() is not None
    now += SHOWN_S

    assert test.proof() is None


def test_a_page_from_elsewhere_ticks_nothing(house: House) -> None:
    phone, key = scan(house)
    answer = phone.post(f"/box/test/{key}/page", headers={"Origin": "http://evil.example"})

    assert answer.status_code == 403
    assert ticks(house) == ["address"]


def test_nobody_becomes_a_person_by_testing(house: House) -> None:
    before = house.records()
    phone, key = scan(house)
    phone.post(f"/box/test/{key}/page")

    assert house.records() == before
    assert phone.get_cookie("device") is None


def test_the_code_leads_to_the_test(house: House) -> None:
    answer = house.client().get("/box/test.svg")

    assert answer.content_type == "image/svg+xml"
    assert answer.data != house.client().get("/stage/qr.svg").data


def test_the_live_address_wants_a_socket(house: House) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket"}

    assert house.client().get("/box/test/live", headers=headers).status_code in (400, 404)
