"""A file onto sticks as people have them: NTFS and exFAT, really made, written, opened again."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.archive import stick_export as module
from appliance.archive.stick_export import DONE, FAILED, WRITING, export

from .loops import MAKES, SERVED_BY, SIZE_BYTES, LoopStick, loop_stick
from .test_stick_export import NAME, Told, on_it, sha256

KINDS = [
    pytest.param(kind, marks=pytest.mark.needs(MAKES[kind][0], program, "umount", "/dev/fuse"))
    for kind, program in SERVED_BY.items()
]

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file as a stick"),
]


@pytest.fixture(params=KINDS)
def stick(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LoopStick]:
    """An empty stick of each kind."""
    with loop_stick(tmp_path, kind=request.param) as made:
        yield made


def archive(folder: Path, size_bytes: int) -> Path:
    """A finished file."""
    file = folder / NAME
    file.write_bytes(os.urandom(size_bytes))
    return file


def test_a_file_comes_onto_it_whole_and_is_found_by_who_opens_it_again(
    stick: LoopStick, tmp_path: Path
) -> None:
    file = archive(tmp_path, 1 << 20)
    ended = export(file, stick.stick, stick, Told(), sha256(file))
    assert (ended.state, ended.is_off) == (DONE, True)
    assert on_it(stick) == {NAME: sha256(file)}


def test_where_it_does_not_fit_nothing_stands_under_its_name(
    stick: LoopStick, tmp_path: Path
) -> None:
    file = archive(tmp_path, SIZE_BYTES + 1)
    ended = export(file, stick.stick, stick, Told())
    assert ended.state == FAILED
    assert ended.trouble == "full"
    assert NAME not in on_it(stick)


def test_pulled_out_half_way_nothing_stands_under_its_name_and_the_next_try_is_whole(
    stick: LoopStick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PIECE_BYTES", 64 << 10)
    file = archive(tmp_path, 1 << 20)

    def pull() -> None:
        stick.is_in = False
        subprocess.run(["umount", "--lazy", stick.folder], check=True)

    ended = export(file, stick.stick, stick, Told(WRITING, 50, pull))
    assert ended.state == FAILED
    assert NAME not in on_it(stick)
    stick.unmount()
    stick.is_in = True
    stick.mount()
    ended = export(file, stick.stick, stick, Told())
    assert ended.state == DONE
    assert on_it(stick) == {NAME: sha256(file)}
