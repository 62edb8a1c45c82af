"""What a step that is voted in has several of: criteria, answers to choose from, items of its own.

Each is a row with a form of its own (see `step_rows`); what its form says becomes the row. Knows no
request and no room.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.activities.criteria import (
    CRITERIA_MOST,
    DEFAULT,
    STEPS_MOST,
    criteria_flaw,
)
from appliance.conference.activities.listing import ITEMS_MOST
from appliance.conference.plain import plain
from appliance.conference.recipes import free_id
from appliance.conference.records import Activity, Text
from appliance.conference.refusal import Refused
from appliance.conference.tally.scale import Scale

from .form_fields import Form, decimal, lines_in, signed, text_of
from .refusals import Denied
from .step_rows import Row, rev_of

SPAN_MOST: Final = 1_000
"""How far from zero a scale may reach."""

WEIGHT_MOST: Final = 100

YES_OR_NO: Final = (0, 1, 1)
"""Low, high and step of the scale that is shown as yes and no."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One of the lists of a step: its name in addresses, how many fit, and how a row is read.

    `typed` gives a row as its form has it; it is told the ids of the themes, and raises Denied.
    """

    name: str
    most: int
    base: str
    """What the ids of new ones begin with."""
    typed: Callable[[Row, Form, Collection[str]], Row]
    blank: Callable[[Row, Form, Collection[str]], Row]
    """A new row of which only the text is told, as the adding form completes it."""

    def of(self, activity: Activity) -> list[Row]:
        """The rows of this step, each with its id."""
        if self.name == CRITERIA.name:
            told = activity.settings.get("criteria") or (DEFAULT,)
        else:
            told = ACTIVITIES[activity.kind].own({**activity.settings, "form": ""})
        return [dict(plain(row)) for row in told]

    def setting(self, activity: Activity) -> str:
        """The setting in which they are kept."""
        has_items = self.name == OPTIONS.name and activity.settings.get("items")
        return ITEMS.name if has_items else self.name


def rows_of(activity: Activity) -> tuple[Rows, ...]:
    """The lists that a step has, as far as this version knows its kind."""
    kind = ACTIVITIES.get(activity.kind)
    known = {setting.name for setting in kind.settings} if kind else set()
    if OPTIONS.name in known:
        known.discard(ITEMS.name)
    return tuple(rows for rows in (CRITERIA, OPTIONS, ITEMS) if rows.name in known)


def changed(rows: Rows, row: Row, form: Form, themes: Collection[str]) -> Row:
    """The row with what stands in its form in the place of what it was.

    Raises Denied, and Refused `changed_meanwhile` where somebody else changed it since.
    """
    if form.get("rev", "") not in ("", rev_of(row)):
        raise Refused("changed_meanwhile")
    return rows.typed(row, form, themes)


def added(
    rows: Rows, now: Sequence[Row], form: Form, themes: Collection[str], taken: Iterable[str]
) -> list[Row]:
    """The rows with those more that the adding form names, one on a line.

    Their ids differ from those that are taken anywhere. Raises Denied.
    """
    lines = lines_in(form, "lines")
    if not lines:
        raise Denied("rows_none")
    if len(now) + len(lines) > rows.most:
        raise Denied("rows_many", most=rows.most)
    ids = set(taken)
    found = list(now)
    for text in lines:
        id = free_id(rows.base, ids)
        ids.add(id)
        found.append(rows.blank({"id": id, _WORDS[rows.name]: text}, form, themes))
    return found


def ids_in(activities: Iterable[Activity]) -> set[str]:
    """The ids of all rows of these steps: an item that goes from step to step keeps its own."""
    found = (rows.of(step) for step in activities for rows in rows_of(step))
    return {str(row["id"]) for listed in found for row in listed}


def weighed(rows: Rows, found: Sequence[Row]) -> None:
    """Raises Denied where none of the criteria would count."""
    if rows.name == CRITERIA.name and found and criteria_flaw({"criteria": found}):
        raise Denied("criteria_weigh")


def is_yes_or_no(row: Mapping[str, Any]) -> bool:
    """Whether a criterion is asked as yes or no."""
    return (*row["scale"], row.get("step", 1)) == YES_OR_NO


def _criterion(row: Row, form: Form, themes: Collection[str]) -> Row:
    kept = {name: row[name] for name in row if name not in ("step", "weight", "is_reversed")}
    low, high, step = YES_OR_NO if form.get("answers") == "yes_no" else _scale(form)
    weight = decimal(form.get("weight", "") or "1")
    if weight is None or not 0 <= weight <= WEIGHT_MOST:
        raise Refused("out_of_range", least=0, most=WEIGHT_MOST)
    kept |= {"title": _words(form, "title", row["title"]), "scale": [low, high]}
    kept |= {"step": step} if step != 1 else {}
    kept |= {"weight": weight} if weight != 1 else {}
    return kept | ({"is_reversed": True} if "is_reversed" in form else {})


def _scale(form: Form) -> tuple[float, float, float]:
    low, high = signed(form.get("low", "")), signed(form.get("high", ""))
    step = decimal(form.get("step", "") or "1")
    if low is None or high is None or not -SPAN_MOST <= low < high <= SPAN_MOST:
        raise Denied("scale_span", most=SPAN_MOST)
    try:
        scale = Scale(low, high, step or 0)
    except ValueError:
        raise Denied("scale_step", low=low, high=high) from None
    if scale.length / (step or 1) > STEPS_MOST:
        raise Denied("scale_fine", most=STEPS_MOST)
    return low, high, step or 1


def _new_criterion(row: Row, form: Form, themes: Collection[str]) -> Row:
    return {**row, "scale": list(DEFAULT["scale"])}


def _item(row: Row, form: Form, themes: Collection[str]) -> Row:
    return _about({**row, "text": _words(form, "text", row["text"])}, form, themes)


def _about(row: Row, form: Form, themes: Collection[str]) -> Row:
    """With the theme that the form tells, or none."""
    if "theme" not in form:
        return row
    bare = {name: value for name, value in row.items() if name != "theme"}
    return {**bare, "theme": form["theme"]} if form["theme"] in themes else bare


def _words(form: Form, name: str, old: Text) -> Text:
    text = text_of(form, name, old)
    if not text:
        raise Denied("row_empty")
    return text


CRITERIA: Final = Rows("criteria", CRITERIA_MOST, "criterium", _criterion, _new_criterion)
OPTIONS: Final = Rows("options", ITEMS_MOST, "antwoord", _item, _about)
ITEMS: Final = Rows("items", ITEMS_MOST, "punt", _item, _about)
ROWS: Final[Mapping[str, Rows]] = {rows.name: rows for rows in (CRITERIA, OPTIONS, ITEMS)}
"""By their names in addresses."""

_WORDS: Final = {"criteria": "title", "options": "text", "items": "text"}
"""The member of a row that holds its words."""
