"""The slides of a presentation, made through plain forms; pictures are kept, and given to few."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import OpenActivity, PutActivity, PutSurvey, ShowSlide
from appliance.conference.records import Role
from appliance.conference.writing import activity_item
from appliance.web import prepare_pictures
from tests.media.pictures import HTML, SVG, opened, photo, picture

from .house import CONFERENCE, House, new_id, open_house, refusal
from .test_prepare import ENGLISH, HOME, SCRIPT, autosave, fields_of, file, post, step

OPENING = "opening"
SLIDES = f"{HOME}/steps/{OPENING}/slides"
PICTURES = f"{HOME}/steps/{OPENING}/pictures"
OPTIONS = [{"id": id, "text": id} for id in ("ja", "nee")]
SURVEY = {
    "format": "tafelronde-survey/1",
    "title": "Vooraf",
    "questions": [
        {"id": "knelpunt", "text": "Kiest u?", "kind": "choice", "options": OPTIONS},
        {"id": "open", "text": "Wat vindt u?", "kind": "open"},
    ],
}
WORDS = {"alt.nl": "Een volle zaal", "alt.en": "A full hall"}


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[House]:
    """The reference conference, of which nothing has begun; the opening has no slides yet."""
    with open_house(tmp_path) as house:
        item = house.conductor.read(lambda room: activity_item(room.activities[OPENING]))
        house.ask(PutActivity({**item, "slides": []}))
        yield house


@pytest.fixture
def browser(planned: House) -> FlaskClient:
    """The organiser's."""
    return planned.facilitator()


def slides(house: House, id: str = OPENING) -> list[dict[str, Any]]:
    """The slides of a step, as a conference file has them."""
    return next(item for item in file(house)["programme"] if item["id"] == id).get("slides", [])


def ids(house: House) -> list[str]:
    """Their ids in order."""
    return [slide["id"] for slide in slides(house)]


def bring(
    browser: FlaskClient,
    content: bytes,
    name: str = "zaal.png",
    path: str = PICTURES,
    **fields: str,
) -> TestResponse:
    """Send a picture as the script does."""
    told = {"id": new_id(), **(fields or WORDS), "file": (BytesIO(content), name)}
    return browser.post(path, data=told, headers=SCRIPT)


def multipart(content: bytes, name: str) -> dict[str, Any]:
    """The same as bytes: the test client leaves a large file open."""
    head = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    fields = {"id": new_id(), **WORDS}.items()
    parts = [head % (key.encode(), b"") + value.encode() for key, value in fields]
    parts.append(head % (b"file", b'; filename="%s"' % name.encode()) + content)
    return {
        "data": b"\r\n".join([*parts, b"--x--"]),
        "content_type": "multipart/form-data; boundary=x",
    }


def kept(house: House) -> list[str]:
    """The names of the pictures that are on the disk."""
    folder = house.media._folder
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def page(browser: FlaskClient) -> str:
    """The prepare page."""
    return browser.get(HOME, headers=ENGLISH).text


def rev(browser: FlaskClient, slide: str) -> str:
    """What the form of a slide has in `rev`."""
    return str(fields_of(page(browser), f"{SLIDES}/{slide}")["rev"][0])


# -- adding, changing, moving ---------------------------------------------------------------------


def test_slides_of_every_kind_are_added(planned: House, browser: FlaskClient) -> None:
    planned.ask(PutSurvey(SURVEY))
    for shows in ("welcome", "text"):
        added = post(browser, SLIDES, shows=shows)
        assert (added.status_code, added.location) == (
            303,
            f"{HOME}#slide-opening-{ids(planned)[-1]}",
        )
    assert (
        autosave(browser, SLIDES, shows="survey", survey="knelpunt").get_json()["made"] == "dia-3"
    )
    assert bring(browser, picture()).get_json()["made"] == "dia-4"
    [name] = kept(planned)
    assert slides(planned) == [
        {"welcome": True, "id": "dia-1"},
        {"text": {"en": "New slide"}, "id": "dia-2"},
        {"survey": "knelpunt", "id": "dia-3"},
        {"image": name, "alt": {"nl": "Een volle zaal", "en": "A full hall"}, "id": "dia-4"},
    ]
    told = page(browser)
    names = ("Welcome and how to take part", "New slide", "Kiest u?", "A full hall")
    for n, words in enumerate(names, 1):
        assert re.search(rf"Slide {n}:\s+{re.escape(words)}", told), words


