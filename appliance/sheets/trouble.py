"""Why a table cannot be read, and what a person can do about it."""

from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "unreadable": "{file} cannot be opened ({reason}). Choose the file once more.",
    "empty": "There is nothing in {file}. Choose the file with the table.",
    "not_a_table": (
        "{file} is not a table. Open it in Excel or LibreOffice, and save it as XLSX or CSV."
    ),
    "web_page": (
        "{file} is a web page, not a table. "
        "Open it in Excel or LibreOffice, and save it as XLSX or CSV."
    ),
    "damaged": "{file} is damaged or only half there. Get it again, or save it anew as XLSX.",
    "locked": "{file} is protected with a password. Take the password off and save it again.",
    "sheet_unknown": "There is no sheet “{sheet}” in {file}. It has: {sheets}.",
    "sheet_empty": "There is nothing on the sheet “{sheet}” of {file}. Choose another sheet.",
    "file_large": (
        "{file} is larger than {most} MB. Copy only the table into a new file, "
        "or divide it over several files."
    ),
    "too_much": (
        "There is too much in {file}. Copy only the table into a new file, "
        "and save that as XLSX or CSV."
    ),
    "cells_many": (
        "{file} has more than {most} cells. Take out columns that are not needed, "
        "or divide the rows over several files."
    ),
    "columns_many": (
        "{file} has {n} columns, the last one is {last}; {most} fit. "
        "Take out those that are not needed."
    ),
    "cell_long": (
        "A cell in row {row} of {file} has more than {most} characters. "
        "Perhaps a quotation mark is missing there."
    ),
    "quote_open": (
        "In row {row} of {file} a quotation mark opens that is never closed. "
        "Close it, and save the file again."
    ),
    "no_room": (
        "There is no room on the disk of the box to read {file}. "
        "Make room there, and choose the file once more."
    ),
    "no_reader": (
        "What reads spreadsheets is not installed here. Save {file} as CSV, and choose that."
    ),
}
"""Why a table cannot be read; braces hold the values."""


class SheetTrouble(Exception):
    """A table cannot be read; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values
