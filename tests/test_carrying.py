"""A conference goes along in one file, over the command line and between real boxes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.sticks import Stick
from appliance.carrying import Carrying
from appliance.cli import main
from appliance.folder import open_room, pictures

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
