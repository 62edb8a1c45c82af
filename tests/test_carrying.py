"""A conference goes along in one file, over the command line and between real boxes."""

import hashlib
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from appliance.archive.bag import unpacked
from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.packing import Label, pack
from appliance.archive.sticks import Stick
from appliance.carrying import Carrying
from appliance.cli import main
from appliance.conductor import Conductor
from appliance.conference.commands import Actor, PutActivity
from appliance.conference.records import Role
from appliance.conference.slides import is_picture
from appliance.conference.writing import activity_item
from appliance.folder import open_room, pictures
from appliance.media.apart import remade

from .media.pictures import SVG, photo, picture

DEMO = Path(__file__).parents[1] / "appliance" / "demo"
FILES = ("conference.json", "survey.json", "invitees.csv", "survey-responses.csv")


def run(*arguments: str | Path) -> Result:
    """A command of the program."""
    return CliRunner().invoke(main, list(map(str, arguments)), env={"LANG": "en_GB.UTF-8"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The reference conference with its survey, as a file."""
    home = tmp_path / "home"
    assert run("import", *(DEMO / name for name in FILES), "--data", home).exit_code == 0
    saved = run("export", tmp_path / "ser", "--data", home)
    assert saved.exit_code == 0, saved.output
    return tmp_path / "ser.tafelronde"


def test_everything_comes_over_and_again_nothing(file: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    first, again = (run("import", file, "--data", box) for _ in range(2))
    assert "The conference is loaded" in first.output
    assert "Answers: 132 new, 0 changed." in first.output
    assert "Answers: 0 new, 0 changed." in again.output
    told = [
        run("results", "--activity", "survey", "--json", "--data", data).stdout
        for data in (tmp_path / "home", box)
    ]
    assert told[0] == told[1]
    assert '"responded": 132' in told[0]


def test_a_file_that_was_cut_off_changes_nothing(file: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tafelronde"
    cut.write_bytes(file.read_bytes()[:5_000])
    refused = run("import", cut, "--data", tmp_path / "box")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "Nothing was changed" in refused.stderr
    assert run("results", "--data", tmp_path / "box").exit_code == 1


def test_a_box_opens_files_and_takes_what_somebody_said_yes_to(file: Path, tmp_path: Path) -> None:
    stick = Stick("S", "sda", 1, folder=str(file.parent))
    (tmp_path / "box").mkdir()
    with open_room(tmp_path / "box") as (conductor, identity):
        shelf = pictures(tmp_path / "box", identity)
        carrying = Carrying(conductor, identity.on_stage, tmp_path, lambda: [stick], shelf)
        assert carrying.on_sticks() == [(str(file), file.name)]
        words = [carrying.open_on_stick(str(file))[0] for _ in range(4)]
        with pytest.raises(BagTrouble):
            carrying.take(words[0])
        carrying.take(words[3])
        with pytest.raises(BagTrouble):
            carrying.take(words[3])
        with pytest.raises(BagTrouble):
            carrying.open_on_stick("/etc/passwd")
        assert conductor.read(lambda room: len(room.responses)) == 132
        (tmp_path / "again.tafelronde").write_bytes(carrying.export(False))
        brings = carrying.open_file(tmp_path / "again.tafelronde")[1]
        assert (brings.is_new, brings.responses_new, brings.differences) == (False, 0, ())


# -- pictures -------------------------------------------------------------------------------------


@pytest.fixture
def pictured(tmp_path: Path) -> tuple[Path, str]:
    """A folder with a conference that shows a picture, and the name of the picture."""
    home = tmp_path / "home"
    assert run("import", DEMO / "conference.json", "--data", home).exit_code == 0
    with open_room(home) as (conductor, identity):
        shelf = pictures(home, identity)
        name = shelf.take("zaal.png", picture())
        shelf.take("anders.png", picture(size=(9, 9)))
        show(conductor, {"image": name, "alt": "Zaal"})
    return home, name


def show(conductor: Conductor, *slides: dict[str, str]) -> None:
    """Let the opening have these slides."""
    item = conductor.read(lambda room: activity_item(room.activities["opening"]))
    asked = PutActivity({**item, "slides": list(slides)})
    conductor.ask(Actor(Role.FACILITATOR), asked, "a" * 16)


def kept(data: Path) -> list[str]:
    """The names of the pictures in a folder."""
    return sorted(file.name for file in data.glob("conferences/*/media/*"))


def packed(target: Path, name: str, content: bytes, slide: str = "") -> Path:
    """A conference file with something among its pictures."""
    told = json.loads((DEMO / "conference.json").read_bytes())
    told["programme"][1]["slides"] = [{"image": slide or name, "alt": "Zaal"}]
    if not is_picture(slide or name):
        told["programme"][1]["slides"] = []
    payload = {"conference.json": json.dumps(told).encode(), f"media/{name}": content}
    pack(target, payload, Label("conference-1", date(2026, 11, 28), "Test"))
    return target


def test_the_pictures_that_are_shown_go_along_and_are_there_on_the_box(
    pictured: tuple[Path, str], tmp_path: Path
) -> None:
    home, name = pictured
    file, box = tmp_path / "ser.tafelronde", tmp_path / "box"
    assert run("export", file, "--data", home).exit_code == 0
    with ZipFile(file) as opened:
        media = [each for each in opened.namelist() if "/media/" in each]
    assert [each.rpartition("/")[2] for each in media] == [name]
    for _ in range(2):
        assert run("import", file, "--data", box).exit_code == 0
        assert kept(box) == [name]
    again = tmp_path / "again.tafelronde"
    assert run("export", again, "--data", box).exit_code == 0
    with unpacked(file) as first, unpacked(again) as second:
        assert first.names == second.names
        assert first.read(f"media/{name}") == second.read(f"media/{name}")


def test_a_picture_that_is_lost_does_not_keep_the_conference_from_going_along(
    pictured: tuple[Path, str], tmp_path: Path
) -> None:
    home, name = pictured
    file = tmp_path / "ser.tafelronde"
    assert run("export", file, "--data", home).exit_code == 0
    next(home.glob(f"conferences/*/media/{name}")).unlink()
    poorer = tmp_path / "poorer.tafelronde"
    assert run("export", poorer, "--data", home).exit_code == 0
    box = tmp_path / "box"
    assert run("import", poorer, "--data", box).exit_code == 0
    assert kept(box) == []
    # A file that has it brings it to where it is shown and missing.
    assert run("import", file, "--data", box).exit_code == 0
    assert kept(box) == [name]


def test_a_file_with_something_else_for_a_picture_is_refused_whole(tmp_path: Path) -> None:
    def named(content: bytes, ending: str) -> tuple[str, bytes]:
        return f"{hashlib.sha256(content).hexdigest()}.{ending}", content

    for name, content in (
        named(SVG, "png"),
        named(photo(), "jpg"),
        named(picture()[:80], "png"),
        named(picture(mode="1", size=(10_000, 10_001), colour=0), "png"),
        (f"{'0' * 64}.png", picture()),
        ("notes.txt", b"x"),
    ):
        box = tmp_path / "box"
        file = packed(tmp_path / "wrong.tafelronde", name, content)
        refused = run("import", file, "--data", box)
        assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1), name
        assert "is not a picture that a big screen can show" in refused.stderr
        assert kept(box) == []
        assert run("results", "--data", box).exit_code == 1


def test_a_picture_that_no_slide_shows_is_left_in_the_file(tmp_path: Path) -> None:
    content = remade("a.png", picture())
    file = packed(tmp_path / "more.tafelronde", content.name, content.content, f"{'0' * 64}.png")
    assert run("import", file, "--data", tmp_path / "box").exit_code == 0
    assert kept(tmp_path / "box") == []


def test_a_picture_that_cannot_be_kept_leaves_nothing_half_taken_in(
    pictured: tuple[Path, str], tmp_path: Path
) -> None:
    home, _ = pictured
    file, box = tmp_path / "ser.tafelronde", tmp_path / "box"
    assert run("export", file, "--data", home).exit_code == 0
    box.mkdir()
    with open_room(box) as (conductor, identity):
        (box / "conferences" / identity.on_stage / "media").write_text("in the way")
        shelf = pictures(box, identity)
        carrying = Carrying(conductor, identity.on_stage, tmp_path, list, shelf)
        word, _ = carrying.open_file(file)
        with pytest.raises(OSError):
            carrying.take(word)
        assert conductor.read(lambda room: room.conference) is None
