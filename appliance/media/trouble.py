"""Why a picture is not taken, and what a person can do about it."""

from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "empty": "Choose a picture first: a PNG, JPEG or WebP file.",
    "not_a_picture": (
        "{file} is not a picture that the big screen can show. "
        "Save it as PNG, JPEG or WebP, and choose that."
    ),
    "named_otherwise": (
        "{file} is called {said}, but there is a {found} picture in it. "
        "Let its name end in .{ending}, and choose it again."
    ),
    "damaged": "{file} is damaged or only half there. Get it again, or save it anew.",
    "file_large": "{file} is larger than {most} MB. Save it smaller, and choose that.",
    "pixels_many": (
        "{file} has more than {most} million pixels. Save it smaller, and choose that."
    ),
    "too_much": "There is too much in {file}. Save it smaller, and choose that.",
}
"""Why a picture is not taken; braces hold the values."""


class PictureTrouble(Exception):
    """A picture is not taken; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values
