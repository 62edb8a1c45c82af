"""Reports are made by a process of their own, one at a time, whole or not at all."""

import errno
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.conference.room import Room
from appliance.report.choice import Choice, Variant
from appliance.reporting import apart, making
from appliance.reporting.apart import CannotReport, Copy, make_apart
from appliance.reporting.making import NoConference, make
from appliance.reporting.order import Format, Made, Order
from appliance.reporting.shelf import FOLDER, Making, Reports, for_archive
from appliance.web.words import Words
from tests.builders import Meeting

HTML = (Format.HTML,)


def room() -> Room:
    """A conference with some contributions."""
    meeting = Meeting.at_work()
    for n in range(3):
        meeting.post("ann", f"Voorstel {n} <b>")
    return meeting.room


def copied(now: Room) -> Copy:
    """What goes through the pipe."""
    return Copy(now.records(), now.seq, now.room_ms, now.minute)


def order(folder: Path, formats: tuple[Format, ...] = HTML) -> Order:
    """A report of everything."""
    return Order(Choice(), formats, folder, "report")


def shelf(folder: Path, copy: Callable[[], Copy] | None = None) -> Reports:
    """The reports of that conference."""
    now = copied(room())
    return Reports(folder, copy or (lambda: now), lambda: "head", lambda name: b"")


def wait(reports: Reports) -> Making:
    """How it ended."""
    for thread in threading.enumerate():
        if thread.name == "report":
            thread.join(60)
    return reports.state()


def test_the_same_room_makes_the_same_report_apart_as_here(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    now, heard = room(), []
    make(now, order(here), Words.read())
    made = make_apart(copied(now), order(there), lambda *told: heard.append(told))
    assert made.files == ("report.html",)
    assert heard == [(Format.HTML, 0, 1)]
    assert (here / "report.html").read_bytes() == (there / "report.html").read_bytes()


def test_a_box_without_a_conference_has_nothing_to_report(tmp_path: Path) -> None:
    with pytest.raises(NoConference):
        make(Room(), order(tmp_path), Words.read())
    with pytest.raises(CannotReport) as no:
        make_apart(copied(Room()), order(tmp_path))
    assert no.value.code == "nothing_to_report"
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written_nothing_half_is_left(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(CannotReport) as no:
        make_apart(copied(room()), order(gone))
    assert no.value.code == "report_unwritable"
    assert no.value.values == {"reason": "No such file or directory"}
    assert not gone.exists()


def test_a_process_that_is_cut_off_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(CannotReport) as no:
        make_apart(copied(room()), order(tmp_path), patience_s=0.01)
    assert no.value.code == "report_stopped"
    assert list(tmp_path.iterdir()) == []


def test_what_was_made_is_found_again_and_nothing_is_written_over(tmp_path: Path) -> None:
    reports = shelf(tmp_path)
    assert reports.kept() == []
    names = []
    for _ in range(2):
        assert reports.begin(replace(Choice(), variant=Variant.ONE_PAGE), "", HTML)
        names += wait(reports).files
    assert len(set(names)) == 2
    assert {kept.name for kept in reports.kept()} == set(names)
    file = reports.find(names[0])
    assert file is not None
    assert file.read_bytes().startswith(b"<!doctype html>")
    reports.remove(names[0])
    reports.remove(names[0])
    assert [kept.name for kept in reports.kept()] == names[1:]


@pytest.mark.parametrize("name", ["../journal", "report.html", "", "x/y.pdf", "journal"])
def test_no_other_file_is_found_by_a_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (tmp_path / "journal").write_text("truth")
    (folder / "journal").write_text("truth")
    assert shelf(tmp_path).find(name) is None


def test_a_very_long_pdf_is_laid_out_when_all_else_is_done_and_its_memory_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("typst", reason="needs typst: pip install tafelronde[documents]")
    asked = order(tmp_path, (Format.HTML, Format.PDF))
    monkeypatch.setattr(making, "is_long", lambda written: True)
    left = make(room(), replace(asked, leaves_paper=True), Words.read())
    assert left.files == ("report.html",)
    made = apart.with_paper(left, asked)
    assert made.files == ("report.html", "report.pdf")
    assert made.paper == ""
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_laid_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotReport) as no:
        apart.with_paper(Made(paper="no document"), order(tmp_path))
    assert no.value.code == "report_stopped"
    assert list(tmp_path.iterdir()) == []


def test_one_is_made_at_a_time(tmp_path: Path) -> None:
    may_go_on, now = threading.Event(), copied(room())

    def copy() -> Copy:
        assert may_go_on.wait(60)
        return now

    reports = shelf(tmp_path, copy)
    assert reports.begin(Choice(), "", HTML)
    assert reports.state().is_running
    assert not reports.begin(Choice(), "", HTML)
    may_go_on.set()
    assert len(wait(reports).files) == 1
    assert reports.begin(Choice(), "", HTML)
    wait(reports)


def test_a_full_disk_is_said_and_the_next_one_can_be_made(tmp_path: Path) -> None:
    full = iter([True, False])
    now = copied(room())

    def copy() -> Copy:
        if next(full):
            raise OSError(errno.ENOSPC, "No space left on device")
        return now

    reports = shelf(tmp_path, copy)
    reports.begin(Choice(), "", HTML)
    ended = wait(reports)
    assert (ended.code, ended.is_running) == ("report_unwritable", False)
    reports.begin(Choice(), "", HTML)
    assert len(wait(reports).files) == 1


def test_a_look_leaves_nothing_behind(tmp_path: Path) -> None:
    reports = shelf(tmp_path)
    assert reports.preview(Choice(), "").startswith(b"<!doctype html>")
    assert not (tmp_path / "exports").exists()


def test_into_an_archive_to_share_go_only_public_documents_of_what_may_be_read_now(
    tmp_path: Path,
) -> None:
    now = copied(room())
    readings = ["", "one"]
    reports = Reports(tmp_path, lambda: now, lambda: "", lambda name: b"", lambda: readings.pop(0))
    names = []
    for variant in (Variant.PUBLIC, Variant.PUBLIC, Variant.FULL):
        assert reports.begin(replace(Choice(), variant=variant), "", (Format.CSV,))
        names += wait(reports).files
    early, public, full = names
    assert {file.name for file in for_archive(tmp_path, "full")} == {early, public, full}
    assert [file.name for file in for_archive(tmp_path, "shareable", "one")] == [public]
    assert for_archive(tmp_path, "shareable", "two") == []
    assert for_archive(tmp_path, "shareable", "") == []
    reports.remove(public)
    assert for_archive(tmp_path, "shareable", "one") == []
    assert for_archive(tmp_path / "gone", "full") == []


def test_a_public_report_says_on_its_cover_that_nobody_looked_for_names_yet(tmp_path: Path) -> None:
    for variant in (Variant.PUBLIC, Variant.FULL):
        asked = Order(Choice(variant, "en"), HTML, tmp_path, variant.value)
        (name,) = make(room(), asked, Words.read()).files
        is_warned = "Do not share this yet" in (tmp_path / name).read_text("utf-8")
        assert is_warned is (variant is Variant.PUBLIC)
