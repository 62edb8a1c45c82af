"""Texts that people type, and some that nobody should, for whatever writes a report."""

import sys
from typing import Final

from hypothesis import strategies as st

from appliance.report.signs import everywhere
from appliance.report.value import Chart, Figures, Report, blocks, walk

HOSTILE: Final = (
    "",
    " ",
    "\n",
    " voor en na ",
    "twee  spaties\tén een tab\nen een regel\r\nen nog een\rlaatste",
    "\x00\x01\x0b\x0c\x1b\x7f\x85\x9f",
    "half \ud83d teken \ude00",
    "\ufffe\uffff\ufdd0\ufeff",
    "_x000B_ en _x005F_",
    "]]> <b>&amp; &#x0; <!-- -- --> <?xml?>",
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "+31 6 12345678",
    "- een streepje\n- nog een",
    "-1+cmd|' /C calc'!A0",
    "https://example.org www.example.org iemand@example.org",
    "{n} van {m} {typed} %s %(a)s",
    "שלום עולם, 3 tafels (en مرحبا)!",
    "😀 👩\u200d👩\u200d👧 e\u0301 \u202e omgekeerd",
    "w" * 10_000,
    "אבג" * 3_000,
)
"""Each of them alone has broken a document somewhere."""

TEXTS: Final = st.one_of(st.text(st.characters(exclude_categories=())), st.sampled_from(HOSTILE))
"""All of Unicode, lone surrogates too."""


def all_of_unicode(step: int = 4096) -> list[str]:
    """Every code point there is, in texts of so many."""
    last = sys.maxunicode + 1
    return ["".join(map(chr, range(start, start + step))) for start in range(0, last, step)]


def spoiled(report: Report, text: str) -> Report:
    """The report with this text before each of its own, but for what things are called by."""
    names = {report.language, *report.sheets, ""}
    for table in report.tables.values():
        names |= {table.id, *(column.id for column in table.columns)}
    for block in blocks(report):
        names |= {block.id} if isinstance(block, Chart | Figures) else set()
    names |= {part.id for _, part in walk(report.parts)}
    return everywhere(report, lambda own: own if own in names or own == "en" else text + own)
