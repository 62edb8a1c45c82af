"""What every request must pass and every answer carries."""

import gzip

import pytest

from .house import ADDRESS, House, refusal


@pytest.mark.parametrize("host", ["192.168.1.4:8080", "192.168.1.4", "localhost", "127.0.0.1:5000"])
def test_the_box_answers_to_its_own_names(house: House, host: str) -> None:
    assert house.client().get("/tables", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["[::1]:8080", "LOCALHOST", "localhost.:80"])
def test_a_name_may_be_written_in_other_ways(house: House, host: str) -> None:
    assert house.client().get("/tables", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", "", "192.168.1.5", "localhost.example.org", "a b", "[::1", "x;y"]
)
def test_any_other_name_is_refused_and_told_where_to_go(house: House, host: str) -> None:
    page = house.client().get("/tables", headers={"Host": host})
    machine = house.client().get("/api/changes", headers={"Host": host})

    assert page.status_code == 421
    assert ADDRESS in page.text
    assert machine.status_code == 421
    assert refusal(machine)["code"] == "wrong_host"


def test_another_own_name_leads_to_the_address_on_the_cards(house: House) -> None:
    host = {"Host": "tafelronde.local:8080"}
    answer = house.client().get("/t/3?saved=x%20y", headers=host)

    assert answer.status_code == 302
    assert answer.location == f"{ADDRESS}/t/3?saved=x%20y"


def test_who_reached_another_own_address_stays_there(house: House) -> None:
    """Such as on the venue's network, from where the room's own cannot be reached."""
    host = {"Host": "[fe80::1]:8080"}

    assert house.client().get("/sign-in", headers=host).status_code == 200


def test_only_pages_are_led_to_another_name(house: House) -> None:
    host = {"Host": "tafelronde.local"}

    assert house.client().get("/health", headers=host).status_code == 200
    assert house.client().post("/sign-in", headers=host).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:81", "file://localhost", "http://["]
)
def test_a_change_from_another_page_is_refused(house: House, origin: str) -> None:
    before = house.records()
    asked = {"id": "12345678", "do": "join_table", "table": "3"}
    answer = house.seated().post("/api/commands", json=asked, headers={"Origin": origin})

    assert answer.status_code == 403
    assert refusal(answer)["code"] == "wrong_origin"
    assert len(house.records()) == len(before) + 1  # the seat that `seated` took


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}])
def test_our_own_pages_and_what_is_no_browser_may_ask(
    house: House, headers: dict[str, str]
) -> None:
    asked = {"id": "12345678", "do": "join_table", "table": "3"}
    answer = house.seated().post("/api/commands", json=asked, headers=headers)

    assert answer.status_code == 200


def test_the_text_in_a_form_from_another_page_is_not_offered_for_sending(house: House) -> None:
    answer = house.client().post(
        "/t/3/entries", data={"text": "planted"}, headers={"Origin": "http://evil.example"}
    )

    assert answer.status_code == 403
    assert "planted" not in answer.text


def test_pages_may_load_and_tell_nothing_outside_the_box(house: House) -> None:
    headers = house.client().get("/tables", headers={"Host": "192.168.1.4:8080"}).headers

    policy = dict(
        rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"].split() == [
        "'self'",
        "ws://192.168.1.4:8080",
        "wss://192.168.1.4:8080",
    ]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    # With no-referrer browsers send "Origin: null" along with our own forms.
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_a_refused_name_does_not_get_into_the_policy(house: House) -> None:
    answer = house.client().get("/tables", headers={"Host": "x; script-src *"})

    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/tables", "/health"])
def test_pages_and_documents_are_compressed_for_who_accepts_it(house: House, path: str) -> None:
    plain = house.client().get(path)
    packed = house.client().get(path, headers={"Accept-Encoding": "gzip, deflate"})

    assert "Content-Encoding" not in plain.headers
    if len(plain.data) >= 500:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(packed.data)) == len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_who_refuses_gzip_does_not_get_it(house: House) -> None:
    answer = house.client().get("/tables", headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in answer.headers


def test_static_files_are_kept_for_ever_under_an_address_that_changes_with_them(
    house: House,
) -> None:
    page = house.client().get("/tables").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = house.client().get(address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.data.startswith(b"@layer reset, tokens, base, layout, elements, print;")


def test_static_files_are_compressed_once_and_not_those_that_are_already(house: House) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    script = house.client().get("/static/x/js/participant.js")
    packed = house.client().get("/static/x/js/participant.js", headers=accepts)
    font = house.client().get("/static/x/fonts/atkinson-hyperlegible-next.woff2", headers=accepts)

    assert gzip.decompress(packed.data) == script.data
    assert "Content-Encoding" not in font.headers


def test_a_page_from_before_an_update_gets_the_files_of_today_but_keeps_them_not(
    house: House,
) -> None:
    answer = house.client().get("/static/0123456789ab/css/app.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["nothing.css", "../templates/base.html", "css/%00", "js"])
def test_what_is_no_static_file_is_not_found(house: House, name: str) -> None:
    answer = house.client().get(f"/static/x/{name}")

    assert answer.status_code == 404
    assert refusal(answer)["code"] == "not_found"


def test_every_script_is_served_as_a_script(house: House) -> None:
    client = house.client()
    names = [n for n in house.app.extensions["tafelronde"].files.names() if n.endswith(".js")]

    kinds = {client.get(f"/static/x/{name}").content_type for name in names}

    assert kinds == {"text/javascript; charset=utf-8"}
