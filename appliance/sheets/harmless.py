"""Text of people that a spreadsheet could take for a formula, made such that it cannot.

An apostrophe before it is what spreadsheets themselves know as the mark of text (OWASP, "CSV
Injection"); `reading.read` takes it off.
"""

import re
from typing import Final

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for a formula in a CSV file, also when marked already."""

_ACTING: Final = re.compile("'*(?:[=@\t\r＝＠]|[+\\-＋－].*[(|!])", re.DOTALL)
"""What could also do something: call a function, another program or another file."""

_NUMBER: Final = re.compile(r"[+-]\d[\d.,]*%?")


def harmless(cell: str) -> str:
    """A cell of a CSV file: marked where it looks like a formula and is no number."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def inert(cell: str) -> str:
    """A text cell of a workbook: marked only where it could do something once somebody saves the
    sheet as CSV and opens that.

    In the workbook itself it is text and does nothing, so a line that begins with a dash stays as
    it was typed.
    """
    return f"'{cell}" if _ACTING.match(cell) else cell
