"""`tafelronde sync`: what it says, what it sends, and how it ends."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.cli import main
from appliance.cli.syncing import PASSWORD as VARIABLE
from appliance.folder import begin_demo, open_room
from appliance.identity import Identity
from tests.archive.cloud.clouds import (
    BUCKET,
    PASSWORD,
    USER,
    CutLine,
    Liar,
    PublicLink,
    s3_server,
    serving,
    webdav_app,
)


def sync(*arguments: str, typed: str = "", language: str = "C", password: str = "") -> Result:
    """Run it."""
    env = {"LC_ALL": language, VARIABLE: password}
    return CliRunner().invoke(main, ["sync", *arguments], input=typed, env=env)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A finished archive somewhere."""
    file = tmp_path / "tafelronde-ev1-20150119-1702-shareable.zip"
    file.write_bytes(b"archive" * 10_000)
    return file


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a box whose conference was closed, with a full archive and one to share."""
    data = tmp_path / "data"
    data.mkdir()
    exports = data / "conferences" / Identity(data).on_stage / "exports"
    exports.mkdir(parents=True)
    for kind in ("full", "shareable"):
        (exports / f"tafelronde-ev1-20150119-1702-{kind}.zip").write_bytes(kind.encode() * 1_000)
    monkeypatch.setattr("appliance.folder.read_closed", lambda folder: True)
    return data


def named(file: Path) -> str:
    """What it is called in the cloud."""
    return f"{file.stem}-{hashlib.sha256(file.read_bytes()).hexdigest()}.zip"


def test_a_file_goes_after_a_yes_and_is_told_with_its_digest(archive: Path) -> None:
    shared = PublicLink()
    with serving(shared) as port:
        address = f"http://127.0.0.1:{port}/s/{shared.token}"
        no = sync(str(archive), "--target", address, typed="n\n")
        assert (no.exit_code, shared.asked) == (1, [])
        assert hashlib.sha256(archive.read_bytes()).hexdigest() in no.output
        assert archive.name in no.output
        assert "Nothing was sent." in no.output
        yes = sync(str(archive), "--target", address, typed="y\n")
        assert (yes.exit_code, list(shared.files)) == (0, [named(archive)])
        assert f"✓ There, and checked: {named(archive)}" in yes.output
        assert shared.token not in yes.output
        shared.asked.clear()
        again = sync(str(archive), "--target", address, "--yes", "--json")
        assert [asked.partition(" ")[0] for asked in shared.asked] == ["GET"]
    told = json.loads(again.output)
    assert told["target"] == f"127.0.0.1:{port}"
    assert told["files"] == [
        {
            "file": str(archive),
            "object": named(archive),
            "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
            "size_bytes": archive.stat().st_size,
            "state": "verified",
        }
    ]


def test_webdav_takes_its_password_from_a_file_or_the_environment(
    archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "cloud").mkdir()
    # As Windows writes a text: with a mark in front.
    (tmp_path / "password").write_text(f"{PASSWORD}\r\n", "utf-8-sig")
    with serving(webdav_app(tmp_path / "cloud")) as port:
        where = [str(archive), "--target", f"http://127.0.0.1:{port}", "--user", USER, "--yes"]
        wrong = sync(*where, password="fout")
        assert wrong.exit_code == 1
        assert "does not take the name and password" in wrong.output
        assert sync(*where, "--password-file", str(tmp_path / "password")).exit_code == 0
        assert sync(*where, password=PASSWORD).exit_code == 0
    assert [file.name for file in (tmp_path / "cloud").iterdir()] == [named(archive)]


def test_a_bucket_is_reached_by_its_endpoint(archive: Path) -> None:
    pytest.importorskip("opendal")
    with s3_server() as port:
        where = [str(archive), "--target", f"http://127.0.0.1:{port}", "--user", "key", "--yes"]
        told = sync(*where, "--bucket", BUCKET, "--json", password="geheim")
        assert (told.exit_code, json.loads(told.output)["files"][0]["state"]) == (0, "verified")
        told = sync(*where, "--bucket", "elders", password="geheim")
        assert told.exit_code == 1
        assert "There is no bucket “elders” there." in told.output


def test_without_a_file_the_newest_archive_to_share_goes_and_a_full_one_only_when_asked(
    home: Path,
) -> None:
    shared = PublicLink()
    with serving(shared) as port:
        where = ["--data", str(home), "--yes", "--target"]
        where.append(f"http://127.0.0.1:{port}/s/{shared.token}")
        assert sync(*where).exit_code == 0
        assert [name.split("-")[-2] for name in shared.files] == ["shareable"]
        full = sync(*where, "--full")
        assert full.exit_code == 0
        assert "A full archive goes along" in full.output
        assert sorted(name.split("-")[-2] for name in shared.files) == ["full", "shareable"]
        file = next(home.glob("conferences/*/exports/*-full.zip"))
        named_only = sync(str(file), *where)
        assert named_only.exit_code == 1
        assert "people can be recognised" in named_only.output
        next(home.glob("conferences/*/exports/*-shareable.zip")).unlink()
        assert "no finished archive to share" in sync(*where).output


def test_nothing_goes_before_the_conference_is_closed(tmp_path: Path) -> None:
    shared = PublicLink()
    with open_room(tmp_path) as (conductor, identity):
        begin_demo(conductor, identity)
    with serving(shared) as port:
        address = f"http://127.0.0.1:{port}/s/{shared.token}"
        told = sync("--data", str(tmp_path), "--target", address, "--yes")
        assert (told.exit_code, shared.asked) == (1, [])
        assert "Nothing leaves the box before the conference is closed." in told.output
        dutch = sync(
            *("--data", str(tmp_path / "none"), "--target", address, "--yes"),
            language="nl_NL.UTF-8",
        )
        assert "voordat de werkconferentie is afgesloten" in dutch.output


def test_a_cloud_that_lies_makes_it_fail_also_for_a_machine(archive: Path) -> None:
    with serving(Liar(lambda content: content[:-1])) as port:
        where = [str(archive), "--target", f"http://127.0.0.1:{port}", "--user", USER, "--yes"]
        told = sync(*where, "--json", password=PASSWORD)
        assert told.exit_code == 1
        assert json.loads(told.stdout)["trouble"] == "truncated"


def test_who_waits_goes_on_after_a_broken_line(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appliance.archive.cloud.waiting.back_off_s", lambda attempts: 0.01)
    shared = PublicLink()
    with serving(shared) as port, CutLine(port, [30, 300, 2_000], most=3) as line:
        address = f"http://127.0.0.1:{line.port}/s/{shared.token}"
        once = sync(str(archive), "--target", address, "--yes")
        assert once.exit_code == 1
        assert "broke" in once.output
        assert sync(str(archive), "--target", address, "--yes", "--wait").exit_code == 0
    assert list(shared.files) == [named(archive)]


@pytest.mark.needs("unshare")
def test_a_machine_without_any_network_says_so(archive: Path) -> None:
    command = [sys.executable, "-m", "appliance.cli", "sync", str(archive), "--yes"]
    command += ["--target", "https://cloud.example.org/s/Ab3dEf7hJk2mNpQ"]
    told = subprocess.run(
        ["unshare", "--map-root-user", "--net", *command],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LC_ALL": "C"},
    )
    if "unshare failed" in told.stderr:
        pytest.skip("this machine lets nobody leave its network")
    assert told.returncode == 1
    assert told.stderr.startswith("cloud.example.org cannot be found: there is no internet here")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 2),
        (["--target"], 2),
        (["nowhere.zip", "--target", "https://x.test/s/abcd"], 2),
        (["--target", "https://x.test/s/abcd", "--json"], 2),
        (["--target", "http://x.test/s/abcd", "--yes"], 1),
    ],
)
def test_wrong_usage_ends_with_two_and_what_fails_with_one(
    archive: Path, arguments: list[str], status: int
) -> None:
    told = sync(*arguments)
    assert told.exit_code == status
    assert "Traceback" not in told.output
    assert told.exception is None or isinstance(told.exception, SystemExit)
