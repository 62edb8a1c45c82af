"""The PDF as people have it: on paper, in a reader, aloud, in an archive."""

import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.report.drawing import Drawing, drawn
from appliance.report.figures import told, written
from appliance.report.lacking import REFUSALS, CannotWrite
from appliance.report.paper import letters
from appliance.report.value import (
    Cell,
    Chart,
    Column,
    Figure,
    Figures,
    Holds,
    Paragraph,
    Part,
    Points,
    Quote,
    Report,
    Run,
    ShowTable,
    Table,
    Tone,
    blocks,
)
from appliance.report.writers.pdf import write
from tests.cards.paper import facts, structure, words_on
from tests.cards.paper import told as told_by

from .samples import ENTRIES, VOTE, line, report, with_text

pytest.importorskip("typst", reason="Typst is not installed")
pytestmark = pytest.mark.needs("pdfinfo", "pdffonts", "pdftotext")

MARGIN_PT = 30 / 25.4 * 72
PAGE_PT = 210 / 25.4 * 72

Printing = Callable[..., Path]


@pytest.fixture
def pdf_of(tmp_path: Path) -> Printing:
    """A report as a file."""

    def made(of: Report, drawings: dict[str, Drawing] | None = None) -> Path:
        file = tmp_path / f"{len([*tmp_path.iterdir()])}.pdf"
        file.write_bytes(write(of, drawings or {}))
        return file

    return made


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with one of everything, in Dutch."""
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(write(report(), drawn(report())))
    return file


def lines_of(pdf: Path) -> list[str]:
    """What stands on each line, cells side by side."""
    return told_by("pdftotext", "-layout", pdf, "-").splitlines()


def text_of(pdf: Path) -> str:
    """All of it in one line."""
    return " ".join(told_by("pdftotext", "-layout", pdf, "-").split())


def squeezed(pdf: Path) -> str:
    """All of it without spaces and line ends."""
    return "".join(told_by("pdftotext", pdf, "-").split())


# -- what the file says about itself ---------------------------------------------------------------


def test_the_file_is_tagged_titled_and_made_to_be_read_aloud_and_to_be_kept(sample: Path) -> None:
    known = facts(sample)
    assert (known["Tagged"], known["Title"]) == ("yes", "Werkconferentie sociaal ondernemen")
    meta = told_by("pdfinfo", "-meta", sample)
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta


def test_every_font_is_in_the_file(sample: Path) -> None:
    fonts = [font.split() for font in told_by("pdffonts", sample).splitlines()[2:]]
    assert {name.partition("+")[2] for name, *_ in fonts} >= {"AtkinsonHyperlegibleNext-Regular"}
    for *_, embedded, subset, unicode, _object, _generation in fonts:
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


def test_a_reader_finds_language_marks_bookmarks_and_alternatives(sample: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    with pypdf.PdfReader(sample) as reader:
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "nl"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert _titles(reader.outline) == [
            *("Inhoud", "Wat eruit kwam", "Financiering", ["Wat zijn de knelpunten?"]),
            *("Stemmingen", "Bijlage"),
        ]
        pieces = _pieces(root["/StructTreeRoot"])
    kinds = Counter(kind for kind, _ in pieces)
    wanted = {"/Table": 2, "/TH": 11, "/Figure": 4, "/BlockQuote": 2, "/L": 2, "/TOC": 2}
    assert {kind: kinds[kind] for kind in wanted} == wanted
    assert [alternative for _, alternative in pieces if alternative] == [
        block.alt for block in blocks(report()) if isinstance(block, Chart)
    ]


def test_what_is_in_another_language_is_marked_so(sample: Path) -> None:
    assert _languages(sample) == {"nl", "en"}


def test_it_begins_with_a_cover_and_every_page_is_numbered_and_warns(sample: Path) -> None:
    pages = int(facts(sample)["Pages"])
    first, *others = (
        told_by("pdftotext", "-layout", "-f", str(n), "-l", str(n), sample, "-")
        for n in range(1, pages + 1)
    )
    for said in ("Rapport", "Werkconferentie sociaal", "19 januari 2015", "Tussenstand: "):
        assert said in first
    for n, page in enumerate(others, start=2):
        *_, last = page.split("\n\n")
        assert "Tussenstand: de bijeenkomst is nog bezig." in last
        assert f"Pagina {n} van {pages}" in last


# -- the numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_of_every_table_and_figure_is_read_back(
    language: str, pdf_of: Printing
) -> None:
    of = report(language)
    pdf = pdf_of(of)
    at = {
        table.id: next(n for n, each in enumerate(lines_of(pdf)) if f": {table.caption}" in each)
        for table in of.tables.values()
    }
    assert [*at] == [VOTE.id, ENTRIES.id]
    for table in of.tables.values():
        below = lines_of(pdf)[at[table.id] + 2 :]
        for cells in table.rows:
            wanted = _numbers(table, cells, language)
            # A text of more lines has those below the numbers of its row.
            found = next(row for row in below if {*wanted} & {*row.split()})
            assert [each for each in found.split() if each in wanted] == wanted
            below = below[below.index(found) + 1 :]
    said = text_of(pdf)
    figures = [block for block in blocks(of) if isinstance(block, Figures)]
    for figure in (item for block in figures for item in block.items):
        assert told(figure, language).replace("\u00a0", " ") in said


def test_a_table_that_is_too_long_for_columns_stands_row_by_row_with_all_it_holds(
    pdf_of: Printing,
) -> None:
    rest = "Banken durven niet, en fondsen durven het evenmin. " * 2
    rows = tuple((n, line(f"Bijdrage nummer {n}. {rest}"), line(f"id{n}")) for n in range(2000))
    pdf = pdf_of(_with(replace(ENTRIES, rows=rows)))
    said = text_of(pdf)
    assert "Alle bijdragen" in said
    found = re.findall(r"Tafel: ([\d.]+) · Nummer: (id\d+) Bijdrage nummer (\d+)\.", said)
    assert found == [(f"{n:,}".replace(",", "."), f"id{n}", str(n)) for n in range(2000)]


def test_the_rows_of_a_long_table_that_are_brief_are_a_line_each(pdf_of: Printing) -> None:
    said = tuple(line("Een tekst van meer letters " * 4) if n == 1005 else () for n in range(2000))
    rows = tuple((n, text, line(f"id{n}")) for n, text in enumerate(said))
    pdf = pdf_of(_with(replace(ENTRIES, rows=rows)))
    found = [each.strip() for each in lines_of(pdf) if "Nummer: id" in each]
    assert found == [f"Tafel: {n:,} · Nummer: id{n}".replace(",", ".") for n in range(2000)]
    assert text_of(pdf).count("Een tekst van meer letters") == 4


@pytest.mark.parametrize(("columns", "size"), [(6, "A4"), (14, "841.89 x 595.276"), (60, "A4")])
def test_a_wide_table_lies_across_and_a_wider_one_stands_row_by_row(
    columns: int, size: str, pdf_of: Printing
) -> None:
    titles = tuple(Column(f"c{n}", f"Kolom{n}", Holds.COUNT) for n in range(columns))
    rows = tuple(tuple(1000 * row + n for n in range(columns)) for row in range(1, 4))
    pdf = pdf_of(
        _with(
            Table(
                "wide",
                "Breed",
                (*titles, Column("what", "Wat")),
                tuple((*row, line("iets")) for row in rows),
            )
        )
    )
    said = text_of(pdf)
    for number in (number for row in rows for number in row):
        assert f"{number:,}".replace(",", ".") in said
    assert size in told_by("pdfinfo", "-f", "3", "-l", "4", pdf)


def test_a_brief_report_holds_a_wide_table_too(pdf_of: Printing) -> None:
    titles = tuple(Column(f"c{n}", f"Kolom{n}", Holds.COUNT) for n in range(14))
    of = _with(Table("wide", "Breed", titles, (tuple(range(2000, 2014)),)))
    said = text_of(pdf_of(replace(of, is_brief=True)))
    assert [f"2.0{n:02}" in said for n in range(14)] == [True] * 14


def test_what_very_many_wrote_is_all_there(pdf_of: Printing) -> None:
    quotes = tuple(
        Quote(
            line(f"Bijdrage {n} van\ntwee regels" if n % 7 == 0 else f"Bijdrage {n} is kort."),
            f"Tafel {n}",
        )
        for n in range(2100)
    )
    answer = Quote(line("Antwoord", "en"), "Tafel 1", depth=1)
    longs = (Quote(line("zeer lang " * 1200)), Quote(line("zeer\nhoog\n" * 80)))
    part = Part("p", line("Deel"), (*quotes[:50], answer, *longs, *quotes[50:]))
    said = text_of(pdf_of(replace(report(), parts=(part,))))
    assert [int(each) for each in re.findall(r"Tafel \d+: Bijdrage (\d+)", said)] == [*range(2100)]
    assert "Antwoord Tafel 1" in said
    assert said.count("zeer") == 1200 + 80
    assert said.count("hoog") == 80


def test_the_head_of_a_table_stands_on_each_of_its_pages(pdf_of: Printing) -> None:
    rows = tuple((n, line("Banken durven niet. " * 5), line(f"id{n}")) for n in range(120))
    pdf = pdf_of(_with(replace(ENTRIES, rows=rows)))
    heads = [each for each in lines_of(pdf) if each.split() == ["Tafel", "Bijdrage", "Nummer"]]
    assert len(heads) == int(facts(pdf)["Pages"]) - 2 > 2


def test_what_leads_to_a_table_and_each_of_its_short_rows_stay_on_one_page(
    pdf_of: Printing,
) -> None:
    narrow = tuple(Column(f"c{n}", f"Kolom{n}", Holds.COUNT) for n in range(5))
    row = (line("begin " + "iets " * 40 + "einde"), *range(5))
    asked = Table("asked", "Tabel", (Column("what", "Wat"), *narrow), (row,) * 4)
    question = Paragraph((Run("Vraag", is_strong=True),))
    numbers = Figures((Figure("antwoorden", 132),))
    said = (question, numbers, Paragraph(line("Noot"), Tone.NOTE), ShowTable("asked"))
    # A page holds about forty lines: a question comes near the foot of each in another place.
    parts = tuple(
        Part(f"p{n}", line("Deel"), (Points((line("Punt"),) * n), *said)) for n in range(20, 45)
    )
    pdf = pdf_of(replace(report(), parts=parts, tables={"asked": asked}))
    pages = [page.split() for page in told_by("pdftotext", pdf, "-").split("\f")]
    of_tables = [page for page in pages if "Wat" in page]
    assert sum(page.count("Vraag") for page in of_tables) == len(parts) < len(of_tables)
    assert all("Vraag" not in page for page in pages if "Wat" not in page)
    assert all(page.count("begin") == page.count("einde") for page in pages)


# -- the words -------------------------------------------------------------------------------------


def test_a_chart_that_was_not_drawn_is_told_in_words(sample: Path, pdf_of: Printing) -> None:
    alternatives = [block.alt for block in blocks(report()) if isinstance(block, Chart)]
    bare = text_of(pdf_of(report()))
    shown = text_of(sample)
    for alternative in alternatives:
        assert alternative in bare
        assert alternative not in shown


def test_a_brief_report_has_neither_cover_nor_contents_and_fits_on_one_page(
    pdf_of: Printing,
) -> None:
    sentence = "Banken vinden het risico te groot; een garantiefonds helpt als het snel beslist. "
    points = Points(tuple(line(sentence) for _ in range(3)))
    themes = [
        Part(f"t{n}", line(f"Thema {n}"), (Paragraph(line(sentence * 3)), points), number=n)
        for n in range(1, 6)
    ]
    brief = replace(report(), is_brief=True, parts=tuple(themes[:4]))
    pdf = pdf_of(brief)
    assert facts(pdf)["Pages"] == "1"
    assert "Inhoud" not in text_of(pdf)
    assert "Tussenstand: " in text_of(pdf)
    numbers = Part("n", line("In cijfers"), (Figures((Figure("Bijdragen", 312),)),))
    fuller = replace(brief, parts=(numbers, *themes))
    assert facts(pdf_of(fuller))["Pages"] == "1"
    assert int(facts(pdf_of(replace(brief, parts=tuple(themes * 9))))["Pages"]) > 3


def test_what_runs_from_right_to_left_begins_at_the_right(pdf_of: Printing) -> None:
    said = Part("p", line("Deel"), (Paragraph(line("שלום", "he")), Quote(line("مرحبا", "ar"))))
    pdf = pdf_of(replace(report(), parts=(said,)))
    (hebrew,) = (word for word in words_on(pdf, 3) if "ש" in word.text)
    (arabic,) = (word for word in words_on(pdf, 3) if re.search("[ء-ي]", word.text))
    assert hebrew.right > PAGE_PT * 0.8
    assert arabic.right > PAGE_PT * 0.8
    assert _languages(pdf) == {"nl", "he", "ar"}


@pytest.mark.parametrize("word", ["a" * 10_000, "W" * 10_000, "مرحبا" * 2000, "a\u00a0" * 5000])
def test_a_word_of_ten_thousand_letters_stays_on_the_page_whole(
    word: str, pdf_of: Printing
) -> None:
    pdf = pdf_of(with_text(word))
    for page in range(2, int(facts(pdf)["Pages"]) + 1):
        for found in words_on(pdf, page):
            assert 0 < found.left <= found.right < PAGE_PT - MARGIN_PT + 3
    if word[1] == word[0]:
        assert squeezed(pdf).count(word[0]) >= 4 * len(word)


HOSTILE = {
    "nothing": "",
    "space": " \n ",
    "control": "a\x00b\x0bc\x1bd\x85e",
    "half": "a\ud800b",
    "noncharacter": "a\ufffeb\U0010ffff",
    "private": "a\ue000b",
    "turned": "a\u202egnp.exe\u2066b\u2069",
    "marks": "a" + "\u0301\u05c2\u0655" * 3000,
    "mark first": "\u0301a\n\u05c2b\n\ufe0f\u0301",
    "joined": "👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇳🇱 1️⃣ ❤️",
    "far": "中文 한국어 ไทย አማርኛ",
    "markup": '#panic() $x$ *a* _b_ <c> @d `e` = f \\ "g" // h [i](j) https://k.l',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_people_write_a_report_is_made(name: str, pdf_of: Printing) -> None:
    text = HOSTILE[name]
    of = with_text(text)
    (first, *others), tables = of.parts, of.tables
    whole = replace(
        of,
        words={**of.words, "contents": "Inhoud"},
        parts=(
            replace(
                first,
                blocks=(
                    *first.blocks,
                    Points((line(text, text), (Run(text, is_strong=True), Run(text)))),
                    Figures((Figure(text, 1),), id=text),
                    Chart("c", VOTE.id, *CHARTED, caption=text, alt=text),
                ),
            ),
            *others,
        ),
        tables={
            **tables,
            VOTE.id: replace(
                VOTE,
                caption=text,
                note=text,
                columns=tuple(replace(each, title=text) for each in VOTE.columns),
                rows=((1, line(text), 1.0, 0.5, 3, 4, 5, line(text)),),
            ),
        },
    )
    pdf = pdf_of(whole, dict(drawn(whole)))
    assert int(facts(pdf)["Pages"]) > 2


CHARTED = (
    next(block for block in blocks(report()) if isinstance(block, Chart)).shape,
    ("score",),
)


def test_what_cannot_be_printed_is_told_and_said_so(sample: Path, pdf_of: Printing) -> None:
    pdf = pdf_of(with_text("Chinees: 中, privé: \ue000, niets: \x07."))
    said = text_of(pdf)
    assert "Chinees: [U+4E2D], privé: [U+E000], niets: [U+0007]." in said
    assert report().words["lacking"] in said
    assert "kan worden" not in text_of(pdf_of(replace(report(), parts=())))


def test_people_who_write_markup_see_what_they_wrote(pdf_of: Printing) -> None:
    assert "".join(HOSTILE["markup"].split()) in squeezed(pdf_of(with_text(HOSTILE["markup"])))


def test_what_is_read_aloud_comes_in_the_order_of_the_report(sample: Path) -> None:
    aloud = structure(sample)
    places = [
        aloud.index(each)
        for each in ("Het gaat om krediet", "Banken durven niet", "Uitslag van", "Alle bijdragen")
    ]
    assert places == sorted(places)


def test_where_typst_takes_letters_together_that_no_font_has_a_report_is_still_made(
    monkeypatch: pytest.MonkeyPatch, pdf_of: Printing
) -> None:
    monkeypatch.setattr(letters, "_is_covered", lambda cluster: True)
    said = text_of(pdf_of(with_text("Één woord 中 én → meer")))
    assert "Één woord [U+4E2D] én [U+2192] meer" in said


# -- where it cannot be made -----------------------------------------------------------------------


def test_without_typst_the_trouble_tells_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CannotWrite) as trouble:
        write(report(), {})
    assert trouble.value.code in REFUSALS
    assert trouble.value.values == {"typed": f"{sys.executable} -m pip install typst"}


def test_reading_about_pdfs_does_not_load_typst() -> None:
    told = "import sys, appliance.report.writers.pdf; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def _with(table: Table) -> Report:
    parts = (Part("p", line("Deel"), (ShowTable(table.id),)),)
    return replace(report(), parts=parts, tables={table.id: table})


def _numbers(table: Table, cells: tuple[Cell, ...], language: str) -> list[str]:
    """The numbers of a row as they are written, word by word."""
    return [
        word
        for cell, column in zip(cells, table.columns, strict=True)
        if column.holds is not Holds.TEXT
        for word in written(cell, column, language).split()
    ]


def _languages(pdf: Path) -> set[str]:
    """All languages that the file tells, in its pieces and on its pages."""
    return {each.decode() for each in re.findall(rb"/Lang ?\((\w+)\)", _whole(pdf))}


def _whole(pdf: Path) -> bytes:
    """The file, and all that is packed in it."""
    content = pdf.read_bytes()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with suppress(zlib.error):
            content += zlib.decompress(stream)
    return content


def _titles(outline: list[object]) -> list[object]:
    return [_titles(each) if isinstance(each, list) else getattr(each, "title") for each in outline]  # noqa: B009


def _pieces(node: object) -> list[tuple[str, str]]:
    """All pieces of the structure below this one: their kinds and what is said in their place."""
    found = getattr(node, "get_object", lambda: node)()
    if isinstance(found, list):
        return [piece for each in found for piece in _pieces(each)]
    if not isinstance(found, dict):
        return []
    own = [(str(found["/S"]), str(found.get("/Alt", "")))] if "/S" in found else []
    return own + _pieces(found.get("/K", []))
