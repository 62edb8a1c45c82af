"""The report as one HTML file: every word and number is in it, and nothing asks for more."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.report.drawing import Drawing
from appliance.report.figures import told, written
from appliance.report.value import Figure, Figures, Report, ShowTable, blocks
from appliance.report.writers.html import write
from tests.report.samples import VOTE, line, report, with_text


class Read(HTMLParser):
    """The tables, terms and texts of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.figures: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.text = ""
        self._table, self._cell, self._term = "", False, ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        if tag == "img":
            self.images.append(given)
        if tag == "figure" and (given.get("id") or "").startswith("table-"):
            self._table = str(given["id"]).removeprefix("table-")
            self.tables[self._table] = []
        if tag == "tr" and self._table:
            self.tables[self._table].append([])
        if tag in ("td", "th") and self._table:
            self.tables[self._table][-1].append("")
            self._cell = True
        if tag in ("dt", "dd"):
            self._term = tag
            self.figures += [("", "")] if tag == "dt" else []

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")
        self._term = "" if tag in ("dt", "dd") else self._term
        if tag == "table":
            self._table = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._cell:
            self.tables[self._table][-1][-1] += data
        if self._term:
            name, value = self.figures[-1]
            new = (name + data, value) if self._term == "dt" else (name, value + data)
            self.figures[-1] = new


def as_written(whole: Report, table: str) -> list[list[str]]:
    """A table as it must stand there."""
    found = whole.tables[table]
    rows = [
        [written(c, column, whole.language) for c, column in zip(row, found.columns, strict=True)]
        for row in found.rows
    ]
    return [[column.title for column in found.columns], *rows]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_stands_there_as_it_was_counted(language: str) -> None:
    whole = report(language)
    page = Read(write(whole, {}))
    shown = [block.table for block in blocks(whole) if isinstance(block, ShowTable)]
    assert shown
    for table in shown:
        seen = [[cell.replace("\r\n", "\n") for cell in row] for row in page.tables[table]]
        assert seen == as_written(whole, table)
    figures = [f for block in blocks(whole) if isinstance(block, Figures) for f in block.items]
    assert page.figures == [(figure.name, told(figure, language)) for figure in figures]


def test_dutch_and_english_write_a_number_in_their_own_way() -> None:
    dutch, english = (Read(write(report(each), {})).tables[VOTE.id][1] for each in ("nl", "en"))
    assert dutch[2:5] == ["4,67", "67%", "€\u00a01.250"]
    assert english[2:5] == ["4.67", "67%", "€\u00a01,250"]
    some = Figure("Antwoordden", 81, of=1250)
    assert told(some, "nl") == "81\u00a0van\u00a01.250"
    assert told(some, "en") == "81\u00a0of\u00a01,250"


def test_it_asks_nothing_outside_and_runs_nothing() -> None:
    page = write(report(), {}).decode()
    found = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', page)
    addresses = [quoted or called for quoted, called in found]
    assert addresses
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "<script" not in page
    assert "http" not in re.sub(r"data:[^)\"]+", "", page)


def test_a_chart_is_a_picture_with_words_or_the_words_alone() -> None:
    whole = report()
    words = Read(write(whole, {}))
    assert words.images == []
    assert "Eén loket krijgt 4,67; de rest minder." in words.text
    drawing = Drawing(b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", 100, 50)
    [picture] = Read(write(whole, {"chart-score": drawing})).images
    assert picture["alt"] == "Eén loket krijgt 4,67; de rest minder."
    assert str(picture["src"]).startswith("data:image/svg+xml;base64,")


def test_no_id_stands_there_twice() -> None:
    ids = Read(write(report(), {})).ids
    assert len(ids) == len(set(ids))


def test_one_page_has_no_contents_and_no_way_back_to_them() -> None:
    page = write(replace(report(), is_brief=True), {}).decode()
    assert 'href="#contents"' not in page
    assert 'class="is-brief"' in page


def test_a_logo_stands_on_the_cover() -> None:
    whole = report()
    cover = replace(whole.cover, logo=b"\x89PNG....", logo_alt="Logo van SER")
    [picture] = Read(write(replace(whole, cover=cover), {})).images
    assert picture["alt"] == "Logo van SER"
    assert str(picture["src"]).startswith("data:image/png;base64,")


@given(st.text())
def test_whatever_somebody_wrote_is_only_text(text: str) -> None:
    plain = Read(write(with_text("x"), {}))
    page = write(with_text(text), {}).decode()
    read = Read(page.encode())
    assert read.ids == plain.ids
    assert read.images == []
    assert list(read.tables) == list(plain.tables)


def test_markup_that_somebody_typed_is_shown() -> None:
    page = write(with_text("<script>alert(1)</script> & \u202e"), {}).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_another_language_is_told_to_who_reads_aloud() -> None:
    whole = report()
    cover = replace(whole.cover, title=line("Work conference", "en"))
    page = write(replace(whole, cover=cover), {}).decode()
    assert '<span lang="en" dir="auto">Work conference</span>' in page
