"""`tafelronde report`: the documents of a conference, from a data folder."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appliance.report.choice import Choice, Section, Variant
from appliance.reporting.order import ALL, Format, Made, Order, stem

from .words import _, fail, home, language, sentences

if TYPE_CHECKING:
    from appliance.conference.room import Room


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo.")
@click.option(
    "--variant",
    type=click.Choice([v.value for v in Variant]),
    default=Variant.FULL.value,
    show_default=True,
    help="How much, and for whom.",
)
@click.option("--theme", default="", metavar="ID", help="Which theme, for the variant theme.")
@click.option(
    "--language", "spoken", type=click.Choice(["nl", "en"]), help="Else that of the shell."
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    type=click.Choice([s.value for s in Section]),
    help="Only these chapters; may be given more than once.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([f.value for f in ALL]),
    help="Only these documents; may be given more than once.",
)
@click.option("--least", type=click.IntRange(5, 1000), default=5, help="Smallest group told apart.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder for the documents; else this one.",
)
@click.option("--json", "as_json", is_flag=True, help="What was made, for a machine.")
def report(
    data: Path | None,
    is_demo: bool,
    variant: str,
    theme: str,
    spoken: str | None,
    sections: Sequence[str],
    formats: Sequence[str],
    least: int,
    out: Path,
    as_json: bool,
) -> None:
    """Make the report, in every format or in some; also while a box serves the conference."""
    from appliance.folder import read_room

    folder = data or home("demo" if is_demo else "box")
    choice = Choice(
        Variant(variant),
        spoken or language(),
        theme,
        tuple(s for s in Section if s.value in sections),
        least,
    )
    with sentences(folder):
        room, head = read_room(folder) if folder.is_dir() else (None, "")
    if room is None or room.conference is None:
        fail(_("No conference is loaded yet. Ask the organiser."))
    if choice.variant is Variant.THEME and choice.theme not in room.themes:
        fail(_("Choose one of these with --theme: {ids}").format(ids=", ".join(room.themes)))
    wanted = tuple(format for format in ALL if format.value in formats) or ALL
    order = Order(choice, wanted, out, stem(choice), head=head)
    _tell(_made(room, order, is_quiet=as_json), out, as_json=as_json)


def _made(room: "Room", order: Order, *, is_quiet: bool) -> Made:
    from appliance.reporting.making import make
    from appliance.web.words import Words

    def progress(format: Format, n: int, of: int) -> None:
        if not is_quiet:
            click.echo(f"{n + 1}/{of} {format.value}", err=True)

    try:
        order.folder.mkdir(parents=True, exist_ok=True)
        return make(room, order, Words.read(), progress)
    except OSError as trouble:
        sentence = _("{file} cannot be written ({reason}). Choose another with --out")
        fail(sentence.format(file=order.folder, reason=trouble.strerror))


def _tell(made: Made, out: Path, *, as_json: bool) -> None:
    from appliance.report.lacking import REFUSALS, CannotWrite

    if as_json:
        files = [str(out / name) for name in made.files]
        lacking = {format.value: code for format, code in made.lacking.items()}
        click.echo(json.dumps({"files": files, "lacking": lacking}))
    else:
        for name in made.files:
            click.echo(str(out / name))
    for code in made.lacking.values():
        click.echo(_(REFUSALS[code]).format(**CannotWrite(code).values), err=True)
    if not made.files:
        raise SystemExit(1)
