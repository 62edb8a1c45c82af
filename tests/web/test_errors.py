"""What is unexpected: one line in the log, a number on the screen, no word of what was written."""

import logging
from collections.abc import Callable

import pytest

from appliance.conductor import Busy

from .house import House, new_id, refusal
from .test_manual import Seen

WRITTEN = "mijn geheime mening"


@pytest.fixture
def broken(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house in which every question to the conductor breaks, holding what was asked."""

    def breaks(*asked: object, **_: object) -> None:
        try:
            raise KeyError(WRITTEN)
        except KeyError as error:
            raise RuntimeError(f"{WRITTEN} {asked}") from error

    monkeypatch.setattr(house.conductor, "ask", breaks)
    return house


def test_a_fault_is_told_to_a_program_in_the_one_shape(
    broken: House, caplog: pytest.LogCaptureFixture
) -> None:
    asked = {"id": new_id(), "do": "post_entry", "activity": "x", "text": WRITTEN}
    client = broken.client()
    client.get("/t/3")
    answer = client.post("/api/commands", json=asked)

    assert answer.status_code == 500
    assert refusal(answer)["code"] == "unexpected"
    assert refusal(answer)["refused"] == asked["id"]
    (record,) = caplog.records
    assert record.getMessage().split()[1] in refusal(answer)["message"]


def test_a_fault_is_told_to_a_person_with_their_text_kept(
    broken: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = broken.client()
    client.get("/t/3")
    form = {"id": new_id(), "activity": "x", "text": f"<{WRITTEN}>"}
    answer = client.post("/t/3/entries", data=form, headers={"Accept-Language": "en"})

    assert answer.status_code == 500
    assert "Something went wrong, and it is not you." in answer.text
    assert f"&lt;{WRITTEN}&gt;" in answer.text
    assert f'value="{form["id"]}"' in answer.text
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("status", "way_on"),
    [(404, ["/", "/help"]), (405, ["/", "/help"]), (503, ["", "/", "/help"])],
)
def test_every_page_of_trouble_has_a_way_on(
    house: House, status: int, way_on: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = house.client()
    if status == 503:
        monkeypatch.setattr(house.conductor, "read", raises(Busy))
    address = {404: "/nothing", 405: "/sign-out", 503: "/t/3"}[status]
    answer = client.get(address, headers={"Accept-Language": "en"})
    main = answer.text[answer.text.index("<main") : answer.text.index("</main")]

    assert answer.status_code == status
    assert Seen(main).all("a", "href") == way_on
    assert Seen(main).headings == [1]


def raises(error: type[Exception]) -> Callable[..., None]:
    """A call that always fails so."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_form_that_was_not_taken_is_not_asked_for_again_by_its_address(broken: House) -> None:
    client = broken.client()
    client.get("/t/3")
    answer = client.post("/t/3/join", data={"id": new_id()}, headers={"Accept-Language": "en"})
    main = answer.text[answer.text.index("<main") : answer.text.index("</main")]

    assert answer.status_code == 500
    assert Seen(main).all("a", "href") == ["/", "/help"]


def test_the_log_says_where_and_what_kind_but_nothing_that_was_written(
    broken: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = broken.client()
    client.get("/t/3")
    with caplog.at_level(logging.DEBUG):
        client.post(
            f"/t/3/entries?text={WRITTEN}",
            data={"id": new_id(), "activity": "x", "text": WRITTEN},
            headers={"Referer": f"http://localhost/{WRITTEN}"},
        )

    assert "participant.py" in caplog.text
    assert "builtins.KeyError" in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert WRITTEN not in caplog.text
    cookie = client.get_cookie("device")
    assert cookie is not None
    assert cookie.value not in caplog.text


def test_an_ordinary_day_leaves_nothing_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client = house.seated()
        client.post("/sign-in", data={"code": "wrong-code"})
        client.get("/chair/wrong-code")
        client.get("/nothing")
        client.post("/api/commands", data=b"{")

    assert [record for record in caplog.records if record.name.startswith("appliance")] == []


def test_a_form_that_cannot_be_read_is_refused_like_any_other(house: House) -> None:
    parts = "".join(
        '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\r\n' for _ in "." * 1200
    )
    answer = house.seated().post(
        "/t/3/entries", data=f"{parts}--x--", content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413


def test_a_fault_in_the_rules_is_logged_once_and_told_with_its_number(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*asked: object) -> None:
        raise RuntimeError(f"{WRITTEN} {asked}")

    client = house.seated()
    monkeypatch.setattr("appliance.conductor.decide", breaks)
    asked = {"id": new_id(), "do": "post_entry", "activity": "x", "text": WRITTEN}
    answer = client.post("/api/commands", json=asked)

    assert (answer.status_code, refusal(answer)["code"]) == (500, "unexpected")
    (record,) = caplog.records
    assert record.getMessage().split()[1] in refusal(answer)["message"]
    assert WRITTEN not in caplog.text
    form = client.post("/t/3/entries", data={"id": new_id(), "activity": "x", "text": WRITTEN})
    assert form.status_code == 500
    assert WRITTEN in form.text
