"""A sorting step as plain forms, for who sorts without script: what lies there, and what is asked.

Knows no request: documents of a live view go in, and the fields of a form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from appliance.conference.refusal import Refused

from .refusals import Denied

Form = MultiDict[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its contributions, (id, text) each."""

    id: str
    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One list that is sorted: what is in no group yet, and the groups."""

    loose: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    texts: Mapping[str, str]


def board_of(view: Mapping[str, Any], activity: str, step: Document) -> Board:
    """The board of a sorting step as who looks sees it; parked contributions are not on it."""
    sources = {activity, step["settings"].get("input")}
    cards = {
        id: card for id, card in (view.get("cards") or {}).items() if card["activity"] in sources
    }
    merged = {id for card in cards.values() for id in card.get("behind", ())}
    there = sorted(
        (id for id, card in cards.items() if id not in merged and not card.get("is_parked")),
        key=lambda id: (cards[id]["seq"], id),
    )
    texts = {id: cards[id]["text"] for id in there}
    groups = tuple(_groups(view, activity, texts))
    placed = {id for group in groups for id, _ in group.rows}
    loose = tuple((id, text) for id, text in texts.items() if id not in placed)
    return Board(loose, groups, texts)


def asked(form: Form) -> dict[str, Any]:
    """The command in a form. Raises Refused, or Denied where something is missing in it."""
    act = _ACTS.get(form.get("act", ""))
    if act is None:
        raise Refused("unknown_command")
    return act(form)


def _groups(view: Mapping[str, Any], activity: str, texts: Mapping[str, str]) -> list[Group]:
    there = ((id, b) for id, b in (view.get("buckets") or {}).items() if b["of"] == activity)
    return [
        Group(id, bucket["title"], tuple((m, texts[m]) for m in bucket["members"] if m in texts))
        for id, bucket in sorted(there, key=lambda pair: (pair[1]["seq"], pair[0]))
    ]


def _put(form: Form) -> dict[str, Any]:
    return {"do": "sort_into", "bucket": form.get("bucket", ""), "members": _chosen(form)}


def _new(form: Form) -> dict[str, Any]:
    """A group, with what is ticked in it where anything is."""
    title = form.get("title", "").strip()
    if not title:
        raise Denied("group_name")
    members = list(dict.fromkeys(form.getlist("member")))
    return {
        "do": "add_bucket",
        "activity": form.get("activity", ""),
        "title": title,
        "members": members,
    }


def _out(form: Form) -> dict[str, Any]:
    return {"do": "take_out", "bucket": form.get("bucket", ""), "members": _chosen(form)}


def _ready(form: Form) -> dict[str, Any]:
    is_ready = form.get("is_ready") == "1"
    place = {"activity": form.get("activity", ""), "theme": form.get("theme", "")}
    return {"do": "mark_list", **place, "is_ready": is_ready}


def _chosen(form: Form) -> list[str]:
    ids = list(dict.fromkeys(form.getlist("member")))
    if not ids:
        raise Denied("none_ticked")
    return ids


_ACTS: Final[Mapping[str, Callable[[Form], dict[str, Any]]]] = {
    "put": _put,
    "new": _new,
    "out": _out,
    "ready": _ready,
}
