"""How cells look: numbers stay numbers, and are shown as this language writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from appliance.report.value import Column, Holds

INK: Final = "#1b1e28"
SOFT: Final = "#565a66"
HEAD: Final = "#f1ede3"
LINE: Final = "#ddd7c8"
WARNING: Final = "#fee2cf"

_NUMBERS: Final[Mapping[Holds, str]] = {
    Holds.COUNT: "#,##0",
    Holds.NUMBER: "#,##0.00",
    Holds.SHARE: "0%",
}
_LOCALES: Final = {"nl": "413", "en": "809"}
"""What Windows calls our languages (MS-LCID)."""

_UNIT_MOST: Final = 40

_INDENTED: Final[Mapping[str, Any]] = {"align": "left", "indent": 1}
"""So that a text does not touch the number before it."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one workbook; each is made once."""

    book: Any
    language: str
    made: dict[tuple[tuple[str, Any], ...], Any]

    def of(self, column: Column) -> Any:
        """The cells of a column."""
        if column.holds is Holds.TEXT:
            return self.text(text_wrap=True)
        if column.holds is Holds.ID:
            return self.text(num_format="@", font_color=SOFT)
        return self.like(num_format=number_format(column, self.language))

    def head(self, column: Column) -> Any:
        """The head of a column: to the side on which its cells are."""
        is_text = column.holds in (Holds.TEXT, Holds.ID)
        side = _INDENTED if is_text else {"align": "right"}
        return self.like(bold=True, text_wrap=True, bg_color=HEAD, bottom=1, **side)

    def text(self, **looks: Any) -> Any:
        """A text that looks like this, and that stays one when somebody edits it.

        Without Excel's own mark of text, a line with a dash is a formula at the next Enter. The
        format "@" does the same, but some versions show a text of over 255 letters in it as ####.
        """
        return self.like(quote_prefix=True, **_INDENTED, **looks)

    def like(self, **looks: Any) -> Any:
        """A format that looks like this."""
        key = tuple(sorted(looks.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(
                {"valign": "top", "font_name": "Calibri", "font_color": INK, **looks}
            )
        return self.made[key]


def number_format(column: Column, language: str) -> str:
    """The format of a column's numbers: 0%, 0.00, with its unit."""
    plain = _NUMBERS[column.holds]
    unit = "".join(sign for sign in column.unit if sign not in '"\\;')[:_UNIT_MOST]
    if not unit:
        return plain
    if len(unit) == 1 and not unit.isalnum():
        return f"[${unit}-{_LOCALES.get(language, '409')}] {plain}"
    return f'{plain}" {unit}"'
