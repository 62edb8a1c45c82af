"""Another machine goes on from an archive, with everything as it was."""

import json
import secrets
from pathlib import Path

import pytest

from appliance.archiving import Archiving, Redaction
from appliance.conference.commands import Actor, JoinTable, OpenActivity, PostEntry
from appliance.conference.records import Role
from appliance.folder import open_room
from appliance.store import Store
from appliance.store.journal import verify as verify_journal
from tests.running import facilitator, running_box

from .bags import changed, files_in, rewritten
from .commands import apart, typed
from .conftest import Home
from .filled import count


def restored(archive: Path, data: Path) -> Home:
    """A folder that went on from an archive, by a process of its own."""
    told = apart("restore", archive, "--data", data, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    return Home(data, json.loads(told.stdout)["conference"])


def test_the_journal_and_the_pictures_are_what_they_were(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full")
    other = restored(made.path, tmp_path / "other")
    assert (other.conference, other.journal) == (home.conference, home.journal)
    for path in (home.place / "media").iterdir():
        assert (other.place / "media" / path.name).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in (other.data / "conferences").iterdir()) == [home.conference]
    assert other.place.stat().st_mode & 0o777 == 0o700
    assert (other.place / "journal").stat().st_mode & 0o777 == 0o600


def test_an_archive_of_what_was_restored_holds_the_same_to_the_byte(
    home: Home, tmp_path: Path
) -> None:
    first = home.archiving.make("full").path
    other = restored(first, tmp_path / "other")
    second = other.archiving.make("full").path
    one, two = files_in(first), files_in(second)
    assert one["manifest-sha512.txt"] == two["manifest-sha512.txt"]
    assert {path for path in one if one[path] != two[path]} == {
        *("bag-info.txt", "index.html", "tagmanifest-sha512.txt")  # another box made it
    }


@pytest.mark.slow
def test_a_box_goes_on_where_the_archive_ended(midway: Home, tmp_path: Path) -> None:
    other = restored(midway.archiving.make("full").path, tmp_path / "other")
    with running_box(other.data) as box:
        lead = facilitator(box)
        told = json.loads(lead.get("/results.json")[1])
        assert json.loads(lead.get("/health")[1])["damage"] == []
        assert (told["conference"], told["is_practice"]) == (midway.conference, False)
        assert told["attended"] == {"heads": 9, "counted": 1, "tables": 10}
    with open_room(other.data) as (conductor, identity):
        assert identity.on_stage == midway.conference
        lead_by_hand = Actor(Role.FACILITATOR)
        conductor.ask(lead_by_hand, OpenActivity("oplossingen"), secrets.token_hex(16))
        somebody = Actor(Role.PARTICIPANT, "new", "3")
        conductor.ask(somebody, JoinTable("3"), secrets.token_hex(16))
        conductor.ask(somebody, PostEntry("oplossingen", "En verder"), secrets.token_hex(16))
        assert conductor.read(lambda room: len(room.entries)) == count() + 2
    assert other.journal.startswith(midway.journal)
    assert verify_journal(other.place, verify_journal(midway.place).head).is_intact


def test_a_folder_that_has_a_conference_keeps_it(home: Home, midway: Home) -> None:
    before = midway.journal
    told = typed("restore", home.archiving.make("full").path, "--data", midway.data)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "There is a conference in this folder already" in told.stderr
    assert midway.journal == before


def test_a_folder_that_a_box_serves_is_left_alone(home: Home, tmp_path: Path) -> None:
    archive = home.archiving.make("full").path
    data = tmp_path / "empty"
    data.mkdir()
    with open_room(data):
        told = typed("restore", archive, "--data", data)
        assert (told.returncode, "Stop it first" in told.stderr) == (1, True)
    assert typed("restore", archive, "--data", data).returncode == 0


def test_an_archive_to_share_is_checked_and_not_gone_on_from(home: Home, tmp_path: Path) -> None:
    redaction = Redaction(lambda room: room, lambda room: frozenset())
    shared = Archiving(home.place, "box", "ntp", redaction).make("shareable").path
    checked = typed("verify", shared)
    assert checked.returncode == 0, checked.stderr
    assert "of them struck" in checked.stdout
    told = typed("restore", shared, "--data", tmp_path / "box")
    assert (told.returncode, "Take the full archive." in told.stderr) == (1, True)
    assert not (tmp_path / "box").exists()


@pytest.mark.parametrize(
    ("old", "new"), [(b"External-Identifier: ", b"External-Identifier: ../"), (b"", b"")]
)
def test_an_archive_that_would_lead_elsewhere_changes_nothing(
    home: Home, tmp_path: Path, old: bytes, new: bytes
) -> None:
    path = "bag-info.txt" if old else "data/journal"
    old, new = (old, new) if old else (home.conference.encode(), home.conference[::-1].encode())
    bad = changed(home.archiving.make("full").path, tmp_path / "bad.zip", path, old, new)
    told = typed("restore", bad, "--data", tmp_path / "box")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "home"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"title":', b'"tilte":'),
        (b'"position":3', b'"position":"three"'),
        (b'"journal":"', b'"journal":"/../../x'),
        (b'"is_practice":false', b'"is_practice":false,"client":' + b"[" * 20_000 + b"]" * 20_000),
        (b'"v":1', b'"v":2'),
        (b'"docs":{', b'"dogs":{'),
    ],
)
def test_a_journal_that_no_box_wrote_changes_nothing(
    midway: Home, tmp_path: Path, old: bytes, new: bytes
) -> None:
    bad = rewritten(midway.archiving.make("full").path, tmp_path / "bad.zip", old, new)
    told = typed("restore", bad, "--data", tmp_path / "box")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1), told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "midway"]


def test_a_try_that_the_power_cut_short_is_made_again(home: Home, tmp_path: Path) -> None:
    """It was put in its place, and the box was not told yet."""
    archive = home.archiving.make("full").path
    data = tmp_path / "box"
    other = restored(archive, data)
    box = json.loads((data / "box.json").read_bytes())
    (data / "box.json").write_text(json.dumps({**box, "on_stage": "0" * 16}))
    assert typed("restore", archive, "--data", data).returncode == 0
    assert other.journal == home.journal
    Store.open(other.place, "boot").close()
