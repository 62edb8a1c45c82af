"""`tafelronde import` and `export`: files into a data folder and out of it, without serving it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .words import _, fail, home, made, sentences


@click.command("import")
@click.argument(
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    nargs=-1,
    required=True,
    metavar="FILE...",
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--practice", is_flag=True, help="Begin in practice.")
def import_(files: Sequence[Path], data: Path | None, practice: bool) -> None:
    """Take each FILE into a data folder: a conference, a survey, invitees or answers.

    A file that ends in .tafelronde brings all of it, and may be taken in again.
    """
    from appliance.archive.bag import SUFFIX
    from appliance.folder import open_room, pictures, take
    from appliance.store.failures import StoreInUse

    folder = data or home("box")
    with sentences(folder):
        try:
            with open_room(made(folder)) as (conductor, identity):
                for file in files:
                    if file.suffix == SUFFIX or _is_packed(file):
                        _carried(file, conductor, identity.on_stage, pictures(folder, identity))
                    else:
                        asked = take(conductor, identity, file.read_bytes(), is_practice=practice)
                        click.echo(_taken(file, asked[-1]))
        except StoreInUse:
            fail(_("The box is running. Sign in on its page /control and load the file there."))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--with-people", is_flag=True, help="Names, addresses and codes of invitees too.")
def export(file: Path, data: Path | None, with_people: bool) -> None:
    """Put the conference into one FILE that another machine can take in."""
    from appliance.archive.bag import SUFFIX
    from appliance.archive.bag_trouble import REFUSALS, BagTrouble
    from appliance.carrying import export as exported
    from appliance.conference.carrying import staying_behind
    from appliance.folder import open_room, pictures
    from appliance.store.failures import StoreInUse

    folder = data or home("box")
    target = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
    with sentences(folder):
        try:
            with open_room(made(folder)) as (conductor, identity):
                if conductor.read(lambda room: room.conference is None):
                    fail(_("No conference is loaded yet. Ask the organiser."))
                shelf = pictures(folder, identity)
                exported(conductor, shelf, target, with_people=with_people)
                behind = conductor.read(staying_behind)
        except StoreInUse:
            fail(_("The box is running. Sign in on its page /prepare and save the file there."))
        except BagTrouble as trouble:
            fail(_(REFUSALS[trouble.code]).format(**trouble.values))
    click.echo(_("The conference is in {file}").format(file=target))
    if behind:
        sentence = _("Answers that came in last and go along after closing: {n}")
        click.echo(sentence.format(n=behind))


def _is_packed(file: Path) -> bool:
    """Whether it begins as a zip does, and so is none of the texts, whatever it is called."""
    with file.open("rb") as source:
        return source.read(4) == b"PK\x03\x04"


def _carried(file: Path, conductor: Any, conference: str, shelf: Any) -> None:
    from appliance.archive.bag_trouble import REFUSALS, BagTrouble
    from appliance.carrying import open_file

    try:
        brings = open_file(file).take(conductor, conference, shelf)
    except BagTrouble as trouble:
        fail(_(REFUSALS[trouble.code]).format(**trouble.values))
    if brings.is_new:
        click.echo(_("The conference is loaded: {file}").format(file=file.name))
    sentence = _("Invitees: {n} new, {changed} changed.")
    click.echo(sentence.format(n=brings.invitees_new, changed=brings.invitees_changed))
    sentence = _("Answers: {n} new, {changed} changed.")
    click.echo(sentence.format(n=brings.responses_new, changed=brings.responses_changed))
    if brings.actions_new:
        click.echo(_("New actions: {n}").format(n=brings.actions_new))
    if brings.differences:
        click.echo(_("The programme here stays as it is. It differs from the file in:"))
        for difference in brings.differences:
            click.echo(f"  {difference.what} {difference.name}".rstrip())


def _taken(file: Path, command: Any) -> str:
    from appliance.conference.commands import PutInvitees, PutSurvey, TakeResponses

    match command:
        case PutSurvey():
            return _("The survey is loaded: {file}").format(file=file.name)
        case PutInvitees():
            n = len(command.invitees)
            return _("Invitees in {file}: {n}").format(file=file.name, n=n)
        case TakeResponses():
            n = len(command.responses)
            return _("Answers in {file}: {n}").format(file=file.name, n=n)
    return _("The conference is loaded: {file}").format(file=file.name)
