"""Words that tell that a name follows, that stand within one, or that look like one and are none.

All plain: small letters, no accents. Dutch and English, one a line in files beside this one.
"""

from importlib.resources import files
from typing import Final


def _lines(name: str) -> frozenset[str]:
    return frozenset((files("appliance.assist") / f"{name}.txt").read_text("utf-8").splitlines())


TITLES: Final = _lines("titles")
"""What stands before a name alone: "mevrouw", "dr"."""

FUNCTIONS: Final = _lines("functions")
"""What may stand before a name, and before other words as well: "minister"."""

ORGANISATIONS: Final = _lines("organisations")
"""What stands in the name of an organisation: "gemeente Utrecht" says nothing of Utrecht."""

PARTICLES: Final = _lines("particles")
"""What stands small within a name: "van", "der"."""

WORDS_TOO: Final = _lines("words") | _lines("dutch") | _lines("english")
"""What is a word of the language more often than a name, however it is written."""

NOT_PEOPLE: Final = _lines("not-people")
"""Several large words that are no person ("tweede kamer"), without the small ones among them."""
