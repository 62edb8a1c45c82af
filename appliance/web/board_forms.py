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
class Row:
    """A contribution; `behind` are the words of those that it was made of."""

    id: str
    text: str
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its contributions."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One list that is sorted: what is in no group yet, the groups, and what is parked."""

    loose: tuple[Row, ...]
    groups: tuple[Group, ...]
    parked: tuple[Row, ...]
    texts: Mapping[str, str]


def board_of(view: Mapping[str, Any], activity: str, step: Document) -> Board:
    """The board of a sorting step as who looks sees it; parked contributions are in no group."""
    sources = {activity, step["settings"].get("input")}
    cards = {
        id: card for id, card in (view.get("cards") or {}).items() if card["activity"] in sources
    }
    merged = {id for card in cards.values() for id in card.get("behind", ())}
    there = sorted((id for id in cards if id not in merged), key=lambda id: (cards[id]["seq"], id))
    rows = {id: _row(cards, id) for id in there if not cards[id].get("is_parked")}
    parked = tuple(_row(cards, id) for id in there if cards[id].get("is_parked"))
    groups = tuple(_groups(view, activity, rows))
    placed = {row.id for group in groups for row in group.rows}
    loose = tuple(row for id, row in rows.items() if id not in placed)
    return Board(loose, groups, parked, {id: row.text for id, row in rows.items()})


def asked(form: Form) -> list[dict[str, Any]]:
    """The commands in a form, one for each contribution that is parked.

    A button names its act, and where it stands with a group or a contribution also that one:
    "out:<group>". Raises Refused, or Denied where something is missing in the form.
    """
    name, _, subject = form.get("act", "").partition(":")
    if name == "park":
        return [{"do": "park_entry", "entry": id} for id in _chosen(form)]
    act = _ACTS.get(name)
    if act is None:
        raise Refused("unknown_command")
    return [act(form, subject)]


def _row(cards: Mapping[str, Document], id: str) -> Row:
    behind = (cards.get(one) for one in cards[id].get("behind", ()))
    return Row(id, cards[id]["text"], tuple(card["text"] if card else "…" for card in behind))


def _groups(view: Mapping[str, Any], activity: str, rows: Mapping[str, Row]) -> list[Group]:
    there = ((id, b) for id, b in (view.get("buckets") or {}).items() if b["of"] == activity)
    return [
        Group(id, bucket["title"], tuple(rows[m] for m in bucket["members"] if m in rows))
        for id, bucket in sorted(there, key=lambda pair: (pair[1]["seq"], pair[0]))
    ]


def _put(form: Form, _: str) -> dict[str, Any]:
    return {"do": "sort_into", "bucket": form.get("bucket", ""), "members": _chosen(form)}


def _new(form: Form, _: str) -> dict[str, Any]:
    """A group, with what is ticked in it where anything is."""
    return {
        "do": "add_bucket",
        "activity": form.get("activity", ""),
        "title": _name(form, "title"),
        "members": _ticked(form),
    }


def _merge(form: Form, _: str) -> dict[str, Any]:
    """One contribution of what is ticked; that two are needed is for the rules to say."""
    ids, text = _ticked(form), form.get("text", "")
    if len(ids) > 1 and not text.strip():
        raise Denied("merge_words")
    return {"do": "merge_entries", "entries": ids, "text": text}


def _split(_: Form, entry: str) -> dict[str, Any]:
    return {"do": "split_entry", "entry": entry}


def _restore(_: Form, entry: str) -> dict[str, Any]:
    return {"do": "restore_entry", "entry": entry}


def _out(form: Form, bucket: str) -> dict[str, Any]:
    return {"do": "take_out", "bucket": bucket, "members": _chosen(form)}


def _rename(form: Form, bucket: str) -> dict[str, Any]:
    return {"do": "rename_bucket", "bucket": bucket, "title": _name(form, "name")}


def _join(form: Form, bucket: str) -> dict[str, Any]:
    return {"do": "merge_buckets", "bucket": bucket, "into": form.get("into", "")}


def _remove(_: Form, bucket: str) -> dict[str, Any]:
    return {"do": "remove_bucket", "bucket": bucket}


def _ready(form: Form, _: str) -> dict[str, Any]:
    is_ready = form.get("is_ready") == "1"
    place = {"activity": form.get("activity", ""), "theme": form.get("theme", "")}
    return {"do": "mark_list", **place, "is_ready": is_ready}


def _name(form: Form, field: str) -> str:
    typed = form.get(field, "").strip()
    if not typed:
        raise Denied("group_name")
    return typed


def _ticked(form: Form) -> list[str]:
    return list(dict.fromkeys(form.getlist("member")))


def _chosen(form: Form) -> list[str]:
    ids = _ticked(form)
    if not ids:
        raise Denied("none_ticked")
    return ids


_ACTS: Final[Mapping[str, Callable[[Form, str], dict[str, Any]]]] = {
    "put": _put,
    "new": _new,
    "merge": _merge,
    "split": _split,
    "restore": _restore,
    "out": _out,
    "rename": _rename,
    "join": _join,
    "remove": _remove,
    "ready": _ready,
}
