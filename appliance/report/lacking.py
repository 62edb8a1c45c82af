"""What a machine may lack for writing a report, and what to do about it."""

import sys
from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "no_docx": "What writes Word documents is not installed. Install it: {typed}",
    "no_xlsx": "What writes spreadsheets is not installed. Install it: {typed}",
    "no_typst": "What lays out the PDF is not installed. Install it: {typed}",
}
"""What a person reads when one kind of document cannot be made here."""

_PACKAGES: Final[Mapping[str, str]] = {
    "no_docx": "python-docx",
    "no_xlsx": "XlsxWriter",
    "no_typst": "typst",
}


class CannotWrite(Exception):
    """One kind of document cannot be made on this machine; `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = {"typed": f"{sys.executable} -m pip install {_PACKAGES[code]}"}
