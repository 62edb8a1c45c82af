"""Erasing one person and wiping a conference, from the rules to the last byte on the disk."""

import json
import secrets
import time
from pathlib import Path

import pytest

from appliance import certificate, wiping
from appliance.conductor import Conductor
from appliance.conference.commands import (
    Actor,
    CloseEvent,
    Command,
    ErasePerson,
    Introduce,
    JoinTable,
    OpenActivity,
    PostEntry,
    PutInvitees,
    ReopenEvent,
)
from appliance.folder import begin, open_room
from appliance.identity import Identity
from appliance.store import StoreInUse, verify
from appliance.web.words import Words
from tests.builders import AT_THEMES, FACILITATOR, file, participant
from tests.running import Browser, RunningBox, facilitator, running_box
from tests.store.builders import every_byte
from tests.test_cli import refused, tafelronde

JAN, PLAN, EMAIL = "Jan Jansen", "My secret plan", "jan@example.org"
TITLE = "Zaal vol werk"


def ask(conductor: Conductor, actor: Actor, command: Command) -> None:
    conductor.ask(actor, command, secrets.token_hex(16))


def written(data: Path, *, is_closed: bool = False) -> Path:
    """A folder in which Jan was invited, wrote with his name, and Bob wrote too."""
    data.mkdir()
    with open_room(data) as (conductor, identity):
        begin(conductor, identity, file())
        ask(conductor, FACILITATOR, PutInvitees(({"label": JAN, "email": EMAIL},)))
        ask(conductor, FACILITATOR, OpenActivity(AT_THEMES))
        for person, name, text in (("jan" * 4, JAN, PLAN), ("bob" * 4, "Bob", "Another plan")):
            ask(conductor, participant(person), JoinTable("1"))
            ask(conductor, participant(person), Introduce(name=name))
            ask(conductor, participant(person), PostEntry(AT_THEMES, text))
        if is_closed:
            ask(conductor, FACILITATOR, CloseEvent())
        return data / "conferences" / identity.on_stage


def test_no_byte_of_somebody_who_was_erased_is_left_in_the_folder(tmp_path: Path) -> None:
    place = written(tmp_path / "data", is_closed=True)
    with open_room(tmp_path / "data") as (conductor, _):
        head = conductor.head
        (invitee,) = conductor.read(lambda room: tuple(room.invitees))
        for word in (JAN, PLAN, EMAIL):
            assert word.encode() in every_byte(place)
        ask(conductor, FACILITATOR, ErasePerson((invitee,), (JAN,)))
        for word in (JAN, PLAN, EMAIL):
            assert word.encode() not in every_byte(place)
        told = verify(place, known_head=head)
        assert str(told) == f"intact, {told.struck} lines struck"
        ask(conductor, FACILITATOR, ReopenEvent())
    with open_room(tmp_path / "data") as (conductor, _):
        texts = conductor.read(lambda room: sorted(e.text for e in room.entries.values()))
        assert texts == ["", "Another plan"]
        assert conductor.read(lambda room: len(room.invitees)) == 1


def test_a_certificate_tells_what_was_wiped_and_nothing_of_what_was_in_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = written(data, is_closed=True)
    head = verify(place).head
    wiping.begin(data, "command")
    page = wiping.go_on(data)
    assert page is not None
    (told,) = certificate.kept(data)
    assert (told.conference, told.head, told.act) == (place.name, head, "command")
    assert told.counts == {
        **dict.fromkeys(certificate.COUNTS, 0),
        "entries": 2,
        "people": 2,
        "invitees": 1,
    }
    assert told.closed[:10] <= told.asked[:10] <= told.finished[:10]
    kept = page.read_text("utf-8") + page.with_suffix(".json").read_text("utf-8")
    for word in (JAN, "Bob", PLAN, EMAIL, "The chair of 1"):
        assert word not in kept
    assert all(Words.read().say("nl", truth) in kept for truth in certificate.TRUTHS)
    assert all(truth in kept for truth in certificate.TRUTHS)
    assert not place.exists()


