"""`tafelronde cards`: everything to print for a conference, as one PDF."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from .serving import PORTS
from .words import _, fail, home, made, sentences

if TYPE_CHECKING:
    from appliance.cards.deck import Deck
    from appliance.cards.printing import Printed

SPOKEN: Final = {"nl": ("nl",), "en": ("en",), "both": ("nl", "en")}


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The PDF; else cards.pdf.")
@click.option("--only", type=click.Choice(["tables", "chairs", "organiser", "poster"]))
@click.option("--language", type=click.Choice(list(SPOKEN)), default="both", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--demo", "is_demo", is_flag=True, help="Of the demo, which begins if need be.")
@click.option("--address", metavar="URL", help="Where phones find the box: http://192.168.1.4:8080")
def cards(
    out: Path | None,
    only: str | None,
    language: str,
    data: Path | None,
    is_demo: bool,
    address: str | None,
) -> None:
    """Make the cards for the tables and the chairs, and a poster, as one PDF to print.

    The poster alone comes in A4 and in A3; all other sheets are A4.
    """
    given = _given(address) if address else ""
    folder = data or home("demo" if is_demo else "box")
    deck = _deck(folder, is_demo=is_demo)
    if not deck.tables and only in ("tables", "chairs"):
        fail(_("No table is in use, so there are no cards for tables. Take one into use first."))
    at, is_guess = (given, False) if given else _found(folder, deck.conference.id)
    made_cards = _printed(replace(deck, address=at), only, language)
    file = out or Path(_("cards") + ".pdf")
    _write(file, made_cards.pdf)
    click.echo(_("Ready to print: {file}").format(file=file))
    click.echo(_("Print it on A4 at 100%, on one side. Fold and cut at the small lines."))
    if is_guess:
        sentence = _(
            "The codes lead to {address}, which is this machine now. Will the box be elsewhere in "
            "the room? Then print again with --address."
        )
        _note(sentence.format(address=at))
    if deck.wifi is None:
        _note(_("No Wi-Fi is chosen for the box: the cards have a line to write it on by hand."))
    if made_cards.lacking:
        sentence = _("No font on this machine has {letters}. There is an empty box instead.")
        _note(sentence.format(letters=" ".join(made_cards.lacking)))


def _deck(folder: Path, *, is_demo: bool) -> "Deck":
    from appliance.folder import begin_demo, open_room, read_cards
    from appliance.network.plan import REFUSALS, PlanTrouble

    try:
        with sentences(folder):
            deck = read_cards(folder) if folder.is_dir() else None
            if deck is None and is_demo:
                with open_room(made(folder)) as (conductor, identity):
                    begin_demo(conductor, identity)
                deck = read_cards(folder)
    except PlanTrouble as trouble:
        fail(_(REFUSALS[trouble.code]).format(**trouble.values))
    if deck is None:
        fail(_("No conference is loaded yet. Load one with: tafelronde import FILE"))
    return deck


def _given(address: str) -> str:
    """The address as it is printed, from how somebody typed it."""
    sentence = _("An address looks like http://192.168.1.4:8080, not like {told}.")
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        is_default = parts.port == 80
    except ValueError:
        fail(sentence.format(told=address))
    is_plain = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme != "http" or not parts.hostname or not is_plain:
        fail(sentence.format(told=address))
    if parts.hostname.endswith(".local"):
        fail(_("Not every phone knows a name that ends in .local. Give the IP address instead."))
    return "http://" + (parts.netloc.removesuffix(":80") if is_default else parts.netloc)


def _found(folder: Path, conference: str) -> tuple[str, bool]:
    """Where phones find the box, and whether that is a guess."""
    from appliance.network.room import ADDRESS
    from appliance.network.serving import is_prepared, likely_address

    if is_prepared(folder):
        return f"http://{ADDRESS}", False
    address = likely_address(conference, PORTS)
    if address is None:
        sentence = _("This machine has no network now. Say where the box will be: {example}")
        fail(sentence.format(example="--address http://192.168.1.4:8080"))
    return address, True


def _printed(deck: "Deck", only: str | None, language: str) -> "Printed":
    from appliance.cards.document import ALL, Part, document
    from appliance.cards.printing import REFUSALS, CannotPrint, printed
    from appliance.web.words import Words

    parts = (Part(only),) if only else ALL
    try:
        return printed(document(deck, Words.read(), SPOKEN[language], parts))
    except CannotPrint as trouble:
        fail(_(REFUSALS[trouble.code]).format(**trouble.values))


def _write(file: Path, pdf: bytes) -> None:
    try:
        file.write_bytes(pdf)
    except OSError as trouble:
        sentence = _("{file} cannot be written ({reason}). Choose another with --out")
        fail(sentence.format(file=file, reason=trouble.strerror))


def _note(sentence: str) -> None:
    click.echo(sentence, err=True)
