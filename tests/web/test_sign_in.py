"""Codes open pages; wrong ones are slow."""

import pytest

from appliance.conference.records import Role

from .house import CODE, House


@pytest.mark.parametrize("path", ["/control", "/stage", "/watch", "/results"])
def test_a_page_for_a_code_asks_for_it(house: House, path: str) -> None:
    answer = house.client().get(f"{path}?code=abcd-efgh")

    assert answer.status_code == 401
    assert 'value="abcd-efgh"' in answer.text
    assert f'name="next" value="{path}"' in answer.text


def test_a_code_in_the_address_signs_nobody_in(house: House) -> None:
    client = house.client()
    client.get(f"/control?code={CODE}")

    assert client.get_cookie("control") is None
    assert house.codes == {CODE}


def test_the_organisers_code_opens_control_once(house: House) -> None:
    client = house.client()
    answer = client.post("/sign-in", data={"code": f" {CODE} "})

    assert (answer.status_code, answer.location) == (303, "/control")
    assert "Max-Age=43200" in answer.headers["Set-Cookie"]
    assert client.get("/control").status_code == 200
    again = house.client(REMOTE_ADDR="10.0.0.9").post("/sign-in", data={"code": CODE})
    assert again.status_code == 403


@pytest.mark.parametrize(("role", "path"), [(Role.OBSERVER, "/watch"), (Role.STAGE, "/stage")])
def test_a_card_opens_its_page_however_the_code_is_typed(
    house: House, role: Role, path: str
) -> None:
    client = house.client()
    code = house.code(role)
    answer = client.post("/sign-in", data={"code": f"{code[:3]} {code[3:].upper()}"})

    assert (answer.status_code, answer.location) == (303, path)
    assert client.get(path).status_code == 200
    assert client.get("/control").status_code == 401


def test_a_chairs_code_opens_the_page_of_that_table(house: House) -> None:
    client = house.client()
    code = house.code(Role.CHAIR, "3")
    answer = client.post("/sign-in", data={"code": code})

    assert answer.location == f"/chair/{code}"
    page = client.get(answer.location)
    assert page.status_code == 200
    assert 'data-as="chair"' in page.text
    assert 'data-table="3"' in page.text


def test_one_browser_holds_several_roles_side_by_side(house: House) -> None:
    client = house.seated("3")
    house.codes.add(CODE)
    client.post("/sign-in", data={"code": CODE})
    for table in ("3", "4"):
        client.get(f"/chair/{house.code(Role.CHAIR, table)}")
    client.post("/sign-in", data={"code": house.code(Role.OBSERVER)})

    for query, audience in [
        ("as=participant&table=3", "table:3"),
        ("as=chair&table=3", "chair:3"),
        ("as=chair&table=4", "chair:4"),
        ("as=facilitator", "control"),
        ("as=observer", "watch"),
        ("", "control"),
    ]:
        assert client.get(f"/api/changes?{query}").get_json()["audience"] == audience


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/results", "/results"),
        ("/box", "/box"),
        ("//evil.example", "/control"),
        ("/t/3", "/control"),
        ("", "/control"),
    ],
)
def test_signing_in_leads_to_where_one_wanted_to_go(
    house: House, wanted: str, goes_to: str
) -> None:
    answer = house.client().post("/sign-in", data={"code": CODE, "next": wanted})

    assert answer.location == goes_to


def test_a_wrong_code_is_refused_with_the_seconds_to_wait(house: House) -> None:
    client = house.client()
    first = client.post("/sign-in", data={"code": "nope"}, headers={"Accept-Language": "en"})
    second = client.post("/sign-in", data={"code": CODE}, headers={"Accept-Language": "en"})

    assert first.status_code == 403
    assert "This code is not right. Try again in 2 seconds." in first.text
    assert second.status_code == 429
    assert second.headers["Retry-After"] in ("1", "2")
    assert house.codes == {CODE}