def test_a_text_is_saved_as_one_types_and_seen_on_the_stage(
    planned: House, browser: FlaskClient
) -> None:
    post(browser, SLIDES, shows="text")
    fields = {"title.nl": "Welkom", "title.en": "", "text.nl": "Fijn", "text.en": "Good"}
    first = autosave(browser, f"{SLIDES}/dia-1", **fields, rev=rev(browser, "dia-1")).get_json()
    again = autosave(browser, f"{SLIDES}/dia-1", **{**fields, "text.en": "Great"}, rev=first["rev"])
    assert (again.status_code, again.get_json()["rev"]) == (200, rev(browser, "dia-1"))
    assert slides(planned) == [
        {"text": {"nl": "Fijn", "en": "Great"}, "title": {"nl": "Welkom"}, "id": "dia-1"}
    ]
    planned.ask(OpenActivity(OPENING))
    shown = planned.parts.look("stage", None).view["slides"][OPENING]
    assert (shown["shows"], shown["text"]) == ("text", {"nl": "Fijn", "en": "Great"})


def test_slides_are_moved_copied_removed_and_that_is_taken_back(
    planned: House, browser: FlaskClient
) -> None:
    for _ in range(3):
        post(browser, SLIDES, shows="text")
    for act, order in (
        ({"act": "up"}, ["dia-1", "dia-3", "dia-2"]),
        ({"act": "to", "to": "1"}, ["dia-3", "dia-1", "dia-2"]),
        ({"act": "up"}, ["dia-3", "dia-1", "dia-2"]),
        ({"act": "down"}, ["dia-1", "dia-3", "dia-2"]),
        ({"act": "copy"}, ["dia-1", "dia-3", "dia-4", "dia-2"]),
        ({"act": "remove"}, ["dia-1", "dia-4", "dia-2"]),
    ):
        assert post(browser, f"{SLIDES}/dia-3", **act).status_code == 303
        assert ids(planned) == order
    told = page(browser)
    seq = re.findall(r'name="seq" value="(\d+)"', told)[0]
    assert "Undo the change of" in told
    assert post(browser, f"{HOME}/undo", seq=seq).status_code == 303
    assert ids(planned) == ["dia-1", "dia-3", "dia-4", "dia-2"]


def test_what_stands_in_the_form_sent_back_changes_nothing(
    planned: House, browser: FlaskClient
) -> None:
    planned.ask(PutSurvey(SURVEY))
    post(browser, SLIDES, shows="text")
    post(browser, SLIDES, shows="survey", survey="knelpunt")
    bring(browser, picture())
    before = slides(planned)
    for slide in ("dia-1", "dia-2", "dia-3"):
        browser.post(f"{SLIDES}/{slide}", data=fields_of(page(browser), f"{SLIDES}/{slide}"))
    assert slides(planned) == before


def test_slides_without_an_id_get_one_that_stays(planned: House, browser: FlaskClient) -> None:
    item = planned.conductor.read(lambda room: activity_item(room.activities[OPENING]))
    two = [{"text": "Een"}, {"text": "Twee", "from_later": [1]}]
    planned.ask(PutActivity({**item, "slides": two}))
    fields = {"text.nl": "Nog twee", "text.en": "", "title.nl": "", "title.en": ""}
    autosave(browser, f"{SLIDES}/dia-2", **fields, rev=rev(browser, "dia-2"))
    assert slides(planned) == [
        {"text": "Een", "id": "dia-1"},
        {"text": {"nl": "Nog twee"}, "from_later": [1], "id": "dia-2"},
    ]


# -- two who edit at once -------------------------------------------------------------------------


def test_two_who_change_different_slides_do_not_meet(planned: House, browser: FlaskClient) -> None:
    for _ in range(2):
        post(browser, SLIDES, shows="text")
    mine, theirs = rev(browser, "dia-1"), rev(browser, "dia-2")
    fields = {"text.nl": "Nieuw", "text.en": ""}
    assert autosave(browser, f"{SLIDES}/dia-2", **fields, rev=theirs).status_code == 200
    assert autosave(browser, f"{SLIDES}/dia-1", **fields, rev=mine).status_code == 200


def test_two_who_change_the_same_slide_are_told(planned: House, browser: FlaskClient) -> None:
    post(browser, SLIDES, shows="text")
    seen = rev(browser, "dia-1")
    fields = {"text.nl": "Van haar", "text.en": ""}
    assert autosave(browser, f"{SLIDES}/dia-1", **fields, rev=seen).status_code == 200
    mine = {"text.nl": "Van mij", "text.en": ""}
    refused = autosave(browser, f"{SLIDES}/dia-1", **mine, rev=seen)
    assert (refused.status_code, refusal(refused)["code"]) == (409, "changed_meanwhile")
    told = post(browser, f"{SLIDES}/dia-1", **mine, rev=seen)
    assert told.status_code == 409
    assert "Van mij" in told.text
    assert '<q lang="nl">Van haar</q>' in told.text
    assert re.search(r'id="slides-opening" open', told.text)
    assert slides(planned)[0]["text"] == {"nl": "Van haar"}


