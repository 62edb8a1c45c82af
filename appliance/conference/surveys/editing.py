"""The file of a survey, changed: a question put in, moved, doubled or taken out.

Every function gives a new file and leaves the one it was given as it is. Whether the new one is
right is for `read_survey`.
"""

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, Final

File = Mapping[str, Any]
"""A survey as `reading.document` tells it."""

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
