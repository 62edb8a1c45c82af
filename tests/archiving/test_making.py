"""An archive holds what it says, whole and of one moment, and no secret of the box."""

import csv
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import bagit
import pytest

from appliance.archive.bag_trouble import BagTrouble
from appliance.archiving import Archiving, Made, Redaction, list_made, making, remove, verify
from appliance.conference.commands import Actor, SealActivity
from appliance.conference.records import Entry, Role
from appliance.conference.room import Room
from appliance.folder import open_room
from appliance.store.journal import verify as verify_journal
from tests.archive.zips import UTF8
from tests.reference import DEMO, rows, voted
from tests.running import facilitator, participant, running_box

from .bags import files_in
from .commands import apart, typed
from .conftest import Home
from .filled import EDITED, TAKEN_BACK, count

# bagit 1.9 calls re.sub in a way that Python 3.13 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")

NOW = datetime(2026, 11, 28, 17, 5, tzinfo=UTC)


@pytest.mark.needs("unzip")
def test_the_library_of_congress_takes_it_for_a_bag(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full", now=NOW)
    subprocess.run(["unzip", "-q", made.path, "-d", tmp_path / "out"], env=UTF8, check=True)
    (top,) = (tmp_path / "out").iterdir()
    judged = bagit.Bag(str(top))
    judged.validate()
    assert (judged.version_info, judged.algorithms) == ((1, 0), ["sha512"])
    journal = verify_journal(home.place)
    told = {name: judged.info[name] for name in judged.info if name != "Payload-Oxum"}
    counts = told.pop("Tafelronde-Documents")
    assert told == {
        "Bag-Software-Agent": "Tafelronde 0.1.0",
        "Bagging-Date": "2026-11-28",
        "External-Description": "Werkconferentie Sociaal ondernemerschap",
        "External-Identifier": home.conference,
        "Tafelronde-Archive-Format": "1",
        "Tafelronde-Box": json.loads((home.data / "box.json").read_bytes())["device"],
        "Tafelronde-Clock-Source": "ntp",
        "Tafelronde-Conference-Date": "2015-01-19",
        "Tafelronde-Contributions": str(count()),
        "Tafelronde-Journal-Head": journal.head,
        "Tafelronde-Journal-Lines": str(journal.lines),
        "Tafelronde-Journal-Struck": str(journal.struck),
        "Tafelronde-Kind": "full",
        "Tafelronde-State": "snapshot",
    }
    assert {"entries=113", "responses=132", f"ballots={len(voted('dots'))}"} <= set(counts.split())


@pytest.mark.needs("unzip", "sha512sum")
def test_who_has_no_tafelronde_can_check_it_as_its_page_says(home: Home, tmp_path: Path) -> None:
    made = home.archiving.make("full")
    subprocess.run(["unzip", "-q", made.path, "-d", tmp_path / "out"], env=UTF8, check=True)
    (top,) = (tmp_path / "out").iterdir()
    page = (top / "check.html").read_text("utf-8")
    for name in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        subprocess.run(["sha512sum", "--strict", "--quiet", "-c", name], cwd=top, check=True)
    assert "sha512sum -c manifest-sha512.txt" in page
    chain = "0" * 32
    for line in (top / "data/journal").read_bytes().splitlines():
        told, digest, body = line.split(b" ", 2)
        chain = sha256((chain + digest.decode()).encode()).hexdigest()[:32]
        assert told.decode() == chain
        assert body.startswith(b"struck") or sha256(body).hexdigest()[:32] == digest.decode()
    assert f"--head {chain}" in page


def test_everything_is_in_it_and_nothing_else(home: Home, tmp_path: Path) -> None:
    report = tmp_path / "verslag.pdf"
    report.write_bytes(b"%PDF")
    files = files_in(home.archiving.make("full", report_files=[report]).path)
    media = sorted(path.name for path in (home.place / "media").iterdir())
    assert len(media) == 2
    assert sorted(files) == sorted(
        [
            *("bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"),
            *("index.html", "check.html", "data/journal", "data/report/verslag.pdf"),
            *(f"data/csv/{name}.csv" for name in ("contributions", "summaries", "votes")),
            *(f"data/csv/{name}.csv" for name in ("ballots", "actions", "survey")),
            *("data/csv/survey-answers.csv", "data/json/conference.json"),
            *("data/json/pseudonyms.json", "data/json/results.json", "data/json/survey.json"),
            *(f"data/media/{name}" for name in media),
        ]
    )
    assert files["data/journal"] == home.journal
    assert files["data/report/verslag.pdf"] == b"%PDF"
    for page in (files["index.html"].decode(), files["check.html"].decode()):
        assert "http" not in page.replace('http-equiv="', "")
    for name in files:
        if name.startswith("data/"):
            assert f'href="{name}"' in files["index.html"].decode()


def test_the_tables_say_what_the_conference_came_to(home: Home) -> None:
    files = files_in(home.archiving.make("full").path)

    def table(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(files[f"data/csv/{name}.csv"].decode("utf-8-sig"))))

    contributions = table("contributions")
    assert len(contributions) == count()
    texts = [row["text"] for row in contributions]
    assert ("Dit zei iemand" in texts, EDITED in texts, TAKEN_BACK in texts) == (True, False, False)
    assert [row["text"] for row in contributions if row["hidden"]] == ["Ongepast"]
    assert len({row["check_code"] for row in table("ballots")}) == len(voted("dots"))
    dots = [row for row in table("votes") if row["figure"] == "dots"]
    assert (dots[0]["place"], len(dots)) == ("1", 25)
    assert [row["point"] for row in table("summaries")] == ["Geld", "Regels"]
    assert [(row["who"], row["due"]) for row in table("actions")] == [
        ("Gemeente Utrecht", "2027-06-01")
    ]


