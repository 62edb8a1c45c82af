"""Where the list of a step comes from: told in one line, and chosen in a form."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.activities import ACTIVITIES
from appliance.conference.recipes import free_id
from appliance.conference.records import Activity, Text
from appliance.conference.timetable import Slot

from .speech import plainly as _
from .speech import say, t, tn
from .words import LANGUAGES

FIELD: Final = "setting.items"
"""One field per language, one item on a line."""

_GIVES_NONE: Final = frozenset({"presentation", "break"})


def takes_list(step: Activity) -> bool:
    """Whether a step works on a list."""
    kind = ACTIVITIES.get(step.kind)
    return kind is not None and kind.takes_list


def earlier_steps(slots: Sequence[Slot], step: Activity) -> list[tuple[str, str]]:
    """The steps before it that a list can be taken from, by title; first none of them."""
    before = [
        slot.activity
        for slot in slots
        if slot.activity.position < step.position and slot.activity.kind not in _GIVES_NONE
    ]
    return [("", _("no earlier step")), *((each.id, say(each.title)) for each in before)]


def list_line(slots: Sequence[Slot], step: Activity) -> str:
    """Where its list comes from, in one line: "List from: Sort, the top 10"."""
    set_ = step.settings
    source = next((s.activity for s in slots if s.activity.id == set_.get("input")), None)
    parts = []
    if source is not None:
        title, top = say(source.title), set_.get("take_top", 0)
        told = t("List from: {title}, the top {n}", title=title, n=top)
        parts.append(told if top else t("List from: {title}", title=title))
        parts += [t("only what is highlighted")] if set_.get("only_highlighted") else []
        parts += [t("chosen by hand")] if set_.get("chosen") else []
    own = len(set_.get("items", ()))
    parts += [tn("{n} item of its own", "{n} items of its own", own)] if own else []
    return ", ".join(parts) or t("The list of this step is still empty.")


def items_in(form: MultiDict[str, str], step: Activity) -> list[dict[str, Any]] | None:
    """The step's own items as the form has them, one on a line; None where it does not ask.

    An item whose words are the same, or that stands where it stood, keeps its id.
    """
    shown = [language for language in LANGUAGES if f"{FIELD}.{language}" in form]
    if not shown:
        return None
    rows = zip_longest(*(form[f"{FIELD}.{one}"].splitlines() for one in shown), fillvalue="")
    texts = [{k: v.strip() for k, v in zip(shown, row, strict=True) if v.strip()} for row in rows]
    return list(_named([text for text in texts if text], step.settings.get("items", ())))


def _named(
    texts: Sequence[dict[str, str]], known: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    same = {n: item for n, text in enumerate(texts) for item in known if _is(item["text"], text)}
    kept = {item["id"] for item in same.values()}
    taken = {item["id"] for item in known}
    for n, text in enumerate(texts):
        old = same.get(n)
        if old is None and n < len(known) and known[n]["id"] not in kept:
            old = known[n]
        id = old["id"] if old else free_id("punt", taken)
        taken.add(id)
        told: Text = old["text"] if old and _is(old["text"], text) else text
        yield {**(old or {}), "id": id, "text": told}


def _is(text: Text, typed: Mapping[str, str]) -> bool:
    """Whether what was typed is what stands there, in the languages that were typed in."""
    if isinstance(text, str):
        return typed == {LANGUAGES[0]: text}
    return all(text.get(language) == words for language, words in typed.items())
