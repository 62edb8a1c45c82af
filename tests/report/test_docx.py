"""The Word document of a report can be edited, read aloud and counted on."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree
from PIL import Image

from appliance.report.drawing import Drawing
from appliance.report.figures import told, written
from appliance.report.signs import shown
from appliance.report.value import (
    Chart,
    Column,
    Cover,
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
    plain,
)
from appliance.report.writers.docx import write

from .samples import ENTRIES, VOTE, line, report, with_text
from .unusual import HOSTILE, TEXTS, all_of_unicode, spoiled


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "#255b9c").save(content, kind)
    return content.getvalue()


DRAWINGS = {
    f"chart-{name}": Drawing(b"<svg/>", picture(), 200, 100)
    for name in ("score", "spread", "cross", "shift")
}


def document(whole: Report) -> Any:
    return docx.Document(io.BytesIO(write(whole, DRAWINGS)))


def xml(whole: Report, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(write(whole, DRAWINGS))) as packed:
        return etree.fromstring(packed.read(name))


def with_parts(*parts: Part, **changes: Any) -> Report:
    return replace(report(), parts=parts, **changes)


def texts(whole: Any, *styles: str) -> list[str]:
    return [one.text for one in whole.paragraphs if one.style.name in styles]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_of_every_table_and_figure_is_read_back(language: str) -> None:
    whole = report(language)
    figures = next(block for block in whole.parts[0].blocks if isinstance(block, Figures))
    read = [cells(table) for table in document(whole).tables]
    assert read[0] == [
        [figure.name for figure in figures.items],
        [told(figure, language) for figure in figures.items],
    ]
    for found, table in zip(read[1:], (VOTE, ENTRIES), strict=True):
        assert found == [
            [column.title for column in table.columns],
            *(
                [shown(written(*one, language)) for one in zip(row, table.columns, strict=True)]
                for row in table.rows
            ),
        ]


def test_headings_are_real_ones_and_a_theme_has_its_number() -> None:
    headings = [
        (one.style.name, one.text)
        for one in document(report()).paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "Wat eruit kwam"),
        ("Heading 1", "1\u2002Financiering"),
        ("Heading 2", "Wat zijn de knelpunten?"),
        ("Heading 1", "Stemmingen"),
        ("Heading 1", "Bijlage"),
    ]


def test_parts_deeper_than_four_have_the_fourth_heading() -> None:
    part = Part("p5", line("5"))
    for depth in (4, 3, 2, 1):
        part = Part(f"p{depth}", line(str(depth)), parts=(part,))
    read = document(with_parts(part)).paragraphs
    assert [one.style.name for one in read if one.style.name.startswith("Heading")] == [
        *("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 4")
    ]


def test_every_kind_of_text_has_its_style() -> None:
    read = document(report())
    assert texts(read, "Title") == ["Werkconferentie sociaal ondernemen"]
    assert texts(read, "Subtitle") == ["Rapport"]
    assert texts(read, "Cover Line") == ["SER", "19 januari 2015", "Den Haag"]
    assert texts(read, "Lead") == ["Het gaat om krediet."]
    assert texts(read, "Warning") == [
        "Tussenstand: de bijeenkomst is nog bezig.",
        "Let op: nog niet alles is geteld.",
    ]
    assert texts(read, "List Number") == ["Eén loket", "Meer durf"]
    assert texts(read, "List Bullet") == ["los", "punt"]
    assert texts(read, "Quote") == ["Precies"]
    assert texts(read, "Quote Highlighted") == ["Banken durven niet\nen fondsen ook niet"]
    assert texts(read, "Quote Source") == ["Tafel 3 · uitgelicht · aaaa", "reactie · bbbb"]


def test_a_quotation_that_answers_another_moves_in_with_its_source() -> None:
    moved = [
        one.paragraph_format.left_indent
        for one in document(report()).paragraphs
        if one.style.name.startswith("Quote")
    ]
    assert moved[:2] == [None, None]
    assert [round(one.mm) for one in moved[2:]] == [12, 12]


def test_a_number_of_which_nothing_else_is_told_stands_behind_its_quotation() -> None:
    part = Part("q", line("Q"), (Quote(line("a")), Quote(line("b"), id="x"), Quote(line("c"), "d")))
    read = document(with_parts(part))
    assert texts(read, "Quote", "Quote Source") == ["a", "b\u2002x", "c", "d"]


def test_each_list_with_numbers_begins_again() -> None:
    points = Points((line("a"), line("b")), is_numbered=True)
    part = Part("p", line("P"), (points, points))
    root = xml(with_parts(part)).iter(qn("w:numId"))
    first, same, second, again = [one.get(qn("w:val")) for one in root]
    assert (first, second) == (same, again)
    assert first != second
    numbering = xml(with_parts(part), "word/numbering.xml")
    starts = [one.get(qn("w:val")) for one in numbering.iter(qn("w:startOverride"))]
    assert starts == ["1", "1"]


def test_the_contents_are_a_field_whose_entries_stand_there_already() -> None:
    root = xml(report())
    block = root.find(f".//{qn('w:sdt')}")
    lines = [
        (
            one.find(f".//{qn('w:pStyle')}").get(qn("w:val")),
            "".join(text.text for text in one.iter(qn("w:t"))),
        )
        for one in block.iter(qn("w:p"))
    ]
    assert lines == [
        ("TOCHeading", "Inhoud"),
        ("TOC1", "Wat eruit kwam"),
        ("TOC1", "1\u2002Financiering"),
        ("TOC2", "Wat zijn de knelpunten?"),
        ("TOC1", "Stemmingen"),
        ("TOC1", "Bijlage"),
    ]
    links = [one.get(qn("w:anchor")) for one in block.iter(qn("w:hyperlink"))]
    marks = {one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart"))}
    assert len(set(links)) == 5
    assert set(links) <= marks
    instructions = [one.text.strip() for one in block.iter(qn("w:instrText"))]
    assert instructions == [
        'TOC \\o "1-3" \\h \\z \\u',
        *(f"PAGEREF {name} \\h" for name in links),
    ]


def test_contents_of_many_parts_leave_the_deepest_out() -> None:
    part = Part("p", line("P"), parts=tuple(Part(f"p{n}", line(str(n))) for n in range(45)))
    block = xml(with_parts(part)).find(f".//{qn('w:sdt')}")
    assert len(list(block.iter(qn("w:hyperlink")))) == 1
    assert 'TOC \\o "1-1"' in next(block.iter(qn("w:instrText"))).text


def test_no_reader_is_asked_to_renew_anything_and_nothing_is_a_tracked_change() -> None:
    settings = xml(report(), "word/settings.xml")
    assert settings.find(qn("w:updateFields")) is None
    root = xml(report())
    for name in ("ins", "del", "moveFrom", "rPrChange", "pPrChange"):
        assert root.find(f".//{qn(f'w:{name}')}") is None
    assert [
        one.get(qn("w:dirty")) for one in root.iter(qn("w:fldChar")) if one.get(qn("w:dirty"))
    ] == []


def test_captions_are_counted_by_word_and_hold_their_number_already() -> None:
    captions = texts(document(report()), "Caption")
    assert captions == [
        "Tabel 1. Uitslag van Prioriteiten",
        "Figuur 1. Score per voorstel",
        "Figuur 2. Verdeling",
        "Figuur 3. Effect en bedrag",
        "Figuur 4. Verschuiving",
        "Tabel 2. Alle bijdragen",
    ]
    instructions = [one.text.strip() for one in xml(report()).iter(qn("w:instrText"))]
    assert [one for one in instructions if one.startswith("SEQ")] == [
        *["SEQ Tabel \\* ARABIC"],
        *["SEQ Figuur \\* ARABIC"] * 4,
        *["SEQ Tabel \\* ARABIC"],
    ]


def test_every_field_that_begins_also_ends() -> None:
    for name in ("word/document.xml", "word/footer1.xml"):
        kinds = [one.get(qn("w:fldCharType")) for one in xml(report(), name).iter(qn("w:fldChar"))]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_bookmarks_have_names_and_numbers_of_their_own() -> None:
    starts = list(xml(report()).iter(qn("w:bookmarkStart")))
    for attribute in ("w:id", "w:name"):
        found = [one.get(qn(attribute)) for one in starts]
        assert len(set(found)) == len(found) == 11
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", one.get(qn("w:name"))) for one in starts)


def test_a_chart_refers_to_its_numbers_where_they_stand() -> None:
    assert texts(document(report()), "Note")[2:6] == ["Hetzelfde in cijfers: Tabel 1."] * 4
    instructions = [one.text.strip() for one in xml(report()).iter(qn("w:instrText"))]
    assert instructions.count("REF Table_1 \\h") == 4


def test_a_chart_whose_table_stands_nowhere_has_it_below() -> None:
    charts = tuple(block for block in report().parts[2].blocks if isinstance(block, Chart))[:2]
    part = Part("p", line("P"), (ShowTable(ENTRIES.id), *charts))
    read = document(with_parts(part))
    assert texts(read, "Caption") == [
        "Tabel 1. Alle bijdragen",
        "Figuur 1. Score per voorstel",
        "Tabel 2. Uitslag van Prioriteiten",
        "Figuur 2. Verdeling",
    ]
    assert texts(read, "Note")[1:2] == ["Hetzelfde in cijfers: Tabel 2."]
    assert len(read.tables) == 2


def test_a_picture_has_its_words_and_stays_between_the_margins() -> None:
    read = document(report())
    properties = [one._inline.docPr for one in read.inline_shapes]
    assert [one.get("descr") for one in properties] == [
        "Eén loket krijgt 4,67; de rest minder.",
        "Bij één loket kozen 17 mensen hoog.",
        "Rechtsboven staat één loket.",
        "Eén loket steeg.",
    ]
    assert len({one.get("id") for one in properties}) == 4
    assert {(round(one.width.mm), round(one.height.mm)) for one in read.inline_shapes} == {
        (160, 80)
    }


def test_where_there_is_no_picture_its_words_stand() -> None:
    read = docx.Document(io.BytesIO(write(report(), {})))
    assert texts(read, "Picture")[3] == "Eén loket steeg."
    assert len(read.inline_shapes) == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_logo_fits_its_place_whatever_it_is(kind: str) -> None:
    logo = picture(kind, (700, 100))
    cover = replace(report().cover, logo=logo, logo_alt="Logo van de SER")
    first = document(replace(report(), cover=cover)).inline_shapes[0]
    assert (round(first.width.mm), round(first.height.mm)) == (70, 10)
    assert first._inline.docPr.get("descr") == "Logo van de SER"


def test_tables_repeat_their_marked_head_and_keep_rows_whole() -> None:
    long = replace(ENTRIES, rows=(*ENTRIES.rows, (5, line("lang " * 400), line("cccc"))))
    whole = replace(report(), tables={VOTE.id: VOTE, ENTRIES.id: long})
    for table in document(whole).tables:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert (look.get(qn("w:firstRow")), heads) == ("1", [True] + [False] * (len(heads) - 1))
    kept = [
        row._tr.find(f".//{qn('w:cantSplit')}") is not None
        for row in document(whole).tables[2].rows
    ]
    assert kept == [True, True, True, False]
    captions = [one.get(qn("w:val")) for one in xml(whole).iter(qn("w:tblCaption"))]
    assert captions == ["Uitslag van Prioriteiten", "Alle bijdragen"]


def test_numbers_stand_to_the_right_and_columns_fill_the_page() -> None:
    table = document(report()).tables[1]
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        *("Table Number", "Table Text", "Table Number", "Table Number", "Table Number"),
        *("Table Number", "Table Number", "Table Text"),
    ]
    widths = [column.width.mm for column in table.columns]
    assert round(sum(widths)) == 160
    assert max(widths) == widths[1]


@pytest.mark.parametrize("count", [1, 9, 14])
def test_a_long_text_leaves_numbers_the_room_that_they_need(count: int) -> None:
    columns = tuple(Column(f"c{n}", "Overeenstemming", Holds.COUNT) for n in range(count))
    rows = ((line("w" * 10_000), *[1_000_000] * count),)
    wide = Table("wide", "Breed", (Column("t", "Tekst"), *columns), rows)
    part = Part("p", line("P"), (ShowTable("wide"),))
    widths = [
        one.width.mm for one in document(with_parts(part, tables={"wide": wide})).tables[0].columns
    ]
    # 1.000.000 is nine signs.
    assert min(widths[1:]) > 9 * 1.4


def test_many_figures_stand_in_rows_of_four_at_most() -> None:
    some = Figures(tuple(Figure(f"f{n}", n) for n in range(9)))
    read = document(with_parts(Part("p", line("P"), (some,)))).tables
    assert [cells(table)[1] for table in read] == [
        ["0", "1", "2"],
        ["3", "4", "5"],
        ["6", "7", "8"],
    ]


def test_a_table_that_is_too_wide_gets_a_sheet_on_its_side() -> None:
    columns = tuple(Column(f"c{n}", f"Kolomnaam {n}", Holds.COUNT) for n in range(12))
    wide = Table("wide", "Breed", columns, (tuple(range(12)),), sheet="Breed")
    part = Part("p", line("P"), (Paragraph(line("voor")), ShowTable("wide"), Paragraph(line("na"))))
    read = document(with_parts(part, tables={"wide": wide}))
    sides = [(round(one.page_width.mm), round(one.page_height.mm)) for one in read.sections]
    assert sides == [(210, 297), (297, 210), (210, 297)]
    covers = [one.different_first_page_header_footer for one in read.sections]
    assert covers == [True, False, False]
    assert round(sum(column.width.mm for column in read.tables[0].columns)) == 247


def test_sheets_on_their_side_follow_each_other_and_take_their_heading_along() -> None:
    columns = tuple(Column(f"c{n}", f"Kolomnaam {n}", Holds.COUNT) for n in range(12))
    wide = Table("wide", "Breed", columns, (tuple(range(12)),), note="Zo leest u het.")
    inner = Part("i", line("I"), (ShowTable("wide"), ShowTable("wide")))
    part = Part("p", line("P"), (Paragraph(line("voor")),), (inner,))
    whole = with_parts(part, Part("q", line("Q")), tables={"wide": wide})
    body = xml(whole).find(qn("w:body"))
    told: list[list[str]] = [[]]
    for one in body:
        told[-1] += ["".join(text.text for text in one.iter(qn("w:t")))]
        if one.find(f".//{qn('w:sectPr')}") is not None:
            told.append([])
    number = "0123456789"
    assert [[text for text in pages if text and number not in text] for pages in told][1:] == [
        ["I", "Tabel 1. Breed", "Zo leest u het."],
        ["Tabel 2. Breed", "Zo leest u het."],
        ["Q"],
    ]
    assert told[0][-1] == "voor"


def test_pages_are_a4_with_their_number_below_and_the_warning_above() -> None:
    section = document(report()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.footer.paragraphs[0].text == "Pagina 1 van 1"
    footer = xml(report(), "word/footer1.xml")
    assert [one.text.strip() for one in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == (
        "Werkconferentie sociaal ondernemen · Tussenstand: de bijeenkomst is nog bezig."
    )


def test_a_brief_report_has_no_contents_and_no_page_for_its_cover() -> None:
    whole = replace(report(), is_brief=True)
    assert xml(whole).find(f".//{qn('w:sdt')}") is None
    read = document(whole)
    assert texts(read, "Title") == ["Werkconferentie sociaal ondernemen"]
    assert texts(read, "Cover Line") == ["SER · 19 januari 2015 · Den Haag"]
    assert (read.styles["Title"].font.size.pt, read.sections[0].header.paragraphs[0].text) == (
        22,
        "",
    )
    assert read.styles["Heading 1"].paragraph_format.page_break_before is None
    assert document(report()).styles["Heading 1"].paragraph_format.page_break_before is True


@pytest.mark.parametrize(("language", "locale"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_the_document_tells_its_language_and_a_text_its_own(language: str, locale: str) -> None:
    whole = report(language)
    styles = xml(whole, "word/styles.xml")
    assert next(styles.iter(qn("w:lang"))).get(qn("w:val")) == locale
    assert document(whole).core_properties.language == locale
    (said,) = list(xml(whole).iter(qn("w:lang")))
    assert said.get(qn("w:val")) == "en-GB"
    assert said.getparent().getparent().find(qn("w:t")).text == " niet"


def test_what_is_read_from_right_to_left_is_marked_so() -> None:
    lines = ((Run("שלום, 3 tafels", "he"),), line("Zie مرحبا بكم hier"), line("gewoon"))
    part = Part("p", line("P"), tuple(Paragraph(one) for one in lines))
    root = xml(with_parts(part))
    paragraphs = list(root.iter(qn("w:p")))[-3:]
    found = [
        (
            one.find(f".//{qn('w:bidi')}") is not None,
            [
                (run.find(f".//{qn('w:rtl')}") is not None, run.find(qn("w:t")).text)
                for run in one.iter(qn("w:r"))
            ],
        )
        for one in paragraphs
    ]
    assert found == [
        (True, [(True, "שלום, 3 "), (False, "tafels")]),
        (False, [(False, "Zie "), (True, "مرحبا بكم"), (False, " hier")]),
        (False, [(False, "gewoon")]),
    ]
    hebrew, latin = [one.attrib for one in root.iter(qn("w:lang"))][-2:]
    assert (dict(hebrew), dict(latin)) == ({qn("w:bidi"): "he"}, {qn("w:val"): "he"})


def test_a_quotation_from_right_to_left_has_its_bar_on_the_right() -> None:
    part = Part("p", line("P"), (Quote(line("שלום"), depth=1), Quote(line("hallo"))))
    turned, straight = list(xml(with_parts(part)).iter(qn("w:p")))[-2:]
    assert turned.find(f".//{qn('w:pBdr')}/{qn('w:right')}") is not None
    assert straight.find(f".//{qn('w:pBdr')}") is None
    order = [one.tag for one in turned.find(qn("w:pPr"))]
    assert order == [qn(f"w:{name}") for name in ("pStyle", "pBdr", "bidi", "ind")]


def test_the_properties_tell_whose_it_is() -> None:
    properties = document(report()).core_properties
    assert (properties.title, properties.subject, properties.author) == (
        *("Werkconferentie sociaal ondernemen", "Rapport"),
        "Tafelronde",
    )
    assert properties.created is not None
    assert properties.created.year > 2024


def test_nothing_of_the_library_s_own_template_comes_along() -> None:
    with zipfile.ZipFile(io.BytesIO(write(report(), DRAWINGS))) as packed:
        names = packed.namelist()
    assert not [name for name in names if re.search("thumbnail|customXml|WithEffects", name)]
    styles = {style.name for style in document(report()).styles}
    assert "Light Shading" not in styles


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_is_read_back_as_it_can_be_shown(text: str) -> None:
    read = document(with_text(text))
    assert texts(read, "Normal") == [shown(text)]
    (quote,) = texts(read, "Quote")
    assert quote == (shown(text) or "\u2002x")
    assert texts(read, "Heading 1") == [shown(text), "Bijlage"]
    assert texts(read, "Title") == texts(read, "Cover Line") == [shown(text)]
    assert cells(read.tables[0])[1] == ["1", shown(text), "x"]


def test_all_of_unicode_is_read_back() -> None:
    every = all_of_unicode()
    part = Part("p", line("P"), tuple(Paragraph(line(text)) for text in every))
    assert texts(document(with_parts(part)), "Normal") == [shown(text) for text in every]


def test_signs_that_were_written_out_are_told_of() -> None:
    assert texts(document(report()), "Note")[-1] == report().words["lacking"]
    clean = with_parts(Part("p", line("P"), (ShowTable(VOTE.id),)))
    assert report().words["lacking"] not in texts(document(clean), "Note")


def test_a_report_without_parts_is_its_cover() -> None:
    cover = Cover(line("T"), "Rapport", ())
    assert texts(document(with_parts(cover=cover)), "Title") == ["T"]
    assert plain(cover.title) == "T"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strange_text_in_any_place_breaks_nothing(text: str) -> None:
    read = document(spoiled(report(), text))
    assert texts(read, "Title") == [shown(f"{text}Werkconferentie sociaal ondernemen")]
    assert read.inline_shapes[0]._inline.docPr.get("descr") == shown(
        f"{text}Eén loket krijgt 4,67; de rest minder."
    )
    assert cells(read.tables[1])[0][1] == shown(f"{text}Wat")
    assert read.core_properties.title == shown(f"{text}Werkconferentie sociaal ondernemen")[:255]