def test_no_key_of_the_box_is_in_it(midway: Home) -> None:
    keys = [path.read_bytes() for path in (midway.place / "keys").iterdir()]
    assert len(keys) > 1
    secret = json.loads((midway.data / "box.json").read_bytes())["secret"].encode()
    files = files_in(midway.archiving.make("full").path)
    for content in files.values():
        assert not any(key in content or bytes.fromhex(key.decode()) in content for key in keys)
        assert secret not in content


def test_every_archive_has_a_name_of_its_own_and_can_be_taken_away(home: Home) -> None:
    first, second = (home.archiving.make("full", now=NOW) for _ in range(2))
    assert [made.path.name for made in (first, second)] == [
        f"tafelronde-{home.conference}-20261128-1705-full.zip",
        f"tafelronde-{home.conference}-20261128-1705-full-2.zip",
    ]
    # The same at the same moment is the same to the byte.
    assert first.sha256 == second.sha256
    assert sorted(list_made(home.place), key=_name) == sorted([first, second], key=_name)
    beside = home.place / "exports" / "sums" / f"{first.path.name}.sha256"
    assert beside.read_text() == f"{first.sha256}  {first.path.name}\n"
    assert remove(home.place, "../journal") is False
    assert remove(home.place, first.path.name) is True
    assert list_made(home.place) == [second]
    assert not beside.exists()


def _name(made: Made) -> str:
    return made.path.name


def test_progress_goes_up_to_the_end(home: Home) -> None:
    told: list[float] = []
    home.archiving.make("full", progress=told.append)
    assert told == sorted(told)
    assert (told[-1], max(told[:-1]) < 1) == (1.0, True)


# -- to share -------------------------------------------------------------------------------------


def _covered(room: Room) -> Room:
    """Every contribution that names an authority says something else."""
    records = [
        replace(record, text="▇▇▇")
        if isinstance(record, Entry) and _is_named(record.text)
        else record
        for record in room.records()
    ]
    return Room(records, room.seq, room.room_ms, room.minute)


def _named(room: Room) -> list[Entry]:
    return [entry for entry in room.entries.values() if _is_named(entry.text)]


def _is_named(text: str) -> bool:
    return "gemeente" in text.lower()


def _uncovered(room: Room) -> frozenset[tuple[str, str]]:
    return frozenset(("entries", entry.id) for entry in _named(room))


def test_one_to_share_has_no_line_that_says_what_is_covered(home: Home) -> None:
    redaction = Redaction(_covered, _uncovered)
    archiving = Archiving(home.place, "box", "ntp", redaction)
    made = archiving.make("shareable")
    found = verify(made.path)
    full = home.archiving.make("full")
    struck = verify(full.path).told.struck
    assert (found.told.kind, found.told.head) == ("shareable", verify(full.path).told.head)
    assert found.told.struck > struck
    files, full_files = files_in(made.path), files_in(full.path)
    whole = b"\n".join(files.values())
    assert "▇▇▇".encode() in whole
    answers = (DEMO / "survey-responses.csv").read_text("utf-8")
    texts = [row["text"] for row in rows("entries") if row["activity"] == "knelpunten"]
    named = [text for text in texts if _is_named(text) and text not in answers]
    people = [row["email"] for row in rows("invitees")]
    assert (len(named) > 1, len(people)) == (True, 180)
    assert all(text.encode() in b"".join(full_files.values()) for text in named)
    for gone in (*named, *people, EDITED, TAKEN_BACK, '"codes":{'):
        assert gone.encode() not in whole, gone
    shown = [name for name in files if name.startswith("data/media/")]
    assert len(shown) == 1


def test_nothing_is_shared_before_somebody_looked_at_it(home: Home) -> None:
    redaction = Redaction(_covered, _uncovered, is_looked_at=lambda room: False)
    with pytest.raises(BagTrouble) as trouble:
        Archiving(home.place, "box", "ntp", redaction).make("shareable")
    assert trouble.value.code == "not_looked_at"
    assert list_made(home.place) == []


