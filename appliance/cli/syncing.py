"""`tafelronde sync`: finished files go to the cloud and are read back, from the command line."""

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from .words import _, fail, home, sentences

PASSWORD: Final = "TAFELRONDE_CLOUD_PASSWORD"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody asked for beside the place."""

    is_full: bool
    is_sure: bool
    waits: bool
    as_json: bool


@click.command()
@click.argument(
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    nargs=-1,
    metavar="[FILE...]",
)
@click.option("--target", "address", required=True, metavar="ADDRESS", help="Where it goes.")
@click.option("--user", default="", help="Name to sign in with, or access key.")
@click.option("--bucket", default="", help="With S3; the address is its endpoint.")
@click.option("--folder", default="", help="Folder in the bucket.")
@click.option("--region", default="", help="Region of the bucket.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"Its first line opens the place; else {PASSWORD} does, or it is asked.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything kept.")
@click.option("--full", "is_full", is_flag=True, help="The full archive too: people are in it.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask before it goes.")
@click.option("--wait", "waits", is_flag=True, help="Go on until it is there, also for hours.")
@click.option("--json", "as_json", is_flag=True, help="What came of it, for a machine.")
def sync(
    files: Sequence[Path],
    address: str,
    password_file: Path | None,
    data: Path | None,
    is_full: bool,
    is_sure: bool,
    waits: bool,
    as_json: bool,
    **place: str,
) -> None:
    """Copy finished archives to a cloud, and read each back.

    ADDRESS is a public link, a WebDAV folder, or the endpoint of S3 (with --bucket). Without FILE
    the newest archive to share of the conference goes. What is there already does not go again.
    """
    from appliance.archive.cloud.cloud_trouble import CloudTrouble

    asked = _Asked(is_full=is_full, is_sure=is_sure, waits=waits, as_json=as_json)
    if as_json and not is_sure:
        raise click.UsageError("--json needs --yes: nobody can be asked")
    try:
        with sentences(data or home("box")):
            event, chosen = _chosen(files, data or home("box"), asked)
        opened = _opened(address, password_file, place)
        _go(opened, event, chosen, asked)
    except CloudTrouble as trouble:
        _failed(trouble, as_json=as_json)


def _chosen(
    files: Sequence[Path], data: Path, asked: _Asked
) -> tuple[str, Sequence[tuple[Path, str]]]:
    """The event and the files that go, with their SHA-256. Raises CloudTrouble."""
    from appliance.archive.cloud.cloud_trouble import CloudTrouble
    from appliance.archive.cloud.delivering import digest_of
    from appliance.archive.cloud.exports import Exports
    from appliance.folder import exports, read_closed

    if files and not any(_lies_in(file, data) for file in files):
        _check_full([file.name for file in files if "-full" in file.name], asked)
        return "", [(file, digest_of(file)) for file in files]
    if not data.is_dir() or not read_closed(data):
        raise CloudTrouble("not_closed")
    folder, event = exports(data)
    if files:
        _check_full([file.name for file in files if "-full" in file.name], asked)
        return event, [(file, digest_of(file)) for file in files]
    offers = Exports(folder).offers()
    newest = [next((offer for offer in offers if not offer.is_full), None)]
    if asked.is_full:
        newest.append(next((offer for offer in offers if offer.is_full), None))
    found = [(folder / offer.name, offer.sha256) for offer in newest if offer is not None]
    if not found:
        fail(
            _(
                "There is no finished archive to share yet. "
                "Make one first: tafelronde archive --kind shareable"
            )
        )
    return event, found


def _lies_in(file: Path, data: Path) -> bool:
    return file.resolve().is_relative_to(data.resolve())


def _check_full(names: Sequence[str], asked: _Asked) -> None:
    if names and not asked.is_full:
        sentence = _("In {file} people can be recognised. If you want that, say so with --full.")
        fail(sentence.format(file=names[0]))


def _opened(address: str, password_file: Path | None, place: Mapping[str, str]) -> Any:
    """The place. Raises CloudTrouble."""
    from appliance.archive.cloud.places import place_of
    from appliance.archive.cloud.target import Kind, is_link, target_of

    kind = Kind.S3 if place["bucket"] else Kind.LINK if is_link(address) else Kind.WEBDAV
    password = os.environ.get(PASSWORD, "")
    if password_file is not None:
        password = password_file.read_text("utf-8-sig", "replace").partition("\n")[0]
    elif not password and kind is not Kind.LINK and sys.stdin.isatty():
        password = click.prompt(_("Password"), hide_input=True, err=True)
    return place_of(*target_of(kind, {**place, "address": address, "password": password}))


def _go(place: Any, event: str, chosen: Sequence[tuple[Path, str]], asked: _Asked) -> None:
    from appliance.archive.cloud.delivering import Parcel, object_name

    parcels = [
        Parcel(file, sha256, file.stat().st_size, object_name(event, file.name, sha256))
        for file, sha256 in chosen
    ]
    _preview(place, parcels, asked)
    for parcel in parcels:
        _bring(place, parcel, waits=asked.waits)
        if not asked.as_json:
            click.echo(_("✓ There, and checked") + f": {parcel.object_name}")
    if asked.as_json:
        files = [
            {
                "file": str(parcel.path),
                "object": parcel.object_name,
                "sha256": parcel.sha256,
                "size_bytes": parcel.size_bytes,
                "state": "verified",
            }
            for parcel in parcels
        ]
        click.echo(json.dumps({"target": place.target.shown, "files": files}, indent=1))


def _preview(place: Any, parcels: Sequence[Any], asked: _Asked) -> None:
    """Say exactly what goes where, and ask."""
    if asked.as_json:
        return
    click.echo(_("To: {place}").format(place=place.target.shown))
    for parcel in parcels:
        click.echo(f"  {parcel.path.name}  {parcel.size_bytes / 1_000_000:.1f} MB")
        click.echo(f"    SHA-256 {parcel.sha256}")
    if asked.is_full:
        click.echo(_("A full archive goes along: people can be recognised in it."), err=True)
    if not asked.is_sure and not click.confirm(_("Send these files?")):
        fail(_("Nothing was sent."))


def _bring(place: Any, parcel: Any, *, waits: bool) -> None:
    """Bring one file, and with `waits` until it is there. Raises CloudTrouble."""
    from appliance.archive.cloud.cloud_trouble import FOR_A_PERSON, CloudTrouble
    from appliance.archive.cloud.delivering import bring
    from appliance.archive.cloud.fate import LIES_MOST
    from appliance.archive.cloud.waiting import back_off_s
    from appliance.archive.cloud.wire import Wire

    attempts = lies = 0
    while True:
        try:
            bring(Wire(), place, parcel, _progress(parcel))
        except CloudTrouble as trouble:
            attempts, lies = attempts + 1, lies + 1 if trouble.is_lie else 0
            if not waits or trouble.code in FOR_A_PERSON or lies == LIES_MOST:
                raise
            click.echo(_said(trouble), err=True)
            threading.Event().wait(back_off_s(attempts))
        else:
            return


def _progress(parcel: Any) -> Callable[[str], Callable[[int], None]]:
    """For each thing that is done with a file, who hears of its bytes."""

    def begin(doing: str) -> Callable[[int], None]:
        if not sys.stderr.isatty():
            return lambda n: None
        sending, reading = _("Sending: {percent}%"), _("Reading it back: {percent}%")
        message, done = sending if doing == "sending" else reading, 0

        def count(n: int) -> None:
            nonlocal done
            before, done = done, done + n
            percent = done * 100 // max(1, parcel.size_bytes)
            if percent != before * 100 // max(1, parcel.size_bytes):
                click.echo("\r" + message.format(percent=percent) + "  ", err=True, nl=False)
                click.echo("\n" if percent == 100 else "", err=True, nl=False)

        return count

    return begin


def _failed(trouble: Any, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"trouble": trouble.code, "says": _said(trouble)}, indent=1))
    fail(_said(trouble))


def _said(trouble: Any) -> str:
    from appliance.archive.cloud.cloud_trouble import REFUSALS

    return _(REFUSALS[trouble.code]).format(**trouble.values)
