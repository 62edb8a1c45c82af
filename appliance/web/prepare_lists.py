"""Where the list of a step comes from: told in words, and offered to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.groups import SORTING
from appliance.conference.records import Activity
from appliance.conference.timetable import Slot

from .prepare_settings import STEPS
from .speech import plainly as _
from .speech import say, t, tn
from .vote_rows import OPTIONS, rows_of

_GIVES_NONE: Final = frozenset({"presentation", "break", "harvest"})


def takes_list(step: Activity) -> bool:
    """Whether a step works on a list."""
    kind = ACTIVITIES.get(step.kind)
    return kind is not None and kind.takes_list


def source_of(slots: Sequence[Slot], step: Activity) -> Activity | None:
    """The step that its list comes from, wherever it stands; None where there is no such step."""
    wanted = step.settings.get("input", "")
    return next((slot.activity for slot in slots if slot.activity.id == wanted), None)


def step_options(slots: Sequence[Slot], step: Activity, name: str) -> list[tuple[str, str]]:
    """The steps that a setting of this step can name, by title; first none of them.

    What it names now stands there also where it cannot be: so that it is seen.
    """
    assert name in STEPS
    others = [slot.activity for slot in slots if slot.activity.id != step.id]
    if name == "input":
        earlier = (each for each in others if each.position < step.position)
        others = [each for each in earlier if each.kind not in _GIVES_NONE]
    offered = [("", _("no step")), *((each.id, say(each.title)) for each in others)]
    now = step.settings.get(name, "")
    if now in (id for id, _title in offered):
        return offered
    there = next((slot.activity for slot in slots if slot.activity.id == now), None)
    told = t("{title} (comes later)", title=say(there.title)) if there else _("a step that is gone")
    return [*offered, (now, told)]


def list_line(slots: Sequence[Slot], step: Activity) -> str:
    """Where its list comes from, in one line: "takes the 10 best of “Sort”, and 2 of its own"."""
    source, set_ = source_of(slots, step), step.settings
    own = len(ACTIVITIES[step.kind].own(set_))
    if source is None and set_.get("input"):
        return t("The step that this list came from is gone. Choose another one, or remove it.")
    if source is None:
        return _own_alone(step, own)
    title = say(source.title)
    if source.position >= step.position:
        return t("“{title}” comes later. Move it up, or choose another step.", title=title)
    parts = [_taken(source, set_)]
    parts += [t("only what is highlighted")] if set_.get("only_highlighted") else []
    chosen = len(set_.get("chosen", ()))
    parts += [t("chosen by hand: {n}", n=chosen)] if chosen else []
    parts += [tn("and {n} item of its own", "and {n} items of its own", own)] if own else []
    return ", ".join(parts)


def _own_alone(step: Activity, own: int) -> str:
    if own and OPTIONS in rows_of(step):
        return tn("{n} answer to choose from", "{n} answers to choose from", own)
    if own:
        return tn("{n} item of its own", "{n} items of its own", own)
    if ACTIVITIES[step.kind].vote is None:
        return ""
    return t("The list of this step is still empty.")


def _taken(source: Activity, set_: Mapping[str, Any]) -> str:
    title, top = say(source.title), set_.get("take_top", 0)
    if _ranks(source):
        return _best(title, top)
    if source.kind == SORTING:
        return _groups(title, top)
    if top:
        return tn(
            "takes the first of “{title}”", "takes the first {n} of “{title}”", top, title=title
        )
    return t("takes everything of “{title}”", title=title)


def _best(title: str, top: int) -> str:
    if not top:
        return t("takes everything of “{title}”, the best first", title=title)
    return tn("takes the best of “{title}”", "takes the {n} best of “{title}”", top, title=title)


def _groups(title: str, top: int) -> str:
    if not top:
        return t("takes the groups of “{title}”", title=title)
    return tn(
        "takes the first group of “{title}”",
        "takes the first {n} groups of “{title}”",
        top,
        title=title,
    )


def _ranks(source: Activity) -> bool:
    kind = ACTIVITIES.get(source.kind)
    return kind is not None and kind.vote is not None
