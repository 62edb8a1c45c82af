"""A report as a PDF that everybody can read: tagged (PDF/UA-1), and to be kept (PDF/A-2a).

Typst is heavy and optional: it is loaded here when something is written and nowhere else.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from appliance.report.drawing import Drawing
from appliance.report.lacking import CannotWrite
from appliance.report.paper.document import document
from appliance.report.paper.faces import FOLDER
from appliance.report.paper.letters import bare
from appliance.report.value import Report

STANDARDS: Final = ("ua-1", "a-2a")
"""PDF/UA-1 (ISO 14289-1): can be read aloud. PDF/A-2a (ISO 19005-2): can be kept in an archive."""

_TEMPLATES: Final = Path(__file__).parents[1] / "paper"


def write(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The file. A chart that was not drawn is told in words. Raises CannotWrite."""
    try:
        import typst
    except ImportError:
        raise CannotWrite("no_typst") from None

    written = json.dumps(document(report, drawings), ensure_ascii=False)
    try:
        return _laid_out(written)
    except typst.TypstError:
        # The one thing that is not known beforehand is how Typst takes letters together. Rather
        # than none, people get a report in which fewer of them are drawn.
        return _laid_out(bare(written))


def _laid_out(written: str) -> bytes:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
    return typst.compile(
        str(_TEMPLATES / "report.typ"),
        root=str(_TEMPLATES),
        font_paths=fonts,
        pdf_standards=[*STANDARDS],
        sys_inputs={"report": written},
    )
