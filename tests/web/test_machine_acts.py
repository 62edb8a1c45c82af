"""Setting the clock and switching off: the organiser's alone, and asked twice."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.network.wifi import REFUSALS, Wifi, WifiTrouble
from appliance.web.desk import NAME
from appliance.web.parts import Machine

from .house import House, open_house

AHEAD_S = 3 * 3600
EN = {"Accept-Language": "en"}
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


class Hands:
    """The machine, as far as the web part reaches it."""

    def __init__(self, house: House, **how: Any) -> None:
        self.set: list[float] = []
        self.offs = 0
        self.source = how.get("source", "rtc")
        self.code = how.get("code", "")
        self.wifi: tuple[str, str] | None = how.get("wifi", ("", ""))
        machine = Machine(
            is_box=how.get("is_box", True),
            clock_source=lambda: self.source,
            set_clock=self._set,
            switch_off=self._off,
            access_point=lambda: self.wifi,
            tell_access_point=self._tell,
        )
        desk = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, machine=machine))

    def _set(self, unix_s: float) -> str:
        if not self.code:
            self.set.append(unix_s)
        return self.code

    def _off(self) -> str:
        self.offs += not self.code
        return self.code

    def _tell(self, ssid: str, passphrase: str) -> tuple[str, dict[str, str]] | None:
        try:
            Wifi.checked(ssid, passphrase) if ssid else None
        except WifiTrouble as trouble:
            return REFUSALS[trouble.code], dict(trouble.values)
        self.wifi = ssid, passphrase
        return None

    @property
    def were_idle(self) -> bool:
        """Whether nothing was done to the machine."""
        return not self.set and not self.offs and self.wifi == ("", "")


@pytest.fixture
def hands(house: House) -> Hands:
    """The hands of a prepared box."""
    return Hands(house)


def asked(client: FlaskClient, path: str = f"/box/clock?ahead_s={AHEAD_S}") -> dict[str, str]:
    """The fields of the form on the page that asks."""
    page = client.get(path, headers=EN)
    assert page.status_code == 200
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def outsiders(house: House) -> dict[str, FlaskClient]:
    """Everybody who is not the organiser."""
    clients = {
        "nobody": house.client(),
        "participant": house.seated("3"),
        "chair": house.chair(),
        "observer": house.observer(),
        "stage": house.stage(),
    }
    for client in clients.values():
        # Somewhere in the room; a browser on the box itself would be its own screen.
        client.environ_base["REMOTE_ADDR"] = "192.168.1.9"
    return clients


@pytest.mark.parametrize("who", ["nobody", "participant", "chair", "observer", "stage"])
def test_nobody_but_the_organiser_may_do_anything_to_the_machine(
    house: House, hands: Hands, who: str
) -> None:
    form = asked(house.facilitator())
    client = outsiders(house)[who]
    page = client.get("/box", headers=EN).text

    assert "/box/off" not in page
    assert "<box-clock" not in page
    for path in ("/box/clock", f"/box/clock?ahead_s={AHEAD_S}", "/box/off"):
        assert client.get(path).status_code == 401
    for path, data in (("/box/clock", form), ("/box/off", {})):
        answer = client.post(path, data=data, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()["code"]) == (401, "not_signed_in")
    assert hands.were_idle


def test_every_address_that_acts_on_the_machine_is_guarded(house: House, hands: Hands) -> None:
    """Also one that is added later: it is asked as a participant, and does nothing."""
    client = outsiders(house)["participant"]
    rules = [r for r in house.app.url_map.iter_rules() if r.endpoint.startswith("machine_acts.")]
    assert len(rules) >= 6
    for rule in rules:
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert client.open(rule.rule, method=method).status_code == 401
    assert hands.were_idle


def test_a_form_from_elsewhere_does_nothing(house: House, hands: Hands) -> None:
    control = house.facilitator()
    answer = control.post("/box/off", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert hands.were_idle


# -- the access point on the cable -----------------------------------------------------------------


def test_the_organiser_tells_the_wifi_of_the_access_point(house: House, hands: Hands) -> None:
    control = house.facilitator()
    assert 'href="/box/access-point"' in control.get("/box").text
    form = {"ssid": " Zaal-AP ", "passphrase": "appel-boom-22"}
    answer = control.post("/box/access-point", data=form)
    assert (answer.status_code, answer.location) == (303, "/box")
    assert hands.wifi == ("Zaal-AP", "appel-boom-22")
    page = control.get("/box/access-point").text
    assert 'value="Zaal-AP"' in page
    control.post("/box/access-point", data={**form, "forget": "1"})
    assert hands.wifi == ("", "")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"ssid": "", "passphrase": "appel-boom-22"}, "Type the name that phones show."),
        ({}, "Type the name that phones show."),
        ({"ssid": "Zaal", "passphrase": "kort"}, "this one has 4"),
        ({"ssid": "Zaal"}, "this one has 0"),
        ({"ssid": "Café", "passphrase": "appel-boom-22"}, "“é” in the name"),
        ({"ssid": "Z" * 33, "passphrase": "appel-boom-22"}, "this one has 33"),
    ],
)
def test_a_wifi_that_phones_cannot_join_is_refused_and_stays_typed(
    house: House, hands: Hands, form: dict[str, str], said: str
) -> None:
    answer = house.facilitator().post("/box/access-point", data=form, headers=EN)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in form.values())
    assert hands.were_idle


def test_a_machine_that_is_no_network_has_no_access_point(house: House) -> None:
    Hands(house, wifi=None)
    control = house.facilitator()
    assert "access-point" not in control.get("/box").text
    assert control.get("/box/access-point").status_code == 404
    assert control.post("/box/access-point", data={"ssid": "Zaal"}).status_code == 404


# -- the clock -------------------------------------------------------------------------------------


def test_the_organiser_sets_the_clock_to_that_of_their_own_browser(
    house: House, hands: Hands
) -> None:
    control = house.facilitator()
    page = control.get("/box", headers=EN).text
    assert re.search(r'<box-clock data-now-ms="\d{13}" data-worth-s="60"', page)
    page = control.get(f"/box/clock?ahead_s={AHEAD_S}", headers=EN).text
    at = time.strftime("%H:%M", time.localtime(time.time() + AHEAD_S))
    assert f"<h1>Set the clock of the box to {at}?</h1>" in page
    assert f"Yes, set the clock to {at}" in page
    assert hands.were_idle

    answer = control.post("/box/clock", data=asked(control))
    assert (answer.status_code, answer.location) == (303, "/box")
    (told,) = hands.set
    assert abs(told - time.time() - AHEAD_S) < 5


def test_a_form_that_is_sent_twice_sets_the_same_time(house: House, hands: Hands) -> None:
    control = house.facilitator()
    form = asked(control)
    control.post("/box/clock", data=form)
    control.post("/box/clock", data=form)
    first, second = hands.set
    assert abs(second - first) < 5


def test_a_form_of_before_a_start_sets_nothing(house: House, hands: Hands) -> None:
    control = house.facilitator()
    form = asked(control) | {"box": "an earlier start"}
    assert control.post("/box/clock", data=form).location == "/box"
    assert hands.were_idle


def test_without_script_the_time_is_typed(house: House, hands: Hands) -> None:
    control = house.facilitator()
    page = control.get("/box", headers=EN).text
    assert '<input id="time" name="time" type="datetime-local" required>' in page
    typed = time.strftime("%Y-%m-%dT%H:%M", time.localtime(time.time() + 2 * 86_400))
    page = control.get(f"/box/clock?time={typed}", headers=EN).text
    assert typed[-5:] in page
    day = time.strftime("%Y", time.localtime(time.time() + 2 * 86_400))
    assert re.search(rf'<p class="lead-in">\d+ \w+ {day}</p>', page)
    control.post("/box/clock", data=asked(control, f"/box/clock?time={typed}"))
    (told,) = hands.set
    assert time.strftime("%Y-%m-%dT%H:%M", time.localtime(told)) == typed


def test_the_internet_wins(house: House, hands: Hands) -> None:
    control = house.facilitator()
    form = asked(control)
    hands.source = "ntp"
    assert "<box-clock" not in control.get("/box").text
    assert control.get(f"/box/clock?ahead_s={AHEAD_S}").status_code == 409
    answer = control.post("/box/clock", data=form, headers={"Accept": "application/json"})
    assert answer.get_json()["code"] == "clock_right"
    assert hands.were_idle


@pytest.mark.parametrize(
    "query", ["", "?ahead_s=soon", "?ahead_s=nan", "?ahead_s=inf", "?ahead_s=1e12", "?time=later"]
)
def test_a_time_that_cannot_be_is_refused_with_a_sentence(
    house: House, hands: Hands, query: str
) -> None:
    page = house.facilitator().get(f"/box/clock{query}", headers=EN)
    assert page.status_code == 422
    assert "This time cannot be." in page.text


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        ("clock_not_allowed", 403, "does not let Tafelronde set its clock"),
        ("clock_impossible", 422, "This time cannot be."),
    ],
)
def test_a_machine_that_does_not_let_its_clock_be_set_says_so(
    house: House, code: str, status: int, sentence: str
) -> None:
    hands = Hands(house, code=code)
    control = house.facilitator()
    page = control.post("/box/clock", data=asked(control), headers=EN)
    assert (page.status_code, hands.were_idle) == (status, True)
    assert sentence in page.text


# -- switching off ---------------------------------------------------------------------------------


def test_the_organiser_switches_the_box_off_and_is_told_that_the_plug_may_be_pulled(
    house: House, hands: Hands
) -> None:
    control = house.facilitator()
    assert (
        '<a class="act" href="/box/off">Switch the box off</a>'
        in control.get("/box", headers=EN).text
    )
    page = control.get("/box/off", headers=EN).text
    assert "<h1>Switch the box off?</h1>" in page
    assert "Yes, switch the box off" in page
    assert hands.offs == 0

    page = control.post("/box/off", headers=EN)
    assert (page.status_code, hands.offs) == (200, 1)
    assert "You may pull the plug. Everything saved stays saved." in page.text


def test_in_dutch_it_says_what_the_words_say(house: House, hands: Hands) -> None:
    page = house.facilitator().post("/box/off", headers={"Accept-Language": "nl"}).text
    assert "U mag de stekker eruit trekken. Alles wat bewaard is, blijft bewaard." in page


def test_a_laptop_is_not_switched_off(house: House) -> None:
    hands = Hands(house, is_box=False)
    control = house.facilitator()
    assert "/box/off" not in control.get("/box").text
    for answer in (control.get("/box/off", headers=EN), control.post("/box/off", headers=EN)):
        assert answer.status_code == 403
        assert "Only a box that was prepared" in answer.text
    assert hands.were_idle


def test_a_box_that_may_not_be_switched_off_says_that_the_plug_will_do(house: House) -> None:
    Hands(house, code="off_not_allowed")
    page = house.facilitator().post("/box/off", headers=EN)
    assert page.status_code == 403
    assert "You may pull the plug all the same." in page.text


# -- the box's own screen --------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]:8080"])
def test_a_browser_on_the_box_itself_may_too(house: House, hands: Hands, host: str) -> None:
    own = house.client(**LOCAL)
    headers = EN | {"Host": host}
    assert "Switch the box off" in own.get("/box", headers=headers).text
    assert own.post("/box/off", headers=headers).status_code == 200
    assert hands.offs == 1


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.168.1.9", {"Host": "localhost"}),
        ("127.0.0.1", {"Host": "192.168.1.4:8080"}),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "10.0.0.9"}),
        ("127.0.0.1", {"Host": "localhost", "Forwarded": "for=10.0.0.9"}),
        ("", {"Host": "localhost"}),
    ],
)
def test_nobody_passes_for_the_box_itself(
    house: House, hands: Hands, address: str, headers: dict[str, str]
) -> None:
    client = house.client(REMOTE_ADDR=address)
    assert client.post("/box/off", headers=headers).status_code == 401
    assert hands.were_idle


def test_a_browser_on_a_laptop_is_anybody(house: House) -> None:
    hands = Hands(house, is_box=False)
    client = house.client(**LOCAL)
    assert client.post("/box/clock", headers={"Host": "localhost"}).status_code == 401
    assert hands.were_idle


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[House]:
    """A box without a conference."""
    with open_house(tmp_path, has_conference=False) as house:
        yield house


def test_it_works_on_a_box_without_a_conference(bare: House) -> None:
    hands = Hands(bare)
    own = bare.client(**LOCAL)
    headers = EN | {"Host": "localhost"}
    assert own.get("/box", headers=headers).status_code == 200
    assert own.get(f"/box/clock?ahead_s={AHEAD_S}", headers=headers).status_code == 200
    assert own.post("/box/off", headers=headers).status_code == 200
    assert hands.offs == 1
