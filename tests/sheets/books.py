"""Spreadsheets made by hand, of what no program writes.

Those in `files` were written by LibreOffice 7.4: `genodigden` and, with the password "geheim",
`op-slot`, each with the sheets Leeg (empty), Deelnemers and Tafels.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

FILES = Path(__file__).parent / "files"
KINDS = ("xlsx", "ods", "xls")

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip with these files in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def xlsx(rows: str, state: str = "visible", xml: str = "", kind: str = "worksheet") -> bytes:
    """A workbook of Blad1 with these rows in XML, or all its `xml`, and of a small Blad2."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
            f'<sheet name="Blad1" sheetId="1" state="{state}" r:id="r0"/>'
            '<sheet name="Blad2" sheetId="2" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                (kind, "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")
            ),
            "xl/worksheets/sheet1.xml": xml or sheet(rows),
            "xl/worksheets/sheet2.xml": sheet(row(1, "tweede")),
        }
    )


def row(number: int, *texts: str) -> str:
    """A row of texts in XML, from column A."""
    cells = (
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def sheet(rows: str) -> str:
    """The XML of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def relations(*parts: tuple[str, str]) -> str:
    """Which files of a workbook are what, numbered from r0."""
    told = (
        f'<Relationship Id="r{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(told)}</Relationships>'
