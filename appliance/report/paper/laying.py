"""What is to stand on paper becomes a PDF; where it is very much, by a process of its own.

Typst is heavy and optional: it is loaded here when something is laid out and nowhere else.
"""

from pathlib import Path
from typing import Final

from .apart import is_long, laid_out_apart
from .faces import FOLDER
from .letters import bare

STANDARDS: Final = ("ua-1", "a-2a")
"""PDF/UA-1 (ISO 14289-1): can be read aloud. PDF/A-2a (ISO 19005-2): can be kept in an archive."""

_TEMPLATES: Final = Path(__file__).parent


def laid_out(written: str) -> bytes:
    """The PDF of a document (JSON, see `document`). Raises ImportError without Typst."""
    import typst  # noqa: F401 - where it is lacking, no process is begun

    return laid_out_apart(written) if is_long(written) else laid_out_here(written)


def laid_out_here(written: str) -> bytes:
    """The same in this process, however much it is."""
    import typst

    try:
        return _compiled(written)
    except typst.TypstError:
        # The one thing that is not known beforehand is how Typst takes letters together. Rather
        # than none, people get a report in which fewer of them are drawn.
        return _compiled(bare(written))


def _compiled(written: str) -> bytes:
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
