"""`tafelronde code` and `results`: what is in a data folder, without serving it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .words import _, fail, home, language, made, sentences


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
def code(data: Path | None, is_demo: bool) -> None:
    """Print a new one-time code for the organiser; the one before is worth nothing then."""
    from appliance.identity import Identity

    folder = data or home("demo" if is_demo else "box")
    with sentences(folder):
        click.echo(Identity(made(folder)).new_code())


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
@click.option("--activity", metavar="ID", help="Of the step or survey with this id only.")
@click.option("--json", "as_json", is_flag=True, help="All of it, for a machine.")
def results(data: Path | None, is_demo: bool, activity: str | None, as_json: bool) -> None:
    """Print what the room wrote; also while a box serves it."""
    from appliance.folder import read_harvests, read_results
    from appliance.web.results import document

    folder = data or home("demo" if is_demo else "box")
    if activity is not None:
        _one(folder, activity, as_json=as_json)
        return
    with sentences(folder):
        found = read_results(folder) if folder.is_dir() else None
    if found is None:
        fail(_("No conference is loaded yet. Ask the organiser."))
    elif as_json:
        click.echo(
            json.dumps(
                document(found, harvests=read_harvests(folder)), ensure_ascii=False, indent=1
            )
        )
    else:
        for line in _lines(found):
            click.echo(line)


def _one(folder: Path, activity: str, *, as_json: bool) -> None:
    from appliance.folder import read_outcome

    with sentences(folder):
        found = read_outcome(folder, activity) if folder.is_dir() else None
    if found is None:
        _survey(folder, activity, as_json=as_json)
    elif as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in _told(found):
            click.echo(line)


def _survey(folder: Path, survey: str, *, as_json: bool) -> None:
    from appliance.conference.tally.privacy import K
    from appliance.folder import read_survey_results
    from appliance.web.survey_figures import document, lines

    with sentences(folder):
        found = read_survey_results(folder, survey) if folder.is_dir() else None
    if found is None:
        fail(_("There is no vote, discussion or survey {id} here.").format(id=survey))
    elif as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=1))
    else:
        for line in lines(found, language()):
            click.echo(line)
        if found.waiting:
            sentence = _(
                "Answers count in groups of {least} or more, so that nobody sees what one person "
                "answered: now {n} of {total}."
            )
            counted = found.responded - found.waiting
            click.echo(sentence.format(least=K, n=counted, total=found.responded))


def _told(found: Any) -> Iterator[str]:
    if "topics" in found:
        return _topics(found["topics"])
    if "tables" in found:
        return _points(found)
    return _actions(found) if "actions" in found else _places(found)


def _actions(found: Any) -> Iterator[str]:
    yield _("Actions: {n}").format(n=found["count"])
    for row in found["actions"]:
        told = (row["what"], row["who"], row["due"] or row["by_when"])
        yield f"  {' · '.join(part for part in told if part)}"


def _places(found: Any) -> Iterator[str]:
    from appliance.conference.records import say

    if "topics" in found:
        yield from _topics(found["topics"])
        return
    yield _("Votes: {n}").format(n=found["ballots"])
    for row in found["items"]:
        yield f"  {row['rank'] or '–':>3}  {say(row['text'], language())}"


def _points(found: Any) -> Iterator[str]:
    for there in found["tables"]:
        agreed = " ✓" if there["is_agreed"] else ""
        yield _("Table {table}").format(table=there["table"]) + agreed
        yield from (f"  - {point}" for point in there["points"])


def _topics(topics: Any) -> Iterator[str]:
    from appliance.conference.records import say

    sentence = _(
        "{in_favour} for, {against} against, {questions} questions ({open_questions} open)"
    )
    for topic in topics:
        yield f"  {say(topic['text'], language())}"
        yield f"     {sentence.format(**topic)}"


def _lines(found: Any) -> Iterator[str]:
    from appliance.conference.records import say

    told = language()
    yield f"{say(found.conference.title, told)}: {found.count}"
    for theme in found.themes:
        yield f"  {theme.theme.number}. {say(theme.theme.title, told)}: {theme.count}"
        for question in theme.questions:
            yield f"     {say(question.question.text, told)} {question.count}"
