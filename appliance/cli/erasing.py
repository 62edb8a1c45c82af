"""`tafelronde erase`: wipe the conference of a data folder, without serving it."""

import json
from pathlib import Path
from typing import Any

import click

from .words import _, fail, home, sentences


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
@click.option("--title", help="The title of the conference; else it is asked.")
@click.option("--without-archive", is_flag=True, help="Also when no archive was made here.")
@click.option("--json", "as_json", is_flag=True, help="Where the certificate is, for a machine.")
def erase(
    data: Path | None, is_demo: bool, title: str | None, without_archive: bool, as_json: bool
) -> None:
    """Wipe a closed conference with all that belongs to it, and keep a certificate."""
    from appliance import wiping
    from appliance.folder import open_room

    folder = data or home("demo" if is_demo else "box")
    if not folder.is_dir():
        fail(_("No conference is loaded yet. Ask the organiser."))
    with sentences(folder):
        page = wiping.go_on(folder)
        if page is None:
            with open_room(folder) as (conductor, identity):
                made = wiping.exports(folder / "conferences" / identity.on_stage)
                _refuse(conductor, title, has_archive=bool(made) or without_archive)
            wiping.begin(folder, "command")
            page = wiping.go_on(folder)
    if as_json:
        told = {"certificate": str(page), "json": str(page and page.with_suffix(".json"))}
        click.echo(json.dumps(told))
    else:
        click.echo(_("Everything of this conference was wiped. The certificate:") + f" {page}")


def _refuse(conductor: Any, title: str | None, *, has_archive: bool) -> None:
    """Raises Refused where it may not be wiped."""
    from appliance.conference.closing import refuse_wiping
    from appliance.conference.records import say

    conference = conductor.read(lambda room: room.conference)
    if title is None and conference is not None:
        click.echo(say(conference.title, "", conference.languages))
        title = click.prompt(_("Type the title to wipe all of it"), default="", show_default=False)
    conductor.read(lambda room: refuse_wiping(room, title or "", has_archive=has_archive))
