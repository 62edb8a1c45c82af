"""Elements of WordprocessingML (ECMA-376 part 1, section 17), in the order that it wants.

python-docx builds them one at a time with a search for each style; a report has tens of thousands,
so they are made here and python-docx is left with the package around them.
"""

from collections.abc import Iterable
from typing import Any, Final

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement

TWIPS_PER_MM: Final = 1440 / 25.4
"""Twentieths of a point, in which Word measures most."""

_NAMES: Final = {"w": nsmap["w"]}


def w(name: str, /, *inside: Any, **attributes: object) -> Any:
    """An element of Word's main namespace with attributes of the same; what is None is left out."""
    element: Any = OxmlElement(f"w:{name}", nsdecls=_NAMES)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(part for part in inside if part is not None)
    return element


def paragraph(style: str, *inside: Any, also: Iterable[Any] = ()) -> Any:
    """A paragraph in this style (its id); `also` are further properties, in Word's order."""
    return w("p", w("pPr", w("pStyle", val=style), *also), *inside)


def text(told: str) -> Any:
    """A piece of text without breaks."""
    element = w("t")
    element.text = told
    if told != told.strip() or "  " in told:
        element.set(qn("xml:space"), "preserve")
    return element


def twips(mm: float) -> int:
    """A length as Word measures it."""
    return round(mm * TWIPS_PER_MM)
