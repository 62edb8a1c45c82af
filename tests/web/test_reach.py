"""What is there on the internet before the event, and whom a proxy may speak for."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.web.app import create_app
from appliance.web.parts import Network, Wifi
from appliance.web.proxied import Proxied
from appliance.web.reach import is_within

from .house import CODE, COMPILED, House, words
from .surveyed import survey

SITE = "https://survey.example.org"
PROXY, CLIENT, FORGED = "10.9.0.1", "203.0.113.9", "198.51.100.1"


@pytest.fixture
def outside(house: House) -> FlaskClient:
    """A browser on the internet, in front of a box that serves the survey there."""
    survey(house)
    parts = replace(
        house.parts,
        is_public=True,
        address=lambda: SITE,
        own_hosts=frozenset,
        network=lambda: Network(wifi=Wifi("geheim", "geheim", "geheim")),
    )
    app = create_app(parts, words())
    app.jinja_env.bytecode_cache = COMPILED
    return app.test_client()


def ask(client: FlaskClient, path: str, **how: Any) -> TestResponse:
    """Ask over https, as the proxy passes it on."""
    how.setdefault("environ_overrides", {"REMOTE_ADDR": CLIENT})
    return client.open(path, base_url=SITE, **how)


def rules(client: FlaskClient) -> set[str]:
    """Every address that the application knows, with something in its blanks."""
    found = {rule.rule for rule in client.application.url_map.iter_rules()}
    return {re.sub(r"<any\((\w+)[^>]*>", r"\1", rule) for rule in found}


def filled(rule: str) -> str:
    """An address for a rule."""
    return re.sub(r"<int:[^>]*>", "1", re.sub(r"<(?!int:)[^>]*>", "x1234567", rule))


def test_only_what_is_for_the_time_before_the_event_is_there(outside: FlaskClient) -> None:
    before_event = ("/s", "/prepare", "/results/survey", "/results/close")
    before_event += ("/sign-", "/language", "/text-size")
    always = ("/static", "/favicon.ico", "/privacy", "/help", "/health", "/media/<name>")
    hidden = {r for r in rules(outside) if not r.startswith((*before_event, *always))}
    assert {"/control", "/box", "/t/<table>", "/live", "/api/commands", "/results"} <= hidden
    for rule in hidden - {"/"}:
        for method in ("GET", "POST"):
            response = ask(outside, filled(rule), method=method)
            assert response.status_code == 404, (method, rule)
    for path in ("/s", "/s/kwat-er123", "/sign-in", "/help", "/health", "/s/about"):
        assert ask(outside, path).status_code == 200, path


def test_prepare_and_the_results_of_the_survey_are_let_through() -> None:
    for path in (
        "/prepare",
        "/prepare/x/survey",
        "/results/close",
        "/results/survey",
        "/results/survey.json",
    ):
        assert is_within(path)
    for path in ("/results", "/results/surveyx", "/prepared", "/stage", "/sx", "/", ""):
        assert not is_within(path)


def test_the_bare_name_leads_to_the_survey(outside: FlaskClient) -> None:
    assert ask(outside, "/").headers["Location"] == "/s"
    assert ask(outside, "/", method="POST").status_code == 404
    assert ask(outside, "/privacy").headers["Location"] == "/s/about"


def test_no_page_there_leads_to_what_is_not_there(outside: FlaskClient) -> None:
    for path in ("/s", "/s/kwat-er123", "/s/kwat-er123/1", "/sign-in", "/s/about", "/nothing"):
        page = ask(outside, path).text
        for address in re.findall(r'(?:href|action)="(/[^"#?]*)', page):
            assert is_within(address) or address == "/", (path, address)


def test_the_organiser_comes_in_and_goes_to_prepare(outside: FlaskClient, house: House) -> None:
    response = ask(outside, "/sign-in", method="POST", data={"code": CODE, "next": "/control"})
    assert response.headers["Location"] == "/prepare"
    assert "; Secure;" in response.headers["Set-Cookie"]
    house.codes.add(CODE)
    response = ask(
        outside, "/sign-in", method="POST", data={"code": CODE, "next": "/results/survey"}
    )
    assert response.headers["Location"] == "/results/survey"


def test_codes_of_the_room_open_nothing_there(outside: FlaskClient, house: House) -> None:
    for code in house.conductor.read(lambda room: [c.code for c in room.codes.values()][:3]):
        response = ask(
            outside,
            "/sign-in",
            method="POST",
            data={"code": code},
            environ_overrides={"REMOTE_ADDR": f"10.8.0.{len(code)}"},
        )
        assert response.status_code in (403, 429)


def test_others_are_told_only_whether_it_is_well(outside: FlaskClient) -> None:
    told = ask(outside, "/health").get_json()
    assert told == {"ok": True, "is_saving": True, "version": "1.2.3"}
    here = {"REMOTE_ADDR": "127.0.0.1"}
    assert "conference" in ask(outside, "/health", environ_overrides=here).get_json()
    spoken_for = {"X-Forwarded-For": "203.0.113.9"}
    told = ask(outside, "/health", environ_overrides=here, headers=spoken_for).get_json()
    assert "conference" not in told


def test_no_other_name_is_answered(outside: FlaskClient) -> None:
    for host in ("http://192.168.1.4:8080", "http://tafelronde.local", "https://evil.example"):
        assert outside.get("/s", base_url=host).status_code == 421


def heard(proxies: tuple[str, ...], peer: str, **headers: str) -> tuple[str, str, str]:
    """Client, scheme and host as the application sees them."""
    seen: dict[str, Any] = {}

    def inner(environ: Any, start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8080"}
    environ |= {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in headers.items()}
    Proxied(inner, proxies)(environ, lambda *_: None)  # type: ignore[arg-type,return-value]
    return seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]


@pytest.mark.parametrize(
    ("hops", "client"),
    [
        (CLIENT, CLIENT),
        (f"{FORGED}, {CLIENT}", CLIENT),
        (f"{FORGED}, {CLIENT}, 10.9.0.2", CLIENT),
        ("2001:db8::7", "2001:db8::7"),
        ("", PROXY),
        ("unknown", PROXY),
        (f"{FORGED}, unknown", PROXY),
        (f"{FORGED},unknown, 10.9.0.2", "10.9.0.2"),
    ],
)
def test_a_named_proxy_is_believed_as_far_as_it_saw_itself(hops: str, client: str) -> None:
    told = {"for": hops, "proto": "https", "host": "survey.example.org"}
    assert heard(("10.9.0.0/24",), PROXY, **told) == (client, "https", "survey.example.org")


@pytest.mark.parametrize("peer", ["10.9.1.1", "127.0.0.1", "", "::1", "garbage"])
def test_nobody_else_is_believed(peer: str) -> None:
    told = {"for": FORGED, "proto": "https", "host": "evil.example"}
    assert heard(("10.9.0.0/24",), peer, **told) == (peer, "http", "127.0.0.1:8080")


def test_an_ipv4_peer_in_ipv6_clothes_is_the_same_proxy() -> None:
    assert heard(("10.9.0.1",), "::ffff:10.9.0.1", **{"for": CLIENT})[0] == CLIENT


def test_a_scheme_that_is_none_changes_nothing() -> None:
    assert heard((PROXY,), PROXY, proto="gopher", **{"for": CLIENT}) == (
        CLIENT,
        "http",
        "127.0.0.1:8080",
    )


def test_wrong_codes_count_against_who_sent_them_and_not_against_the_proxy(house: House) -> None:
    survey(house)
    app = create_app(replace(house.parts, proxies=(PROXY,)), words())
    app.jinja_env.bytecode_cache = COMPILED

    def status(client: str, peer: str = PROXY) -> int:
        headers = {"X-Forwarded-For": client}
        response = app.test_client().get(
            "/s/guess-1",
            base_url="http://192.168.1.4:8080",
            headers=headers,
            environ_overrides={"REMOTE_ADDR": peer},
        )
        return response.status_code

    assert [status("203.0.113.1"), status("203.0.113.1"), status("203.0.113.2")] == [403, 429, 403]
    # Who is no proxy gains nothing by saying that they speak for others.
    assert [status(f"203.0.114.{n}", "10.7.7.7") for n in range(3)] == [403, 429, 429]