def test_a_slide_that_somebody_removed_is_not_brought_back(
    planned: House, browser: FlaskClient
) -> None:
    post(browser, SLIDES, shows="text")
    post(browser, f"{SLIDES}/dia-1", act="remove")
    refused = autosave(browser, f"{SLIDES}/dia-1", **{"text.nl": "x"})
    assert (refused.status_code, refusal(refused)["code"]) == (404, "slide_gone")


# -- what is not taken ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text.nl": " ", "text.en": ""}, "slide_empty"),
        ({"text.nl": "x" * 2_001}, "slide_long"),
        ({"text.nl": "x", "title.nl": "x" * 501}, "slide_long"),
    ],
)
def test_a_text_that_does_not_fit_is_said(
    planned: House, browser: FlaskClient, fields: dict[str, str], code: str
) -> None:
    post(browser, SLIDES, shows="text")
    refused = autosave(browser, f"{SLIDES}/dia-1", **fields)
    assert (refused.status_code, refusal(refused)["code"]) == (422, code)
    assert slides(planned)[0]["text"] == {"en": "New slide"}


@pytest.mark.parametrize("question", ["open", "gone", ""])
def test_only_a_question_with_figures_is_shown(
    planned: House, browser: FlaskClient, question: str
) -> None:
    planned.ask(PutSurvey(SURVEY))
    assert refusal(autosave(browser, SLIDES, shows="survey", survey=question))["code"] == (
        "slide_question"
    )


def test_strange_asks_are_refused(planned: House, browser: FlaskClient) -> None:
    before = planned.records()
    assert autosave(browser, SLIDES, shows="film").status_code == 422
    assert autosave(browser, SLIDES).status_code == 422
    assert autosave(browser, f"{HOME}/steps/nowhere/slides", shows="text").status_code == 404
    assert autosave(browser, f"{HOME}/steps/knelpunten/slides", shows="text").status_code == 422
    assert autosave(browser, f"{SLIDES}/dia-9", act="up").status_code == 404
    assert browser.post(SLIDES, data={"shows": "text"}, headers=SCRIPT).status_code == 400
    assert browser.post("/prepare/other/steps/opening/slides", data={}).status_code == 404
    assert planned.records() == before


def test_a_step_takes_a_hundred_slides(planned: House, browser: FlaskClient) -> None:
    item = planned.conductor.read(lambda room: activity_item(room.activities[OPENING]))
    planned.ask(PutActivity({**item, "slides": [{"text": "x"}] * 100}))
    for path, fields in ((SLIDES, {"shows": "text"}), (f"{SLIDES}/dia-1", {"act": "copy"})):
        assert refusal(autosave(browser, path, **fields))["code"] == "slides_many"


def test_the_slides_of_a_step_that_has_begun_stay(planned: House, browser: FlaskClient) -> None:
    post(browser, SLIDES, shows="text")
    planned.ask(OpenActivity(OPENING))
    for path, fields in ((SLIDES, {"shows": "text"}), (f"{SLIDES}/dia-1", {"act": "remove"})):
        assert refusal(autosave(browser, path, **fields))["code"] == "slides_begun"
    assert "Its slides can no longer be changed" in page(browser)
    assert ids(planned) == ["dia-1"]


@pytest.mark.parametrize("path", ["slides", "slides/dia-1", "pictures", "slides/dia-1/picture"])
def test_nobody_else_makes_slides(planned: House, path: str) -> None:
    before = planned.records()
    for other in (planned.client(), planned.observer(), planned.chair(), planned.stage()):
        assert post(other, f"{HOME}/steps/{OPENING}/{path}", shows="text").status_code == 401
    evil = planned.facilitator().post(
        f"{HOME}/steps/{OPENING}/{path}", headers={"Origin": "http://evil.example"}
    )
    assert evil.status_code == 403
    assert planned.records() == before


# -- pictures -------------------------------------------------------------------------------------


