"""What was altered in an archive is found and named; what is no archive is refused unharmed."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from appliance.archive.bag_trouble import REFUSALS, BagTrouble
from appliance.archiving import verify
from appliance.cli import main
from tests.archive.zips import SYMLINK, Member, members, zipped

from .bags import changed, files_in, put, summed
from .commands import typed
from .conftest import Home

Files = dict[str, bytes]


@pytest.fixture
def archive(home: Home) -> Path:
    """A sound archive."""
    return home.archiving.make("full").path


def refused(file: Path, head: str = "") -> BagTrouble:
    """Why a file is not taken for what it was."""
    with pytest.raises(BagTrouble) as trouble:
        verify(file, known_head=head)
    return trouble.value


def test_the_command_says_that_all_is_well(archive: Path, home: Home) -> None:
    told = typed("verify", archive)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[-1] == "The archive is as it was made."
    document = json.loads(typed("verify", archive, "--json").stdout)
    assert (document["is_intact"], document["conference"]) == (True, home.conference)
    assert document["head"] in told.stdout
    dutch = typed("verify", archive, language="nl_NL.UTF-8")
    assert dutch.stdout.splitlines()[-1] == "Het archief is zoals het gemaakt is."


@pytest.mark.parametrize("line", [1, 2, 40, -1])
def test_an_altered_byte_in_the_journal_is_named_by_its_line(
    archive: Path, tmp_path: Path, line: int
) -> None:
    """Also where somebody made every sum fit it."""
    files = files_in(archive)
    lines = files["data/journal"].splitlines(keepends=True)
    number = line if line > 0 else len(lines)
    old = lines[number - 1]
    at = old.index(b"salt") if b"salt" in old else 70
    lines[number - 1] = old[: at + 8] + bytes([old[at + 8] ^ 1]) + old[at + 9 :]
    journal = b"".join(lines)
    for made in (summed({**files, "data/journal": journal}), {**files, "data/journal": journal}):
        trouble = refused(put(tmp_path / "altered.zip", made))
        assert (trouble.code, trouble.values) == ("journal_altered", {"line": str(number)})
    told = typed("verify", tmp_path / "altered.zip")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert f"altered at line {number}." in told.stderr
    document = json.loads(typed("verify", tmp_path / "altered.zip", "--json").stdout)
    assert (document["is_intact"], document["line"]) == (False, number)


def test_a_flipped_bit_anywhere_in_the_file_is_found(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    damaged = tmp_path / "damaged.zip"
    for at in range(0, len(whole), max(1, len(whole) // 30)):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert refused(damaged).code in REFUSALS


def test_lines_that_were_cut_off_or_left_out_are_found(archive: Path, tmp_path: Path) -> None:
    files = files_in(archive)
    lines = files["data/journal"].splitlines(keepends=True)
    shorter = {**files, "data/journal": b"".join(lines[:-1])}
    assert refused(put(tmp_path / "a.zip", summed(shorter))).code == "told_otherwise"
    without = {**files, "data/journal": b"".join((*lines[:9], *lines[10:]))}
    assert refused(put(tmp_path / "b.zip", summed(without))).values == {"line": "10"}
    torn = {**files, "data/journal": files["data/journal"][:-9]}
    assert refused(put(tmp_path / "c.zip", summed(torn))).values == {"line": str(len(lines))}


def test_a_known_head_must_be_in_it(archive: Path) -> None:
    head = verify(archive).told.head
    assert verify(archive, known_head=head).told.head == head
    assert refused(archive, "0" * 31 + "1").code == "head_unknown"
    told = typed("verify", archive, "--head", "f" * 32)
    assert (told.returncode, told.stdout) == (1, "")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("bag-info.txt", b"entries=", b"entries=9"),
        ("bag-info.txt", b"Tafelronde-Journal-Struck: ", b"Tafelronde-Journal-Struck: 9"),
        ("bag-info.txt", b"Tafelronde-Contributions: ", b"Tafelronde-Contributions: 9"),
        ("bag-info.txt", b"Tafelronde-Kind: full", b"Tafelronde-Kind: whole"),
        ("bag-info.txt", b"Tafelronde-Journal-Lines: ", b"Tafelronde-Journal-Lines: x"),
        ("data/json/results.json", b'"themes"', b'"theme"'),
        ("data/json/results.json", b"{", b"["),
        ("data/csv/contributions.csv", b"\r\n", b"\r\nx\r\n"),
    ],
)
def test_what_does_not_fit_the_journal_is_found(
    archive: Path, tmp_path: Path, path: str, old: bytes, new: bytes
) -> None:
    trouble = refused(changed(archive, tmp_path / "otherwise.zip", path, old, new))
    assert trouble.code == "told_otherwise"


@pytest.mark.parametrize("path", ["index.html", "data/json/results.json", "data/csv/votes.csv"])
def test_another_file_that_was_altered_is_named(archive: Path, tmp_path: Path, path: str) -> None:
    files = files_in(archive)
    trouble = refused(put(tmp_path / "altered.zip", {**files, path: files[path] + b" "}))
    assert (trouble.code, trouble.values) == ("altered", {"name": path})


def _newer(files: Files) -> bytes:
    about = files["bag-info.txt"].replace(b"Archive-Format: 1", b"Archive-Format: 2")
    return zipped(members(summed({**files, "bag-info.txt": about})))


def _missing(files: Files) -> bytes:
    return zipped(members({path: text for path, text in files.items() if path != "data/journal"}))


def _more(files: Files) -> bytes:
    return zipped(members({**files, "data/extra.txt": b"x"}))


def _climbing(files: Files) -> bytes:
    return zipped([*members(files), Member("tafelronde-conference-1/../../etc/cron.d/x", b"x")])


def _absolute(files: Files) -> bytes:
    return zipped([*members(files), Member("/etc/passwd", b"x")])


def _link(files: Files) -> bytes:
    link = Member("tafelronde-conference-1/data/media/x", b"/etc/passwd", attributes=SYMLINK)
    return zipped([*members(files), link])


def _twice(files: Files) -> bytes:
    return zipped([*members(files), Member("tafelronde-conference-1/data/Journal", b"x")])


def _bomb(files: Files) -> bytes:
    return zipped(members({**files, "data/media/bomb.png": bytes(30_000_000)}))


def _huge(files: Files) -> bytes:
    told = Member("tafelronde-conference-1/data/media/x.png", b"x", plain_bytes=2_000_000_000)
    return zipped([*members(files), told])


def _many(files: Files) -> bytes:
    return zipped(members({f"data/media/{n}.png": b"" for n in range(5_001)}))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (_newer, "newer"),
        (_missing, "missing"),
        (_more, "extra"),
        (_climbing, "leads_out"),
        (_absolute, "leads_out"),
        (_link, "leads_out"),
        (_twice, "extra"),
        (_bomb, "swells"),
        (_huge, "too_large"),
        (_many, "too_many"),
        (lambda files: b"PK\x03\x04" + bytes(100), "truncated"),
        (lambda files: b"", "no_archive"),
        (lambda files: b"<html>no</html>", "no_archive"),
        (lambda files: zipped([Member("photo.jpg", b"x")]), "no_archive"),
    ],
)
def test_what_is_wrong_or_malicious_is_refused_with_a_sentence(
    archive: Path, tmp_path: Path, made: Callable[[Files], bytes], code: str
) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(made(files_in(archive)))
    assert refused(bad).code == code
    told = typed("restore", bad, "--data", tmp_path / "new")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert not (tmp_path / "new").exists()


def test_a_conference_file_and_an_archive_are_told_apart(home: Home, tmp_path: Path) -> None:
    archive = home.archiving.make("full").path
    file = tmp_path / "ser.tafelronde"
    assert typed("export", file, "--data", home.data).returncode == 0
    assert refused(file).code == "a_conference"
    for name in ("archive.tafelronde", "archive.zip"):
        wrong = tmp_path / name
        wrong.write_bytes(archive.read_bytes())
        told = typed("import", wrong, "--data", tmp_path / "box")
        assert (told.returncode, "tafelronde restore" in told.stderr) == (1, True)


def test_wrong_usage_has_a_status_of_its_own(tmp_path: Path) -> None:
    assert typed("verify", tmp_path / "none.zip").returncode == 2
    assert typed("archive", "--data", tmp_path).returncode == 2


def test_where_there_is_no_room_to_open_an_archive_the_command_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, archive: Path
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("appliance.archiving.verify", is_full)
    told = CliRunner().invoke(main, ["verify", str(archive)])
    assert told.exit_code == 1
    assert told.output.startswith("This archive cannot be opened here (No space left on device).")
    assert "--data" not in told.output
