"""`tafelronde rehearse`: the reference event with simulated phones."""

import json
import sys
from pathlib import Path

import click

from .words import fail


@click.command()
@click.option("--phones", type=click.IntRange(1, 2000), default=100, show_default=True)
@click.option("--speed", type=float, default=30.0, show_default=True, help="Times as fast.")
@click.option("--url", help="A box that runs already, in practice; else one is started.")
@click.option("--code", "one_time", help="The organiser's one-time code of that box.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the box that is started.")
@click.option("--json", "as_json", is_flag=True, help="The figures, for a machine.")
def rehearse(
    phones: int,
    speed: float,
    url: str | None,
    one_time: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Hold the reference event with simulated phones, through the front door.

    Refuses a conference that is not in practice. Ends with 1 when anything was lost or doubled.
    """
    from importlib.resources import as_file, files

    from appliance.rehearsal.entries import read_entries
    from appliance.rehearsal.event import rehearse as hold
    from appliance.rehearsal.own_box import start_own_box
    from appliance.rehearsal.trouble import CannotRehearse

    if (url is None) != (one_time is None):
        raise click.UsageError("--url and --code go together")
    with as_file(files("appliance").joinpath("demo/entries.csv")) as file:
        entries = read_entries(file)

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    try:
        if url is not None and one_time is not None:
            figures = hold(url, one_time, phones, speed, entries, say)
        else:
            with start_own_box(data) as own:
                figures = hold(own.url, own.code, phones, speed, entries, say, own.pid)
    except CannotRehearse as trouble:
        fail(str(trouble))
    click.echo(json.dumps(figures.to_json()) if as_json else "\n".join(figures.lines()))
    if not figures.is_clean:
        sys.exit(1)
