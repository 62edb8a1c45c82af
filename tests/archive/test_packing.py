"""What is packed is a bag for everybody, and in its place only when it is whole and checked."""

import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.archive import packing, placing
from appliance.archive.bag import unpacked
from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.packing import Label, pack
from appliance.archive.placing import Placing
from appliance.archive.portable_names import check_paths
from appliance.archive.wary_zip import Limits

from .zips import PAYLOAD, UTF8

# bagit 1.9 calls re.sub in a way that Python 3.13 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")

MB = 1_000_000
DAY = date(2026, 11, 28)
LABEL = Label("conference-1", DAY, "Tafelronde 0.1.0", {"Contact-Name": "Anna de Vries"})
SMALL = Limits(files=10, file_bytes=3 * MB, total_bytes=5 * MB)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the file will be."""
    return tmp_path / "conference.tafelronde"


def read(file: Path) -> dict[str, bytes]:
    """What is in a file."""
    with unpacked(file) as found:
        return {name: found.read(name) for name in found.names}


def unzipped(file: Path, folder: Path) -> bagit.Bag:
    """The bag as the Library of Congress sees it, after another program unpacked it."""
    subprocess.run(["unzip", "-q", file, "-d", folder], env=UTF8, check=True)
    (top,) = folder.iterdir()
    return bagit.Bag(str(top))


def refused(packs: Callable[[], None]) -> str:
    """The code with which nothing is packed."""
    with pytest.raises(BagTrouble) as trouble:
        packs()
    return trouble.value.code


@pytest.mark.needs("unzip")
def test_the_library_of_congress_takes_it_for_a_bag(target: Path, tmp_path: Path) -> None:
    pack(target, {**PAYLOAD, "media/zaal één.jpg": b"\xff\xd8", "leeg.txt": b""}, LABEL)
    judged = unzipped(target, tmp_path / "out")
    judged.validate()
    assert judged.version_info == (1, 0)
    assert judged.info == {
        "Bag-Software-Agent": "Tafelronde 0.1.0",
        "Bagging-Date": "2026-11-28",
        "Contact-Name": "Anna de Vries",
        "External-Identifier": "conference-1",
        "Payload-Oxum": f"{sum(map(len, PAYLOAD.values())) + 2}.4",
        "Tafelronde-Format": "1",
    }
    assert Path(judged.path).name == "tafelronde-conference-1"


@pytest.mark.needs("unzip")
def test_the_library_of_congress_sees_damage_too(target: Path, tmp_path: Path) -> None:
    """Else it would be no judge."""
    pack(target, PAYLOAD, LABEL)
    judged = unzipped(target, tmp_path / "out")
    Path(judged.path, "data/invitees.csv").write_bytes(b"other")
    logging.getLogger("bagit").disabled = True
    with pytest.raises(bagit.BagValidationError):
        judged.validate()


@pytest.mark.needs("unzip")
def test_other_programs_find_the_zip_whole(target: Path) -> None:
    pack(target, {**PAYLOAD, "zeros.bin": bytes(2 * MB), "één.txt": b"1"}, LABEL)
    told = subprocess.run(["unzip", "-t", target], env=UTF8, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
    assert "No errors detected" in told.stdout
    shown = subprocess.run(["unzip", "-Z", target], capture_output=True, text=True).stdout
    assert shown.count("-rw-r--r--") == 8


def is_portable(names: list[str]) -> bool:
    try:
        check_paths(f"tafelronde-conference-1/data/{name}" for name in names)
    except BagTrouble:
        return False
    return True


NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("abc.-_/ é"), min_size=1),
    min_size=1,
    max_size=6,
    unique=True,
).filter(is_portable)


@pytest.mark.needs("unzip")
@settings(max_examples=40)
@given(NAMES, st.data())
def test_whatever_is_packed_comes_back_and_is_a_bag(names: list[str], data: st.DataObject) -> None:
    content = st.binary(max_size=2_000) | st.integers(MB, 2 * MB).map(bytes)
    payload = {name: data.draw(content) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.tafelronde")
        pack(file, payload, LABEL)
        assert read(file) == payload
        unzipped(file, Path(folder, "out")).validate()


def test_the_same_payload_and_day_give_the_same_bytes(target: Path, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{n}" for n, name in enumerate(PAYLOAD)}
    for name, path in paths.items():
        path.write_bytes(PAYLOAD[name])
    made = []
    for payload in (PAYLOAD, dict(reversed(PAYLOAD.items())), paths):
        pack(target, payload, LABEL)
        made.append(target.read_bytes())
    pack(tmp_path / "other name", PAYLOAD, Label("conference-1", date(2026, 11, 29), "T"))
    assert made[0] == made[1] == made[2] != (tmp_path / "other name").read_bytes()


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2200, 1, 1)])
def test_a_box_with_a_wrong_clock_packs_as_well(target: Path, day: date) -> None:
    pack(target, PAYLOAD, Label("c", day, "T"))
    with unpacked(target) as found:
        assert found.about["Bagging-Date"] == day.isoformat()


@pytest.mark.needs("unzip")
@pytest.mark.parametrize(
    "identifier", ["../../x", "", "C:\\x", "één / twee", "\n", "con", "x" * 999]
)
def test_whatever_a_conference_is_called_it_is_a_bag(
    target: Path, tmp_path: Path, identifier: str
) -> None:
    label = Label(identifier, DAY, "T\nBagging-Date: never", {"Contact-Name": "\r\n x: \x85y "})
    pack(target, PAYLOAD, label)
    judged = unzipped(target, tmp_path / "out")
    judged.validate()
    assert judged.info["External-Identifier"] == " ".join(identifier.split())
    assert judged.info["Bag-Software-Agent"] == "T Bagging-Date: never"
    assert judged.info["Contact-Name"] == "x: y"


def test_what_packs_very_densely_is_not_taken_for_a_bomb(target: Path) -> None:
    payload = {"zeros.bin": bytes(5 * MB), "text.csv": b"a;b\n" * 100}
    pack(target, payload, LABEL)
    assert read(target) == payload
    assert target.stat().st_size > 5 * MB


def test_what_is_packed_already_is_not_packed_again(target: Path) -> None:
    photo = random.Random(5).randbytes(2 * MB)
    pack(target, {"media/hall.jpg": photo, "text.csv": b"a;b\n" * MB}, LABEL, Limits(ratio=2000))
    with zipfile.ZipFile(target) as opened:
        methods = {entry.filename: entry.compress_type for entry in opened.infolist()}
    assert methods["tafelronde-conference-1/data/media/hall.jpg"] == zipfile.ZIP_STORED
    assert methods["tafelronde-conference-1/data/text.csv"] == zipfile.ZIP_DEFLATED


def test_what_would_be_refused_is_not_packed(target: Path) -> None:
    noise = random.Random(1).randbytes(2 * MB)
    assert refused(lambda: pack(target, {"a": noise * 2}, LABEL, SMALL)) == "too_large"
    three = dict.fromkeys("abc", noise)
    assert refused(lambda: pack(target, three, LABEL, SMALL)) == "too_large"
    seven = {f"{n}": b"" for n in range(7)}
    assert refused(lambda: pack(target, seven, LABEL, SMALL)) == "too_many"
    assert refused(lambda: pack(target, {"a": b"", "A": b""}, LABEL)) == "same_name"
    assert refused(lambda: pack(target, {"../a": b""}, LABEL)) == "leads_out"
    with pytest.raises(ValueError, match="nothing to pack"):
        pack(target, {}, LABEL)
    assert list(target.parent.iterdir()) == []


def test_as_much_as_fits_is_packed(target: Path) -> None:
    noise = random.Random(2).randbytes(3 * MB)
    pack(target, {"a": noise, "b": noise[: 2 * MB - 1_000]}, LABEL, SMALL)
    pack(target, {f"{n}": b"" for n in range(6)}, LABEL, SMALL)


def test_what_fails_leaves_what_was_there(target: Path) -> None:
    pack(target, PAYLOAD, LABEL)
    before = target.read_bytes()
    with pytest.raises(FileNotFoundError):
        pack(target, {"a": b"1", "b": target.parent / "gone"}, LABEL)
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == before


@pytest.mark.parametrize("at", [0, 10, 14, 200, 400, -30, -1])
def test_a_disk_that_alters_a_byte_is_found_out_before_the_file_counts(
    target: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    pack(target, PAYLOAD, LABEL)
    before = target.read_bytes()
    sync = os.fsync

    def lossy(fd: int) -> None:
        sync(fd)
        place = at % os.fstat(fd).st_size
        os.pwrite(fd, bytes([os.pread(fd, 1, place)[0] ^ 1]), place)

    monkeypatch.setattr(placing.os, "fsync", lossy)
    assert refused(lambda: pack(target, {"a": b"12"}, LABEL)) == "unwritten"
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == before


def test_it_is_checked_once_it_is_on_the_disk_and_before_it_counts(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    settle, sums = Placing.settle, packing.checked_sums

    def settled(new: Placing) -> bool:
        order.append("settled")
        return settle(new)

    def checked(file: Path, *how: Any) -> object:
        order.append("counts already" if target.exists() else "checked")
        return {**sums(file, *how), **wrong}

    monkeypatch.setattr(Placing, "settle", settled)
    monkeypatch.setattr(packing, "checked_sums", checked)
    wrong = {"other": "sum"}
    assert refused(lambda: pack(target, PAYLOAD, LABEL)) == "unwritten"
    wrong = {}
    pack(target, PAYLOAD, LABEL)
    assert order == ["settled", "checked"] * 2
    assert target.exists()


def run(script: str, *arguments: Path) -> "subprocess.Popen[str]":
    """Pack in a process of its own: `target`, `payload` and `label` are at hand."""
    prepared = (
        "import sys, resource, datetime, pathlib\n"
        "from appliance.archive.packing import Label, pack\n"
        "target, *given = map(pathlib.Path, sys.argv[1:])\n"
        "label = Label('c', datetime.date(2026, 11, 28), 'T')\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", prepared + script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_a_disk_that_takes_no_more_raises_and_leaves_nothing(target: Path) -> None:
    large = target.parent / "large"
    large.write_bytes(random.Random(3).randbytes(MB))
    script = (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n    pack(target, {'large': given[0]}, label)\n"
        "except OSError as trouble:\n    print(trouble.errno)\n"
    )
    with run(script, target, large) as child:
        told, trace = child.communicate()
    assert (told, trace) == ("27\n", "")  # EFBIG
    assert list(target.parent.iterdir()) == [large]


def test_killed_while_it_packs_the_old_file_is_there_and_the_next_one_comes(target: Path) -> None:
    pack(target, PAYLOAD, LABEL)
    before = target.read_bytes()
    pipe = target.parent / "pipe"
    os.mkfifo(pipe)
    script = "pack(target, {'a': b'1', 'b': given[0]}, label)"
    # The pipe opens once it is read, in the middle of packing.
    with run(script, target, pipe) as child, pipe.open("wb"):
        child.kill()
        child.wait()
    pipe.unlink()
    assert target.read_bytes() == before
    assert len(list(target.parent.iterdir())) == 2
    pack(target, {"a": b"1"}, LABEL)
    assert read(target) == {"a": b"1"}
    assert list(target.parent.iterdir()) == [target]


def test_a_link_in_its_way_is_not_followed(target: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    target.symlink_to(precious)
    target.with_name(target.name + ".new").symlink_to(precious)
    pack(target, PAYLOAD, LABEL)
    assert precious.read_text() == "mine"
    assert not target.is_symlink()
    assert read(target) == PAYLOAD


def test_two_at_once_end_in_one_of_them_whole(target: Path) -> None:
    noise = [{"a": random.Random(n).randbytes(MB)} for n in range(4)]
    threads = [threading.Thread(target=pack, args=(target, each, LABEL)) for each in noise]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read(target) in noise
    assert list(target.parent.iterdir()) == [target]


def test_it_is_for_its_owner_alone(target: Path) -> None:
    pack(target, PAYLOAD, LABEL)
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write for somebody else")
def test_written_by_root_it_is_for_whom_the_folder_is(target: Path) -> None:
    os.chown(target.parent, 1234, 5678)
    pack(target, PAYLOAD, LABEL)
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 5678)