def test_a_photo_is_kept_without_where_it_was_taken_and_stands_on_the_stage(
    planned: House, browser: FlaskClient
) -> None:
    assert (
        bring(browser, photo(), "IMG_1234.JPG", **WORDS, **{"title.nl": "De zaal"}).status_code
        == 200
    )
    [name] = kept(planned)
    planned.ask(OpenActivity(OPENING))
    shown = planned.parts.look("stage", None).view["slides"][OPENING]
    assert shown == {
        "activity": OPENING,
        "n": 1,
        "of": 1,
        "shows": "image",
        "image": name,
        "title": {"nl": "De zaal"},
        "alt": {"nl": "Een volle zaal", "en": "A full hall"},
    }
    stage = planned.stage()
    seen = stage.get(f"/media/{name}")
    assert (seen.status_code, seen.content_type) == (200, "image/jpeg")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert seen.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert b"Geheime Camera" not in seen.data
    assert opened(seen.data).size == (40, 80)
    assert f'src="/media/{name}" alt="A full hall"' in stage.get("/stage", headers=ENGLISH).text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture()[:100], "zaal.png"),
        (picture("JPEG", (900, 900))[:-900], "zaal.jpg"),
        (picture(), "zaal.jpg"),
        (picture(mode="1", size=(10_000, 10_001), colour=0), "zaal.png"),
        (SVG, "zaal.png"),
        (HTML, "zaal.png"),
        (SVG, "zaal.svg"),
        (picture() + bytes(10_000_000), "zaal.png"),
        (picture() + bytes(12_000_000), "zaal.png"),
        (b"", "zaal.png"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_said_and_not_kept(
    planned: House, browser: FlaskClient, content: bytes, name: str
) -> None:
    before = planned.records()
    sentences = {}
    for language in ("nl", "en"):
        headers = {**SCRIPT, "Accept-Language": language}
        refused = browser.post(PICTURES, headers=headers, **multipart(content, name))
        assert refused.status_code in (413, 422)
        sentences[language] = refusal(refused)["message"]
    assert sentences["nl"] != sentences["en"]
    plain = browser.post(PICTURES, headers=ENGLISH, **multipart(content, name))
    assert plain.status_code in (413, 422)
    assert sentences["en"].split("“")[0] in plain.get_data(as_text=True)
    assert (planned.records(), kept(planned)) == (before, [])


@pytest.mark.parametrize(
    "fields", [{"alt.nl": "Een zaal", "alt.en": " "}, {"alt.nl": "", "alt.en": ""}]
)
def test_a_picture_needs_words_in_every_language(
    planned: House, browser: FlaskClient, fields: dict[str, str]
) -> None:
    refused = bring(browser, picture(), **fields)
    assert (refused.status_code, refusal(refused)["code"]) == (422, "alt_empty")
    assert (slides(planned), kept(planned)) == ([], [])
    assert bring(browser, picture(), **fields, is_decoration="1").status_code == 200
    assert slides(planned)[0]["is_decoration"] is True


def test_words_that_are_taken_away_are_missed(planned: House, browser: FlaskClient) -> None:
    bring(browser, picture())
    refused = autosave(browser, f"{SLIDES}/dia-1", **{"alt.nl": "Zaal", "alt.en": ""})
    assert refusal(refused)["code"] == "alt_empty"
    ticked = {"alt.nl": "Zaal", "alt.en": "", "is_decoration": "1"}
    assert autosave(browser, f"{SLIDES}/dia-1", **ticked).status_code == 200
    planned.ask(OpenActivity(OPENING))
    shown = planned.parts.look("stage", None).view["slides"][OPENING]
    assert shown["alt"] == ""


def test_another_picture_comes_in_its_place_and_the_words_stay(
    planned: House, browser: FlaskClient
) -> None:
    bring(browser, picture())
    [old] = slides(planned)
    more = bring(browser, picture("WEBP"), "b.webp", f"{SLIDES}/dia-1/picture", id=new_id())
    assert more.status_code == 200
    [new] = slides(planned)
    assert {**old, "image": new["image"]} == new
    # Taking it back shows the old one again, so it is still there.
    assert kept(planned) == sorted((old["image"], new["image"]))


def test_pictures_that_would_not_fit_in_one_file_are_said(
    planned: House, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(browser, picture())
    monkeypatch.setattr(prepare_pictures, "TOGETHER_MOST_MB", 0)
    refused = bring(browser, picture(size=(9, 9)))
    assert (refused.status_code, refusal(refused)["code"]) == (422, "pictures_large")
    assert len(kept(planned)) == 1


def test_a_picture_that_cannot_be_kept_is_on_no_slide(planned: House, browser: FlaskClient) -> None:
    planned.media._folder.write_text("in the way")
    refused = bring(browser, picture())
    assert (refused.status_code, refusal(refused)["code"]) == (503, "cannot_save")
    assert slides(planned) == []


def test_a_form_without_a_file_is_said(planned: House, browser: FlaskClient) -> None:
    assert refusal(autosave(browser, PICTURES, **WORDS))["code"] == "no_picture"


def test_only_who_has_the_screen_before_them_gets_a_picture(
    planned: House, browser: FlaskClient
) -> None:
    bring(browser, picture())
    [name] = kept(planned)
    for who in (browser, planned.observer(), planned.stage()):
        assert who.get(f"/media/{name}").status_code == 200
    for who in (planned.client(), planned.seated(), planned.chair()):
        assert who.get(f"/media/{name}").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "../journal",
        "..%2fjournal",
        "%2e%2e/journal",
        "..%5cjournal",
        "room.json",
        "notes.txt",
        "%00",
        "",
        "0" * 64 + ".png",
        "0" * 64 + ".png%00",
        "//etc/passwd",
    ],
)
def test_nothing_else_can_be_read_through_it(
    planned: House, browser: FlaskClient, path: str
) -> None:
    bring(browser, picture())
    (planned.media._folder / "notes.txt").write_text("geheim")
    response = browser.get(f"/media/{path}")
    assert response.status_code in (308, 404), response.status_code
    assert b"geheim" not in response.data


