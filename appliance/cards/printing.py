"""A document of cards becomes a PDF: PDF/UA-1, in our own fonts.

Typst is heavy and optional: it is loaded here when something is printed and nowhere else, and a
process that serves lets another one print (`printed_apart`).
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typst import Fonts

REFUSALS: Final[Mapping[str, str]] = {
    "no_typst": "What lays out the cards is not installed. Install it: {typed}",
}
"""What a person reads when cards cannot be printed."""

INSTALL: Final = f"{sys.executable} -m pip install typst"

STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): can be read aloud."""

NO_TYPST_STATUS: Final = 3
"""With which the process that prints apart says that Typst is not there."""

PATIENCE_S: Final = 120.0
"""Ten tables take 1.3 to 3 s on two busy processors; a machine in need takes longer."""

_FOLDER: Final = Path(__file__).parent
_FAMILY: Final = "Atkinson Hyperlegible Next"
_PLAIN_UNTIL: Final = "\u017f"
"""Our fonts have every printed letter up to here (Latin Extended-A)."""

_LACKING: Final = "\u25a1"
"""A box in the place of a letter that no font has."""

_PROBE: Final = f"""#set document(title: "letters")
#set text(font: "{_FAMILY}")
#sys.inputs.letters
"""


class CannotPrint(Exception):
    """Cards cannot be made on this machine; `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = {"typed": INSTALL}


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and the letters that stand in it as an empty box because no font has them."""

    pdf: bytes
    lacking: str = ""


def printed(document: Mapping[str, Any]) -> Printed:
    """The PDF of a document. Raises CannotPrint."""
    try:
        import typst
    except ImportError:
        raise CannotPrint("no_typst") from None

    told = json.dumps(document, ensure_ascii=False)
    unusual = "".join(sorted({letter for letter in told if letter > _PLAIN_UNTIL}))
    fonts = _fonts(is_system=False)
    lacking = _lacking(unusual, fonts)
    if lacking:
        fonts = _fonts(is_system=True)
        lacking = _lacking(unusual, fonts)
    pdf = typst.compile(
        str(_FOLDER / "cards.typ"),
        root=str(_FOLDER),
        font_paths=fonts,
        pdf_standards=[STANDARD],
        sys_inputs={"cards": told.translate({ord(letter): _LACKING for letter in lacking})},
    )
    return Printed(pdf, lacking)


def printed_apart(document: Mapping[str, Any]) -> Printed:
    """The same by a process of its own. Raises CannotPrint."""
    child = subprocess.run(
        [sys.executable, "-m", "appliance.cards"],
        input=json.dumps(document).encode(),
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if child.returncode == NO_TYPST_STATUS:
        raise CannotPrint("no_typst")
    child.check_returncode()
    return Printed(child.stdout)


def _fonts(*, is_system: bool) -> "Fonts":
    """Our own fonts and those in Typst; where they are not enough also this machine's."""
    import typst

    return typst.Fonts(include_system_fonts=is_system, font_paths=[str(_FOLDER.parent / "fonts")])


def _lacking(letters: str, fonts: "Fonts") -> str:
    """The letters that no font has."""
    if _are_drawn(letters, fonts):
        return ""
    return "".join(letter for letter in letters if not _are_drawn(letter, fonts))


def _are_drawn(letters: str, fonts: "Fonts") -> bool:
    import typst

    try:
        typst.compile(
            _PROBE.encode(),
            font_paths=fonts,
            pdf_standards=[STANDARD],
            sys_inputs={"letters": letters},
        )
    except typst.TypstError:
        return False
    return True