def test_after_that_the_box_begins_anew_and_empty(tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = written(data, is_closed=True).name
    wiping.begin(data, "page")
    with open_room(data) as (conductor, identity):
        assert identity.on_stage != before
        assert conductor.read(lambda room: room.records()) == []
        begin(conductor, identity, file())
    assert len(certificate.kept(data)) == 1


def test_what_is_served_is_not_wiped_meanwhile(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = written(data, is_closed=True)
    with open_room(data):
        wiping.begin(data, "command")
        with pytest.raises(StoreInUse):
            wiping.go_on(data)
        assert PLAN.encode() in every_byte(place)
    wiping.go_on(data)
    assert not place.exists()


def test_a_name_that_leads_elsewhere_is_taken_away_and_nothing_behind_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = written(data, is_closed=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "dear").write_text("Keep me")
    (place / "media").mkdir()
    (place / "media" / "link").symlink_to(elsewhere / "dear")
    (place / "folder").symlink_to(elsewhere)
    wiping.begin(data, "command")
    wiping.go_on(data)
    assert not place.exists()
    assert (elsewhere / "dear").read_text() == "Keep me"


def test_two_wipings_leave_two_certificates(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for n in range(2):
        if n:
            with open_room(data) as (conductor, identity):
                begin(conductor, identity, file())
                ask(conductor, FACILITATOR, CloseEvent())
        else:
            written(data, is_closed=True)
        wiping.begin(data, "command")
        wiping.go_on(data)
    assert len({each.conference for each in certificate.kept(data)}) == 2


def test_what_cannot_be_read_any_more_can_still_be_wiped(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = written(data, is_closed=True)
    (place / "journal").write_bytes(b"no line\nno line\n")
    (place / "room.json").unlink()
    wiping.begin(data, "command")
    wiping.go_on(data)
    (told,) = certificate.kept(data)
    assert (told.is_intact, told.lines, place.exists()) == (False, 0, False)


@pytest.mark.slow
def test_the_command_asks_for_the_title_and_keeps_to_its_conditions(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = written(data)
    here = ("erase", "--data", str(data), "--title")
    assert refused(*here, TITLE).startswith("Close the conference first.")
    with open_room(data) as (conductor, _):
        ask(conductor, FACILITATOR, CloseEvent())
    assert refused(*here, TITLE).startswith("No archive was made on this box.")
    assert refused(*here, "x", "--without-archive").startswith("Type the title")
    assert place.exists()
    done = tafelronde(*here, TITLE.upper(), "--without-archive", "--json")
    told = json.loads(done.stdout)
    assert Path(told["certificate"]).is_file()
    assert json.loads(Path(told["json"]).read_text())["conference"] == place.name
    assert not place.exists()
    assert refused(*here, TITLE).startswith("No conference is loaded yet.")


def _closed(box: RunningBox) -> Browser:
    control = facilitator(box)
    for do in ("stop_practice", "close_event"):
        assert "ack" in control.command(do, as_="as=facilitator")
    return control


@pytest.mark.slow
def test_a_box_that_is_told_to_wipe_begins_anew_at_the_same_door(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_box(data) as box:
        control = _closed(box)
        before, boot = Identity(data).on_stage, box.told["boot"]
        home = "/results/close/wipe"
        assert control.form(home, title="x", without_archive="1")[0] == 422
        title = "Werkconferentie Sociaal ondernemerschap"
        assert control.form(home, title=title)[0] == 409
        assert control.form(home, title=title, without_archive="1")[0] == 200
        now = _anew(control, boot)
        assert now["pid"] == box.told["pid"]
        assert not (data / "conferences" / before).exists()
        (told,) = certificate.kept(data)
        assert (told.act, told.conference) == ("page", before)
        page = control.get("/results/close")[1].decode()
        assert f"{told.name}.html" in page


@pytest.mark.slow
def test_a_box_that_is_stopped_before_it_begins_anew_stays_away(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_box(data) as box:
        title = "Werkconferentie Sociaal ondernemerschap"
        wiped = _closed(box).form("/results/close/wipe", title=title, without_archive="1")
        box.stop()
        assert wiped[0] == 200
        with pytest.raises(OSError, match="refused"):
            Browser(box).get("/health")
    # What was begun goes on with the next start.
    with running_box(data):
        assert len(certificate.kept(data)) == 1


def _anew(control: Browser, boot: str) -> dict[str, object]:
    """What the box tells of itself once it has begun anew."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            told = json.loads(control.get("/health")[1])
        except (OSError, ValueError):
            continue
        if told["boot"] != boot:
            return dict(told)
    raise AssertionError("the box did not come back")
