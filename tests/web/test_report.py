"""The page of the report: chosen, looked at, made; the organiser's own words; kept choices."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from appliance.conference.records import Edition, Passage
from appliance.reporting.apart import Copy
from appliance.reporting.shelf import Reports
from appliance.seams.reports import picture, reports
from appliance.web.desk import NAME
from tests.reporting.test_reports import wait

from .house import House, new_id
from .test_machine_acts import outsiders

EN = {"Accept-Language": "en"}
AT = "/results/report"
PATHS = (AT, f"{AT}/preview", f"{AT}/files/report-full-nl-20150119-1705.html")
ACTS = ("make", "remove", "words", "logo", "editions/x/remove")


@pytest.fixture
def shelf(house: House, tmp_path: Path) -> Iterator[Reports]:
    """Reports that are really made, of the house's own room."""
    made = Reports(
        tmp_path,
        lambda: house.conductor.read(lambda r: Copy(r.records(), r.seq, r.room_ms, r.minute)),
        lambda: "head",
        lambda name: picture(house.media, name),
    )
    desk = house.app.extensions[NAME]
    parts = replace(desk.parts, reports=reports(made))
    house.app.extensions[NAME] = replace(desk, parts=parts)
    yield made
    wait(made)


def send(browser: FlaskClient, path: str, **form: str) -> TestResponse:
    """Press a button of this page."""
    return browser.post(f"{AT}/{path}", data={"id": new_id(), **form}, headers=EN)


def passages(house: House) -> list[Passage]:
    return house.conductor.read(lambda room: list(room.passages.values()))


def editions(house: House) -> list[Edition]:
    return house.conductor.read(lambda room: list(room.editions.values()))


def test_only_who_leads_comes_in(house: House, shelf: Reports) -> None:
    for name, browser in outsiders(house).items():
        for path in PATHS:
            assert browser.get(path).status_code in (401, 403), (name, path)
        for act in ACTS:
            assert send(browser, act, chapter="summary").status_code in (401, 403), (name, act)
    assert not passages(house)
    assert shelf.kept() == []


def test_a_report_is_made_and_comes_as_it_is(house: House, shelf: Reports) -> None:
    browser = house.facilitator()
    answer = send(browser, "make", variant="full", language="en", formats="html")
    assert (answer.status_code, answer.location) == (303, f"{AT}#making")
    [name] = wait(shelf).files
    page = browser.get(AT, headers=EN).get_data(as_text=True)
    assert "1 document was made." in page
    assert f'href="{AT}/files/{name}"' in page
    got = browser.get(f"{AT}/files/{name}")
    kept = shelf.find(name)
    assert kept is not None
    assert got.data == kept.read_bytes()
    assert got.headers["Content-Disposition"] == f"attachment; filename={name}"
    shown = browser.get(f"{AT}/files/{name}?look")
    assert shown.headers["Content-Disposition"].startswith("inline")
    for response in (got, shown, browser.get(f"{AT}/preview?variant=full")):
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert policy.endswith("sandbox")
    send(browser, "remove", name=name)
    assert shelf.kept() == []
    assert browser.get(f"{AT}/files/{name}").status_code == 404


def test_a_look_is_in_the_language_that_was_chosen(house: House, shelf: Reports) -> None:
    browser = house.facilitator()
    dutch, english = (browser.get(f"{AT}/preview?language={each}").data for each in ("nl", "en"))
    assert b'<html lang="nl">' in dutch
    assert b'<html lang="en">' in english
    assert shelf.kept() == []


def test_without_a_kind_of_document_nothing_is_made(house: House, shelf: Reports) -> None:
    answer = send(house.facilitator(), "make", variant="full")
    assert answer.status_code == 422
    assert "Choose at least one kind of document." in answer.get_data(as_text=True)
    assert not shelf.state().is_running


def test_a_choice_is_kept_and_let_go(house: House, shelf: Reports) -> None:
    browser = house.facilitator()
    chosen = {"variant": "theme", "theme": "inkoop", "language": "en", "least": "8"}
    send(browser, "make", formats="html", title=" For the <minister> ", sections="votes", **chosen)
    wait(shelf)
    [edition] = editions(house)
    assert edition == Edition(
        *(edition.id, "For the <minister>", "theme", "en", "inkoop", ("votes",), "", 8),
        *(edition.seq, edition.rev),
    )
    page = browser.get(AT, headers=EN).get_data(as_text=True)
    assert "For the &lt;minister&gt;" in page
    form = re.search(rf'<form method="post" action="{AT}/make">.*?</form>', page, re.DOTALL)
    assert form is not None
    told = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    assert {name: told[name] for name in chosen} == chosen
    assert send(browser, f"editions/{edition.id}/remove").status_code == 303
    assert editions(house) == []


@pytest.mark.parametrize("wrong", ["variant=x", "language=fr", "least=4", "least=x", "sections=x"])
def test_what_is_not_there_to_choose_is_left_out(house: House, shelf: Reports, wrong: str) -> None:
    browser = house.facilitator()
    assert browser.get(f"{AT}?{wrong}").status_code == 200
    assert browser.get(f"{AT}/preview?{wrong}").status_code == 200


def test_own_words_are_kept_per_language_and_shown(house: House, shelf: Reports) -> None:
    browser = house.facilitator()
    answer = send(browser, "words", chapter="summary", text_nl="Krediet", text_en="<b>", rev="0")
    assert (answer.status_code, answer.location) == (303, f"{AT}#words-summary")
    [passage] = passages(house)
    assert passage.text == {"nl": "Krediet", "en": "<b>"}
    page = browser.get(AT).get_data(as_text=True)
    assert "Krediet</textarea>" in page
    assert "&lt;b&gt;</textarea>" in page
    assert 'id="words-theme-inkoop"' in page


def test_words_over_another_s_are_told_and_not_lost(house: House, shelf: Reports) -> None:
    browser = house.facilitator()
    send(browser, "words", chapter="summary", text_nl="Een", rev="0")
    answer = send(browser, "words", chapter="summary", text_nl="Twee", rev="0")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Somebody changed this in the meantime." in page
    assert "Twee</textarea>" in page
    assert passages(house)[0].text == {"nl": "Een"}


def test_a_logo_is_kept_and_chosen(house: House, shelf: Reports) -> None:
    browser, file = house.facilitator(), io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(file, "PNG")
    form = {"id": new_id(), "picture": (io.BytesIO(file.getvalue()), "logo.png")}
    answer = browser.post(f"{AT}/logo", data=form)
    name = answer.location.partition("logo=")[2].partition("#")[0]
    assert house.media.find(name) is not None
    page = browser.get(f"{AT}?logo={name}").get_data(as_text=True)
    assert f'value="{name}" checked' in page
    look = browser.get(f"{AT}/preview?logo={name}").get_data(as_text=True)
    assert "data:image/png;base64," in look or "data:image/webp;base64," in look


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg onload=alert(1)>"])
def test_what_is_no_picture_is_said(house: House, shelf: Reports, content: bytes) -> None:
    form = {"id": new_id(), "picture": (io.BytesIO(content), "logo.png")}
    answer = house.facilitator().post(f"{AT}/logo", data=form, headers=EN)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)
