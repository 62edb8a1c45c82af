"""Categorise: what was contributed is put into groups, one list per theme or one for the room.

A group becomes one item of the list of a later step. The rules are in `grouping`, and in `placing`
where everyone sorts for themselves.
"""

from typing import Final

from appliance.conference.groups import CHAIRS, EVERYONE, SORTING

from .kind import Kind, Setting

KIND: Final = Kind(
    name=SORTING,
    label={"nl": "Ordenen", "en": "Sort"},
    settings=(
        Setting(
            name="input",
            default="",
            label={"nl": "Bijdragen uit onderdeel", "en": "Contributions from step"},
        ),
        Setting(
            name="who",
            default=CHAIRS,
            label={"nl": "Wie ordent", "en": "Who sorts"},
            choices=("facilitator", CHAIRS, EVERYONE),
        ),
        Setting(
            name="beside",
            default="",
            label={"nl": "Mag tegelijk met onderdeel", "en": "May run beside step"},
        ),
    ),
)
"""`input` and `beside` are ids of other steps. Who leads may always sort; `who` says whether the
chairs do too, each what belongs to the theme of their table; or everyone, each for themselves."""
