"""Another office program opens what was written, and shows what stands in it."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.report.value import Paragraph, Part
from appliance.report.writers import docx, xlsx

from .samples import ENTRIES, VOTE, line, report
from .unusual import HOSTILE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler)"),
]


def converted(folder: Path, name: str, content: bytes, kind: str) -> Path:
    """What LibreOffice makes of a file; it has no part in anybody's own settings."""
    (folder / name).write_bytes(content)
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    asked = ["soffice", settings, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*asked, str(folder / name)], capture_output=True, check=True, timeout=200)
    return (folder / name).with_suffix(f".{kind.partition(':')[0]}")


def test_the_word_document_shows_its_contents_captions_and_pages(tmp_path: Path) -> None:
    whole = report()
    strange = Part("x", line("Vreemd"), tuple(Paragraph(line(text)) for text in HOSTILE))
    content = docx.write(replace(whole, parts=(*whole.parts, strange)), {})
    pdf = converted(tmp_path, "verslag.docx", content, "pdf")
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    pages = told.stdout.decode().split("\f")
    assert "Werkconferentie sociaal" in pages[0]
    assert all(entry in pages[1] for entry in ("Inhoud", "Wat eruit kwam", "Vreemd"))
    text = " ".join(" ".join(pages[2:]).split())
    for part in ("Tabel 1. Uitslag van Prioriteiten", "€ 1.000,5", "2. Meer durf", "[U+000B]"):
        assert part in text
    assert f"Pagina {len(pages) - 1} van {len(pages) - 1}" in text


def test_a_sheet_that_is_saved_as_csv_does_nothing(tmp_path: Path) -> None:
    acting = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-HYPERLINK(1)", "\t=1"]
    table = replace(ENTRIES, sheet="A", rows=tuple((1, line(text), ()) for text in acting))
    whole = replace(report(), parts=(), tables={VOTE.id: VOTE, ENTRIES.id: table})
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    content = xlsx.write(whole)
    converted(tmp_path, "boek.xlsx", content, kind)
    saved = (tmp_path / "boek-A.csv").read_text("utf-8")
    cells = [row[1] for row in csv.reader(io.StringIO(saved))][1:]
    assert cells == [f"'{text}" for text in acting]
