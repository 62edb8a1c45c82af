"""The file of a survey, changed: a question put in, moved, doubled or taken out.

Every function gives a new file and leaves the one it was given as it is. Whether the new one is
right is for `read_survey`.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, TypeGuard

File = Mapping[str, Any]
"""A survey as `reading.document` tells it."""

Items = Sequence[Mapping[str, Any]]

ID_MOST: Final = 40
"""Characters of an id made from a text: room for a number behind it."""


def question_in(file: File, id: str) -> dict[str, Any] | None:
    """The question with this id, or None."""
    return next((dict(told) for told in file["questions"] if told["id"] == id), None)


def with_question(file: File, question: Mapping[str, Any]) -> dict[str, Any]:
    """With this question in the place of the one with its id, else as the last one."""
    ids = ids_in(file)
    questions = list(file["questions"])
    if question["id"] in ids:
        questions[ids.index(question["id"])] = question
    else:
        questions.append(question)
    return {**file, "questions": questions}


def without_question(file: File, id: str) -> dict[str, Any]:
    """Without this question. A heading that it began goes over to the next, unless that has one."""
    ids = ids_in(file)
    if id not in ids:
        return dict(file)
    at = ids.index(id)
    questions = [dict(told) for told in file["questions"]]
    gone = questions.pop(at)
    if gone.get("section") and at < len(questions):
        questions[at].setdefault("section", gone["section"])
    return {**file, "questions": questions}


def moved(file: File, id: str, by: int) -> dict[str, Any]:
    """With this question so many places further (below 0: back), as far as there are places."""
    ids = ids_in(file)
    if id not in ids:
        return dict(file)
    at = ids.index(id)
    questions = list(file["questions"])
    question = questions.pop(at)
    questions.insert(max(0, min(len(questions), at + by)), question)
    return {**file, "questions": questions}


def doubled(file: File, id: str) -> dict[str, Any]:
    """With the same question once more below it, which tells nothing of who answers."""
    original = question_in(file, id)
    if original is None:
        return dict(file)
    ids = ids_in(file)
    twin = {**original, "id": new_id(id, ids), "tells": ""}
    twin.pop("section", None)
    at = ids.index(id) + 1
    questions = [*file["questions"][:at], twin, *file["questions"][at:]]
    return {**file, "questions": questions}


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """What two people made of one question or text: mine where I changed it, else theirs.

    Options and rows come together one by one: what either added is there, and what either took out
    is gone, unless the other changed it.
    """
    found: dict[str, Any] = {}
    for name in {**theirs, **mine}:
        before, ours, other = base.get(name), mine.get(name), theirs.get(name)
        if isinstance(ours, Mapping) and isinstance(other, Mapping):
            found[name] = merged(before if isinstance(before, Mapping) else {}, ours, other)
        elif _is_list(ours) and _is_list(other):
            found[name] = _merged_lists(before if _is_list(before) else [], ours, other)
        else:
            found[name] = other if ours == before else ours
    return {name: value for name, value in found.items() if value is not None}


def clashing(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], *, under: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """What both changed, and not into the same: its place ("text.nl"), mine, theirs."""
    for name in {**theirs, **mine}:
        before, ours, other = base.get(name), mine.get(name), theirs.get(name)
        if ours in (other, before) or other == before:
            continue
        old, one, two = _by_name(before), _by_name(ours), _by_name(other)
        if one is None or two is None:
            yield f"{under}{name}", ours, other
        else:
            yield from clashing(old or {}, one, two, under=f"{under}{name}.")


def _by_name(value: Any) -> Mapping[str, Any] | None:
    if _is_list(value):
        return {item["id"]: item["text"] for item in value}
    return value if isinstance(value, Mapping) else None


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _merged_lists(base: Items, mine: Items, theirs: Items) -> list[dict[str, Any]]:
    before, ours, other = ({item["id"]: item for item in each} for each in (base, mine, theirs))
    found = []
    for id in [*ours, *(id for id in other if id not in ours)]:
        old, one, two = before.get(id), ours.get(id), other.get(id)
        if one and two:
            found.append(merged(old or {}, one, two))
        elif (only := one or two) and only != old:
            found.append(dict(only))
    return found


def ids_in(file: File) -> list[str]:
    """The ids of the questions, in order."""
    return [told["id"] for told in file["questions"]]


def new_id(told: str, taken: Collection[str]) -> str:
    """An id made from a text (letters, digits, dashes) that is not taken yet."""
    plain = unicodedata.normalize("NFKD", told).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    base = "-".join(words)[:ID_MOST].strip("-") or "x"
    id, n = base, 1
    while id in taken:
        n += 1
        id = f"{base}-{n}"
    return id