# -- while people write ---------------------------------------------------------------------------


@pytest.mark.slow
def test_it_is_of_one_moment_while_a_box_serves(midway: Home) -> None:
    with running_box(midway.data, "device_per_s=1000", "device_burst=10000") as box:
        somebody, lead = participant(box, 3), facilitator(box)
        assert "ack" in lead.command("open_activity", "as=facilitator", activity="oplossingen")
        is_over = threading.Event()
        written: list[bool] = []

        def write() -> None:
            while not is_over.is_set():
                asked = {"activity": "oplossingen", "text": f"Tekst {len(written)}"}
                answer = somebody.command("post_entry", "as=participant&table=3", **asked)
                written.append("ack" in answer)

        writing = threading.Thread(target=write)
        writing.start()
        try:
            made = [midway.archiving.make("full") for _ in range(4)]
        finally:
            is_over.set()
            writing.join()
        seen = json.loads(lead.get("/results.json")[1])
        last = midway.archiving.make("full")
        told = apart("archive", "--data", midway.data, "--no-passphrase", "--json")
    assert len(written) > 6
    assert all(written)
    journals = [files_in(each.path)["data/journal"] for each in made]
    assert all(midway.journal.startswith(journal) for journal in journals)
    assert len(set(journals)) > 1
    for each in (*made, last, _file_of(told.stdout)):
        assert verify(each.path if isinstance(each, Made) else each).told.kind == "full"
    assert json.loads(files_in(last.path)["data/json/results.json"]) == seen


def _file_of(told: str) -> Path:
    """The archive that a command made."""
    return Path(json.loads(told)["file"])


def test_what_is_closed_for_good_is_so_in_every_archive_on_the_box(midway: Home) -> None:
    before = midway.archiving.make("full")
    with open_room(midway.data) as (conductor, _):
        lead = Actor(Role.FACILITATOR)
        conductor.ask(lead, SealActivity("knelpunten"), "a" * 32)
    assert not before.path.exists()
    assert list_made(midway.place) == []
    after = midway.archiving.make("full")
    assert verify(after.path).told.struck > 0


def test_one_that_is_made_while_something_is_closed_for_good_is_made_again(
    midway: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, sealed = making.pack, threading.Event()

    def late(*how: Any, **more: Any) -> None:
        pack(*how, **more)
        if not sealed.is_set():
            sealed.set()
            with open_room(midway.data) as (conductor, _):
                lead = Actor(Role.FACILITATOR)
                conductor.ask(lead, SealActivity("knelpunten"), "a" * 32)

    monkeypatch.setattr(making, "pack", late)
    made = midway.archiving.make("full")
    assert list_made(midway.place) == [made]
    assert verify(made.path).told.struck > 0


# -- too little space -----------------------------------------------------------------------------


def test_it_is_said_beforehand_that_there_is_too_little_space(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1, 1, 100_000_001))
    with pytest.raises(BagTrouble) as trouble:
        home.archiving.make("full")
    assert (trouble.value.code, trouble.value.values) == (
        "no_space",
        {"needed": "101", "free": "100"},
    )
    assert list((home.place / "exports").iterdir()) == []


def test_a_disk_that_becomes_full_keeps_nothing_of_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = making.pack

    def full(*how: object, **more: object) -> None:
        pack(*how, **more)  # type: ignore[arg-type]
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "pack", full)
    with pytest.raises(BagTrouble) as trouble:
        home.archiving.make("full")
    assert trouble.value.code == "disk_full"
    assert list((home.place / "exports").iterdir()) == []
    assert list_made(home.place) == []


@pytest.mark.parametrize("most_bytes", [60_000, 900_000])
def test_a_disk_that_takes_no_more_is_told_of_and_left_clean(home: Home, most_bytes: int) -> None:
    """By the system itself: in the copy of the journal, and in the archive."""
    (home.place / "media" / f"{'0' * 64}.jpg").write_bytes(random.Random(1).randbytes(1_000_000))
    script = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes}, {most_bytes}))\n"
        "from appliance.cli import main\n"
        "main(['archive', '--no-passphrase', '--data', sys.argv[1]])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, home.data],
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert "The disk became full" in told.stderr
    assert list((home.place / "exports").iterdir()) == []


def test_what_a_cut_left_behind_is_cleared_away_and_never_counts(home: Home) -> None:
    left = home.place / "exports" / "making-abc"
    left.mkdir(parents=True)
    (left / "half.zip").write_bytes(b"PK")
    (home.place / "exports" / "tafelronde-x-20261128-1705-full.zip").write_bytes(b"PK")
    assert list_made(home.place) == []
    made = home.archiving.make("full")
    assert not left.exists()
    assert list_made(home.place) == [made]


def test_a_folder_without_a_conference_has_no_archive(tmp_path: Path) -> None:
    told = typed("archive", "--data", tmp_path / "none", "--no-passphrase")
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "none").exists()