def test_the_seconds_to_wait_are_there_to_be_counted_down(house: House) -> None:
    client = house.client()
    headers = {"Accept-Language": "en"}
    asked = client.get("/sign-in", headers=headers).text
    wrong = client.post("/sign-in", data={"code": "nope"}, headers=headers).text
    soon = client.post("/sign-in", data={"code": "nope"}, headers=headers).text

    assert ["data-wait" in page for page in (asked, wrong, soon)] == [False, True, True]
    assert 'data-wait="2" data-one="1 second to wait"' in wrong
    assert 'data-many="{n} seconds to wait"' in wrong


def test_a_page_that_needs_a_code_has_nothing_to_wait_for(house: House) -> None:
    assert "data-wait" not in house.client().get("/control").text


def test_an_empty_code_opens_nothing(house: House) -> None:
    for n, code in enumerate(["", "  ", "---", "\x00"]):
        client = house.client(REMOTE_ADDR=f"10.0.0.{n}")

        assert client.post("/sign-in", data={"code": code}).status_code == 403


def test_guessing_a_chairs_code_is_slow_too(house: House) -> None:
    client = house.client()

    assert client.get("/chair/aaaaaa").status_code == 403
    assert client.get("/chair/bbbbbb").status_code == 429
    assert client.get_cookie("chair") is None


def test_another_roles_code_opens_no_chairs_page(house: House) -> None:
    assert house.client().get(f"/chair/{house.code(Role.OBSERVER)}").status_code == 403


def test_a_chair_may_reload_as_often_as_they_like(house: House) -> None:
    client = house.client()
    address = f"/chair/{house.code(Role.CHAIR, '3')}"

    assert {client.get(address).status_code for _ in range(80)} == {200}


def test_one_address_that_guesses_does_not_keep_out_another(house: House) -> None:
    guesser = house.client(REMOTE_ADDR="10.0.0.66")
    for _ in range(5):
        guesser.post("/sign-in", data={"code": "nope"})

    assert house.client().post("/sign-in", data={"code": CODE}).status_code == 303


def test_signing_out_forgets_one_role_only(house: House) -> None:
    client = house.facilitator()
    client.post("/sign-in", data={"code": house.code(Role.OBSERVER)})
    answer = client.post("/sign-out", data={"as": "facilitator"})

    assert answer.status_code == 303
    assert client.get("/control").status_code == 401
    assert client.get("/watch").status_code == 200


@pytest.mark.parametrize("as_", ["participant", "", "x"])
def test_signing_out_of_nothing_does_nothing(house: House, as_: str) -> None:
    client = house.seated()

    assert client.post("/sign-out", data={"as": as_}).status_code == 303
    assert client.get("/").location == "/t/3"


def test_a_sign_in_ends_after_twelve_hours(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = house.facilitator()
    now = __import__("time").time()
    monkeypatch.setattr("appliance.web.cookies.time.time", lambda: now + 12 * 3600 - 60)
    assert client.get("/api/changes?as=facilitator").status_code == 200

    monkeypatch.setattr("appliance.web.cookies.time.time", lambda: now + 12 * 3600 + 60)
    assert client.get("/api/changes?as=facilitator").status_code == 401


def test_the_facilitator_finds_every_address_with_its_code(house: House) -> None:
    page = house.facilitator().get("/control/links", headers={"Accept-Language": "en"}).text

    for table in ("1", "10"):
        assert f"/chair/{house.code(Role.CHAIR, table)}" in page
    assert f"/stage?code={house.code(Role.STAGE)}" in page
    assert f"/watch?code={house.code(Role.OBSERVER)}" in page


def test_nobody_else_finds_them(house: House) -> None:
    for client in (house.seated(), house.chair(), house.observer(), house.client()):
        answer = client.get("/control/links")
        assert answer.status_code == 401
        assert house.code(Role.STAGE) not in answer.text
