"""What a machine lacks to write a report, as a sentence with the remedy."""

import sys
from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "no_typst": "What lays out the report as PDF is not installed. Install it: {typed}",
}
"""What a person reads when a report cannot be written."""

PACKAGES: Final[Mapping[str, str]] = {"no_typst": "typst"}
"""What is to be installed, by code."""


class CannotWrite(Exception):
    """A report cannot be written on this machine; `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = {"typed": f"{sys.executable} -m pip install {PACKAGES[code]}"}
