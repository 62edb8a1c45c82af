"""The list of contents: a field that Word can renew, whose entries stand there already.

Which page something is on only Word knows once it has laid out the pages, and it does so for
references (PAGEREF) when the document is printed or the list is renewed. Until then the entries
lead there by a click and say no number, rather than a wrong one.
"""

from typing import Any, Final

from appliance.look import look
from appliance.report.value import Part, Report, walk

from .elements import paragraph, w
from .fields import begun, ended, field, linked
from .runs import is_leftward, runs, said

_LEVELS_MOST: Final = 3
_ENTRIES_MOST: Final = 45
"""What fits on a page or little more; with more, the deepest parts are left out."""


def anchor(place: int) -> str:
    """The name of the bookmark of the part in this place, as Word itself names them."""
    return f"_Toc{place:09d}"


def titled(part: Part) -> list[Any]:
    """The runs of a heading; a theme's number stands before it in the theme's colour."""
    if not part.number:
        return runs(part.title)
    colour = look(part.number).strong.removeprefix("#").upper()
    return [*said(f"{part.number}\u2002", colour=colour), *runs(part.title)]


def contents(report: Report) -> list[Any]:
    """The heading and the list."""
    parts = list(walk(report.parts))
    levels = _levels([depth for depth, _ in parts])
    entries = [
        _entry(depth, part, anchor(place))
        for place, (depth, part) in enumerate(parts)
        if depth <= levels
    ]
    heading = paragraph("TOCHeading", *said(report.words["contents"]))
    if not entries:
        return [heading]
    instruction = w("instrText")
    instruction.text = f'TOC \\o "1-{levels}" \\h \\z \\u'
    for start in reversed(begun(instruction)):
        entries[0].insert(1, start)
    entries[-1].append(ended())
    return [_kept_together(heading, entries)]


def _levels(depths: list[int]) -> int:
    fitting = [
        level
        for level in range(1, _LEVELS_MOST + 1)
        if sum(depth <= level for depth in depths) <= _ENTRIES_MOST
    ]
    return max(fitting, default=1)


def _entry(depth: int, part: Part, name: str) -> Any:
    # The reference has no result: Word fills it in when it prints.
    page = field(f"PAGEREF {name} \\h")
    link = linked(name, *titled(part), w("r", w("tab")), *page)
    also = [w("bidi")] if is_leftward(part.title) else ()
    return paragraph(f"TOC{depth}", link, also=also)


def _kept_together(heading: Any, entries: list[Any]) -> Any:
    """What Word shows as one table of contents, with a button to renew it (17.5.2)."""
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", gallery), w("sdtContent", heading, *entries))
