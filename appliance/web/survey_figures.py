"""What a survey came to, as JSON and as lines of text: the same figures as on the page."""

from collections.abc import Iterator
from typing import Any

from appliance.conference.records import say
from appliance.conference.tally.survey import Count, Figures, SurveyResults, in_order


def document(found: SurveyResults) -> dict[str, Any]:
    """For machines; shares from 0 to 1."""
    return {
        "invited": found.invited,
        "responded": found.responded,
        "waiting": found.waiting,
        "attending": found.attending,
        "not_attending": found.not_attending,
        "by_role": {
            role: {"responded": n, "invited": of} for role, (n, of) in found.by_role.items()
        },
        "questions": [_question(figures) for figures in found.questions],
    }


def lines(found: SurveyResults, language: str) -> Iterator[str]:
    """For people at a terminal."""
    yield f"{say(found.survey.title, language)}: {found.responded} / {found.invited}"
    for figures in found.questions:
        yield f"  {say(figures.question.text, language)} ({figures.n})"
        for row in figures.rows:
            yield f"    {row.leading.share:4.0%}  {say(row.text, language)}"
        for count in figures.options:
            yield f"    {count.n:4}  {say(count.text, language)}"


def _question(figures: Figures) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": figures.question.id,
        "kind": figures.question.kind,
        "n": figures.n,
    }
    if figures.rows:
        told["rows"] = [
            {**_count(row.leading), "options": [_count(count) for count in row.options]}
            for row in figures.rows
        ]
    if figures.options:
        told["options"] = [_count(count) for count in figures.options]
    if figures.mean is not None:
        told["mean"] = round(figures.mean, 3)
    if figures.places is not None:
        told["places"] = {id: round(place, 3) for id, place in figures.places.items()}
    if figures.texts:
        told["texts"] = in_order(figures)
    if figures.is_few:
        told["is_few"] = True
    return told


def _count(count: Count) -> dict[str, Any]:
    told: dict[str, Any] = {"id": count.id, "n": count.n, "share": round(count.share, 4)}
    return {**told, "place": count.place} if count.place else told