def test_a_picture_that_is_not_here_is_said(planned: House, browser: FlaskClient) -> None:
    item = planned.conductor.read(lambda room: activity_item(room.activities[OPENING]))
    lost = {"image": f"{'0' * 64}.png", "alt": "x"}
    planned.ask(PutActivity({**item, "slides": [lost]}))
    assert "This picture is not on this box" in page(browser)
    autosave(browser, f"{SLIDES}/dia-1", act="remove")
    bring(browser, picture())
    assert "This picture is not on this box" not in page(browser)


# -- seen beforehand ------------------------------------------------------------------------------


def test_every_slide_is_seen_small_as_the_big_screen_would_show_it(
    planned: House, browser: FlaskClient
) -> None:
    post(browser, SLIDES, shows="text")
    bring(browser, picture())
    told = page(browser)
    [first, second] = [
        json.loads(view.replace("&#34;", '"').replace("&amp;", "&"))
        for view in re.findall(r'data-view="([^"]*)"', told)
        if f"{OPENING}" in view and "inloop" not in view
    ]
    assert [view["slides"][OPENING]["shows"] for view in (first, second)] == ["text", "image"]
    preview = browser.get(f"{HOME}/preview/{OPENING}?sight=stage&slide=2", headers=ENGLISH).text
    assert "slide 2 of 2" in preview
    assert 'alt="A full hall"' in preview
    assert browser.get(f"{HOME}/preview/{OPENING}?sight=stage&slide=9").status_code == 200


# -- what is set and cannot be edited -------------------------------------------------------------


def test_no_setting_of_any_step_is_lost_by_editing_it(planned: House, browser: FlaskClient) -> None:
    before = file(planned)["programme"]
    for item in before:
        address = f"{HOME}/steps/{item['id']}"
        fields = fields_of(page(browser), address)
        fields["minutes"] = [str(item["minutes"] + 1)]
        assert browser.post(address, data=fields).status_code == 303
        changed = activity_item(step(planned, item["id"]))
        assert changed == {**item, "minutes": item["minutes"] + 1}
        assert post(browser, address, act="copy").status_code == 303
    after = file(planned)["programme"]
    assert len(after) == 2 * len(before)
    for item, twin in zip(after[::2], after[1::2], strict=True):
        assert {**twin, "id": item["id"]} == item


def test_a_step_with_more_than_can_be_changed_says_so(planned: House, browser: FlaskClient) -> None:
    told = "More is set for this step than can be changed here. It stays as it is."
    assert told not in page(browser)
    item = planned.conductor.read(lambda room: activity_item(room.activities[OPENING]))
    planned.ask(PutActivity({**item, "from_later": True}))
    forms = re.findall(r"<form[^>]*data-autosave>.*?</form>", page(browser), re.DOTALL)
    [form] = [each for each in forms if f'/steps/{OPENING}"' in each]
    assert told in form


def test_a_slide_is_shown_by_who_presents(planned: House, browser: FlaskClient) -> None:
    for shows in ("text", "welcome"):
        post(browser, SLIDES, shows=shows)
    planned.ask(OpenActivity(OPENING))
    planned.ask(ShowSlide(OPENING, 2))
    assert planned.parts.look("stage", None).view["slides"][OPENING]["shows"] == "welcome"
    assert planned.code(Role.STAGE)
    assert CONFERENCE in HOME
