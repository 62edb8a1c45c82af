"""The copy in the cloud, from its page: nothing goes unseen, and nothing secret comes back."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.archive.cloud.copying import CloudCopy
from appliance.archive.cloud.outbox import SECRET_FILE
from appliance.archive.cloud.wire import Patience, Wire
from appliance.web.desk import NAME
from tests.archive.cloud.clouds import CutLine, PublicLink, serving

from .house import CONFERENCE, House

HERE = "/results/cloud"
EN = {"Accept-Language": "en"}
GOES_ON = "You can leave this page. The box goes on by itself"
SHAREABLE = f"tafelronde-{CONFERENCE}-20150119-1702-shareable.zip"
FULL = f"tafelronde-{CONFERENCE}-20150119-1702-full.zip"


@dataclass
class Event:
    """A conference that may be closed, with its finished archives and its copy."""

    folder: Path
    copy: CloudCopy
    is_closed: bool = True

    def put(self, name: str) -> None:
        """A finished archive."""
        (self.folder / "exports" / name).write_bytes(name.encode() * 1_000)


@pytest.fixture
def event(house: House, tmp_path: Path) -> Iterator[Event]:
    """One that was closed, with an archive to share."""
    folder = tmp_path / "event"
    (folder / "exports").mkdir(parents=True)

    def quick(_: Patience) -> Wire:
        return Wire(Patience(connect_s=5, piece_s=5, answer_s=10))

    copy = CloudCopy(folder, CONFERENCE, lambda: made.is_closed, quick, lambda _, most: most)
    made = Event(folder, copy)
    made.put(SHAREABLE)
    desk = house.app.extensions[NAME]
    house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, cloud=copy))
    yield made
    copy.stop()


@pytest.fixture
def organiser(house: House, event: Event) -> FlaskClient:
    """Somebody who is signed in."""
    return house.facilitator()


def tried(organiser: FlaskClient, port: int, shared: PublicLink, **more: str) -> Any:
    """Press "Test the connection"."""
    address = f"http://127.0.0.1:{port}/s/{shared.token}"
    told = {"kind": "link", "address": address, "password": shared.password, **more}
    return organiser.post(f"{HERE}/test", data=told, headers=EN)


def form(page: str) -> dict[str, Any]:
    """What the form of the preview holds, with all its files by name."""
    word = re.findall(r'name="word" value="(\w+)"', page)[0]
    files = [html.unescape(found) for found in re.findall(r'name="file" value="([^"]+)"', page)]
    return {"word": word, "files": {told.partition("/")[2]: told for told in files}}


def say_yes(organiser: FlaskClient, page: str, *names: str, **more: str) -> Any:
    """Tick these files, and send."""
    told = form(page)
    data = {"word": told["word"], "file": [told["files"][name] for name in names], **more}
    return organiser.post(f"{HERE}/begin", data=data, headers=EN)


def finish(event: Event) -> None:
    """Wait until all is there."""
    with event.copy._changed:
        assert event.copy._changed.wait_for(
            lambda: (seen := event.copy.seen()) is not None and seen.is_done, timeout=30
        )


def test_a_copy_is_tested_seen_agreed_to_and_checked(organiser: FlaskClient, event: Event) -> None:
    shared = PublicLink(password="app-geheim-7kq")
    with serving(shared) as port:
        page = tried(organiser, port, shared)
        assert page.status_code == 200
        assert "The connection works: a small file was written, read back and removed." in page.text
        offer = event.copy.offers()[0]
        assert (SHAREABLE in page.text, offer.sha256 in page.text) == (True, True)
        assert f"127.0.0.1:{port}" in page.text
        assert shared.files == {}
        assert say_yes(organiser, page.text, SHAREABLE).location == HERE
        finish(event)
        page = organiser.get(HERE, headers=EN)
        assert "The online copy is complete and checked." in page.text
        (name,) = shared.files
        row = r'id="copy-([^"]+)" class="copy" data-fresh data-state="(\w+)"'
        states = re.findall(row, page.text)
        assert states == [(name, "verified")]
        assert (SHAREABLE in page.text, "<progress" in page.text) == (True, False)
        assert not (event.folder / SECRET_FILE).exists()
        assert shared.password not in page.text
        assert shared.token not in page.text
        organiser.post(f"{HERE}/stop")
        assert "Where does the copy go?" in organiser.get(HERE, headers=EN).text
        assert name in shared.files


def test_before_the_conference_is_closed_nothing_is_even_tried(
    organiser: FlaskClient, event: Event
) -> None:
    event.is_closed = False
    page = organiser.get(HERE, headers=EN).text
    assert "Nothing leaves the box before the conference is closed." in page
    assert "<input" not in page.split("<main")[1].split("</main>")[0]
    shared = PublicLink()
    with serving(shared) as port:
        refused = tried(organiser, port, shared)
        assert (refused.status_code, shared.asked) == (422, [])


def test_a_full_archive_goes_only_when_it_is_asked_for_by_name(
    organiser: FlaskClient, event: Event
) -> None:
    event.put(FULL)
    shared = PublicLink()
    with serving(shared) as port:
        page = tried(organiser, port, shared).text
        ticked = re.findall(r'<input type="checkbox" name="file" value="([^"]+)" checked', page)
        assert [html.unescape(told).partition("/")[2] for told in ticked] == [SHAREABLE]
        assert "In a full archive people can be recognised." in page
        again = say_yes(organiser, page, FULL)
        assert again.status_code == 422
        assert "In a full archive everybody can be recognised." in again.text
        assert shared.files == {}
        assert say_yes(organiser, again.text, FULL, full="1").status_code == 303
        finish(event)
    assert [name.startswith(FULL.removesuffix(".zip")) for name in shared.files] == [True]


def test_a_file_that_was_not_seen_so_does_not_go(organiser: FlaskClient, event: Event) -> None:
    shared = PublicLink()
    with serving(shared) as port:
        page = tried(organiser, port, shared).text
        event.put(FULL)
        (event.folder / "exports" / SHAREABLE).write_bytes(b"made anew meanwhile")
        again = say_yes(organiser, page, SHAREABLE)
        assert again.status_code == 422
        assert "no longer the one that you saw" in again.text
        none = organiser.post(f"{HERE}/begin", data={"word": form(again.text)["word"]}, headers=EN)
        assert "Choose what goes along." in none.text
        stale = organiser.post(f"{HERE}/begin", data={"word": "0" * 32}, headers=EN)
        assert (stale.status_code, "This page was open for too long." in stale.text) == (422, True)
    assert (shared.files, event.copy.seen()) == ({}, None)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"address": ""}, "This is no address of a place for files."),
        ({"address": "https://cloud.example.org"}, "This is no public link."),
        ({"kind": "webdav", "address": "http://192.168.1.9/dav"}, "An address that begins with"),
        ({"kind": "s3", "address": "https://s3.example.org"}, "Fill in the name of the bucket"),
        ({"kind": "other"}, "This is no address"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_and_kept_but_no_password_is(
    organiser: FlaskClient, told: dict[str, str], sentence: str
) -> None:
    data = {"kind": "link", "password": "geheim-7kq", "user": "anna", **told}
    page = organiser.post(f"{HERE}/test", data=data, headers=EN)
    assert page.status_code == 422
    assert sentence in page.text
    assert "geheim-7kq" not in page.text
    if told.get("kind") == "webdav":
        assert 'value="http://192.168.1.9/dav"' in page.text
        assert 'value="anna"' in page.text


def test_what_goes_wrong_stands_there_with_what_to_do_in_both_languages(
    organiser: FlaskClient, event: Event
) -> None:
    shared = PublicLink()
    with serving(shared) as port, CutLine(port) as line:
        page = tried(organiser, line.port, shared).text
        shared.is_drop_only = True
        say_yes(organiser, page, SHAREABLE)
        with event.copy._changed:
            assert event.copy._changed.wait_for(
                lambda: event.copy.seen().rows[0].item.trouble, timeout=20
            )
        page = organiser.get(HERE, headers=EN).text
        assert "The online copy waits for you." in page
        assert "Files can be put there but not read back" in page
        assert GOES_ON not in page
        dutch = organiser.get(HERE, headers={"Accept-Language": "nl"}).text
        assert "De online kopie wacht op u." in dutch
        assert "kies “uploaden en bewerken”" in dutch
        shared.is_drop_only = False
        assert organiser.post(f"{HERE}/now").location == HERE
        finish(event)


def test_who_waits_reads_when_it_is_tried_again(organiser: FlaskClient, event: Event) -> None:
    shared = PublicLink()
    with serving(shared) as port, CutLine(port) as line:
        page = tried(organiser, line.port, shared).text
        line.cut_next(1)
        say_yes(organiser, page, SHAREABLE)
        with event.copy._changed:
            assert event.copy._changed.wait_for(
                lambda: event.copy.seen().rows[0].item.trouble, timeout=20
            )
        page = organiser.get(HERE, headers=EN).text
        assert f"The line to 127.0.0.1:{line.port} broke." in page
        assert re.search(r"It is tried again in [78] seconds\.", page)
        assert "Not there yet" in page
        assert GOES_ON in page


@pytest.mark.parametrize("path", ["", "/preview"])
def test_nobody_else_sees_it(house: House, event: Event, path: str) -> None:
    for guest in (house.client(), house.seated(), house.observer(), house.chair()):
        answer = guest.get(f"{HERE}{path}", headers=EN)
        if path != "/preview":
            assert answer.status_code in (401, 403)
        assert SHAREABLE not in answer.text


@pytest.mark.parametrize("act", ["test", "begin", "now", "stop"])
def test_nobody_else_does_anything_with_it(house: House, event: Event, act: str) -> None:
    for guest in (house.client(), house.observer(), house.chair()):
        assert guest.post(f"{HERE}/{act}").status_code in (401, 403)


def test_without_an_archive_it_says_to_make_one(organiser: FlaskClient, event: Event) -> None:
    (event.folder / "exports" / SHAREABLE).unlink()
    assert "There is no finished archive yet." in organiser.get(HERE, headers=EN).text


def test_where_no_copy_can_be_made_there_is_no_page(house: House) -> None:
    assert house.facilitator().get(HERE, headers=EN).status_code == 404
